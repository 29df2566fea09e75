/** Writes sample rows in one statement; rows that would repeat what must be unique are left out. */
import type { Session } from '../database/port';
import { compile, join, sql, tableId } from '../database/sql';
import type { ModelColumn } from '../installed/model';
import type { Operation } from '../operation/operation';
import { raiseCounter } from '../dynamic/sequences';
import { folio } from '../expressions/small';
import type { ModelPlan } from './model-plan';
import type { SampleRow } from './row-builder';

const jsonOf = (own: ModelColumn, value: string | null): string =>
  value === null ? 'null' : own.kind === 'json' ? value : JSON.stringify(value);

function recordOf(columns: readonly ModelColumn[], row: SampleRow): string {
  return `{${columns.map((own) => `${JSON.stringify(own.name)}:${jsonOf(own, row.get(own.name) ?? null)}`).join(',')}}`;
}

/** Raises a counter by so many and answers the first of them. */
async function take(operation: Operation, session: Session, plan: ModelPlan, key: string, branch: string, count: number): Promise<number> {
  return (await raiseCounter(session, operation.principal.organizationId, plan.model, key, branch, count)) - count + 1;
}

async function number(operation: Operation, session: Session, plan: ModelPlan, rows: readonly SampleRow[]): Promise<void> {
  for (const own of plan.counted) {
    const sequence = plan.model.declared?.sequences?.find(({ key }) => key === own.declared?.sequence);
    if (!sequence) continue;
    const byBranch = new Map<string, SampleRow[]>();
    for (const row of rows) {
      const branch = sequence.scope === 'branch' ? (row.get('branch_id') ?? operation.principal.branchId ?? '') : '';
      byBranch.set(branch, [...(byBranch.get(branch) ?? []), row]);
    }
    for (const [branch, counted] of byBranch) {
      const first = await take(operation, session, plan, sequence.key, branch, counted.length);
      counted.forEach((row, index) => row.set(own.name, folio(sequence.format, first + index)));
    }
  }
}

async function insert(session: Session, plan: ModelPlan, rows: readonly SampleRow[]): Promise<string[]> {
  const target = tableId(plan.model.schema, plan.model.table);
  const list = join(plan.written.map((own) => sql.id(own.name)));
  const records = `[${rows.map((row) => recordOf(plan.written, row)).join(',')}]`;
  const { rows: written } = await session.run<{ id: string }>(
    compile(
      sql`insert into ${target} (${list}) select ${list} from jsonb_populate_recordset(null::${target}, ${records}::jsonb) on conflict do nothing returning id::text as id`,
    ),
  );
  return written.map(({ id }) => id);
}

class Repeated extends Error {
  constructor(readonly written: ReadonlySet<string>) {
    super('some rows repeat others');
  }
}

/** Writes the rows inside a transaction that is under way; answers the ids of those that were written. */
export async function writeRows(operation: Operation, session: Session, plan: ModelPlan, rows: readonly SampleRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  if (plan.counted.length === 0) return insert(session, plan, rows);
  try {
    return await session.savepoint(async () => {
      await number(operation, session, plan, rows);
      const written = await insert(session, plan, rows);
      // A counter has no gaps: numbers of rows that were left out are given back, and the rest is numbered anew.
      if (written.length < rows.length) throw new Repeated(new Set(written));
      return written;
    });
  } catch (error) {
    if (!(error instanceof Repeated)) throw error;
    const rest = rows.filter((row) => error.written.has(row.get('id') ?? ''));
    await number(operation, session, plan, rest);
    return insert(session, plan, rest);
  }
}
