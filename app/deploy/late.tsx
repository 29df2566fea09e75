/**
 * Parts of the page that come after the first screen. On a static host a new version replaces the files of the old one, and
 * a tab that was opened before would ask for scripts that are gone. So every part is fetched once the addon's first screen stands
 * and the browser is idle; from then on the tab has all its own scripts. One that could not be had says so in its place.
 */
import { Button } from '@asteby/metacore-ui/primitives';
import { Component, lazy, Suspense, type ComponentType, type LazyExoticComponent, type ReactNode } from 'react';
import { useDeployStrings } from './strings';

const parts: (() => Promise<unknown>)[] = [];

/** Registers something that is loaded later, and returns it. */
export function registerLate<Load extends () => Promise<unknown>>(load: Load): Load {
  parts.push(load);
  return load;
}

/** A component that is loaded when it is first shown, or in an idle moment before. */
export function late<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(registerLate(load));
}

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    // Safari has no requestIdleCallback.
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), { timeout: 10_000 });
    else setTimeout(resolve, 200);
  });

async function loadParts(): Promise<void> {
  for (const load of parts) {
    await idle();
    await load().catch(() => undefined);
  }
}

let loading: Promise<void> | null = null;

/** Fetches every part, one in each idle moment, once. What cannot be had then is asked for again when it is shown. */
export const loadLateParts = (): Promise<void> => (loading ??= loadParts());

function Lost({ onClose }: { onClose?: (() => void) | undefined }) {
  const strings = useDeployStrings();
  return (
    <div
      role="alert"
      data-testid="lost-part"
      className={`bg-background text-sm ${onClose ? 'fixed inset-x-4 bottom-4 z-50 rounded border p-4 shadow-lg' : 'p-3'}`}
    >
      <p>{strings.lost}</p>
      <p className="mt-2 flex gap-2">
        <Button size="sm" onClick={() => location.reload()}>
          {strings.reload}
        </Button>
        {onClose && (
          <Button size="sm" variant="outline" onClick={onClose}>
            {strings.close}
          </Button>
        )}
      </p>
    </div>
  );
}

interface LateProps {
  children: ReactNode;
  fallback?: ReactNode;
  /** For a part that stands above the page: it can be closed again, also when it could not be loaded. */
  onClose?: () => void;
}

class Boundary extends Component<Pick<LateProps, 'children' | 'onClose'>, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Lost onClose={this.props.onClose} /> : this.props.children;
  }
}

/** Where late parts stand: what waits for them, and what is said when one cannot be had. The rest of the page goes on. */
export function Late({ children, fallback = null, onClose }: LateProps) {
  return (
    <Boundary {...(onClose && { onClose })}>
      <Suspense fallback={fallback}>{children}</Suspense>
    </Boundary>
  );
}
