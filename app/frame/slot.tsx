import { useSyncExternalStore } from 'react';
import { slotRegistry } from '@asteby/metacore-runtime-react';
import { ErrorBoundary } from './error-boundary';

/**
 * The registry changes its lists in place and answers with a new empty one for an unknown name, which React takes for an
 * endless change. A counter of changes is a value React can compare.
 */
let changes = 0;
slotRegistry.subscribe(() => {
  changes += 1;
});

interface SafeSlotProps {
  /** `addon.slot` */
  name: string;
  props: Readonly<Record<string, unknown>>;
}

/** What addons contributed to a slot, highest priority first; nothing when there is none. A part that throws is left out. */
export function SafeSlot({ name, props }: SafeSlotProps) {
  useSyncExternalStore(
    (listener) => slotRegistry.subscribe(listener),
    () => changes,
  );
  return slotRegistry.get(name).map(({ component: Contribution, source }, index) => (
    <ErrorBoundary key={`${source ?? ''}:${index}`} fallback={null}>
      <Contribution {...props} />
    </ErrorBoundary>
  ));
}
