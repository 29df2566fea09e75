/** Fixes of the text itself, where there is no document yet. */
import { findNodeAtOffset, parseTree } from 'jsonc-parser';
import type { Fix, FixRule } from './fix';
import { cutEntry } from './edits';
import { titles } from './titles';

const cut =
  (id: string, title: () => Fix['title']): FixRule =>
  ({ diagnostic: { range } }) => [{ id, title: title(), safe: true, edits: [{ offset: range.offset, length: range.length, text: '' }] }];

export const removeComma = cut('remove-comma', titles.removeComma);
export const removeComment = cut('remove-comment', titles.removeComment);
export const removeMark = cut('remove-mark', titles.removeMark);

/** What the host reads in place of half a surrogate pair. */
export const writeReplacement: FixRule = ({ draft, diagnostic: { range } }) => {
  const literal = draft.text.slice(range.offset, range.offset + range.length);
  const text = JSON.stringify((JSON.parse(literal) as string).replaceAll(/\p{Surrogate}/gu, '\ufffd'));
  return [
    {
      id: 'write-replacement',
      title: titles.replacementCharacter(),
      safe: true,
      edits: [{ offset: range.offset, length: range.length, text }],
    },
  ];
};

/** The field's own name in place of one that differs in case. */
export const writeField: FixRule = ({ draft, diagnostic: { range }, last }) => {
  const name = JSON.parse(draft.text.slice(range.offset, range.offset + range.length)) as string;
  if (name === last) return [];
  const edits = [{ offset: range.offset, length: range.length, text: JSON.stringify(last) }];
  return [{ id: 'write-field', title: titles.rename(name, last), safe: true, edits }];
};

/** Of a name given twice the last one counts, so the one before it goes. */
export const removeEarlier: FixRule = ({ draft, diagnostic: { range } }) => {
  const root = parseTree(draft.text);
  const node = root === undefined ? undefined : findNodeAtOffset(root, range.offset)?.parent;
  const parent = node?.parent;
  const name: unknown = node?.children?.[0]?.value;
  const members = parent?.children ?? [];
  const index = node === undefined ? -1 : members.indexOf(node);
  const earlier = members.findLastIndex((member, position) => position < index && member.children?.[0]?.value === name);
  if (parent === undefined || earlier < 0) return [];
  return [{ id: 'remove-earlier', title: titles.removeEarlier(String(name)), safe: false, edits: cutEntry(members, earlier, parent) }];
};
