// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { beginPicking } from './picker';

const WORDS = { begin: 'Pick', unnamed: 'this screen' };
const pressed = vi.fn();

beforeEach(() => {
  pressed.mockReset();
  document.body.innerHTML = '<main><button id="lend"><i>Lend</i></button></main>';
  document.querySelector('#lend')?.addEventListener('click', pressed);
  // Nothing is laid out here; everything counts as drawn.
  Element.prototype.getClientRects = () => [{}] as unknown as DOMRectList;
});

it('tells what was pressed, which does nothing itself, once', () => {
  const done = vi.fn();
  beginPicking(document, WORDS, done);
  document.querySelector('i')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  expect(done.mock.calls).toEqual([[{ kind: 'action', label: 'Lend', within: '', nth: 0 }]]);
  expect(pressed).not.toHaveBeenCalled();
  document.querySelector<HTMLElement>('#lend')?.click();
  expect(pressed).toHaveBeenCalledOnce();
  expect(done).toHaveBeenCalledOnce();
});

it('goes by keys from part to part, says each, and picks', () => {
  const done = vi.fn();
  beginPicking(document, WORDS, done);
  const press = (key: string) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  expect(document.querySelector('[role=status]')?.textContent).toBe('Pick');
  press('Enter');
  expect(done).not.toHaveBeenCalled();
  press('ArrowDown');
  expect(document.querySelector('[role=status]')?.textContent).toBe('Lend');
  press('Enter');
  expect(done.mock.calls).toEqual([[{ kind: 'action', label: 'Lend', within: '', nth: 0 }]]);
  expect(document.querySelector('[role=status], .picker-ring')).toBeNull();
});

it('is given up by Escape, and from outside', () => {
  for (const giveUp of [
    () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })),
    (end: () => void) => end(),
  ]) {
    const done = vi.fn();
    const end = beginPicking(document, WORDS, done);
    giveUp(end);
    end();
    expect(done.mock.calls).toEqual([[null]]);
  }
});
