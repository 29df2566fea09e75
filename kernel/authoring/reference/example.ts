/** The example of a part of the contract, set into a whole manifest that can be opened and tried. */
import { stepsOf, valueAt } from '../../contract/pointer';
import { LESSONS } from './pages';
import { placesOf, type ContractSchema } from './schema';

type Value = Record<string, unknown> | unknown[];

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

/** Sets `value` at the end of `steps`, making what leads there; the first entry of a list is the one that is entered. */
function place(root: Value, steps: readonly string[], value: unknown): void {
  const [step = '', ...rest] = steps;
  if (Array.isArray(root)) {
    if (rest.length === 0) {
      const at = root.findIndex((one) => isSame(one, value));
      root.splice(at === -1 ? root.length : at, at === -1 ? 0 : 1, value);
    } else {
      if (root.length === 0) root.push({});
      place(root[0] as Value, rest, value);
    }
    return;
  }
  if (rest.length === 0) root[step] = value;
  else place((root[step] ??= rest[0] === '*' ? [] : {}) as Value, rest, value);
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

/**
 * The files of the helpdesk starter with the example of `name` in its place. Asked for parts that can be tried alone.
 * @throws Error when the part cannot
 */
export function exampleProject<File>(
  schema: ContractSchema,
  name: string,
  starter: Readonly<Record<string, File>> & { readonly 'manifest.json': string },
): Record<string, File | string> {
  const steps = placesOf(schema).get(name)?.steps;
  if (!steps || !canBeTried(name)) throw new Error(`${name} has no example that can be tried alone`);
  const manifest = JSON.parse(starter['manifest.json']) as Record<string, unknown>;
  for (const [pointer, value] of Object.entries(GIVEN[name] ?? {})) {
    const path = stepsOf(pointer);
    const last = path.pop() ?? '';
    const parent = valueAt(manifest, path) as Record<string, unknown>;
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else parent[last] = structuredClone(value);
  }
  place(manifest, steps, structuredClone(LESSONS[name]?.example));
  // Rows of an addon that has no tables would be left over.
  const kept = Object.entries(starter).filter(([path]) => manifest.models !== undefined || !path.startsWith('sample/'));
  return { ...Object.fromEntries(kept), ...FILES[name], 'manifest.json': `${JSON.stringify(manifest, null, 2)}\n` };
}
