/** What is stored of an addon's installations, for whoever wants to look into them. */
import type { Database } from '../database/port';
import { compile, sql } from '../database/sql';

/**
 * The installations of an addon as a JSON text, a list with one object for each organization; digits stay as they are stored. What
 * signs webhooks is not in it. An installation need not be one that this version can work with.
 */
export async function storedInstallations(database: Database, addonKey: string): Promise<string> {
  const { rows } = await database.asOwner((session) =>
    session.run<{ text: string }>(
      compile(sql`select coalesce(json_agg(json_build_object('organization_id', organization_id, 'addon_key', addon_key, 'version', version, 'status', status,
          'source', source, 'manifest_hash', manifest_hash, 'manifest', manifest, 'settings', settings, 'locales', locales, 'backend', backend,
          'event_schemas', event_schemas, 'document_templates', document_templates) order by organization_id), '[]')::text as text
        from public.metacore_installations where addon_key = ${addonKey}`),
    ),
  );
  return rows[0]?.text ?? '[]';
}
