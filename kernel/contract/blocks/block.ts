/**
 * What is done here with the definitions of the contract: one row for each (docs/limits.md has them as a table). A row that does not
 * work carries the places of a manifest at which the verdict says so (HOST-ONLY).
 */
import type { Text } from '../text';

/**
 * `works`: as hosts do it. `differs`: otherwise than hosts, or in part; the sentence says how. `explained`: nothing acts on it here;
 * the sentence says what a host does.
 */
export type BlockState = 'works' | 'differs' | 'explained';

/** A place of a manifest that is noted. */
export interface BlockNote {
  /** Members from the top of a v3 manifest; `*` is every item of a list, `**` every item and all that is nested below it as `items`. */
  place: string;
  /** What a host does with it, as the end of "On a host …". */
  host: Text;
  /** Set where only some values of a plain member do nothing: the note then names the value. */
  values?: readonly string[];
  /** What it does here, as the sentence after its name, where that is not just nothing. */
  here?: Text;
}

export interface Block {
  /** Name of the definition in `schemas/v3/`. */
  definition: string;
  state: BlockState;
  /** One sentence. */
  says: Text;
  notes: readonly BlockNote[];
}

export const noteAt = (place: string, en: string, es: string, more: Pick<BlockNote, 'values' | 'here'> = {}): BlockNote => ({
  place,
  host: { en, es },
  ...more,
});

const block =
  (state: BlockState) =>
  (definition: string, en: string, es: string, notes: readonly BlockNote[] = []): Block => ({ definition, state, says: { en, es }, notes });

export const works = block('works');
export const differs = block('differs');
export const explained = block('explained');
