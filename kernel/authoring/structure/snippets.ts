/** Whole entries of lists, ready to be filled in: the usual columns, a model, a menu, permissions … in the project's own names. */
import type { Locale } from '../../locale';
import type { ManifestIndex } from '../language/occurrences';
import { modelsOf, textOf } from '../language/occurrences';
import type { Path } from './schema-at';

type Texts = Readonly<Record<Locale, string>>;

/** A snippet in the editor's own form: `$1` and `${1:text}` are where one types, `$0` is the end. */
export interface Snippet {
  label: string;
  detail: string;
  body: string;
}

/** A model as the manifest has it. */
interface OwnModel {
  key: string;
  table: string;
  label: string;
  columns: readonly { name: string; ref: string }[];
}

/** What stands around the place. */
interface Around {
  locale: Locale;
  models: readonly OwnModel[];
  foreignModels: readonly string[];
  permissions: ReadonlySet<string>;
  menued: ReadonlySet<string>;
  /** The model that the place lies in. */
  own: OwnModel | undefined;
}

type Maker = (around: Around) => readonly Snippet[];

const list = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value)
    ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null && !Array.isArray(one))
    : [];

const one =
  (label: Texts, detail: Texts, body: string | ((say: (en: string, es: string) => string) => string)): Maker =>
  ({ locale }) => [
    { label: label[locale], detail: detail[locale], body: typeof body === 'string' ? body : body((en, es) => (locale === 'es' ? es : en)) },
  ];

const snake = (key: string): string => key.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
/** A name as a text of the snippet: what its form gives a meaning is marked. */
const escaped = (text: string): string => text.replaceAll(/[\\$}]/g, '\\$&').replaceAll('"', '');

/** The name, or the first one behind it that no column of the model has. */
function freeName(name: string, { own }: Around): string {
  const taken = new Set(own?.columns.map((column) => column.name));
  for (let number = 2, free = name; ; number += 1, free = `${name}_${number}`) if (!taken.has(free)) return free;
}

const columnOf =
  (label: Texts, name: string, caption: readonly [en: string, es: string], rest: string): Maker =>
  (around) => {
    const { locale } = around;
    const shown = `"\${2:${caption[locale === 'es' ? 1 : 0]}}"`;
    const body = `{ "name": "\${1:${freeName(name, around)}}", ${rest.replace('%', shown)} }`;
    return [{ label: label[locale], detail: locale === 'es' ? 'columna' : 'column', body }];
  };

const statusColumn: Maker = (around) =>
  one(
    { en: 'status with options', es: 'estado con opciones' },
    { en: 'column', es: 'columna' },
    (say) => `{
	"name": "\${1:${freeName('status', around)}}",
	"type": "text",
	"not_null": true,
	"default": "\${2:open}",
	"label": "\${3:${say('Status', 'Estado')}}",
	"display": "status",
	"options": [
		{ "value": "\${2:open}", "label": "\${4:${say('Open', 'Abierto')}}", "color": "#2563eb" },
		{ "value": "\${5:done}", "label": "\${6:${say('Done', 'Hecho')}}", "color": "#16a34a" }
	]
}`,
  )(around);

const references: Maker = (around) =>
  [...around.models.map(({ key }) => key), ...around.foreignModels].map((name) => {
    const key = name.split('.').at(-1) ?? name;
    return {
      label: around.locale === 'es' ? `referencia a ${name}` : `reference to ${name}`,
      detail: around.locale === 'es' ? 'columna' : 'column',
      body: `{ "name": "\${1:${escaped(freeName(`${snake(key)}_id`, around))}}", "type": "uuid", "label": "\${2:${escaped(key)}}", "ref": "${escaped(name)}" }`,
    };
  });

/** What a first, a second … model is proposed to be called, until somebody types another name. */
const MODEL_NAMES: Readonly<Record<Locale, readonly (readonly [key: string, table: string, label: string])[]>> = {
  en: [
    ['Book', 'books', 'Books'],
    ['Member', 'members', 'Members'],
    ['Item', 'items', 'Items'],
  ],
  es: [
    ['Libro', 'libros', 'Libros'],
    ['Socio', 'socios', 'Socios'],
    ['Elemento', 'elementos', 'Elementos'],
  ],
};

