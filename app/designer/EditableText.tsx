import { Input } from '@asteby/metacore-ui/primitives';
import { useRef, useState, type KeyboardEvent } from 'react';

interface Props {
  value: string;
  /** What a screen reader calls the field. */
  name: string;
  onCommit: (value: string) => void;
  placeholder?: string;
  className?: string;
  /** For code: names that the manifest has. */
  isMono?: boolean;
  disabled?: boolean;
}

/** A text that becomes a field when it is clicked, or with Enter or F2. Enter keeps what is written, Escape does not. */
export function EditableText({ value, name, onCommit, placeholder = '', className = '', isMono = false, disabled = false }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const font = isMono ? 'font-mono text-xs' : 'text-sm';

  const close = (keep: boolean, refocus: boolean): void => {
    if (keep && draft !== null && draft.trim() !== value) onCommit(draft.trim());
    setDraft(null);
    if (refocus) requestAnimationFrame(() => button.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // The field's own keys are not the grid's.
    event.stopPropagation();
    if (event.key === 'Enter') close(true, true);
    if (event.key === 'Escape') close(false, true);
  };

  if (draft !== null)
    return (
      <Input
        autoFocus
        aria-label={name}
        value={draft}
        placeholder={placeholder}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => close(true, false)}
        onKeyDown={onKeyDown}
        className={`h-7 min-w-0 rounded-sm px-1.5 ${font} ${className}`}
      />
    );
  return (
    <button
      ref={button}
      type="button"
      disabled={disabled}
      data-cell
      aria-label={`${name}: ${value === '' ? placeholder : value}`}
      title={value}
      onClick={() => setDraft(value)}
      onKeyDown={(event) => {
        if (event.key === 'F2') setDraft(value);
      }}
      className={`hover:bg-accent/60 focus-visible:ring-ring block min-h-7 w-full min-w-0 truncate rounded-sm px-1.5 text-left outline-none focus-visible:ring-2 disabled:pointer-events-none ${font} ${value === '' ? 'text-muted-foreground italic' : ''} ${className}`}
    >
      {value === '' ? placeholder || '—' : value}
    </button>
  );
}
