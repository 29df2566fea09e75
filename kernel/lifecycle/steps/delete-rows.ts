import { sql } from '../../database/sql';
import { relation } from './fragments';
import { NEEDS_ROWS, schemaKind } from './kind';

export const deleteRows = schemaKind<'delete-rows'>(
  ({ schema, table, tenant }) => [
    tenant === null
      ? sql`delete from ${relation(schema, table)}`
      : sql`delete from ${relation(schema, table)} where ${sql.id(tenant.column)} = ${sql.lit(tenant.organizationId)}`,
  ],
  { risk: () => 'lossy', undo: () => NEEDS_ROWS },
);
