/** What cures a finding, as data: the room above turns it into edits of the text that leave the rest as its author formatted it. */
import { valueAt } from './pointer';
import type { Suggestion, Text } from './text';

/** The smallest change that cures; paths are of the document. */
export type Change =
  | { do: 'set'; path: readonly string[]; value: unknown }
  | { do: 'remove'; path: readonly string[] }
  /** Puts an item into a list, at its end where no index is given; the list is made when it is not there. */
  | { do: 'insert'; list: readonly string[]; value: unknown; at?: number }
  /** Puts an item of a list at another place of it, counted without the item. */
  | { do: 'move'; list: readonly string[]; from: number; to: number }
  /** Gives a member another name. */
  | { do: 'rename'; path: readonly string[]; name: string }
  /** Of the text itself, where there is no document yet. */
  | { do: 'write'; offset: number; length: number; text: string }
  /** Of a name given twice the one before the member at the offset goes. */
  | { do: 'remove-earlier'; offset: number };

export interface Fix {
  /** What kind of change it is, for tests and for telling apart the offers of one finding. */
  id: string;
  /** What the menu says. */
  title: Text;
  /** Whether it can be applied unseen: it only writes what was plainly meant. */
  safe: boolean;
  changes: readonly Change[];
}

/** A finding with the document it was made about. */
export interface FixTarget {
  /** As parsed; `undefined` when the text is no JSON. */
  document: unknown;
  /** Steps of the finding's path; `last` is the final one. */
  path: readonly string[];
  last: string;
  /** The value at the path. */
  value: unknown;
  /** The whole text of the manifest. */
  text: string;
  /** Where the finding is drawn, and what stands there. */
  span: { offset: number; length: number; text: string };
  suggestion: Suggestion | undefined;
}

/** Offers fixes for a finding; none where it does not apply. */
export type FixRule = (target: FixTarget) => Fix[];

export const set = (path: readonly string[], value: unknown): Change[] => [{ do: 'set', path, value }];
export const remove = (path: readonly string[]): Change[] => [{ do: 'remove', path }];
export const rename = (path: readonly string[], name: string): Change[] => [{ do: 'rename', path, name }];
export const insert = (list: readonly string[], value: unknown, at?: number): Change[] => [
  { do: 'insert', list, value, ...(at === undefined ? {} : { at }) },
];

/** The value at a path of the document. */
export const at = ({ document }: FixTarget, ...path: readonly string[]): unknown => valueAt(document, path);

/** The texts of a member of every object of a list, such as the keys of the roles. */
export function namesAt(target: FixTarget, list: readonly string[], member: string): string[] {
  const items = at(target, ...list);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const name = valueAt(item, [member]);
    return typeof name === 'string' ? [name] : [];
  });
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
