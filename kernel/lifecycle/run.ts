/** Does exactly what a plan says, in the caller's transaction, and tells how each step went. */
import { SqlError } from '../database/port';
import { KernelError, messageOf } from '../errors';
import { noteOperation } from '../journal/tables';
import { type RanStep, ranStep } from './ledger';
import type { PlannedStep } from './plan';
import { isSchemaStep, kindOf } from './steps/kinds';
import type { StepContext } from './steps/kind';
import { stepFailed } from './step-failed';

/** Milliseconds from some moment on. */
const now = (): number => performance.now();

/**
 * Runs the steps in their order. `ran` hears of each, of the one that failed too.
 * @throws KernelError `install_failed` where PostgreSQL refuses a step, or what the step itself refuses
 */
export async function run(context: StepContext, steps: readonly PlannedStep[], ran: RanStep[]): Promise<void> {
  if (steps.some(({ step }) => isSchemaStep(step))) await noteOperation(context.session);
  for (const planned of steps) {
    const { step } = planned;
    const began = now();
    try {
      const output = await kindOf(step).run(context, step);
      ran.push(ranStep(planned, now() - began, 'done', output));
    } catch (error) {
      ran.push(ranStep(planned, now() - began, 'failed', messageOf(error)));
      if (error instanceof KernelError && !(error instanceof SqlError)) throw error;
      if (error instanceof SqlError) throw stepFailed(step, error);
      throw error;
    }
  }
}
