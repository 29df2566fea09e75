import { useId, useRef, useState, type ComponentProps } from 'react';
import { Input } from '@asteby/metacore-ui/primitives';
import { useTranslation } from 'react-i18next';
import { numberTag } from '../language';
import { exampleOf, readNumber, shownNumber, unread, unreadText, wireNumber } from './numbers';

type NumberFieldProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> & {
  /** A JSON number, the text of one that no double holds, text that was no number (see `unread`), or empty. */
  value: unknown;
  onChange: (value: number | string) => void;
};

/** What the form holds for what was typed. */
function valueOf(text: string, locale: string): number | string {
  if (text.trim() === '') return '';
  const read = readNumber(text, locale);
  return read.ok ? wireNumber(read.digits) : unread(text);
}

const textOf = (value: unknown, locale: string): string => unreadText(value) ?? shownNumber(value, locale);

/**
 * Takes the place of the browser's number input, which reads its own format instead of the page's, turns numbers over under
 * the mouse wheel and gives back a double. What it cannot read stays, is said to be no number, and keeps the form from being sent.
 */
export function NumberField({ value, onChange, ...rest }: NumberFieldProps) {
  const { t } = useTranslation();
  const locale = numberTag();
  const hint = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(() => textOf(value, locale));
  // What the form holds is shown once it is no longer what was typed here: a record that arrived, a field that was emptied.
  const text = valueOf(typed, locale) === value ? typed : textOf(value, locale);
  const isUnread = unreadText(value) !== undefined;
  const message = isUnread ? t('frame.notANumber', { example: exampleOf(locale) }) : '';
  return (
    <>
      <Input
        {...rest}
        ref={(element) => {
          input.current = element;
          element?.setCustomValidity(message);
        }}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(valueOf(event.target.value, locale));
        }}
        onBlur={(event) => {
          // As it was understood, so that nobody has to guess.
          if (!isUnread) setTyped(textOf(value, locale));
          rest.onBlur?.(event);
        }}
        aria-invalid={isUnread || rest['aria-invalid'] ? true : undefined}
        aria-errormessage={isUnread ? hint : undefined}
      />
      {isUnread ? (
        <p id={hint} role="status" className="text-destructive mt-1 text-xs">
          {message}
        </p>
      ) : null}
    </>
  );
}
