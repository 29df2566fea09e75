import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { focusedWhenShown } from './monaco-rename';

const SOURCE = readFileSync('node_modules/monaco-editor/esm/vs/editor/contrib/rename/browser/renameWidget.js', 'utf8');

/** What the widget does after it asked to be shown, with a box that cannot have the focus before its third try. */
function tries(code: string, isVisible = true): string[] {
  const timed = /const whenShown[^]*?setTimeout\(whenShown, 100\);|setTimeout\(\(\) => \{[^]*?\}, 100\);/.exec(code)?.[0] ?? '';
  const done: string[] = [];
  const page: { activeElement: unknown } = { activeElement: null };
  const input = {
    focus: () => {
      done.push('focus');
      if (done.length >= 3) page.activeElement = input;
    },
    setSelectionRange: () => done.push('select'),
    getAttribute: () => '0',
  };
  const widget = { _visible: isVisible, _inputWithButton: { input } };
  const soon = (work: () => void): void => work();
  const run = runInNewContext(`(function () { ${timed} })`, {
    document: page,
    setTimeout: soon,
    requestAnimationFrame: soon,
  }) as () => void;
  run.call(widget);
  return done;
}

describe('the box for a new name', () => {
  it('is given the focus until it has it, and then its text is selected', () => {
    expect(tries(focusedWhenShown(SOURCE))).toEqual(['focus', 'focus', 'focus', 'select']);
  });

  it('is left without it by the package', () => {
    expect(tries(SOURCE)).toEqual(['focus', 'select']);
  });

  it('that was closed meanwhile is left alone', () => {
    expect(tries(focusedWhenShown(SOURCE), false)).toEqual([]);
  });

  it('that takes the focus in another way stops the build', () => {
    expect(() => focusedWhenShown('setTimeout(() => {}, 100);')).toThrow(
      'monaco-editor: the box for a new name takes the focus in another way',
    );
  });
});
