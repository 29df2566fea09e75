/** What the page of a rule shows besides its meaning: why the rule exists, and an example that breaks and keeps it. */

/** A piece of the specs' shop addon (kernel/contract/rules/testing.ts). */
export interface ManifestExample {
  /** JSON pointer to the place of the piece in the shop's manifest. */
  at: string;
  /** What stands there and breaks the rule. */
  before: unknown;
  /** What keeps it; left out where the rule's first quick fix shows it. */
  after?: unknown;
  /** More that the example needs, by pointer; not shown. */
  given?: Readonly<Record<string, unknown>>;
}

/** A whole text: of a manifest where no piece would do, or of another file of the project. */
export interface TextExample {
  /** Name of the file; `manifest.json` when left out. */
  file?: string;
  before: string;
  after: string;
}

export interface RulePage {
  rule: string;
  why: string;
  example: ManifestExample | TextExample | null;
}

export const isText = (example: ManifestExample | TextExample): example is TextExample => !('at' in example);

/** A page with a piece of the shop's manifest. */
export function page(rule: string, why: string, at: string, before: unknown, after?: unknown, given?: ManifestExample['given']): RulePage {
  return { rule, why, example: { at, before, ...(after === undefined ? {} : { after }), ...(given === undefined ? {} : { given }) } };
}

/** A page with a whole text. */
export function text(rule: string, why: string, before: string, after: string, file?: string): RulePage {
  return { rule, why, example: { before, after, ...(file === undefined ? {} : { file }) } };
}

/** A page about something that cannot be shown in a few lines. */
export const bare = (rule: string, why: string): RulePage => ({ rule, why, example: null });
