import { Button, DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@asteby/metacore-ui/primitives';
import { EllipsisVertical, type LucideIcon } from 'lucide-react';
import { keepFocusInDialog } from '../dialog/focus-return';

export interface EntryAction {
  label: string;
  icon: LucideIcon;
  onSelect: () => void;
  disabled?: boolean;
}

/** What can be done with an entry, behind three dots. */
export function EntryMenu({ name, actions }: { name: string; actions: readonly EntryAction[] }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" className="text-muted-foreground size-7 shrink-0" aria-label={name} title={name} data-cell>
          <EllipsisVertical className="size-4" aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" onCloseAutoFocus={keepFocusInDialog}>
        {actions.map(({ label, icon: Icon, onSelect, disabled = false }) => (
          <DropdownMenuItem key={label} disabled={disabled} onSelect={onSelect}>
            <Icon className="size-4" aria-hidden /> {label}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
