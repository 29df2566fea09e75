/** Which of the first things was tried, and whether they were put away: remembered by this browser. */
import { create } from 'zustand';
import { readSetting, writeSetting } from '../settings';

export const STEPS = ['column', 'person', 'action', 'link'] as const;
export type StepName = (typeof STEPS)[number];

const CLOSED = 'closed';

interface FirstSteps {
  done: readonly StepName[];
  isClosed: boolean;
}

/** What is kept; anything else is nothing tried yet. */
export function readFirstSteps(kept: string | null): FirstSteps {
  if (kept === CLOSED) return { done: [], isClosed: true };
  const names = (kept ?? '').split(' ');
  return { done: STEPS.filter((name) => names.includes(name)), isClosed: false };
}

export const useFirstSteps = create<FirstSteps>(() => readFirstSteps(readSetting('firstSteps')));

export function markDone(name: StepName): void {
  const done = STEPS.filter((step) => step === name || useFirstSteps.getState().done.includes(step));
  useFirstSteps.setState({ done });
  writeSetting('firstSteps', done.join(' '));
}

export function closeFirstSteps(): void {
  useFirstSteps.setState({ isClosed: true });
  writeSetting('firstSteps', CLOSED);
}
