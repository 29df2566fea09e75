/** Says of which place of the addon PostgreSQL refused a step. */
import type { SqlError } from '../database/port';
import type { KernelError } from '../errors';
import { installError } from './messages';
import { placeOf } from './steps/kind';
import type { Step } from './steps/step';

/** What PostgreSQL refused during an operation, with the place a person knows. */
export function stepFailed(step: Step, cause: SqlError): KernelError {
  const said = { reason: cause.message, sqlState: cause.fault.sqlState };
  if (step.kind === 'seed-rows') return installError('install_failed', { place: step.table, seed: true, ...said }, cause);
  return installError('install_failed', { place: placeOf(step), step, ...said }, cause);
}