const model: Maker = ({ locale, models }) => {
  const taken = new Set(models.flatMap((other) => [other.key, other.table]));
  const [key, table, label] = MODEL_NAMES[locale].find((names) => !names.some((name) => taken.has(name))) ?? [
    `Model${models.length + 1}`,
    `models_${models.length + 1}`,
    `Model ${models.length + 1}`,
  ];
  const [name, caption] = locale === 'es' ? ['nombre', 'Nombre'] : ['name', 'Name'];
  return [
    {
      label: locale === 'es' ? 'modelo' : 'model',
      detail: locale === 'es' ? 'una tabla con su pantalla' : 'a table with its screen',
      body: `{
	"key": "\${1:${key}}",
	"table": "\${2:${table}}",
	"label": "\${3:${label}}",
	"columns": [
		{ "name": "organization_id", "type": "uuid", "not_null": true },
		{ "name": "\${4:${name}}", "type": "text", "not_null": true, "label": "\${5:${caption}}", "searchable": true }$0
	]
}`,
    },
  ];
};

const children: Maker = ({ locale, models, own }) =>
  models.flatMap((other) =>
    other.columns
      .filter(({ ref }) => ref !== '' && ref === own?.key)
      .map(({ name }) => ({
        label: locale === 'es' ? `lista de ${other.key}` : `list of ${other.key}`,
        detail: `${other.key}.${name}`,
        body: `{ "name": "\${1:${escaped(other.table)}}", "kind": "one_to_many", "through": "${escaped(other.key)}", "foreign_key": "${escaped(name)}", "label": "\${2:${escaped(other.label || other.key)}}" }`,
      })),
  );

const foreignKeys: Maker = ({ own }) =>
  (own?.columns ?? [])
    .filter(({ ref }) => ref !== '')
    .map(({ name, ref }) => ({
      label: `${name} → ${ref}`,
      detail: 'foreign key',
      body: `{ "columns": ["${escaped(name)}"], "references": { "model": "${escaped(ref)}", "columns": ["id"] }, "policy": "\${1|logical,physical|}" }`,
    }));

const menuItem = ({ key, table, label }: OwnModel, { permissions }: Around): string => {
  const gate = `${table}.index`;
  return `{ "title": "${escaped(label || key)}", "model": "${escaped(key)}"${permissions.has(gate) ? `, "permission": "${escaped(gate)}"` : ''} }`;
};

const menuItems: Maker = (around) =>
  around.models.map((each) => ({
    label: each.key,
    detail: around.locale === 'es' ? 'pantalla en el menú' : 'screen in the menu',
    body: menuItem(each, around),
  }));

const menu: Maker = (around) => {
  const left = around.models.filter(({ key }) => !around.menued.has(key));
  const items = (left.length > 0 ? left : around.models).map((each) => `\t\t${menuItem(each, around)}`).join(',\n');
  const title = around.locale === 'es' ? 'Biblioteca' : 'Library';
  return [
    {
      label: around.locale === 'es' ? 'menú con las pantallas' : 'menu with the screens',
      detail: left.map(({ key }) => key).join(', '),
      body: `{\n\t"title": "\${1:${title}}",\n\t"items": [\n${items || '\t\t$0'}\n\t]\n}`,
    },
  ];
};

const VERBS = ['index', 'create', 'update', 'delete'] as const;
const VERB_LABELS: Readonly<Record<Locale, Readonly<Record<(typeof VERBS)[number], string>>>> = {
  en: { index: 'See', create: 'Create', update: 'Change', delete: 'Delete' },
  es: { index: 'Ver', create: 'Crear', update: 'Cambiar', delete: 'Eliminar' },
};

const permissions: Maker = ({ locale, models, permissions: declared }) =>
  models.flatMap(({ key, table, label }) => {
    const missing = VERBS.filter((verb) => !declared.has(`${table}.${verb}`));
    if (missing.length === 0) return [];
    const entry = (verb: (typeof VERBS)[number]): string =>
      `{ "key": "${escaped(table)}.${verb}", "label": "${VERB_LABELS[locale][verb]} ${escaped((label || key).toLowerCase())}", "models": [{ "model": "${escaped(key)}", "actions": ["${verb}"] }] }`;
    return [
      {
        label: locale === 'es' ? `permisos de ${key}` : `permissions of ${key}`,
        detail: missing.join(', '),
        body: missing.map(entry).join(',\n'),
      },
    ];
  });

