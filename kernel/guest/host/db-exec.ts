/** `db_exec(sql, args)`: one change by SQL of the guest's own, in the transaction of its call or one of its own. No event tells of it. */
import { HOST_IMPORTS } from '../../contract/wasm/abi';
import { runGuestSql } from '../sql/run';
import { guestRows } from '../sql/values';
import { writeJson } from '../../values/json';
import { bytesOf, enveloped, type HostFunction, HostRefusal } from './context';
import { sqlMeta } from './db-query';

const { limits } = HOST_IMPORTS.db_exec;

export const dbExec: HostFunction = (context, args) =>
  enveloped(context, { fault: 'db_error', maxBytes: limits.responseBytes, meta: sqlMeta }, () =>
    runGuestSql(context, 'db_exec', args, ({ rows, affected, columns = [] }) => {
      if (columns.length === 0) return { rowsAffected: affected };
      const told = { rowsAffected: affected, ...guestRows(rows, columns) };
      // Refused here, the change is taken back with it.
      if (bytesOf(writeJson(told)).length > limits.responseBytes) throw new HostRefusal('db_error', 'what it returns is longer than 8 MiB');
      return told;
    }),
  );
