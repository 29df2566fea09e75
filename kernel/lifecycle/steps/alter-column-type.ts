import { sql, type Fragment } from '../../database/sql';
import { alterColumn } from './fragments';
import { byStep, type Of, schemaKind } from './kind';

export const isNumber = (type: string): boolean => /^(integer|bigint|numeric)/.test(type);

/** A column's old and new SQL type. */
export type Retype = Pick<Of<'alter-column-type'>, 'from' | 'to'>;

/** The column's value brought into its new type. That nothing is lost by it was found out before (unfit-values.ts). */
export function converted({ from, to }: Retype, column: Fragment): Fragment {
  if (isNumber(from) && isNumber(to)) return sql`${column}::${sql.raw(to)}`;
  // Without a cast to the length: a cast would cut longer values in silence, the assignment refuses them.
  if (to.startsWith('varchar')) return sql`${column}::text`;
  return sql`${column}::text::${sql.raw(to)}`;
}

export const alterColumnType = schemaKind<'alter-column-type'>(
  (step) => [
    // The default is of the old type: it goes first and is set anew by a step of its own.
    sql`${alterColumn(step)} drop default`,
    sql`${alterColumn(step)} type ${sql.raw(step.to)} using ${converted(step, sql.id(step.column))}`,
  ],
  {
    risk: () => 'slow',
    undo: ({ schema, table, column, from, to }) => byStep({ kind: 'alter-column-type', schema, table, column, from: to, to: from }),
  },
);
