/** What every kind of step owes: its text, its risk, the way back, and the deed. One file for each kind pays it. */
import type { Bookkeeping } from '../../database/bookkeeping';
import type { Session } from '../../database/port';
import { ddl, type Fragment } from '../../database/sql';
import type { InstallNote } from '../notes';
import type { Principal } from '../../principal';
import type { Services } from '../../operation/services';
import type { SqlFile } from '../migrations';
import type { InstallRequest } from '../request';
import type { SchemaStep, Step } from './step';

/**
 * What a step may cost on a table that has rows: nothing; time, because the table is rewritten or scanned under a lock; values that do
 * not come back; or it is not done at all until a migration says how.
 */
export type Risk = 'safe' | 'slow' | 'lossy' | 'blocked';

/** The way back: the steps that lead there, and what they need beside themselves. */
export interface Undo {
  steps: Step[];
  /** `state`: the tables as they were described before. `rows`: the values as they were, from the journal or a snapshot. */
  needs: 'nothing' | 'state' | 'rows';
}

/** What the steps of one operation work with, and what they tell. */
export interface StepContext {
  readonly session: Session;
  /** What is installed or upgraded; null where something is taken out or switched. */
  readonly request: InstallRequest | null;
  /** SQL files by their path in the bundle. */
  readonly files: ReadonlyMap<string, SqlFile>;
  readonly services: Services;
  /** Who asks; the host's administrator where nobody else does. */
  readonly principal: Principal;
  /** Addons of another version of the kernel: they answer nothing as they are. */
  readonly setAside: readonly string[];
  readonly bookkeeping: readonly Bookkeeping[];
  readonly notes: InstallNote[];
  /** Hash of the manifest that was installed before, by organization. */
  readonly oldHashes: Record<string, string>;
}

export interface StepKind<S extends Step> {
  /** The SQL, statement by statement; empty where the effect is none of the catalogue. */
  sql(step: S): string[];
  /** What it does, in a few English words. */
  print(step: S): string;
  risk(step: S): Risk;
  undo(step: S): Undo;
  /** Does it; answers what is to be told of it. @throws SqlError when PostgreSQL refuses */
  run(context: StepContext, step: S): Promise<string>;
}

/** The request of a step that installs. @throws TypeError where a plan has such a step and none: a fault of the plan */
export function requestOf({ request }: StepContext): InstallRequest {
  if (request === null) throw new TypeError('a step that installs, in an operation that does not');
  return request;
}

/** The step of a kind. */
export type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

export const NOTHING_TO_UNDO: Undo = { steps: [], needs: 'nothing' };

/** What was there before is not in the step that takes it away. */
export const NEEDS_STATE: Undo = { steps: [], needs: 'state' };

/** The values before a change are not in the step that takes it back. */
export const NEEDS_ROWS: Undo = { steps: [], needs: 'rows' };

export const byStep = (...steps: Step[]): Undo => ({ steps, needs: 'nothing' });

/** Table and column of a step, as a person knows them. */
export function placeOf(step: Step): string {
  if (step.kind === 'follow-rename') return step.renamed.to;
  if (step.kind === 'record-tombstone') return step.tombstone.addonKey;
  if (!('table' in step)) {
    if ('addonKey' in step) return step.addonKey;
    return step.kind === 'drop-index' ? step.index : step.schema;
  }
  const table = typeof step.table === 'string' ? step.table : step.table.name;
  if (!('column' in step)) return table;
  return `${table}.${typeof step.column === 'string' ? step.column : step.column.name}`;
}

/** A kind whose whole deed is its statements. */
export function schemaKind<K extends SchemaStep['kind']>(
  fragments: (step: Of<K>) => Fragment[],
  { risk = () => 'safe', undo }: { risk?: (step: Of<K>) => Risk; undo: (step: Of<K>) => Undo },
): StepKind<Of<K>> {
  const sql = (step: Of<K>): string[] => fragments(step).map(ddl);
  return {
    sql,
    print: (step: Step) => `${step.kind.replaceAll('-', ' ')} ${placeOf(step)}`,
    risk,
    undo,
    async run({ session }, step) {
      for (const statement of sql(step)) await session.script(statement);
      return '';
    },
  };
}
