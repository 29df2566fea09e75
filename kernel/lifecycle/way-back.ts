/** What an upgrade leaves behind for whoever wants to go back to the version before: the newest three of each installation. */
import type { ManifestV3 } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { tryReadManifest } from '../installed/registry';
import { mergeSettings } from '../settings/merge';
import { damageIn, type StoredShape } from '../values/stored-shape';
import { stepBackOf, versionOf } from './migrations';
import type { Rename } from './renames';
import type { InstallRequest } from './request';
import type { Of } from './steps/kind';

/** Ways back that are kept of one installation, as hosts keep three earlier versions. */
const MAX_WAYS_BACK = 3;

/** A migration that the upgrade ran, and what takes it back: null where the author wrote nothing of the kind. */
export interface RanMigration {
  path: string;
  version: string;
  back: { path: string; text: string } | null;
}

/** The installation that was replaced, as its row had it. */
interface Replaced {
  manifest: unknown;
  manifestHash: string;
  source: string;
  locales: unknown;
  backend: unknown;
  eventSchemas: unknown;
  documentTemplates: unknown;
}

interface Entry {
  replaced: Replaced;
  /** Names that the upgrade moved. */
  renames: readonly Rename[];
  migrations: readonly RanMigration[];
  /** Steps of the ladder that ran: SQL files, functions, addresses. */
  ladder: readonly string[];
}

export interface WayBack extends Pick<Entry, 'renames' | 'migrations' | 'ladder'> {
  seq: number;
  organizationId: string;
  from: string;
  to: string;
  manifest: ManifestV3;
  manifestHash: string;
  locales: InstallRequest['locales'];
}

const OBJECT: StoredShape = { members: {} };
const SHAPE: StoredShape = {
  members: {
    replaced: { members: { manifestHash: 'string', source: 'string', locales: OBJECT } },
    renames: { listOf: { members: { kind: 'string', from: 'string', to: 'string' } } },
    migrations: {
      listOf: { members: { path: 'string', version: 'string', back: { orNull: { members: { path: 'string', text: 'string' } } } } },
    },
    ladder: { listOf: 'string' },
  },
};

/** Keeps what the organization's installation is now, before it is replaced, and forgets the oldest. */
export async function keepWayBack(session: Session, request: InstallRequest, step: Of<'keep-way-back'>): Promise<void> {
  const { addonKey, organizationId, from, to, ladder } = step;
  const migrations = step.migrations.map((path): RanMigration => ({
    path,
    version: versionOf(path),
    back: stepBackOf(path, request.sqlFiles ?? {}),
  }));
  const more = JSON.stringify({ renames: request.renames ?? [], migrations, ladder });
  await session.run(
    compile(sql`insert into metacore.ways_back (addon_key, organization_id, from_version, to_version, to_hash, entry)
      select addon_key, organization_id, ${from}, ${to}, ${request.manifestHash}, json_build_object('replaced', json_build_object(
          'manifest', manifest, 'manifestHash', manifest_hash, 'source', source, 'locales', locales, 'backend', backend,
          'eventSchemas', event_schemas, 'documentTemplates', document_templates),
        'renames', ${more}::json -> 'renames', 'migrations', ${more}::json -> 'migrations', 'ladder', ${more}::json -> 'ladder')
      from public.metacore_installations where addon_key = ${addonKey} and organization_id = ${organizationId}`),
  );
  await session.run(
    compile(sql`delete from metacore.ways_back where addon_key = ${addonKey} and organization_id = ${organizationId} and seq not in
      (select seq from metacore.ways_back where addon_key = ${addonKey} and organization_id = ${organizationId}
        order by seq desc limit ${MAX_WAYS_BACK})`),
  );
}

/** The way back from the manifest that is installed; null where there is none, or none that can be read. */
export async function wayBackFrom(
  session: Session,
  { addonKey, organizationId, manifestHash }: { addonKey: string; organizationId: string; manifestHash: string },
): Promise<WayBack | null> {
  const { rows } = await session.run<{ seq: number; from: string; to: string; entry: Entry }>(
    compile(sql`select seq, from_version as "from", to_version as "to", entry from metacore.ways_back
      where addon_key = ${addonKey} and organization_id = ${organizationId} and to_hash = ${manifestHash} order by seq desc limit 1`),
  );
  const [row] = rows;
  if (!row || damageIn(row.entry, SHAPE) !== null) return null;
  const { seq, from, to, entry } = row;
  const { replaced, renames, migrations, ladder } = entry;
  const manifest = tryReadManifest({ addon_key: addonKey, organization_id: organizationId, manifest: replaced.manifest });
  if (manifest === null) return null;
  const locales = replaced.locales as InstallRequest['locales'];
  return { seq, organizationId, from, to, manifest, manifestHash: replaced.manifestHash, locales, renames, migrations, ladder };
}

/** Puts back what the upgrade replaced; what people chose since stays chosen. Answers the hash of the manifest that goes. */
export async function restoreFrom(session: Session, step: Of<'restore-installation'>): Promise<string> {
  const { addonKey, organizationId, wayBack } = step;
  const { rows } = await session.run<{ hash: string; settings: Record<string, unknown>; manifest: ManifestV3 }>(
    compile(sql`select i.manifest_hash as hash, i.settings, w.entry -> 'replaced' -> 'manifest' as manifest
      from public.metacore_installations i join metacore.ways_back w on w.seq = ${wayBack}
      where i.addon_key = ${addonKey} and i.organization_id = ${organizationId}`),
  );
  const [row] = rows;
  if (!row) throw new TypeError(`the way back ${wayBack} was planned and is not there`);
  await session.run(
    compile(sql`update public.metacore_installations i set version = w.from_version, source = r ->> 'source', manifest = r -> 'manifest',
        manifest_hash = r ->> 'manifestHash', locales = (r -> 'locales')::jsonb, backend = (r -> 'backend')::jsonb,
        event_schemas = r -> 'eventSchemas', document_templates = r -> 'documentTemplates',
        settings = ${JSON.stringify(mergeSettings(row.manifest.settings, row.settings))}::jsonb, rolled_back_from = i.manifest_hash
      from metacore.ways_back w, lateral (select w.entry -> 'replaced' as r) replaced
      where w.seq = ${wayBack} and i.addon_key = ${addonKey} and i.organization_id = ${organizationId}`),
  );
  await session.run(compile(sql`delete from metacore.ways_back where seq = ${wayBack}`));
  return row.hash;
}
