/** `db_query(sql, args)`: rows by SQL of the guest's own; it reads and changes nothing. */
import { HOST_IMPORTS } from '../../contract/wasm/abi';
import { ownSchemaOf, runGuestSql } from '../sql/run';
import { guestRows } from '../sql/values';
import { enveloped, type HostContext, type HostFunction } from './context';

const { limits } = HOST_IMPORTS.db_query;

/** What both imports of SQL tell of themselves. */
export const sqlMeta = ({ operation, addon }: HostContext, startedAt: number): Record<string, unknown> => ({
  schema: ownSchemaOf(addon),
  durationMs: operation.services.clock.now() - startedAt,
});

const meta = (context: HostContext, startedAt: number, succeeded: boolean): Record<string, unknown> => ({
  ...sqlMeta(context, startedAt),
  ...(succeeded && { truncated: false }),
});

export const dbQuery: HostFunction = (context, args) =>
  enveloped(context, { fault: 'db_error', maxBytes: limits.responseBytes, meta }, () =>
    runGuestSql(context, 'db_query', args, ({ rows, columns = [] }) => {
      const told = guestRows(rows, columns);
      return { rows: told.rows, rowCount: rows.length, columns: told.columns };
    }),
  );
