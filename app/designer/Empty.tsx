import { Button } from '@asteby/metacore-ui/primitives';
import type { LucideIcon } from 'lucide-react';

/** Where nothing is yet: a picture, a sentence, what makes the first one. */
export function Empty({
  icon: Icon,
  title,
  text,
  action,
  onAction,
}: {
  icon: LucideIcon;
  title: string;
  text: string;
  action?: string;
  onAction?: () => void;
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <span className="bg-muted text-muted-foreground flex size-12 items-center justify-center rounded-full">
        <Icon className="size-6" aria-hidden />
      </span>
      <h3 className="text-sm font-medium">{title}</h3>
      <p className="text-muted-foreground max-w-80 text-sm text-balance">{text}</p>
      {action !== undefined && (
        <Button size="sm" className="mt-1" onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  );
}
