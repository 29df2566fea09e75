/** What a rule is: one file of `rules/`, named after its id. The list of all is `rules/index.ts`. */
import type { FixRule } from './fix';
import type { Step } from './pointer';
import type { RuleContext } from './read/context';
import type { Message } from './text';

/** `strict`: an error when strict, a warning when something already published is installed (compatibility window). */
export type Level = 'error' | 'warning' | 'info' | 'strict';

/** Tells of a finding: where, what to say, and the level where it is another than the rule's own. */
export type Report = (path: readonly Step[], message: Message, level?: Level) => void;

/** Looks at a document that satisfies the schema and reports what it finds. Pure apart from reporting. */
export type Check = (context: RuleContext, report: Report) => void;

export interface Rule<Id extends string = string> {
  readonly id: Id;
  readonly level: Level;
  /** What lies between the fields of a v3 document. Left out where the text, the schema, another file or a flat document shows it. */
  readonly check?: Check;
  /** What cures a finding, besides writing what was probably meant. */
  readonly fix?: FixRule;
  /** Asked too of what a flat document carries in the v3 shape (v2/shared.ts). */
  readonly isShared?: true;
}

/** A piece of the specs' shop addon (testing.ts). */
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

/** A whole file: a manifest where no piece would do, or another file of the project. A value is written as JSON. */
export interface TextExample {
  /** Name of the file; `manifest.json` when left out. */
  file?: string;
  before: unknown;
  after: unknown;
}

/** What the pages of docs/contract/ say of a rule; `npm run docs` writes them. Nothing of it is part of the app. */
export interface RulePage {
  /** Where in the table the rule stands. */
  section: Section;
  /** The row of the table: what is wrong. */
  meaning: string;
  /** Hosts do not check this themselves. */
  isOwn?: true;
  why: string;
  /** Something that breaks and something that keeps the rule; null where a few lines cannot show it. */
  example: ManifestExample | TextExample | null;
}

/** The sections of the table, in its order. */
export const SECTIONS = [
  '',
  'text',
  'shape',
  'dependencies, identity',
  'tenancy, access',
  'models',
  'extension tables',
  'columns, fields',
  'document forms',
  'pickers',
  'actions, handlers',
  'contributions',
  'other blocks',
  'flat v2',
  'gates that read files',
  'promised by the docs',
  'v2 to v3',
] as const;
export type Section = (typeof SECTIONS)[number];
