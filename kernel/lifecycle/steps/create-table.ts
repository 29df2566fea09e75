import { APP_ROLE } from '../../database/bookkeeping';
import { join, sql } from '../../database/sql';
import { journalRows } from '../../journal/tables';
import { columnDefinition, commentsOn, ids, relation } from './fragments';
import { byStep, schemaKind } from './kind';

/** A table with its grant, the journal's trigger and the organization's own rows (INST-TABLE). */
export const createTable = schemaKind<'create-table'>(
  ({ schema, table }) => {
    const id = relation(schema, table.name);
    const statements = [
      sql`create table ${id} (${join(table.columns.map(columnDefinition))}, primary key (${ids(table.primaryKey)}))`,
      sql`grant select, insert, update, delete on ${id} to ${sql.id(APP_ROLE)}`,
      ...journalRows(schema, table.name),
    ];
    if (table.tenantColumn !== null) {
      const own = sql`${sql.id(table.tenantColumn)} = nullif(current_setting('app.current_org', true), '')::uuid`;
      statements.push(
        sql`alter table ${id} enable row level security`,
        sql`create policy rls_org_isolation on ${id} using (${own}) with check (${own})`,
      );
    }
    return [...statements, ...commentsOn(schema, table.name, table.columns)];
  },
  { undo: ({ schema, table }) => byStep({ kind: 'drop-table', schema, table: table.name }) },
);