const roles: Maker = ({ locale, permissions: declared }) => {
  const all = [...declared];
  const named = (keys: readonly string[]): string => keys.map((key) => `"${escaped(key)}"`).join(', ');
  const role = (label: Texts, key: string, caption: Texts, keys: readonly string[]): Snippet => ({
    label: label[locale],
    detail: `${keys.length}`,
    body: `{ "key": "\${1:${key}}", "label": "\${2:${caption[locale]}}", "permissions": [${named(keys)}] }`,
  });
  return [
    role({ en: 'role that may do everything', es: 'rol que puede todo' }, 'manager', { en: 'Manager', es: 'Responsable' }, all),
    role(
      { en: 'role that only reads', es: 'rol que solo lee' },
      'reader',
      { en: 'Reader', es: 'Lector' },
      all.filter((key) => key.endsWith('.index')),
    ),
  ];
};

const setting = (label: Texts, key: string, caption: readonly [string, string], rest: string): Maker =>
  one(label, { en: 'setting', es: 'ajuste' }, (say) => `{ "key": "\${1:${key}}", ${rest}, "label": "\${2:${say(...caption)}}" }`);

const action =
  (placement: 'row' | 'list'): Maker =>
  ({ locale, models }) =>
    models.map(({ key }) => ({
      label: locale === 'es' ? `acción de ${key}` : `action of ${key}`,
      detail: 'webhook',
      body: `{
	"key": "\${1:${locale === 'es' ? 'avisar' : 'notify'}}",
	"label": "\${2:${locale === 'es' ? 'Avisar' : 'Notify'}}",
	"target_model": "${escaped(key)}",
	"placement": "${placement}",
	"handler": { "type": "webhook", "url": "https://\${3:example.com/hook}" }
}`,
    }));

const widgets: Maker = ({ locale, models }) =>
  models.map(({ key, table, label }) => ({
    label: locale === 'es' ? `cuántos hay: ${key}` : `how many: ${key}`,
    detail: 'stat',
    body: `{ "key": "\${1:${escaped(table)}_count}", "title": "\${2:${escaped(label || key)}}", "kind": "stat", "query": { "model": "${escaped(key)}", "aggregate": "count" } }`,
  }));

/** By the pattern of the entry's place. */
export const SNIPPETS: Readonly<Record<string, readonly Maker[]>> = {
  'models/*': [model],
  'models/*/columns/*': [
    columnOf({ en: 'text', es: 'texto' }, 'title', ['Title', 'Título'], '"type": "text", "label": %'),
    columnOf({ en: 'long text', es: 'texto largo' }, 'notes', ['Notes', 'Notas'], '"type": "text", "label": %, "widget": "textarea"'),
    columnOf({ en: 'whole number', es: 'número entero' }, 'quantity', ['Quantity', 'Cantidad'], '"type": "integer", "label": %'),
    columnOf({ en: 'money', es: 'dinero' }, 'price', ['Price', 'Precio'], '"type": "numeric(12,2)", "label": %, "display": "currency"'),
    columnOf(
      { en: 'yes or no', es: 'sí o no' },
      'active',
      ['Active', 'Activo'],
      '"type": "boolean", "not_null": true, "default": true, "label": %',
    ),
    statusColumn,
    references,
    columnOf({ en: 'date', es: 'fecha' }, 'due_date', ['Due date', 'Fecha límite'], '"type": "date", "label": %'),
    columnOf({ en: 'date and time', es: 'fecha y hora' }, 'starts_at', ['Starts at', 'Empieza'], '"type": "timestamptz", "label": %'),
    columnOf(
      { en: 'image', es: 'imagen' },
      'photo',
      ['Photo', 'Foto'],
      '"type": "text", "label": %, "display": "image", "widget": "image"',
    ),
    columnOf(
      { en: 'e-mail', es: 'correo' },
      'email',
      ['E-mail', 'Correo'],
      '"type": "text", "label": %, "display": "email", "widget": "email"',
    ),
    columnOf(
      { en: 'phone', es: 'teléfono' },
      'phone',
      ['Phone', 'Teléfono'],
      '"type": "text", "label": %, "display": "phone", "widget": "phone"',
    ),
    columnOf(
      { en: 'web address', es: 'dirección web' },
      'website',
      ['Website', 'Sitio web'],
      '"type": "text", "label": %, "display": "url", "widget": "url"',
    ),
  ],
  'models/*/columns/*/options/*': [
    one(
      { en: 'option', es: 'opción' },
      { en: 'value and label', es: 'valor y texto' },
      (say) => `{ "value": "\${1:open}", "label": "\${2:${say('Open', 'Abierto')}}" }`,
    ),
  ],
  'models/*/relations/*': [children],
  'models/*/foreign_keys/*': [foreignKeys],
  'contributions/navigation/*': [menu],
  'contributions/navigation/*/items/*': [menuItems],
  'contributions/actions/*': [action('row')],
  'contributions/dashboard/*': [widgets],
  'rbac/permissions/*': [permissions],
  'rbac/roles/*': [roles],
  'settings/*': [
    setting({ en: 'text', es: 'texto' }, 'signature', ['Signature', 'Firma'], '"type": "string"'),
    setting({ en: 'secret', es: 'secreto' }, 'api_key', ['API key', 'Clave de la API'], '"type": "secret"'),
    setting({ en: 'whole number', es: 'número entero' }, 'days', ['Days', 'Días'], '"type": "integer", "default": 3'),
    setting({ en: 'yes or no', es: 'sí o no' }, 'enabled', ['Enabled', 'Activado'], '"type": "boolean", "default": true'),
  ],
  'capabilities/*': [
    one(
      { en: 'call another service', es: 'llamar a otro servicio' },
      { en: 'http:fetch', es: 'http:fetch' },
      (say) =>
        `{ "kind": "http:fetch", "target": "\${1:api.example.com}", "reason": "\${2:${say('Tells the service what changed', 'Avisa al servicio de lo que cambió')}}" }`,
    ),
  ],
  'compatibility/requires/*': [
    one({ en: 'kernel', es: 'kernel' }, { en: '>=3.0.0 <4.0.0', es: '>=3.0.0 <4.0.0' }, '{ "key": "kernel", "version": ">=3.0.0 <4.0.0" }'),
  ],
};

