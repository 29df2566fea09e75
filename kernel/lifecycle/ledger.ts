/** The ledger: what was done to which addon, by whom, step by step. A failed operation is kept as well: it changed nothing but this. */
import type { Database, Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { type StoredShape, wholeOr } from '../values/stored-shape';
import { cleanText } from '../values/text';
import type { PlannedStep } from './plan';
import { kindOf, statementsOf } from './steps/kinds';
import type { Risk } from './steps/kind';
import type { Step } from './steps/step';

/** Operations that are kept of one addon. */
export const MAX_OPERATIONS = 100;
/** Steps that are kept of one operation; an addon of a hundred models has about six hundred. */
const MAX_STEPS = 1000;
/** Characters of a step's SQL, and of what it put out. */
const MAX_SQL_CHARS = 4000;
const MAX_OUTPUT_CHARS = 2000;

/** One step as it went. */
export interface RanStep {
  kind: Step['kind'];
  does: string;
  reason: string;
  risk: Risk;
  sql: string;
  ms: number;
  outcome: 'done' | 'failed';
  output: string;
}

export interface LedgerEntry {
  seq: number;
  operation: string;
  addonKey: string;
  version: string;
  /** Null where it was done for every organization by whoever keeps the host. */
  organizationId: string | null;
  userId: string | null;
  /** RFC 3339, in UTC. */
  at: string;
  durationMs: number;
  outcome: 'done' | 'failed';
  message: string;
  steps: RanStep[];
  /** What is wrong with it as it is stored: its steps are left out then. */
  damaged?: string;
}

const STEP: StoredShape = {
  members: {
    kind: 'string',
    does: 'string',
    reason: 'string',
    risk: 'string',
    sql: 'string',
    ms: 'number',
    outcome: 'string',
    output: 'string',
  },
};
const SHAPE: StoredShape = { members: { steps: { listOf: STEP } } };

const cut = (text: string, chars: number): string => cleanText(text.length > chars ? `${text.slice(0, chars)} …` : text);

/** How a step went, for the ledger. */
export function ranStep({ step, reason, risk }: PlannedStep, ms: number, outcome: RanStep['outcome'], output: string): RanStep {
  const { kind } = step;
  return {
    kind,
    does: cut(kindOf(step).print(step), MAX_OUTPUT_CHARS),
    reason,
    risk,
    sql: cut(statementsOf(step).join(';\n'), MAX_SQL_CHARS),
    ms: Math.round(ms * 100) / 100,
    outcome,
    output: cut(output, MAX_OUTPUT_CHARS),
  };
}

/** Writes an operation down, in its own transaction where it was done, and forgets the addon's oldest. */
export async function writeLedger(session: Session, entry: Omit<LedgerEntry, 'seq' | 'at'>): Promise<void> {
  await session.run(
    compile(sql`with kept as (
        insert into metacore.lifecycle_operations (operation, addon_key, version, organization_id, user_id, duration_ms, outcome, message, steps)
        values (${entry.operation}, ${entry.addonKey}, ${entry.version}, ${entry.organizationId}, ${entry.userId}, ${entry.durationMs},
          ${entry.outcome}, ${cut(entry.message, MAX_OUTPUT_CHARS)}, ${JSON.stringify(entry.steps.slice(0, MAX_STEPS))}))
      delete from metacore.lifecycle_operations where addon_key = ${entry.addonKey} and seq in
        (select seq from metacore.lifecycle_operations where addon_key = ${entry.addonKey} order by seq desc offset ${MAX_OPERATIONS - 1})`),
  );
}

export interface LedgerAsked {
  addonKey?: string;
  /** What this organization did, and what was done for all of them. */
  organizationId?: string;
  limit?: number;
}

/** What was done to an addon, or to all of them, the newest first. */
export async function readLedger(database: Database, asked: LedgerAsked = {}): Promise<LedgerEntry[]> {
  const limit = Math.min(Math.max(Math.trunc(asked.limit ?? MAX_OPERATIONS), 1), MAX_OPERATIONS);
  const { rows } = await database.asOwner((session) =>
    session.run<LedgerEntry>(
      compile(sql`select seq, operation, addon_key as "addonKey", version, organization_id as "organizationId", user_id as "userId", at,
          duration_ms as "durationMs", outcome, message, steps
        from metacore.lifecycle_operations where (${asked.addonKey ?? null}::text is null or addon_key = ${asked.addonKey ?? null})
          and (${asked.organizationId ?? null}::text is null or organization_id is null or organization_id = ${asked.organizationId ?? null})
        order by seq desc limit ${limit}`),
    ),
  );
  return rows.map((row) => wholeOr(row, SHAPE, { steps: [] }));
}
