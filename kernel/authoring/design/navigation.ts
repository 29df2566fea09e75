/** Operations on the menu. */
import { getNodeValue, findNodeAtLocation } from 'jsonc-parser';
import { textOf } from '../language/occurrences';
import { type DesignDraft, isRecord, type Path, readTree, recordsOf } from './draft';
import { modelAt, navAt, NAVIGATION, navPath } from './find';
import { append, moveEntry, ordered, setMember } from './members';
import { badName, gone, type Operation } from './operation';

type Of<Name extends Operation['do']> = Extract<Operation, { do: Name }>;

export function addNavGroup(draft: DesignDraft, { title, icon }: Of<'add-nav-group'>): Path {
  if (title === '') throw badName(title);
  return append(draft, NAVIGATION, { title, ...(icon !== undefined && { icon }), items: [] });
}

export function addNavItem(draft: DesignDraft, { into, title, model, icon }: Of<'add-nav-item'>): Path {
  if (title === '') throw badName(title);
  const { path } = navAt(draft, into);
  const list = [...path, 'items'];
  const gate = model === undefined ? undefined : `${textOf(modelAt(draft, model).value.table)}.index`;
  const isDeclared = recordsOf(draft.at(['rbac', 'permissions'])).some(({ key }) => key === gate);
  return append(
    draft,
    list,
    ordered(['contributions', 'navigation', 0, 'items', 0], { title, model, icon, permission: isDeclared ? gate : undefined }),
  );
}

export function setNav(draft: DesignDraft, { entry, member, value }: Of<'set-nav'>): Path {
  const { path } = navAt(draft, entry);
  if (member === 'title' && value === '') throw badName(value);
  setMember(draft, path, member, value === '' ? undefined : value);
  return path;
}

export function removeNav(draft: DesignDraft, { entry }: Of<'remove-nav'>): null {
  draft.change({ do: 'remove', path: navAt(draft, entry).path });
  return null;
}

/** Puts an entry elsewhere: `to` is where it stands in the end. An entry cannot come to stand in itself. */
export function moveNav(draft: DesignDraft, { entry, to }: Of<'move-nav'>): Path {
  const { path } = navAt(draft, entry);
  const from = entry.at;
  const sameList = from.length === to.length && from.slice(0, -1).every((step, index) => step === to[index]);
  if (sameList) return moveEntry(draft, path, to.at(-1) ?? 0);
  if (to.length === 0 || from.every((step, index) => to[index] === step)) return path;
  // Groups and entries are written differently: an entry stays an entry.
  if ((from.length === 1) !== (to.length === 1)) return path;
  const { root } = readTree(draft.text());
  const node = root && findNodeAtLocation(root, [...path]);
  const target = navPath(to.slice(0, -1));
  if (node === undefined || !isRecord(draft.at(target))) throw gone(entry.title);
  const value: unknown = getNodeValue(node);
  const list = [...target, 'items'];
  // What stands later in the text is changed first, so that the other place stays true.
  const index = to.at(-1) ?? 0;
  const isLater = comparePaths(list, path) > 0;
  if (isLater) {
    append(draft, list, value, index);
    draft.change({ do: 'remove', path });
  } else {
    draft.change({ do: 'remove', path });
    append(draft, list, value, index);
  }
  return [...list, index];
}

function comparePaths(a: Path, b: Path): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const [one, other] = [a[at], b[at]];
    if (typeof one === 'number' && typeof other === 'number' && one !== other) return one - other;
  }
  return a.length - b.length;
}
