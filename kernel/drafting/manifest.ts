/** The project of a draft: a manifest with screens, permissions and two roles, its sample rows, and a README. */
import type { Locale } from '../locale';
import type { Draft, DraftColumn, DraftKind, DraftModel } from './draft';
import { addonKey, freeName, labelOf, snakeName } from './names';

/** Columns of a table that its list shows; the others are in the form. */
const LISTED_COLUMNS = 8;
const COLORS = ['#2563eb', '#d97706', '#16a34a', '#7c3aed', '#dc2626', '#0891b2', '#64748b'] as const;
const EMAIL = '^[^@\\s]+@[^@\\s]+$';

type Members = Readonly<Record<string, unknown>>;

/** What a kind is in a manifest. */
const KINDS: Readonly<Record<Exclude<DraftKind, 'choice' | 'reference'>, Members>> = {
  text: { type: 'varchar(200)' },
  long: { type: 'text', widget: 'textarea' },
  whole: { type: 'integer' },
  number: { type: 'numeric(18,4)' },
  money: { type: 'numeric(12,2)', display: 'currency', display_config: { currency: 'USD' } },
  flag: { type: 'boolean', default: false },
  day: { type: 'date' },
  instant: { type: 'timestamptz', display: 'datetime' },
  email: { type: 'text', display: 'email', widget: 'email', validation: { regex: EMAIL } },
  phone: { type: 'varchar(40)', display: 'phone' },
  url: { type: 'text', display: 'url' },
};

/** Icons by what a table is about, English and Spanish. Each is one of lucide's. */
const ICONS: readonly (readonly [RegExp, string])[] = [
  [/book|libro|author|autor|publication/, 'BookOpen'],
  [/member|user|people|person|contact|customer|client|employee|student|patient|socio|cliente|empleado|alumno|paciente|persona/, 'Users'],
  [/loan|borrow|prestamo|transfer/, 'ArrowLeftRight'],
  [/order|sale|purchase|pedido|venta|compra/, 'ShoppingCart'],
  [/product|item|stock|producto|articulo/, 'Package'],
  [/invoice|payment|bill|factura|pago/, 'ReceiptText'],
  [/event|booking|appointment|reserva|cita|evento/, 'CalendarDays'],
  [/task|todo|tarea/, 'ListChecks'],
  [/project|proyecto/, 'FolderKanban'],
  [/compan|supplier|vendor|empresa|proveedor/, 'Building2'],
  [/vehicle|car|truck|vehiculo|coche/, 'Truck'],
  [/category|tag|categoria|etiqueta/, 'Tags'],
];

const iconOf = (table: string): string => ICONS.find(([pattern]) => pattern.test(table))?.[1] ?? 'List';

/** Values of a choice as the manifest keeps them, each once. */
function optionValues(options: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    options.map((option, index) => {
      const value = freeName(snakeName(option, `option_${String(index + 1)}`), taken);
      taken.add(value);
      return [option, value];
    }),
  );
}

const isTitle = ({ kind }: DraftColumn): boolean => kind === 'text';

function columnOf(column: DraftColumn, index: number, own: DraftModel, models: readonly DraftModel[]): Members {
  const { name, label, kind, required, options, target } = column;
  const base = { name, ...(required && { not_null: true }), label };
  const place = index >= LISTED_COLUMNS || kind === 'long' ? { visibility: 'modal' } : {};
  if (kind === 'reference') {
    const ref = target === 'core.User' ? target : models.find(({ table }) => table === target)?.key;
    return { ...base, type: 'uuid', ref, ...place };
  }
  if (kind === 'choice') {
    const values = [...optionValues(options)];
    return {
      ...base,
      type: 'text',
      ...(required && { default: values[0]?.[1] }),
      display: 'status',
      options: values.map(([said, value], at) => ({ value, label: labelOf(said), color: COLORS[at % COLORS.length] })),
      ...place,
    };
  }
  const isSearched = own.columns.find(isTitle) === column || kind === 'email';
  // A row without a value for it would be refused where the form leaves it empty.
  const wanted = kind === 'flag' ? { not_null: true } : {};
  return { ...base, ...wanted, ...KINDS[kind], ...(isSearched && { searchable: true }), ...place };
}

