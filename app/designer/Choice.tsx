import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@asteby/metacore-ui/primitives';

export interface ChoiceOption {
  value: string;
  label: string;
}

/** Stands for nothing chosen, which the list itself has no value for. */
const NOTHING = '\u0000';

interface Props {
  value: string;
  options: readonly ChoiceOption[];
  name: string;
  onChoose: (value: string) => void;
  /** What nothing chosen is called; without it something is chosen always. */
  none?: string;
  disabled?: boolean;
}

/** One of a few, in a row of fields. */
export function Choice({ value, options, name, onChoose, none, disabled = false }: Props) {
  const known = value === '' || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
  return (
    <Select
      value={value === '' && none !== undefined ? NOTHING : value}
      disabled={disabled}
      onValueChange={(next) => onChoose(next === NOTHING ? '' : next)}
    >
      <SelectTrigger size="sm" data-cell aria-label={name} className="h-7 w-full min-w-0 px-1.5 text-sm data-[size=sm]:h-7">
        <SelectValue />
      </SelectTrigger>
      <SelectContent className="max-h-80">
        {none !== undefined && <SelectItem value={NOTHING}>{none}</SelectItem>}
        {known.map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
