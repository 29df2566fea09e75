/** Taking an addon out again, with everything it owns. */
import type { Bookkeeping } from '../database/bookkeeping';
import type { Database, Session } from '../database/port';
import { compile, sql, tableId } from '../database/sql';
import { changing } from './changing';
import { readCatalogue } from './catalogue';
import { schemasOf } from './installed-state';
import { ownOrigin } from '../journal/origin';
import { forgetSchema } from '../journal/tables';
import type { Registry } from '../installed/registry';
import { removeRoles } from './roles';

/** The rows of other addons that extend one of a schema's rows go with it, as their foreign key says; nothing else points in. */
async function removePointing(session: Session, schema: string): Promise<void> {
  for (const { schema: other, table, foreignKey } of ((await readCatalogue(session, schema)) ?? []).flatMap(({ pointing }) => pointing)) {
    if (foreignKey.onDelete === 'cascade') await session.run(compile(sql`delete from ${tableId(other, table)}`));
  }
}

/** Drops everything an addon owns in the database: its schemas with every row, and what the rooms keep of it. */
export async function removeData(
  database: Database,
  addonKey: string,
  bookkeeping: readonly Bookkeeping[],
  onChanged: (registry: Registry) => void,
): Promise<void> {
  await changing(database, onChanged, ownOrigin('uninstall', addonKey), async (session) => {
    for (const schema of await schemasOf(session, addonKey)) {
      await removePointing(session, schema);
      await session.run(compile(sql`drop schema if exists ${sql.id(schema)} cascade`));
      await forgetSchema(session, schema);
    }
    await removeRoles(session, addonKey);
    for (const room of bookkeeping) await room.onUninstall?.(session, addonKey);
  });
}
