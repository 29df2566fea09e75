/** Taking an addon out again, with everything it owns. */
import type { Database, Session } from '../database/port';
import { compile, sql, tableId } from '../database/sql';
import { forgetJobs } from '../dynamic/transfer/jobs/store';
import { forgetSeedRuns } from '../seed/run-store';
import { changing } from './changing';
import { installedSchema, schemasOf } from './installed-state';
import type { Registry } from '../installed/registry';
import { removeRoles } from './roles';

/** The rows of other addons that extend one of a schema's rows go with it, as their foreign key says; nothing else points in. */
async function removePointing(session: Session, schema: string): Promise<void> {
  for (const { schema: other, table, foreignKey } of (await installedSchema(session, schema))?.pointing ?? []) {
    if (foreignKey.onDelete === 'cascade') await session.run(compile(sql`delete from ${tableId(other, table)}`));
  }
}

/** Drops everything an addon owns in the database: its schemas with every row, and its installation rows. */
export async function removeData(database: Database, addonKey: string, onChanged: (registry: Registry) => void): Promise<void> {
  await changing(database, onChanged, async (session) => {
    for (const schema of await schemasOf(session, addonKey)) {
      await removePointing(session, schema);
      await session.run(compile(sql`drop schema if exists ${sql.id(schema)} cascade`));
    }
    await session.run(compile(sql`delete from metacore.addon_schemas where addon_key = ${addonKey}`));
    await removeRoles(session, addonKey);
    for (const table of ['sequences', 'event_deliveries', 'action_answers', 'meters'])
      await session.run(compile(sql`delete from ${sql.id('metacore', table)} where addon_key = ${addonKey}`));
    await forgetSeedRuns(session, addonKey);
    await forgetJobs(session, addonKey);
    await session.run(compile(sql`delete from metacore.approvals where addon_key = ${addonKey}`));
    await session.run(compile(sql`delete from public.metacore_installations where addon_key = ${addonKey}`));
  });
}
