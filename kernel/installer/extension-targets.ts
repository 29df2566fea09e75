/** Models of other addons that a manifest extends: where they are, and whether they may be extended. */
import type { ManifestV3 } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { CORE_MODELS } from '../dynamic/core-models';
import { KernelError } from '../errors';
import { olderExtensions } from './older-extensions';
import { type ExtensionTargets, schemaOf } from './schema-state';

interface Installed {
  addon_key: string;
  manifest: ManifestV3;
}

const refused = (extended: string, message: string): KernelError =>
  new KernelError('extension_refused', message, { details: { model: extended } });

/** The table an extension in the older spelling is tied to: nobody had to offer it, and where it is not there nothing is. */
function olderTableOf({ manifest }: Installed, extended: string, organizationId: string): { schema: string; table: string } | null {
  const model = manifest.models?.find((other) => other.key === extended.slice(extended.indexOf('.') + 1));
  return model && model.extends === undefined ? { schema: schemaOf(manifest, organizationId).schema, table: model.table } : null;
}

function tableOf({ manifest }: Installed, extended: string, organizationId: string): { schema: string; table: string } {
  const key = extended.slice(extended.indexOf('.') + 1);
  const model = manifest.models?.find((other) => other.key === key);
  if (!model) throw refused(extended, `“${extended}” cannot be extended: the installed addon has no such model.`);
  if (model.extends !== undefined) throw refused(extended, `“${extended}” cannot be extended: it extends another model itself.`);
  const accepted = manifest.extension_points?.model_extensions_accepted ?? [];
  if (!accepted.some((name) => name === key || name === extended))
    throw refused(extended, `“${extended}” cannot be extended: its addon does not list it in extension_points.model_extensions_accepted.`);
  return { schema: schemaOf(manifest, organizationId).schema, table: model.table };
}

/**
 * The tables of the models in other addons that a manifest extends. One that is not installed is missing from the answer: the
 * extension then waits for it. The host's own models can be extended as they are.
 * @throws KernelError `extension_refused` where an installed addon has no such model or does not offer it
 */
export async function extensionTargets(session: Session, manifest: ManifestV3, organizationId: string): Promise<ExtensionTargets> {
  const own = `${manifest.metadata.key}.`;
  const named = new Set((manifest.models ?? []).flatMap((model) => model.extends ?? []));
  const older = olderExtensions(manifest).flatMap((model) => model.extends ?? []);
  const extended = [...new Set([...named, ...older])].filter((name) => !name.startsWith(own));
  const targets = new Map<string, { schema: string; table: string }>();
  for (const name of extended) {
    const addonKey = name.slice(0, name.indexOf('.'));
    const core = CORE_MODELS.find((model) => `${model.addonKey}.${model.key}` === name);
    if (core) {
      targets.set(name, { schema: core.schema, table: core.table });
      continue;
    }
    const { rows } = await session.run<Installed>(
      compile(
        sql`select addon_key, manifest from public.metacore_installations where organization_id = ${organizationId} and addon_key = ${addonKey} and status = 'enabled'`,
      ),
    );
    const target = rows[0] && (named.has(name) ? tableOf : olderTableOf)(rows[0], name, organizationId);
    if (target) targets.set(name, target);
  }
  return targets;
}
