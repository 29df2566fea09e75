import { useId, useState } from 'react';
import { Input } from '@asteby/metacore-ui/primitives';
import { useTranslation } from 'react-i18next';
import { FIELD } from '../tools/parts';
import { fromLocalInput, toLocalInput } from './instant';
import { offsetName, timeZone } from './zone';

interface InstantFieldProps {
  field: { key: string; type: string };
  value: unknown;
  onChange: (value: string) => void;
  invalid?: boolean;
  disabled?: boolean;
}

/** Takes the place of the calendar in forms for fields that have a time. */
export function InstantField({ field, value, onChange, invalid, disabled }: InstantFieldProps) {
  const { t } = useTranslation();
  const hint = useId();
  const zone = timeZone();
  const [isSkipped, setSkipped] = useState(false);
  const local = toLocalInput(value, zone);
  const { choices } = fromLocalInput(local, zone);
  const write = (text: string): void => {
    const written = fromLocalInput(text, zone, value);
    setSkipped(written.isSkipped);
    onChange(written.value);
  };
  return (
    <div className="grid gap-1.5">
      <Input
        id={field.key}
        type="datetime-local"
        max="9999-12-31T23:59"
        step={local.length > 16 ? 1 : undefined}
        value={local}
        onChange={(event) => write(event.target.value)}
        disabled={disabled}
        aria-invalid={invalid === true ? true : undefined}
      />
      {choices.length > 1 ? (
        <label className="text-muted-foreground grid gap-1 text-xs" htmlFor={hint}>
          {t('frame.timeTwice')}
          <select
            id={hint}
            className={FIELD}
            disabled={disabled}
            value={typeof value === 'string' ? new Date(value).toISOString() : ''}
            onChange={(event) => onChange(event.target.value)}
          >
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {local.slice(11)} ({offsetName(Date.parse(choice), zone)})
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {isSkipped ? (
        <p role="status" className="text-muted-foreground text-xs">
          {t('frame.timeSkipped', { time: local.slice(11) })}
        </p>
      ) : null}
    </div>
  );
}
