import type { Diagnostic } from '../../contract/diagnostic';
import type { Text } from '../../contract/text';
import { valueAt } from '../../contract/pointer';
import type { Draft, Edit } from './edits';

/** A change that cures a finding. */
export interface Fix {
  /** What kind of change it is, for tests and for telling apart the offers of one finding. */
  id: string;
  /** What the menu says. */
  title: Text;
  /** Whether it can be applied unseen: it only writes what was plainly meant. */
  safe: boolean;
  /** Changes to the text; they do not overlap. */
  edits: Edit[];
}

/** A finding with the text it was made about. */
export interface Target {
  draft: Draft;
  diagnostic: Diagnostic;
  /** Steps of the finding's path; `last` is the final one. */
  path: readonly string[];
  last: string;
  /** The value at the path. */
  value: unknown;
}

/** Offers fixes for a finding; none where it does not apply. */
export type FixRule = (target: Target) => Fix[];

/** The value at a path of the document. */
export const at = ({ draft }: Target, ...path: readonly string[]): unknown => valueAt(draft.document, path);

/** The texts of a member of every object of a list, such as the keys of the roles. */
export function namesAt(target: Target, list: readonly string[], member: string): string[] {
  const items = at(target, ...list);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const name = valueAt(item, [member]);
    return typeof name === 'string' ? [name] : [];
  });
}
