import { useCallback, useLayoutEffect, useRef } from 'react';

/** What has the focus now; for an entry of a menu, which is gone when its dialog closes, the button that opened the menu. */
function focusedNow(): Element | null {
  const focused = document.activeElement;
  const menu = focused?.closest('[role=menu]');
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : focused;
}

/**
 * Gives the focus back to where it was when a dialog opened; the handler is the dialog's `onCloseAutoFocus`. Dialogs do so by
 * themselves only when they bring the button along that opens them.
 */
export function useFocusReturn(open: boolean): (event: Event) => void {
  const before = useRef<Element | null>(null);
  // Before the dialog takes the focus, which it does in an effect of its own.
  useLayoutEffect(() => {
    if (open) before.current = focusedNow();
  }, [open]);
  return useCallback((event) => {
    event.preventDefault();
    if (before.current instanceof HTMLElement) before.current.focus();
  }, []);
}

/**
 * Leaves the focus in a dialog that an entry of a menu opened; the handler is the menu's `onCloseAutoFocus`. A menu that is
 * still on its way out would take it to its button, behind the dialog. Without a dialog the button gets it, as always.
 */
export function keepFocusInDialog(event: Event): void {
  if (document.querySelector('[role=dialog], [role=alertdialog]') !== null) event.preventDefault();
}
