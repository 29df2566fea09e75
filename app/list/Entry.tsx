/** Entries that are opened to be read: what went on, and when. */
import type { ReactNode } from 'react';

export const time = (at: string): string => new Date(at).toLocaleTimeString();
export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

export function Entry({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <details className="border-b">
      <summary className="hover:bg-accent flex min-h-6 cursor-pointer items-center gap-2 px-2 py-1 font-mono text-xs">{title}</summary>
      <div className="grid grid-cols-1 gap-2 px-4 py-2 text-xs [overflow-wrap:anywhere]">{children}</div>
    </details>
  );
}

export const Code = ({ children }: { children: string }) => (
  <pre className="bg-muted max-h-48 min-w-0 overflow-auto rounded p-2 whitespace-pre-wrap">{children}</pre>
);

export const Status = ({ status }: { status: number }) => (
  <span className={status >= 400 || status === 0 ? 'text-destructive font-semibold' : 'text-muted-foreground'}>
    {status === 0 ? '…' : status}
  </span>
);
