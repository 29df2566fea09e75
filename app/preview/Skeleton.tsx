import { Skeleton } from '@asteby/metacore-ui/primitives';

const ROWS = [0, 1, 2, 3, 4, 5, 6];

/** What stands in the preview's place while PostgreSQL starts, and the one sentence that says so. */
export function PreviewSkeleton({ sentence }: { sentence: string }) {
  return (
    <div role="status" className="flex h-full flex-col gap-4 p-6">
      <p className="text-muted-foreground text-sm">{sentence}</p>
      <div aria-hidden className="flex items-center justify-between gap-4">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-8 w-24" />
      </div>
      <div aria-hidden className="flex flex-col gap-3">
        {ROWS.map((row) => (
          <Skeleton key={row} className="h-9 w-full" />
        ))}
      </div>
    </div>
  );
}
