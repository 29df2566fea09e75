/** Which keys run which command: those a command brings, and those that somebody chose instead, which are kept. */
import { matchKeyBindingPress, parseKeybinding } from 'tinykeys';
import { create } from 'zustand';
import { readSetting, writeSetting } from '../settings';
import type { Command } from './command';

/** Chosen keys by command; an empty list takes a command's keys away. */
type Chosen = Readonly<Record<string, readonly string[]>>;

/** Longer than any press with all four modifiers. */
const MAX_KEYS_LENGTH = 60;
/** More than there are commands. */
const MAX_CHOSEN = 200;

/** One press, and no pattern of keys: the library reads brackets as a regular expression, and fails at every press where it is none. */
const isPress = (keys: unknown): boolean =>
  typeof keys === 'string' && keys !== '' && keys.length <= MAX_KEYS_LENGTH && !/\(.|\s/.test(keys);

/** What a former visit chose; what is not understood is left out. */
export function readChosen(text: string | null): Chosen {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    const entries = Object.entries(value as Record<string, unknown>).slice(0, MAX_CHOSEN);
    return Object.fromEntries(
      entries.flatMap(([id, keys]) => (Array.isArray(keys) && keys.length <= 1 && keys.every(isPress) ? [[id, keys as string[]]] : [])),
    );
  } catch {
    return {};
  }
}

export const useKeymap = create<{ chosen: Chosen }>(() => ({ chosen: readChosen(readSetting('keys')) }));

function choose(chosen: Chosen): void {
  useKeymap.setState({ chosen });
  writeSetting('keys', JSON.stringify(chosen));
}

type Keyed = Pick<Command, 'id' | 'keys'>;

/** The keys of a command, those that somebody chose before its own. */
export const keysOf = ({ id, keys }: Keyed, chosen: Chosen): readonly string[] => chosen[id] ?? keys ?? [];

/**
 * Gives a command other keys. One that had them until now loses them, and is answered; null where they were free.
 * An empty `keys` takes the command's own away.
 */
export function chooseKeys(command: Keyed, keys: string, all: readonly Keyed[]): Keyed | null {
  const { chosen } = useKeymap.getState();
  if (keys === '') {
    choose({ ...chosen, [command.id]: [] });
    return null;
  }
  const loser = all.find((other) => other.id !== command.id && keysOf(other, chosen).includes(keys)) ?? null;
  const lost = loser && keysOf(loser, chosen).filter((one) => one !== keys);
  choose({ ...chosen, [command.id]: [keys], ...(loser && lost && { [loser.id]: lost.slice(0, 1) }) });
  return loser;
}

/** Gives a command its first keys back; those that others chose meanwhile stay with them. */
export function resetKeys(id: string): void {
  choose(Object.fromEntries(Object.entries(useKeymap.getState().chosen).filter(([other]) => other !== id)));
}

export const resetAllKeys = (): void => choose({});

/** What of a key press says which keys they are. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The command that a press runs; undefined for one that is typed. */
export function commandOf<T extends Keyed>(event: KeyboardEvent, commands: readonly T[], chosen: Chosen): T | undefined {
  return commands.find((command) =>
    keysOf(command, chosen).some((keys) => {
      const [press, ...more] = parseKeybinding(keys);
      return press !== undefined && more.length === 0 && matchKeyBindingPress(event, press);
    }),
  );
}

const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph']);

/** A press as keys of a command; `plain` for what one types, null while only modifiers are held. */
export function keysOfPress({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Press, isMac: boolean): string | null {
  if (MODIFIERS.has(key)) return null;
  const mod = isMac ? metaKey : ctrlKey;
  const isFunctionKey = /^F\d{1,2}$/.test(key);
  if (!mod && !altKey && !metaKey && !ctrlKey && !isFunctionKey) return 'plain';
  // With Alt held a Mac types other characters: the key itself is what counts then.
  const isByPlace = altKey && /^(Key[A-Z]|Digit\d)$/.test(code);
  // A blank parts presses that follow each other.
  const name = key === ' ' ? 'Space' : isByPlace ? code : key.length === 1 ? key.toLowerCase() : key;
  const held = [mod && '$mod', isMac && ctrlKey && 'Control', !isMac && metaKey && 'Meta', altKey && 'Alt', shiftKey && 'Shift'];
  return [...held.filter((one) => typeof one === 'string'), name].join('+');
}

const MAC_NAMES: Readonly<Record<string, string>> = { $mod: '⌘', Shift: '⇧', Alt: '⌥', Control: '⌃', Meta: '⌘' };

/** Keys as a person reads them: `Ctrl+Shift+P`, or `⇧⌘P` on a Mac. */
export function readableKeys(keys: string, isMac: boolean): string {
  const parts = keys.split('+').map((part) => part.replace(/^(Key|Digit)(?=.$)/, ''));
  const named = parts.map(
    (part) => (isMac ? MAC_NAMES[part] : part === '$mod' ? 'Ctrl' : undefined) ?? (part.length === 1 ? part.toUpperCase() : part),
  );
  return named.join(isMac ? '' : '+');
}

/** Whether this browser runs where Command takes the place of Ctrl. */
export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);
