import { compile, sql } from '../../database/sql';
import { effect } from './effect';
import { byStep } from './kind';

export const recordTombstone = effect<'record-tombstone'>(
  ({ tombstone }) => `keep ${tombstone.tables.length} tables of ${tombstone.addonKey} ${tombstone.version} to be restored`,
  async ({ session }, { tombstone }) => {
    const { id, addonKey, version, organizationId, schema } = tombstone;
    await session.run(
      compile(sql`insert into metacore.tombstones (id, addon_key, version, organization_id, schema_name, entry)
        values (${id}, ${addonKey}, ${version}, ${organizationId}, ${schema}, ${JSON.stringify(tombstone)})`),
    );
    // What the next plan begins with: nothing is there under the old names.
    if (tombstone.schemaTo !== null) await session.run(compile(sql`delete from metacore.addon_schemas where schema = ${schema}`));
    return '';
  },
  ({ tombstone: { id, addonKey } }) => byStep({ kind: 'forget-tombstone', id, addonKey }),
);