/** The order in which people write a column's members. */
const ORDER = [
  'name',
  'type',
  'primary_key',
  'not_null',
  'default',
  'label',
  'ref',
  'display',
  'display_config',
  'widget',
  'validation',
  'options',
  'searchable',
  'visibility',
];
const inOrder = (column: Members): Members =>
  Object.fromEntries(ORDER.filter((name) => column[name] !== undefined).map((name) => [name, column[name]]));

function modelOf(own: DraftModel, models: readonly DraftModel[]): Members {
  const references = own.columns.filter(({ kind, target }) => kind === 'reference' && target !== 'core.User');
  const unique = own.columns.filter((column) => column.unique);
  const pointing = models.flatMap((other) =>
    other.columns.filter(({ kind, target }) => kind === 'reference' && target === own.table).map((column) => ({ other, column })),
  );
  const taken = new Set<string>(own.columns.map(({ name }) => name));
  return {
    key: own.key,
    table: own.table,
    label: own.label,
    columns: [
      { name: 'id', type: 'uuid', primary_key: true, default: 'gen_random_uuid()' },
      { name: 'organization_id', type: 'uuid', not_null: true },
      ...own.columns.map((column, index) => inOrder(columnOf(column, index, own, models))),
    ],
    ...(references.length > 0 && {
      foreign_keys: references.map(({ name, target, required }) => ({
        columns: [name],
        references: { model: models.find(({ table }) => table === target)?.key, columns: ['id'] },
        policy: 'physical',
        on_delete: required ? 'restrict' : 'set_null',
      })),
    }),
    ...(pointing.length > 0 && {
      relations: pointing.map(({ other, column }) => {
        const name = freeName(other.table, taken);
        taken.add(name);
        return { name, kind: 'one_to_many', through: other.key, foreign_key: column.name, label: other.label };
      }),
    }),
    ...(unique.length > 0 && {
      rules: unique.map(({ name }) => ({
        kind: 'unique',
        columns: [name],
        field: name,
        error_key: `${own.table}_${name}_taken`.slice(0, 60),
      })),
    }),
  };
}

const VERBS = ['index', 'create', 'update', 'delete'] as const;
const PERMISSION: Readonly<Record<(typeof VERBS)[number], (what: string) => Record<Locale, string>>> = {
  index: (what) => ({ en: `See: ${what}`, es: `Ver: ${what}` }),
  create: (what) => ({ en: `Add: ${what}`, es: `Crear: ${what}` }),
  update: (what) => ({ en: `Change: ${what}`, es: `Modificar: ${what}` }),
  delete: (what) => ({ en: `Delete: ${what}`, es: `Eliminar: ${what}` }),
};

function access(models: readonly DraftModel[], key: string, locale: Locale): Members {
  const permissions = models.flatMap(({ key: model, table, label }) =>
    VERBS.map((verb) => ({ key: `${table}.${verb}`, label: PERMISSION[verb](label)[locale], models: [{ model, actions: [verb] }] })),
  );
  const role = (name: string, label: Record<Locale, string>, keys: readonly string[]): Members => ({
    key: `${key}_${name}`,
    label: label[locale],
    permissions: keys,
  });
  return {
    roles: [
      role(
        'manager',
        { en: 'Manager', es: 'Encargado' },
        permissions.map((one) => one.key),
      ),
      role(
        'reader',
        { en: 'Reader', es: 'Lector' },
        permissions.filter((one) => one.key.endsWith('.index')).map((one) => one.key),
      ),
    ],
    permissions,
  };
}

