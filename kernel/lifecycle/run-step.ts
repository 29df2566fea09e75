/** Runs one step of a plan, and says of which place of the addon PostgreSQL refused one. */
import type { Session, SqlError } from '../database/port';
import type { KernelError } from '../errors';
import { installError } from './messages';
import { statementsOf } from './steps/statements';
import type { Step } from './steps/step';

/** Table and column of a step, as a person knows them. */
function placeOf(step: Step): string {
  if (!('table' in step)) return step.kind === 'drop-index' ? step.index : step.schema;
  const table = typeof step.table === 'string' ? step.table : step.table.name;
  if (!('column' in step)) return table;
  return `${table}.${typeof step.column === 'string' ? step.column : step.column.name}`;
}

const saidBy = (cause: SqlError) => ({ reason: cause.message, sqlState: cause.fault.sqlState });

/** What PostgreSQL refused during an install, with the place a person knows. */
export const stepFailed = (step: Step, cause: SqlError): KernelError =>
  installError('install_failed', { place: placeOf(step), step, ...saidBy(cause) }, cause);

export const seedFailed = (table: string, cause: SqlError): KernelError =>
  installError('install_failed', { place: table, seed: true, ...saidBy(cause) }, cause);

/** Runs the statements of a step. @throws SqlError when PostgreSQL refuses */
export async function runStep(session: Session, step: Step): Promise<void> {
  for (const statement of statementsOf(step)) await session.script(statement);
}
