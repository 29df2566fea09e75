import { useEffect, useRef } from 'react';

const HEX = /^#[0-9a-f]{6}$/i;
/** What is shown where there is no colour yet. */
const UNSET = '#94a3b8';

/** A colour. The native picker tells every colour that is passed on the way (`input`); what is chosen in the end comes with `change`, which React does not tell apart. */
export function ColorInput({
  value,
  name,
  onChoose,
  disabled,
}: {
  value: string;
  name: string;
  onChoose: (color: string) => void;
  disabled: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const element = input.current;
    if (element === null) return undefined;
    element.value = HEX.test(value) ? value : UNSET;
    const choose = (): void => {
      if (element.value !== value) onChoose(element.value);
    };
    element.addEventListener('change', choose);
    return () => element.removeEventListener('change', choose);
  }, [value, onChoose]);
  return (
    <input
      ref={input}
      type="color"
      data-cell
      disabled={disabled}
      aria-label={name}
      title={name}
      className="size-7 shrink-0 cursor-pointer rounded border-0 bg-transparent p-1"
    />
  );
}
