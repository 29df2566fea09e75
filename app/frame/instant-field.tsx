import { Input } from '@asteby/metacore-ui/primitives';
import { fromLocalInput, toLocalInput } from './instant';

interface InstantFieldProps {
  field: { key: string; type: string };
  value: unknown;
  onChange: (value: string) => void;
  invalid?: boolean;
}

/** Takes the place of the calendar in the record dialog for fields that have a time. */
export function InstantField({ field, value, onChange, invalid }: InstantFieldProps) {
  return (
    <Input
      id={field.key}
      type="datetime-local"
      value={toLocalInput(value)}
      onChange={(event) => onChange(fromLocalInput(event.target.value))}
      aria-invalid={invalid === true ? true : undefined}
    />
  );
}
