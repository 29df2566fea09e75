/** Fixes of models, columns and stages. */
import { columnDefault } from '../../contract/column-default';
import { insert, remove, set } from './edits';
import { at, namesAt, type Fix, type FixRule } from './fix';
import { titles } from './titles';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Every model needs the tenancy column; it goes after `id`. */
export const addTenantColumn: FixRule = (target) => {
  const name = textOf(at(target, 'tenancy', 'rls_column')) || 'organization_id';
  const columns = namesAt(target, target.path, 'name');
  const edits = insert(target.draft, target.path, { name, type: 'uuid', not_null: true }, columns[0] === 'id' ? 1 : 0);
  return [{ id: 'add-column', title: titles.addColumn(name), safe: false, edits }];
};

/** Defaults that the host cannot quote: quotes around a text go, a structure becomes its text. */
export const unquoteDefault: FixRule = ({ draft, path, value }) => {
  const candidates =
    typeof value === 'string'
      ? [value.replace(/^(["'])(.*)\1$/s, '$2'), value.replaceAll(/["'`]/g, ''), value.replaceAll(/["';\\]/g, '').trim()]
      : [JSON.stringify(value)];
  const fixed = candidates.find((text) => text !== value && text !== '' && columnDefault(text).kind !== 'refused');
  return fixed === undefined ? [] : [{ id: 'write', title: titles.write(fixed), safe: false, edits: set(draft, path, fixed) }];
};

/** v2 wants text in single quotes, functions in lowercase. */
export const quoteDefault: FixRule = ({ draft, path, value }) => {
  if (typeof value !== 'string') return [];
  const lower = value.toLowerCase();
  const isFunction = /^(?:now\(\)|gen_random_uuid\(\)|uuid_generate_v4\(\)|current_timestamp|true|false|null)$/.test(lower);
  if (!isFunction && /['";\\]/.test(value)) return [];
  const fixed = isFunction ? lower : `'${value}'`;
  return [{ id: 'write', title: titles.write(fixed), safe: true, edits: set(draft, path, fixed) }];
};

/** Whole numbers written with a point or an exponent. */
export const plainInteger: FixRule = ({ draft, path, value }) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return [];
  return [{ id: 'write', title: titles.write(value), safe: true, edits: set(draft, path, value) }];
};

/** The host writes these columns, so their types are fixed. */
export const auditType: FixRule = (target) => {
  const name = textOf(at(target, ...target.path.slice(0, -1), 'name'));
  const type = name.endsWith('_id') ? 'uuid' : 'timestamptz';
  return [{ id: 'set', title: titles.set('type', type), safe: false, edits: set(target.draft, target.path, type) }];
};

/** A condition of a field is not shared with a class. */
export const classAlone: FixRule = ({ draft, path, value }) => [
  {
    id: 'set',
    title: titles.remove('field, equals, in'),
    safe: false,
    edits: set(draft, path, { class: (value as { class: unknown }).class }),
  },
];

export const addSequence: FixRule = ({ draft, path, value }) => {
  if (typeof value !== 'string') return [];
  const edits = insert(draft, [...path.slice(0, 2), 'sequences'], { key: value, format: '{seq:06}' });
  return [{ id: 'add-sequence', title: titles.addSequence(value), safe: false, edits }];
};

/** `{seq:6}` lacks its zero; a text without a mark gets one at its end. */
export const folioMark: FixRule = ({ draft, path, value }) => {
  if (typeof value !== 'string') return [];
  const padded = value.replaceAll(/\{seq:(\d+)\}/g, (_, width: string) => `{seq:0${width.replace(/^0+/, '') || '6'}}`);
  const first = padded.search(/\{seq(?::\d+)?\}/);
  const fixed = first < 0 ? `${value}{seq:06}` : padded.slice(0, first + 1) + padded.slice(first + 1).replaceAll(/\{seq(?::\d+)?\}/g, '');
  return [{ id: 'write', title: titles.write(fixed), safe: false, edits: set(draft, path, fixed) }];
};

/** An action that waits for a state can have it declared. */
export const addStage: FixRule = (target) => {
  const { draft, path, value } = target;
  const isTransition = path[0] === 'models';
  const model = textOf(at(target, ...path.slice(0, 3), 'target_model'));
  const index = isTransition ? path[1] : String(namesAt(target, ['models'], 'key').indexOf(model));
  if (typeof value !== 'string' || value === '' || index === undefined || index === '-1') return [];
  return [
    { id: 'add-stage', title: titles.addStage(value), safe: false, edits: insert(draft, ['models', index, 'stages'], { key: value }) },
  ];
};

/** The parent must say that it may be extended. */
export const openModel: FixRule = ({ draft, value }) => {
  const model = textOf(value).split('.').at(-1);
  if (model === undefined) return [];
  const edits = insert(draft, ['extension_points', 'model_extensions_accepted'], model);
  return [{ id: 'open-model', title: titles.openModel(model), safe: false, edits }];
};

/** A single word that is a column was meant as a mark. */
export const bracedColumn: FixRule = (target) => {
  const { draft, path, value } = target;
  const columns = namesAt(target, [...path.slice(0, 2), 'columns'], 'name');
  if (typeof value !== 'string' || !columns.includes(value)) return [];
  return [{ id: 'write', title: titles.write(`{${value}}`), safe: true, edits: set(draft, path, `{${value}}`) }];
};

/** Tier 2 computes an expression, tier 3 calls a handler: the one that does not belong goes. */
export const tierThree: FixRule = ({ draft, path }) => [
  { id: 'set', title: titles.set('tier', 3), safe: false, edits: set(draft, [...path.slice(0, -1), 'tier'], 3) },
  { id: 'remove', title: titles.remove('handler'), safe: false, edits: remove(draft, path) },
];

/** Comparisons and quotes as other languages write them. */
const respelling =
  (rewrites: readonly ((text: string) => string)[]): FixRule =>
  ({ draft, path, value }): Fix[] => {
    if (typeof value !== 'string') return [];
    let fixed = value;
    for (const rewrite of rewrites) fixed = rewrite(fixed);
    return fixed === value ? [] : [{ id: 'write', title: titles.write(fixed), safe: false, edits: set(draft, path, fixed) }];
  };

const doubled = (text: string): string => text.replaceAll(/(?<![<>=!])=(?!=)/g, '==');
const ansi = (text: string): string => text.replaceAll('<>', '!=').replaceAll('===', '==');
const bare = (text: string): string => text.replace(/^\((.*)\)$/s, '$1');

export const respellRule = respelling([ansi, doubled, bare]);
export const respellGuard = respelling([ansi, bare]);
export const respellWhere = respelling([
  (text) => text.replaceAll(/={2,3}/g, '='),
  (text) => text.replaceAll('"', "'"),
  (text) => text.replaceAll(/\s*&&\s*/g, ' AND '),
  (text) => text.replaceAll(/(?:!=|<>|=)\s*null\b/gi, (match) => (match.startsWith('=') ? 'IS NULL' : 'IS NOT NULL')),
  bare,
]);
export const respellPredicate = respelling([
  (text) => text.replaceAll(/\s+and\s+/gi, ' && ').replaceAll(/\s+or\s+/gi, ' || '),
  (text) => text.replaceAll(/\s+is\s+not\s+null/gi, ' != null').replaceAll(/\s+is\s+null/gi, ' == null'),
  (text) =>
    text.replaceAll(/([=<>]\s*)([A-Za-z_]\w*)(?=\s|$|\))/g, (match, op: string, name: string) =>
      /^(?:true|false|null|nil)$/.test(name) ? match : `${op}'${name}'`,
    ),
]);
