/** What a plan has to know of the rows that are there. It is read before anything is planned, so that the plan says what is done. */
import type { Session } from '../database/port';
import { compile, join, sql, tableId, type Fragment } from '../database/sql';
import type { ColumnState, ForeignKeyState } from '../schema/state';
import type { SchemaStep } from './steps/step';

export type Question =
  /** Whether a table has rows. */
  | { about: 'rows'; schema: string; table: string }
  /** Whether a column holds anything but empty values and its own default. */
  | { about: 'values'; schema: string; table: string; column: Pick<ColumnState, 'name' | 'type' | 'default'> }
  /** Whether a row has no value in a column. */
  | { about: 'nulls'; schema: string; table: string; column: string }
  /** Whether a row points at none by a foreign key that is to be added. */
  | { about: 'orphans'; schema: string; table: string; foreignKey: ForeignKeyState };

/** The answer to a question. Names are those after the renames of the plan. */
export type Ask = (question: Question) => boolean;

/** Nothing is there that could stand in the way. */
export const NO_ROWS: Ask = () => false;

/** Questions answered by one statement. */
const BATCH = 200;

const keyOf = (question: Question): string => JSON.stringify(question);

/** A name as it is before the renames. */
interface Place {
  table: string;
  column: string;
}

/** Where a table and a column are before `renames` ran. */
export function originOf(renames: readonly SchemaStep[], schema: string, table: string, column = ''): Place {
  return renames.toReversed().reduce<Place>(
    (place, step) => {
      if (step.kind === 'rename-column' && step.schema === schema && step.table === place.table && step.to === place.column)
        return { ...place, column: step.column };
      if (step.kind === 'rename-table' && step.schema === schema && step.to === place.table) return { ...place, table: step.table };
      return place;
    },
    { table, column },
  );
}

function condition(question: Question, renames: readonly SchemaStep[]): Fragment {
  const { schema } = question;
  const place = (column?: string) => originOf(renames, schema, question.table, column);
  const table = tableId(schema, place().table);
  switch (question.about) {
    case 'rows':
      return sql`exists (select 1 from ${table})`;
    case 'values': {
      const { type, default: own } = question.column;
      const name = sql.id(place(question.column.name).column);
      // The default is a member of a closed list (default-value.ts), the type too (column-type.ts).
      const other = own === null ? sql`` : sql` and ${name} is distinct from ${sql.raw(own)}::${sql.raw(type)}`;
      return sql`exists (select 1 from ${table} where ${name} is not null${other})`;
    }
    case 'nulls':
      return sql`exists (select 1 from ${table} where ${sql.id(place(question.column).column)} is null)`;
    case 'orphans': {
      const { foreignKey: key } = question;
      const target = tableId(key.schema, originOf(renames, key.schema, key.table).table);
      const pairs = key.columns.map((name, at) => {
        const pointed = originOf(renames, key.schema, key.table, key.references[at]).column;
        return sql`t.${sql.id(pointed)} = o.${sql.id(place(name).column)}`;
      });
      return sql`exists (select 1 from ${table} o where not exists (select 1 from ${target} t where ${join(pairs, sql` and `)}))`;
    }
  }
}

/**
 * Answers what `plan` asks: the questions whose answer is yes, as texts. It is called once to hear its questions, with nothing in the
 * way; which it asks must not depend on the answers. `renames` are the steps that give tables and columns the names it asks by; none
 * of them has run yet.
 */
export async function readAnswers(session: Session, renames: readonly SchemaStep[], plan: (ask: Ask) => unknown): Promise<string[]> {
  const questions = new Map<string, Question>();
  plan((question) => {
    questions.set(keyOf(question), question);
    return false;
  });
  const yes: string[] = [];
  const asked = [...questions];
  for (let from = 0; from < asked.length; from += BATCH) {
    const batch = asked.slice(from, from + BATCH);
    const answers = batch.map(([, question], at) => sql`${condition(question, renames)} as ${sql.id(`f${at}`)}`);
    const { rows } = await session.run<Record<string, boolean>>(compile(sql`select ${join(answers)}`));
    for (const [at, [key]] of batch.entries()) if (rows[0]?.[`f${at}`]) yes.push(key);
  }
  return yes;
}

/** The answers as a plan asks for them. */
export function answering(yes: readonly string[]): Ask {
  const known = new Set(yes);
  return (question) => known.has(keyOf(question));
}
