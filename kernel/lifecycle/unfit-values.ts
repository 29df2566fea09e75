/**
 * A column's type changes only where every value survives: there and back again must give the same. The rows are asked before the
 * first statement, so a refusal says how many stand in the way and shows one of them.
 */
import type { ManifestV3 } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql, tableId, type Fragment } from '../database/sql';
import { quote } from '../values/visible';
import { columnPointer } from './column-pointer';
import { originOf } from './row-facts';
import type { InstallProblems } from './messages';
import { converted, isNumber, type Retype } from './steps/alter-column-type';
import type { SchemaStep } from './steps/step';

/** Characters of a value that are read to be shown. */
const SAMPLE_CHARS = 200;

const widthOf = (type: string): number => Number(/\((\d+)/.exec(type)?.[1] ?? Infinity);

/** Whether a text is none of a type's. Types are members of a closed list (column-type.ts). */
const invalid = (text: Fragment, type: string): Fragment => sql`not pg_input_is_valid(${text}, ${sql.lit(type)})`;

/** The type of vectors has no such test: they are looked through number by number. */
function noVector(text: Fragment, size: number): Fragment {
  const numbers = sql`string_to_array(btrim(${text}, e'[] \\t\\r\\n'), ',')`;
  return sql`${text} !~ '^\\s*\\[[^][]*\\]\\s*$' or cardinality(${numbers}) <> ${sql.raw(String(size))}
    or exists (select 1 from unnest(${numbers}) as n(number) where number !~ '[0-9]' or ${invalid(sql`number`, 'real')})`;
}

/** True of a value that the new type cannot keep; null where there can be none. Never fails itself, whatever the value. */
function unfit({ from, to }: Retype, column: Fragment): Fragment | null {
  const text = sql`${column}::text`;
  if (to === 'text') return null;
  if (to.startsWith('varchar'))
    // By length: a cast would cut blanks at the end in silence.
    return from.startsWith('varchar') && widthOf(from) <= widthOf(to) ? null : sql`char_length(${text}) > ${sql.raw(String(widthOf(to)))}`;
  if (to.startsWith('vector')) return noVector(text, widthOf(to));
  const isText = from === 'text' || from.startsWith('varchar');
  // Blanks and the order of members are no value.
  if (isText && to === 'jsonb') return invalid(text, to);
  if (isNumber(from) && isNumber(to)) {
    const number = sql`${column}::numeric`;
    if (!to.startsWith('numeric')) return sql`${number} <> trunc(${number}) or ${invalid(sql`trunc(${number})::text`, to)}`;
    return sql`case when ${invalid(text, to)} then true else ${number}::${sql.raw(to)} <> ${number} end`;
  }
  const there = converted({ from, to }, column);
  return sql`case when ${invalid(text, to)} then true when ${invalid(sql`(${there})::text`, from)} then true
    else (${there})::text::${sql.raw(from)} is distinct from ${column} end`;
}

export type Unfit = InstallProblems['values_do_not_fit'];

/** Tries every change of a type on the rows. `renames` are the steps of the plan that run before; none of them has run yet. */
export async function readUnfit(
  session: Session,
  manifest: ManifestV3,
  renames: readonly SchemaStep[],
  steps: readonly SchemaStep[],
): Promise<Unfit[]> {
  const found: Unfit[] = [];
  for (const step of steps) {
    if (step.kind !== 'alter-column-type') continue;
    const { schema, table, column, from, to } = step;
    const origin = originOf(renames, schema, table, column);
    const name = sql.id(origin.column);
    const condition = unfit(step, name);
    if (condition === null) continue;
    const { rows } = await session.run<{ count: number; sample: string | null }>(
      compile(sql`select count(*)::int as count, min(left(${name}::text, ${sql.raw(String(SAMPLE_CHARS))})) as sample
        from ${tableId(schema, origin.table)} where ${name} is not null and (${condition})`),
    );
    const { count = 0, sample = '' } = rows[0] ?? {};
    if (count > 0)
      found.push({
        place: `${table}.${column}`,
        pointer: columnPointer(manifest, table, column),
        count,
        sample: quote(sample),
        from,
        to,
      });
  }
  return found;
}
