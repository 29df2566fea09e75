import {
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '@asteby/metacore-ui/primitives';
import { ChevronDown } from 'lucide-react';

export interface ChoiceOption {
  value: string;
  label: string;
}

interface Props {
  value: string;
  options: readonly ChoiceOption[];
  name: string;
  onChoose: (value: string) => void;
  /** What nothing chosen is called; without it something is chosen always. */
  none?: string;
  disabled?: boolean;
}

/** One of a few, in a row of fields. A menu, because the kit's select writes a style sheet as HTML, which the page's trusted types refuse. */
export function Choice({ value, options, name, onChoose, none, disabled = false }: Props) {
  const known = value === '' || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
  const all = none === undefined ? known : [{ value: '', label: none }, ...known];
  const shown = all.find((option) => option.value === value)?.label ?? value;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild disabled={disabled}>
        <Button
          variant="outline"
          size="sm"
          data-cell
          aria-label={`${name}: ${shown}`}
          className="h-7 w-full min-w-0 justify-between px-1.5 font-normal"
        >
          <span className="truncate">{shown}</span>
          <ChevronDown className="size-3.5 opacity-50" aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-80 overflow-y-auto">
        <DropdownMenuRadioGroup value={value} onValueChange={onChoose}>
          {all.map((option) => (
            <DropdownMenuRadioItem key={option.value} value={option.value}>
              {option.label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
