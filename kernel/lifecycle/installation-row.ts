/** The row of an installation: what the host keeps of an addon beside its tables. */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { mergeSettings } from '../settings/merge';
import { cleanValue } from '../values/text';
import type { InstallRequest } from './request';

interface InstallationRow {
  manifest_hash: string;
  settings: Record<string, unknown>;
}

/** The schemas of published events; a file that is missing or no JSON checks nothing. */
function eventSchemas({ manifest, schemaFiles = {} }: InstallRequest): Record<string, unknown> {
  const paths = (manifest.extension_points?.events ?? []).flatMap(({ payload_schema: path }) => (path === undefined ? [] : [path]));
  return Object.fromEntries(
    paths.flatMap((path) => {
      try {
        return Object.hasOwn(schemaFiles, path) ? [[path, cleanValue(JSON.parse(schemaFiles[path] ?? ''))]] : [];
      } catch {
        return [];
      }
    }),
  );
}

/** Longest template, in characters; a longer one is not kept, so its document has none. */
const MAX_TEMPLATE_CHARS = 256 * 1024;

function documentTemplates({ manifest, templateFiles = {} }: InstallRequest): Record<string, string> {
  return Object.fromEntries(
    (manifest.contributions?.documents ?? []).flatMap(({ template: path }) => {
      const text = Object.hasOwn(templateFiles, path) ? templateFiles[path] : undefined;
      return text !== undefined && text.length <= MAX_TEMPLATE_CHARS ? [[path, text]] : [];
    }),
  );
}

/** Writes the installation row; with `keepsStatus` one that is switched off stays so. Answers the hash of the manifest that was there before. */
export async function recordInstallation(
  session: Session,
  request: InstallRequest,
  organizationId: string,
  keepsStatus = false,
): Promise<string> {
  const { manifest } = request;
  const addonKey = manifest.metadata.key;
  const { rows } = await session.run<InstallationRow>(
    compile(
      sql`select manifest_hash, settings from public.metacore_installations where organization_id = ${organizationId} and addon_key = ${addonKey}`,
    ),
  );
  const before = rows[0];
  // Whoever switched it off is not overruled by an author's next edit; an install that somebody asks for switches it on, as on hosts.
  const isKept = request.development === true || keepsStatus;
  const source = manifest.frontend?.format === 'federation' ? 'federated' : 'bundle';
  await session.run(
    compile(sql`insert into public.metacore_installations
        (organization_id, addon_key, version, status, source, settings, manifest_hash, manifest, locales, backend, event_schemas, document_templates, enabled_at)
      values (${organizationId}, ${addonKey}, ${manifest.metadata.version}, 'enabled', ${source},
        ${JSON.stringify(mergeSettings(manifest.settings, request.settings ?? before?.settings))}, ${request.manifestHash}, ${JSON.stringify(manifest)}, ${JSON.stringify(request.locales)}, ${JSON.stringify(request.backend ?? {})}, ${JSON.stringify(eventSchemas(request))}, ${JSON.stringify(documentTemplates(request))}, now())
      on conflict (organization_id, addon_key) do update set version = excluded.version, status = case when metacore_installations.switched_off and ${isKept} then metacore_installations.status else excluded.status end,
        switched_off = metacore_installations.switched_off and ${isKept}, rolled_back_from = null, source = excluded.source,
        settings = excluded.settings, manifest_hash = excluded.manifest_hash, manifest = excluded.manifest, locales = excluded.locales, backend = excluded.backend, event_schemas = excluded.event_schemas, document_templates = excluded.document_templates`),
  );
  return before?.manifest_hash ?? '';
}
