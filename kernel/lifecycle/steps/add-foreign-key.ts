import { sql } from '../../database/sql';
import { alterTable, ids, relation } from './fragments';
import { byStep, schemaKind } from './kind';

/** Every row is looked up once. */
export const addForeignKey = schemaKind<'add-foreign-key'>(
  ({ foreignKey: key, ...at }) => [
    sql`${alterTable(at)} add constraint ${sql.id(key.name)} foreign key (${ids(key.columns)}) references ${relation(key.schema, key.table)} (${ids(key.references)}) on delete ${sql.raw(key.onDelete)}`,
  ],
  {
    risk: () => 'slow',
    undo: ({ schema, table, foreignKey }) => byStep({ kind: 'drop-foreign-key', schema, table, name: foreignKey.name }),
  },
);
