import { SqlError } from '../../database/port';
import { sql } from '../../database/sql';
import { alterColumn } from './fragments';
import { byStep, schemaKind, type Of, type StepKind } from './kind';

const required = schemaKind<'require-column'>((step) => [sql`${alterColumn(step)} set not null`], {
  risk: () => 'slow',
  undo: ({ schema, table, column }) => byStep({ kind: 'drop-not-null', schema, table, column }),
});

/** A row without a value, which no migration gave one. */
const NULL_IN_ROW = '23502';

export const requireColumn: StepKind<Of<'require-column'>> = {
  ...required,
  async run(context, step) {
    try {
      return await context.session.savepoint(() => required.run(context, step));
    } catch (error) {
      if (!(error instanceof SqlError) || error.fault.sqlState !== NULL_IN_ROW) throw error;
      context.notes.push({ code: 'column_stays_optional', table: step.table, column: step.column });
      return 'rows have no value yet';
    }
  },
};
