import { NOTHING_TO_UNDO, type Of, type StepContext, type StepKind, type Undo } from './kind';
import type { EffectStep } from './step';

/** A kind that changes no table of the addon's. */
export const effect = <K extends EffectStep['kind']>(
  print: (step: Of<K>) => string,
  run: (context: StepContext, step: Of<K>) => Promise<string>,
  undo: (step: Of<K>) => Undo = () => NOTHING_TO_UNDO,
): StepKind<Of<K>> => ({ sql: () => [], print, risk: () => 'safe', undo, run });
