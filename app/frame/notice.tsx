import type { ReactNode } from 'react';
import { Button } from '@asteby/metacore-ui/primitives';

interface NoticeProps {
  title: string;
  hint?: string | undefined;
  /** Announced at once by a screen reader; for what went wrong. */
  isAlert?: boolean;
  action?: { label: string; onPress: () => void };
  children?: ReactNode;
}

/** A panel in the middle that says why there is no screen, and what to do. */
export function Notice({ title, hint, isAlert = false, action, children }: NoticeProps) {
  return (
    <div role={isAlert ? 'alert' : 'status'} className="flex h-full min-h-64 flex-col items-center justify-center gap-3 p-6 text-center">
      <p className="text-base font-semibold">{title}</p>
      {hint === undefined ? null : <p className="text-muted-foreground max-w-prose text-sm">{hint}</p>}
      {children}
      {action === undefined ? null : (
        <Button type="button" variant="outline" onClick={action.onPress}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
