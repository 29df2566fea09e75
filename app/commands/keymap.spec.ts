import { beforeEach, describe, expect, it, vi } from 'vitest';
import fc from '../../kernel/testing/property';
import {
  chooseKeys,
  commandOf,
  keysOf,
  keysOfPress,
  type Press,
  readableKeys,
  readChosen,
  resetAllKeys,
  resetKeys,
  useKeymap,
} from './keymap';

const COMMANDS = [{ id: 'go.anything', keys: ['$mod+k', 'F1'] }, { id: 'view.drawer', keys: ['$mod+j'] }, { id: 'project.share' }] as const;
const [anything, drawer, share] = COMMANDS;

const NOTHING_HELD = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, held: Partial<Press> = {}): Press => ({ ...NOTHING_HELD, key, code: '', ...held });
/** Node has no keyboard; this is what is read of an event. */
function event(pressed: Press): KeyboardEvent {
  const held = new Set([pressed.ctrlKey && 'Control', pressed.metaKey && 'Meta', pressed.altKey && 'Alt', pressed.shiftKey && 'Shift']);
  return { ...pressed, getModifierState: (name: string) => held.has(name) } as unknown as KeyboardEvent;
}

beforeEach(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
  resetAllKeys();
});

describe('the keys of a command', () => {
  it('are its own until somebody chooses others, which takes them from whoever had them', () => {
    expect(chooseKeys(share, '$mod+j', COMMANDS)).toBe(drawer);
    const { chosen } = useKeymap.getState();
    expect([anything, drawer, share].map((command) => keysOf(command, chosen))).toEqual([['$mod+k', 'F1'], [], ['$mod+j']]);
    expect(commandOf(event(press('j', { ctrlKey: true })), COMMANDS, chosen)).toBe(share);
  });

  it('are taken away, and given back', () => {
    chooseKeys(drawer, '', COMMANDS);
    expect(keysOf(drawer, useKeymap.getState().chosen)).toEqual([]);
    resetKeys(drawer.id);
    expect(keysOf(drawer, useKeymap.getState().chosen)).toEqual(['$mod+j']);
  });

  it('run nothing else: a press with another modifier is another press', () => {
    expect(commandOf(event(press('j')), COMMANDS, {})).toBeUndefined();
    expect(commandOf(event(press('J', { ctrlKey: true, shiftKey: true })), COMMANDS, {})).toBeUndefined();
    expect(commandOf(event(press('F1')), COMMANDS, {})).toBe(anything);
  });
});

describe('a press becomes keys', () => {
  it.each<[Press, boolean, string | null]>([
    [press('P', { ctrlKey: true, shiftKey: true }), false, '$mod+Shift+p'],
    [press('p', { metaKey: true }), true, '$mod+p'],
    [press('p', { ctrlKey: true }), true, 'Control+p'],
    [press('π', { altKey: true, code: 'KeyP' }), true, 'Alt+KeyP'],
    [press(' ', { ctrlKey: true, code: 'Space' }), false, '$mod+Space'],
    [press('F6'), false, 'F6'],
    [press('a'), false, 'plain'],
    [press('Control', { ctrlKey: true }), false, null],
  ])('%j', (pressed, onMac, keys) => expect(keysOfPress(pressed, onMac)).toBe(keys));

  it('that run the command they were chosen for, whatever is pressed', () => {
    const drawn = fc.record({
      key: fc.constantFrom('a', 'Z', '1', 'F5', 'ArrowUp', 'Enter', ',', '+', '(', ')', '[', '$', ' '),
      code: fc.constant(''),
      ctrlKey: fc.boolean(),
      metaKey: fc.constant(false),
      altKey: fc.boolean(),
      shiftKey: fc.boolean(),
    });
    fc.assert(
      fc.property(drawn, (drawnPress) => {
        const pressed = drawnPress.key === ' ' ? { ...drawnPress, code: 'Space' } : drawnPress;
        const keys = keysOfPress(pressed, false);
        if (keys === null || keys === 'plain') return;
        resetAllKeys();
        chooseKeys(share, keys, COMMANDS);
        expect(commandOf(event(pressed), COMMANDS, useKeymap.getState().chosen)).toBe(share);
      }),
    );
  });
});

it('keys are written as people read them', () => {
  expect(readableKeys('$mod+Shift+p', false)).toBe('Ctrl+Shift+P');
  expect(readableKeys('$mod+Shift+p', true)).toBe('⌘⇧P');
  expect(readableKeys('Alt+KeyP', false)).toBe('Alt+P');
});

it('what is stored and is no choice of keys is left out', () => {
  expect(readChosen('{"view.drawer":["$mod+d"],"other":7,"more":["a","b"]}')).toEqual({ 'view.drawer': ['$mod+d'] });
  for (const keys of ['([)', '$mod+([)', '$mod+k $mod+s', '', 7]) expect(readChosen(JSON.stringify({ 'view.drawer': [keys] }))).toEqual({});
  for (const text of [null, 'x', '[]', '7', 'null']) expect(readChosen(text)).toEqual({});
});
