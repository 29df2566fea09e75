/**
 * The last word of a permission (`orders.index`): what may be done with a model's rows, or an action of it. Verbs and actions have
 * no word in common: `orders.view` is reading, whatever action is called `view` (docs/architecture/04, SEC-PERMISSIONS).
 */

export type Verb = 'index' | 'create' | 'update' | 'delete' | 'export' | 'import';

/** What is asked for of a model: a verb, or an action by its key. */
export type Asked = Verb | `action:${string}`;

export const VERBS: readonly Verb[] = ['index', 'create', 'update', 'delete', 'export', 'import'];

export const actionAsked = (key: string): Asked => `action:${key}`;

const SPELLINGS: Readonly<Record<Verb, readonly string[]>> = {
  index: ['index', 'read', 'list', 'view'],
  create: ['create'],
  update: ['update', 'edit'],
  delete: ['delete'],
  // In the kernel's spelling whoever reads may export; in the host's it is a permission of its own.
  export: ['export', 'read'],
  import: ['import'],
};

const VERB_OF: ReadonlyMap<string, Verb> = new Map(VERBS.toReversed().flatMap((verb) => SPELLINGS[verb].map((word) => [word, verb])));

/** The verb that a word spells; null for any other word. @example verbOf('view') // 'index' */
export const verbOf = (word: string): Verb | null => VERB_OF.get(word) ?? null;

/** Whether the key of an action is, or ends in, a word that spells a verb: then it is granted as `action:<key>` alone. */
export const isVerbLike = (key: string): boolean => VERB_OF.has(key.slice(key.lastIndexOf('.') + 1));

/**
 * How a grant for it may be spelled, the host's spelling first. An action is also allowed to whoever may update, unless it is
 * called as that verb is.
 */
export function spellingsOf(asked: Asked): readonly string[] {
  if (!asked.startsWith('action:')) return SPELLINGS[asked as Verb];
  const key = asked.slice('action:'.length);
  if (verbOf(key) === 'update') return [asked];
  return isVerbLike(key) ? [asked, ...SPELLINGS.update] : [key, asked, ...SPELLINGS.update];
}

/** A permission as it is told to people: `orders.index`, `orders.cancel`, `orders.action:view`. */
export function permissionText(name: string, asked: Asked): string {
  return `${name}.${spellingsOf(asked)[0] ?? asked}`.slice(0, 256);
}
