/** The example of a part of the contract, set into a whole manifest that can be opened and tried. */
import { applyEdits, findNodeAtLocation, type JSONPath, modify, parseTree } from 'jsonc-parser';
import { stepsOf, valueAt } from '../../contract/pointer';
import { LESSONS } from './pages';
import { placesOf, type ContractSchema } from './schema';

const column = (name: string, type: string, label?: string): object => ({ name, type, ...(label !== undefined && { label }) });

/** What an addon of another kind does without. */
const ofKind = (kind: string): Readonly<Record<string, unknown>> => ({
  '/kind': kind,
  ...Object.fromEntries(
    ['models', 'contributions', 'rbac', 'extension_points', 'capabilities', 'settings', 'tenancy'].map((name) => [`/${name}`, undefined]),
  ),
});

/** The stages of a ticket, one for each of its states. */
const STAGES = ['open', 'in_progress', 'resolved', 'closed'].map((key, index) => ({ key, label: key, order: index + 1 }));

/**
 * What an example needs beside itself, by JSON pointer into the helpdesk starter; `undefined` takes a value away. Values are set
 * before the example is.
 */
const GIVEN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Contributions: { '/rbac': undefined },
  Subscription: {
    '/capabilities/1': { kind: 'event:subscribe', target: 'tickets.Ticket.created', reason: 'Answers new tickets' },
  },
  PublicRoute: { '/models/0/columns/11': column('token', 'varchar(40)', 'Token') },
  InboundWebhook: { '/connectors': [LESSONS.Connector?.example] },
  Preset: ofKind('Preset'),
  Theme: ofKind('Theme'),
  ConnectorPack: ofKind('ConnectorPack'),
  Rollup: {
    '/models/0/columns/11': column('total', 'numeric(12,2)', 'Total'),
    '/models/1/columns/5': column('amount', 'numeric(12,2)', 'Amount'),
  },
  Formula: {
    '/models/0/columns/11': column('price', 'numeric(12,2)', 'Price'),
    '/models/0/columns/12': column('quantity', 'integer', 'Quantity'),
    '/models/0/columns/13': column('total', 'numeric(12,2)', 'Total'),
  },
  ForeignKey: { '/models/0/columns/11': { ...column('ticket_id', 'uuid', 'Part of'), ref: 'Ticket' } },
  OptionCatalog: {
    '/models/2': {
      key: 'Priority',
      table: 'priorities',
      label: 'Priorities',
      columns: [column('organization_id', 'uuid'), column('code', 'text', 'Code'), column('label', 'text', 'Name')],
    },
  },
  Stage: { '/models/0/stage_field': 'status', '/models/0/stages': STAGES },
  Transition: { '/models/0/stage_field': 'status', '/models/0/stages': STAGES },
  TransitionHook: {
    '/models/0/columns/11': column('closed', 'boolean', 'Closed'),
    '/models/0/stage_field': 'status',
    '/models/0/stages': STAGES,
  },
};

/** What an entry of a list is known by: of two with the same name the example's own is kept. */
const NAMES = ['key', 'name', 'table', 'locale', 'path'] as const;

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return false;
  return NAMES.some((name) => {
    const value = (one as Record<string, unknown>)[name];
    return value !== undefined && value === (other as Record<string, unknown>)[name];
  });
}

/** A pointer or steps as a path in `document`: entries of its lists are numbers. */
function pathOf(document: unknown, steps: readonly string[]): JSONPath {
  return steps.map((step, index) => (Array.isArray(valueAt(document, steps.slice(0, index))) ? Number(step) : step));
}

/** The text with `value` at `path`, the rest laid out as it was; `undefined` takes away what stands there. */
function withValue(text: string, path: JSONPath, value: unknown): string {
  const last = path.at(-1);
  const list: unknown = valueAt(JSON.parse(text), path.slice(0, -1));
  const isArrayInsertion = typeof last === 'number' && Array.isArray(list) && last === list.length;
  return applyEdits(text, modify(text, path, value, { isArrayInsertion, formattingOptions: { tabSize: 2, insertSpaces: true } }));
}

/** Where `value` goes: the first entry of each list on the way; in the last one the place of its namesake, or the end. */
function placeFor(document: unknown, steps: readonly string[], value: unknown): JSONPath {
  const path: JSONPath = [];
  for (const [index, step] of steps.entries()) {
    const list: unknown = valueAt(document, path);
    if (step !== '*') path.push(step);
    else if (index < steps.length - 1) path.push(0);
    else {
      const entries = Array.isArray(list) ? list : [];
      const namesake = entries.findIndex((one) => isSame(one, value));
      path.push(namesake === -1 ? entries.length : namesake);
    }
  }
  return path;
}

/** Files that an example names, besides those of the starter. */
const FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DocumentDef: { 'templates/ticket.html': '<h1>{{title}}</h1>\n<p>{{description}}</p>\n' },
  Theme: { 'tokens.json': '{ "primary": "#0f766e" }\n' },
  I18n: { 'locales/en.json': '{ "tickets": {} }\n' },
};

/** Parts whose example cannot be tried alone: it needs another addon, a module or a frontend, or is written by tools. */
const NOT_WHOLE: ReadonlySet<string> = new Set(['Signature', 'OptionMetric', 'Requirement', 'Frontend', 'Lifecycle', 'UpgradeStep']);

/** Whether the example of a part can be opened as an addon of its own. */
export const canBeTried = (name: string): boolean => LESSONS[name]?.example !== undefined && !NOT_WHOLE.has(name);

export interface ExampleProject<File> {
  files: Record<string, File | string>;
  /** Where the example stands in the manifest, in UTF-16 units. */
  offset: number;
}

/**
 * The files of the helpdesk starter with the example of `name` in its place. Asked for parts that can be tried alone.
 * @throws Error when the part cannot
 */
export function exampleProject<File>(
  schema: ContractSchema,
  name: string,
  starter: Readonly<Record<string, File>> & { readonly 'manifest.json': string },
): ExampleProject<File> {
  const steps = placesOf(schema).get(name)?.steps;
  if (!steps || !canBeTried(name)) throw new Error(`${name} has no example that can be tried alone`);
  let text = starter['manifest.json'];
  for (const [pointer, value] of Object.entries(GIVEN[name] ?? {}))
    text = withValue(text, pathOf(JSON.parse(text), stepsOf(pointer)), value);
  const example = LESSONS[name]?.example;
  const path = placeFor(JSON.parse(text), steps, example);
  text = withValue(text, path, example);
  const tree = parseTree(text);
  // Rows of an addon that has no tables would be left over.
  const hasTables = tree !== undefined && findNodeAtLocation(tree, ['models']) !== undefined;
  const kept = Object.entries(starter).filter(([file]) => hasTables || !file.startsWith('sample/'));
  const offset = (tree && findNodeAtLocation(tree, path))?.offset ?? 0;
  return { files: { ...Object.fromEntries(kept), ...FILES[name], 'manifest.json': text }, offset };
}
