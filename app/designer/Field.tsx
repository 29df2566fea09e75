import type { ReactNode } from 'react';

/** A field with its name above it. The control has a name of its own for screen readers. */
export function Field({ label, children, wide = false }: { label: string; children: ReactNode; wide?: boolean }) {
  return (
    <div className={`min-w-0 space-y-0.5 ${wide ? 'col-span-full' : ''}`}>
      <span className="text-muted-foreground block text-xs" aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}
