/**
 * The box in which a new name is typed takes the focus a tenth of a second after it was asked for. Where the machine has drawn no
 * frame by then, the box is not there yet, the focus stays in the text, and the name that is typed lands in the manifest. Here it
 * takes the focus as soon as it can have it.
 */
import type { Plugin } from 'vite';

const WIDGET = /[\\/]monaco-editor[\\/]esm[\\/]vs[\\/]editor[\\/]contrib[\\/]rename[\\/]browser[\\/]renameWidget\.js$/;
const TAKES_FOCUS = /setTimeout\(\(\) => \{(\s*)(this\._inputWithButton\.input\.focus\(\);)([^]*?)\}, 100\);/g;

/** @throws Error when the widget takes the focus in another way: an update then made this file superfluous, or wrong */
export function focusedWhenShown(code: string): string {
  if ([...code.matchAll(TAKES_FOCUS)].length !== 1) throw new Error('monaco-editor: the box for a new name takes the focus in another way');
  return code.replace(
    TAKES_FOCUS,
    (_, line: string, focus: string, select: string) =>
      `const whenShown = () => {${line}if (!this._visible) return;${line}${focus}${line}` +
      `if (document.activeElement !== this._inputWithButton.input) return void requestAnimationFrame(whenShown);${select}};${line}setTimeout(whenShown, 100);`,
  );
}

export function monacoRename(): Plugin {
  return {
    name: 'page:monaco-rename',
    enforce: 'pre',
    transform(code, id) {
      return WIDGET.test(id.split('?')[0] ?? id) ? { code: focusedWhenShown(code), map: null } : null;
    },
  };
}
