import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';

/** Ties the first control inside of `field` to the label and the error message beside it. */
export function labelControl(field: Element, id: string): void {
  const row = field.parentElement;
  const label = row?.querySelector('label');
  const control = field.querySelector('input, textarea, button');
  if (!label || !control) return;
  label.id ||= `${id}label`;
  control.id ||= `${id}control`;
  label.htmlFor = control.id;
  if (control instanceof HTMLButtonElement) {
    // A button that shows its value is called by both; a switch has no text of its own.
    const isSwitch = control.getAttribute('role') === 'switch';
    control.setAttribute('aria-labelledby', isSwitch ? label.id : `${label.id} ${control.id}`);
  }
  const error = row?.querySelector(':scope > p.text-destructive');
  if (error) {
    error.id ||= `${id}error`;
    control.setAttribute('aria-describedby', error.id);
  } else {
    control.removeAttribute('aria-describedby');
  }
}

/** Around a control of the record dialog, which draws label and control side by side but does not connect them. */
export function LabelledField({ children }: { children: ReactNode }) {
  const id = useId();
  const field = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (field.current !== null) labelControl(field.current, id);
  });
  return (
    <div ref={field} className="contents">
      {children}
    </div>
  );
}
