/** Runs one step of a plan, with the check that needs to see values. */
import type { Session, SqlError } from '../database/port';
import { KernelError } from '../errors';
import { lossCheck, statementsOf } from './steps/statements';
import type { Step } from './steps/step';

/** Table and column of a step, as a person knows them. */
function placeOf(step: Step): string {
  if (!('table' in step)) return step.kind === 'drop-index' ? step.index : step.schema;
  const table = typeof step.table === 'string' ? step.table : step.table.name;
  if (!('column' in step)) return table;
  return `${table}.${typeof step.column === 'string' ? step.column : step.column.name}`;
}

/** What PostgreSQL refused during an install, with the place a person knows. */
export function installFailed(place: string, cause: SqlError, details: Record<string, unknown>): KernelError {
  return new KernelError('install_failed', `${place}: ${cause.message}. Nothing was changed.`, {
    cause,
    details: { ...details, sqlState: cause.fault.sqlState },
  });
}

export const stepFailed = (step: Step, cause: SqlError): KernelError => installFailed(placeOf(step), cause, { step });

/** @throws KernelError `values_do_not_fit` when the step would change or lose what rows hold */
async function refuseLoss(session: Session, step: Step): Promise<void> {
  const check = step.kind === 'alter-column-type' ? lossCheck(step) : null;
  if (step.kind !== 'alter-column-type' || check === null) return;
  if ((await session.run({ sql: check, parameters: [] })).rows.length === 0) return;
  throw new KernelError('values_do_not_fit', `${placeOf(step)}: rows hold values that ${step.to} cannot keep. Nothing was changed.`, {
    details: { step },
  });
}

/** Runs the statements of a step. @throws KernelError `values_do_not_fit`, SqlError when PostgreSQL refuses */
export async function runStep(session: Session, step: Step): Promise<void> {
  await refuseLoss(session, step);
  for (const statement of statementsOf(step)) await session.script(statement);
}