/** The rows of a model as its sample file holds them: choices by their values. */
function sampleRows({ columns, rows }: DraftModel): Members[] {
  const choices = new Map(
    columns.filter(({ kind }) => kind === 'choice').map(({ name, options }) => [name, optionValues(options)] as const),
  );
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, choices.get(name)?.get(String(value)) ?? value])),
  );
}

/** Longest line on which an object or list stands whole. */
const MAX_LINE_CHARS = 120;

/** JSON with what is short on one line, as people write manifests. */
function compact(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || (line.length + indent.length <= MAX_LINE_CHARS && indent !== '')) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((one) => inner + compact(one, inner)).join(',\n')}\n${indent}]`;
  return `{\n${Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `${inner}${JSON.stringify(name)}: ${compact(one, inner)}`)
    .join(',\n')}\n${indent}}`;
}

const README: Readonly<Record<Locale, (name: string, models: readonly DraftModel[]) => string>> = {
  en: (name, models) => `# ${name}

Begun from a description of ${models.length === 1 ? 'one table' : `${String(models.length)} tables`}: ${models.map(({ table }) => `\`${table}\``).join(', ')}.

## What to change first

1. \`metadata.key\` names the addon: its schema, its events, its texts. Choose it before you publish.
2. \`models\` are the tables. The first text of each is searched and stands for its rows.
3. \`rbac\` has two roles: one may do everything, the other may only look.
`,
  es: (name, models) => `# ${name}

Empezó con la descripción de ${models.length === 1 ? 'una tabla' : `${String(models.length)} tablas`}: ${models.map(({ table }) => `\`${table}\``).join(', ')}.

## Qué cambiar primero

1. \`metadata.key\` da nombre al addon: su esquema, sus eventos, sus textos. Elígelo antes de publicar.
2. \`models\` son las tablas. El primer texto de cada una se busca y representa sus filas.
3. \`rbac\` tiene dos roles: uno puede hacerlo todo, el otro solo mirar.
`,
};

export interface DraftedProject {
  key: string;
  name: string;
  /** Text of every file by its path. */
  files: Record<string, string>;
}

const MAX_NAME_CHARS = 60;

/**
 * The files of a draft's addon.
 * @param called what people call it; empty: as its first table
 * @param locale the language of the texts that the description does not give
 */
export function projectOfDraft({ models }: Draft, called: string, locale: Locale): DraftedProject {
  const name = labelOf(called).slice(0, MAX_NAME_CHARS) || (models[0]?.label ?? 'Addon');
  const key = addonKey(name);
  const description = {
    en: `Keeps ${models.map(({ label }) => label).join(', ')}.`,
    es: `Lleva ${models.map(({ label }) => label).join(', ')}.`,
  }[locale];
  const manifest = {
    apiVersion: 'asteby.com/v3',
    kind: 'Addon',
    metadata: {
      key,
      name,
      description: description.slice(0, 200),
      version: '1.0.0',
      category: 'other',
      icon: { type: 'lucide', slug: iconOf(models[0]?.table ?? ''), color: '#475569' },
      author: 'Metacore Playground',
      license: 'Apache-2.0',
      readme: 'README.md',
    },
    compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
    tenancy: { isolation: 'shared', rls_column: 'organization_id' },
    models: models.map((own) => modelOf(own, models)),
    contributions: {
      navigation: [
        {
          title: name,
          icon: iconOf(models[0]?.table ?? ''),
          items: models.map((own) => ({ title: own.label, model: own.key, icon: iconOf(own.table) })),
        },
      ],
    },
    rbac: access(models, key, locale),
  };
  const samples = models.flatMap((own) =>
    own.rows.length > 0 ? [[`sample/${own.table}.json`, `${compact(sampleRows(own), '')}\n`] as const] : [],
  );
  return {
    key,
    name,
    files: { 'manifest.json': `${compact(manifest, '')}\n`, 'README.md': README[locale](name, models), ...Object.fromEntries(samples) },
  };
}
