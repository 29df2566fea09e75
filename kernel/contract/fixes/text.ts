/** Fixes of the text itself, where there is no document yet. */
import type { FixRule } from '../fix';
import type { Text } from '../text';

/** Takes out what the finding is drawn under. */
export const cutting =
  (id: string, title: Text): FixRule =>
  ({ span: { offset, length } }) => [{ id, title, safe: true, changes: [{ do: 'write', offset, length, text: '' }] }];