/** A whole addon, for a file in which nothing is written yet. */
export const ADDON: Maker = one(
  { en: 'addon', es: 'addon' },
  { en: 'a whole addon with one model', es: 'un addon completo con un modelo' },
  (say) => `{
	"apiVersion": "asteby.com/v3",
	"kind": "Addon",
	"metadata": {
		"key": "\${1:${say('library', 'biblioteca')}}",
		"name": "\${2:${say('Library', 'Biblioteca')}}",
		"version": "1.0.0"
	},
	"compatibility": { "requires": [{ "key": "kernel", "version": ">=3.0.0 <4.0.0" }] },
	"tenancy": { "isolation": "shared", "rls_column": "organization_id" },
	"models": [
		{
			"key": "\${3:${say('Book', 'Libro')}}",
			"table": "\${4:${say('books', 'libros')}}",
			"label": "\${5:${say('Books', 'Libros')}}",
			"columns": [
				{ "name": "organization_id", "type": "uuid", "not_null": true },
				{ "name": "\${6:${say('title', 'titulo')}}", "type": "text", "not_null": true, "label": "\${7:${say('Title', 'Título')}}", "searchable": true }$0
			]
		}
	],
	"contributions": {
		"navigation": [
			{
				"title": "\${2:${say('Library', 'Biblioteca')}}",
				"items": [{ "title": "\${5:${say('Books', 'Libros')}}", "model": "\${3:${say('Book', 'Libro')}}" }]
			}
		]
	}
}`,
);

/** What the makers of snippets need to know of a manifest. */
export function aroundOf(index: ManifestIndex | null, path: Path, foreignModels: readonly string[], locale: Locale): Around {
  const models = index === null ? [] : modelsOf(index.document);
  const owned = models.flatMap((each): OwnModel[] =>
    typeof each.key !== 'string' || each.key === ''
      ? []
      : [
          {
            key: each.key,
            table: textOf(each.table),
            label: textOf((each as { label?: unknown }).label),
            columns: list(each.columns).map(({ name, ref }) => ({ name: textOf(name), ref: textOf(ref) })),
          },
        ],
  );
  const document = (index?.document ?? {}) as { rbac?: { permissions?: unknown }; contributions?: { navigation?: unknown } };
  const items = list(document.contributions?.navigation).flatMap((group) => list(group.items));
  const own = path[0] === 'models' && typeof path[1] === 'number' ? models[path[1]] : undefined;
  return {
    locale,
    models: owned,
    foreignModels,
    permissions: new Set(list(document.rbac?.permissions).map(({ key }) => textOf(key))),
    menued: new Set(items.map((item) => textOf(item.model))),
    own: owned.find(({ key }) => key === own?.key),
  };
}
