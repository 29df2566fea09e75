/** Rows in memory, as a browser's storage keeps them: entries of the journal are applied one after the other. */
import type { RowStorage } from '../host/row-storage';
import type { RowState } from '../journal/entry';

export interface MemoryStorage {
  storage: RowStorage;
  state: {
    /** What `keep` rejects with. */
    fault: Error | null;
    damaged: number;
    /** Number of the last entry that was kept. */
    last: number;
  };
  rows: Map<string, RowState>;
}

export function memoryStorage(): MemoryStorage {
  const rows = new Map<string, RowState>();
  const state: MemoryStorage['state'] = { fault: null, damaged: 0, last: 0 };
  const forgetSchema = (schema: string): void => {
    for (const [key, row] of rows) if (row.schema === schema) rows.delete(key);
  };
  const storage: RowStorage = {
    keep(entries) {
      if (state.fault) return Promise.reject(state.fault);
      for (const { seq, entry } of entries) {
        if (entry.op === 'drop') forgetSchema(entry.schema);
        else {
          const key = [entry.schema, entry.table, entry.id].join('/');
          if (entry.op === 'upsert') rows.set(key, entry);
          else rows.delete(key);
        }
        state.last = seq;
      }
      return Promise.resolve();
    },
    rows: () => Promise.resolve({ rows: [...rows.values()], damaged: state.damaged }),
    forget() {
      rows.clear();
      return Promise.resolve();
    },
    forgetSchema(schema) {
      forgetSchema(schema);
      return Promise.resolve();
    },
  };
  return { storage, state, rows };
}
