import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { isHostOnly } from '../contract/host-only';
import { loadSqlParser } from '../contract/sql/load';
import { USERS } from '../database/core-rows';
import { buildInstallRequest } from '../lifecycle/install-request';
import { judgeProject } from '../project/judge';
import { sampleWrites } from '../project/sample-rows';
import { openTestKernel, type TestKernel } from '../testing/kernel';
import fc from '../testing/property';
import { type Draft, isDrafted, MAX_DRAFT_CHARS, MAX_DRAFT_COLUMNS, MAX_DRAFT_NOTES, MAX_DRAFT_ROWS } from './draft';
import { projectOfDraft } from './manifest';
import { singular } from './names';
import { readDraft } from './read';

const read = (text: string, called = 'things'): Promise<Draft> => readDraft(text, { called, sqlParser: loadSqlParser });

/** What is said of the addon that a draft makes; its acceptance among it. */
function verdictOf(draft: Draft, name = 'My draft', locale: 'en' | 'es' = 'en'): { accepted: boolean; said: unknown[] } {
  const { files } = projectOfDraft(draft, name, locale);
  const { accepted, diagnostics } = judgeProject(new Map(Object.entries(files)));
  return { accepted, said: diagnostics.filter((one) => !isHostOnly(one)).map(({ rule, path, message }) => ({ rule, path, message })) };
}

const GOOD = { accepted: true, said: [] };

/** Installs a draft and writes its sample rows as a person would; answers the rows of each table. */
async function installedIn(t: TestKernel, draft: Draft): Promise<Record<string, number>> {
  const { files } = projectOfDraft(draft, 'My draft', 'en');
  const text = files['manifest.json'] ?? '';
  const manifest = JSON.parse(text) as ManifestV3;
  await t.kernel.install({ ...(await buildInstallRequest(manifest, text, (path) => files[path])), development: true });
  const users = USERS.filter(({ organization }) => organization === 0).map(({ id }) => id);
  for (const { method, path, json } of sampleWrites(files, { language: 'en', now: 0, newId: () => crypto.randomUUID(), users })) {
    const { status, body } = await t.call(method, path, json);
    expect({ json, refused: status < 300 ? null : body }).toEqual({ json, refused: null });
  }
  const rows: Record<string, number> = {};
  for (const { table } of manifest.models ?? []) {
    const { status, body } = await t.call('GET', `/data/${table}?per_page=1`);
    expect(status).toBe(200);
    rows[table] = (body as { meta: { total: number } }).meta.total;
  }
  return rows;
}

async function installed(draft: Draft): Promise<Record<string, number>> {
  const t = await openTestKernel();
  try {
    return await installedIn(t, draft);
  } finally {
    await t.database.close();
  }
}

const shape = ({ models }: Draft): unknown =>
  models.map(({ table, key, columns }) => ({ table, key, columns: columns.map(({ name, kind }) => `${name} ${kind}`) }));

const LIBRARY = `books: title required, isbn unique, price money, status (available, lent), author -> authors, published date
members: name, email, phone, joined date
loans:
  - book -> books required
  - member -> members required
  - due date
  - fine
`;

describe('plain lines', () => {
  it('name tables, their columns and what they hold; a table that is only referred to is made with a name', async () => {
    const draft = await read(LIBRARY);
    expect(shape(draft)).toEqual([
      {
        table: 'books',
        key: 'Book',
        columns: ['title text', 'isbn text', 'price money', 'status choice', 'author_id reference', 'published day'],
      },
      { table: 'members', key: 'Member', columns: ['name text', 'email email', 'phone phone', 'joined day'] },
      { table: 'loans', key: 'Loan', columns: ['book_id reference', 'member_id reference', 'due day', 'fine money'] },
      { table: 'authors', key: 'Author', columns: ['name text'] },
    ]);
    expect(draft.notes.map(({ line, text }) => [line, text.en])).toEqual([
      [0, '“authors” is referred to and not described: it was made with a name.'],
    ]);
    expect(verdictOf(draft, 'Library')).toEqual(GOOD);
    expect(await installed(draft)).toEqual({ books: 0, members: 0, loans: 0, authors: 0 });
  });

  it('are read in Spanish as in English', async () => {
    const draft = await read(
      'Libros: Título obligatorio, precio dinero, estado (disponible, prestado), autor -> autores, publicado fecha, prestado sí/no',
    );
    expect(shape(draft)).toEqual([
      {
        table: 'libros',
        key: 'Libro',
        columns: ['titulo text', 'precio money', 'estado choice', 'autor_id reference', 'publicado day', 'prestado flag'],
      },
      { table: 'autores', key: 'Autor', columns: ['name text'] },
    ]);
    expect(draft.models[0]?.columns[0]?.label).toBe('Título');
    expect(verdictOf(draft, 'Biblioteca', 'es')).toEqual(GOOD);
  });

  it('that are not understood are named by their place, and the others are taken', async () => {
    const draft = await read('what is this\nbooks: title, , ->\n??: x\n- loose');
    expect(draft.notes.map(({ line }) => line)).toEqual([1, 2, 3, 4].filter((line) => draft.notes.some((note) => note.line === line)));
    expect(draft.notes.map(({ line }) => line)).toContain(1);
    expect(draft.notes.map(({ line }) => line)).toContain(3);
    expect(draft.models[0]?.columns.map(({ name }) => name)).toContain('title');
  });

  it('of nothing make nothing', async () => {
    for (const text of ['', '   \n\n', '\uFEFF', '\0']) expect(await read(text)).toEqual({ format: null, models: [], notes: [] });
    expect(isDrafted(await read('books:'))).toBe(false);
  });
});

const SHOP = `CREATE TYPE mood AS ENUM ('calm', 'cross');
CREATE TABLE public.customers (
  id serial PRIMARY KEY,
  email varchar(200) NOT NULL UNIQUE,
  mood mood,
  created_at timestamptz DEFAULT now()
);
CREATE TABLE orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  customer_id integer NOT NULL REFERENCES customers(id),
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'paid', 'sent')),
  total numeric(10,2) NOT NULL DEFAULT 0,
  ordered_on date,
  shape point,
  notes text
);
INSERT INTO customers (email) VALUES ('a@b.example');
ALTER TABLE ONLY orders ADD CONSTRAINT one UNIQUE (ordered_on);
`;

describe('CREATE TABLE', () => {
  it('gives columns, references, lists of values and unique keys; what is no table is passed over by its line', async () => {
    const draft = await read(SHOP);
    expect(shape(draft)).toEqual([
      { table: 'customers', key: 'Customer', columns: ['email email', 'mood choice'] },
      {
        table: 'orders',
        key: 'Order',
        columns: ['customer_id reference', 'state choice', 'total money', 'ordered_on day', 'shape text', 'notes long'],
      },
    ]);
    expect(draft.models[1]?.columns.map(({ required, unique }) => [required, unique])).toEqual([
      [true, false],
      [true, false],
      [true, false],
      [false, true],
      [false, false],
      [false, false],
    ]);
    expect(draft.notes.map(({ line, text }) => [line, text.en])).toEqual([
      [8, 'The type “point” of “orders.shape” has no counterpart: the column holds text.'],
      [17, 'INSERT was passed over: tables come from CREATE TABLE.'],
    ]);
    expect(verdictOf(draft)).toEqual(GOOD);
    expect(await installed(draft)).toEqual({ customers: 0, orders: 0 });
  });

  it('in the dialect of another database is read as far as it is the same', async () => {
    const draft = await read(
      'CREATE TABLE `items` (\n  `id` int unsigned NOT NULL AUTO_INCREMENT,\n  `name` varchar(80) NOT NULL,\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n',
    );
    expect(shape(draft)).toEqual([{ table: 'items', key: 'Item', columns: ['name text'] }]);
    expect(draft.notes).toEqual([]);
  });

  it('with a slip costs its own statement, and says where', async () => {
    const draft = await read('CREATE TABLE ants (name text);\nCREATE TABLE bees (name text,,);\nCREATE TABLE cats (name text);\n');
    expect(draft.models.map(({ table }) => table)).toEqual(['ants', 'cats']);
    expect(draft.notes.map(({ line, text }) => [line, text.en])).toEqual([
      [2, 'PostgreSQL cannot read this: syntax error at or near ",".'],
    ]);
  });

  it('that is none makes nothing, and says what it is', async () => {
    const draft = await read('SELECT 1;\nDROP TABLE x;');
    expect(draft.models).toEqual([]);
    expect(draft.notes.map(({ line, text }) => [line, text.en])).toEqual([
      [1, 'SELECT was passed over: tables come from CREATE TABLE.'],
      [2, 'DROP was passed over: tables come from CREATE TABLE.'],
    ]);
  });
});

const PRODUCTS = `Name;Price;Stock;Added;Active;Kind;Note
Lamp;12,50;3;31/01/2026;yes;light;
Chair;1.099,00;10;01/02/2026;no;seat;"two
lines"
Desk;250,00;0;02/02/2026;yes;table;
Stool;15,00;7;02/02/2026;yes;seat;
Sofa;700,00;1;03/02/2026;no;seat;
Candle;2,00;99;04/02/2026;yes;light;
`;

describe('a CSV', () => {
  let csvs: TestKernel;
  beforeAll(async () => {
    csvs = await openTestKernel();
  });
  afterAll(() => csvs.database.close());

  it('gives a column for each heading, its kind by the values, and its rows as sample rows', async () => {
    const draft = await read(PRODUCTS, 'products.csv'.replace('.csv', ''));
    expect(shape(draft)).toEqual([
      {
        table: 'products',
        key: 'Product',
        columns: ['name text', 'price money', 'stock whole', 'added day', 'active flag', 'kind choice', 'note long'],
      },
    ]);
    expect(draft.models[0]?.rows[1]).toEqual({
      name: 'Chair',
      price: '1099.00',
      stock: 10,
      added: '2026-02-01',
      active: false,
      kind: 'seat',
      note: 'two\nlines',
    });
    expect(verdictOf(draft)).toEqual(GOOD);
    expect(await installed(draft)).toEqual({ products: 6 });
  });

  it('of two hundred columns and a thousand rows is taken as far as people can use it, which is said', async () => {
    const heading = Array.from({ length: 200 }, (_, n) => `c${String(n)}`).join(',');
    const row = Array.from({ length: 200 }, (_, n) => String(n)).join(',');
    const draft = await read([heading, ...Array.from({ length: 1_000 }, () => row)].join('\n'));
    expect(draft.models[0]?.columns).toHaveLength(MAX_DRAFT_COLUMNS);
    expect(draft.models[0]?.rows).toHaveLength(MAX_DRAFT_ROWS);
    expect(draft.notes.map(({ text }) => text.en)).toEqual([
      '“things” has more than 100 columns; those after the first 100 were left out.',
      'The first 500 of 1000 rows become sample rows. Import the file on the screen for all of them.',
    ]);
    expect(verdictOf(draft)).toEqual(GOOD);
  });

  it.each<[what: string, heading: string, cells: string[], kind: string, first: unknown]>([
    ['times beside days', 'begun', ['2024-03-31 02:30', '2024-10-27 01:00'], 'instant', '2024-03-31 02:30'],
    ['numbers of cards', 'account', ['4111111111111111', '12345678901234567890'], 'text', '4111111111111111'],
    ['places on the globe', 'lat', ['40.416775', '-3.703790'], 'text', '40.416775'],
    ['counts beyond four bytes', 'views', ['2147483648', '1'], 'number', '2147483648'],
    ['prices with more decimals than money has', 'price', ['1.2345', '2'], 'number', '1.2345'],
    ['serial numbers with an E', 'serial', ['1E5', '2E10'], 'text', '1E5'],
    ['telephone numbers under another heading', 'reach', ['+34600111222', '+34600111223'], 'phone', '+34600111222'],
    ['versions', 'version', ['1.10', '1.9'], 'text', '1.10'],
    ['whole numbers still', 'stock', ['10', '20'], 'whole', 10],
  ])('writes none of its cells as another value: %s', async (_, heading, cells, kind, first) => {
    const draft = await read(`title,${heading}\n${cells.map((cell) => `a,"${cell}"`).join('\n')}`, `${heading}_list`);
    const [model] = draft.models;
    expect(model?.columns.map((column) => `${column.name} ${column.kind}`)[1]).toBe(`${heading} ${kind}`);
    expect(model?.rows[0]).toEqual({ title: 'a', [heading]: first });
    expect(verdictOf(draft)).toEqual(GOOD);
    expect(await installedIn(csvs, draft)).toEqual({ [model?.table ?? '']: cells.length });
  });

  it('with a quote that stays open says where', async () => {
    const draft = await read('a,b\n"x,y\n');
    expect(draft.models).toEqual([]);
    expect(draft.notes).toHaveLength(1);
  });
});

it('a text of five megabytes is refused whole, in a sentence', async () => {
  const draft = await read('books: title\n'.repeat(400_000));
  expect(draft.models).toEqual([]);
  expect(draft.notes).toHaveLength(1);
  expect(draft.notes[0]?.text.en).toContain(`${String(MAX_DRAFT_CHARS / 1024 / 1024)} Mi characters at most`);
});

it('one of what a table is called after', () => {
  const pairs = {
    books: 'book',
    categories: 'category',
    addresses: 'address',
    boxes: 'box',
    people: 'person',
    autores: 'autor',
    luces: 'luz',
    libros: 'libro',
    news: 'news',
    status: 'status',
    bus: 'bus',
  };
  expect(Object.fromEntries(Object.keys(pairs).map((many) => [many, singular(many)]))).toEqual(pairs);
});

const word = fc.oneof(
  fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_ ]{0,20}$/),
  fc.constantFrom(
    'id',
    'organization_id',
    'created_at',
    'xmin',
    'user',
    'order',
    'select',
    'Título',
    '名前',
    'ß',
    '9lives',
    'core',
    'x'.repeat(90),
    'status',
    'email',
  ),
);
const kind = fc.constantFrom(
  '',
  ' date',
  ' money',
  ' number',
  ' yes/no',
  ' long text',
  ' datetime',
  ' (a, b)',
  ' (1, 2, x!)',
  ' required',
  ' unique',
  ' -> users',
  ' -> things',
  ' -> a',
  ' (,)',
  ' (ä, a, A)',
);
const line = fc
  .tuple(
    word,
    fc.array(
      fc.tuple(word, kind).map(([name, of]) => name + of),
      { maxLength: 12 },
    ),
  )
  .map(([name, columns]) => `${name}: ${columns.join(', ')}`);
const csvCell = fc.oneof(
  fc.constantFrom('1', '-3', '1.5', '2026-01-31', 'yes', '', '€5', 'a@b.example', '=1+1', '"q, r"', '007'),
  fc.string({ maxLength: 10 }),
);
const sqlType = fc.constantFrom(
  'text',
  'varchar(40)',
  'int',
  'bigserial',
  'numeric(12,2)',
  'boolean',
  'date',
  'timestamptz',
  'jsonb',
  'uuid',
  'text[]',
  'point',
  'float8',
);
const sqlExtra = fc.constantFrom('', ' NOT NULL', ' UNIQUE', ' PRIMARY KEY', ' REFERENCES users(id)', " DEFAULT 'x'", ' REFERENCES t0(id)');
const identifier = fc.stringMatching(/^[a-z][a-z0-9_]{0,15}$/).map((name) => `"${name}"`);
const sqlTable = fc
  .tuple(
    identifier,
    fc.array(
      fc.tuple(identifier, sqlType, sqlExtra).map((parts) => parts.join(' ')),
      { minLength: 1, maxLength: 8 },
    ),
  )
  .map(([name, columns]) => `CREATE TABLE ${name} (\n  ${columns.join(',\n  ')}\n);`);
const description = fc.oneof(
  fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n')),
  fc.array(sqlTable, { minLength: 1, maxLength: 4 }).map((tables) => tables.join('\n')),
  fc
    .array(
      fc.array(csvCell, { minLength: 2, maxLength: 6 }).map((cells) => cells.join(',')),
      { minLength: 2, maxLength: 12 },
    )
    .map((rows) => rows.join('\n')),
);

it('of forty tables is taken whole, of forty-one all but the last, and told twenty times at most what was left out', async () => {
  const tables = (count: number) => read(Array.from({ length: count }, (_, n) => `table${n}: name`).join('\n'));
  expect([await tables(40), await tables(41)].map(({ models, notes }) => [models.length, notes.length])).toEqual([[40, 0], [40, 1]]); // prettier-ignore
  const torn = (count: number) => read(`create table things (name text);\n${'create index nowhere on;\n'.repeat(count)}`);
  expect([await torn(5), await torn(500)].map(({ notes }) => notes.length)).toEqual([5, 20]);
});

it('every draft is accepted without a finding, whatever was described', async () => {
  await fc.assert(
    fc.asyncProperty(description, word, fc.constantFrom('en' as const, 'es' as const), async (text, name, locale) => {
      const draft = await read(text);
      if (isDrafted(draft)) expect(verdictOf(draft, name, locale)).toEqual(GOOD);
    }),
    { numRuns: 150 },
  );
});

it('no text is too odd to be read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string({ maxLength: 400, unit: 'grapheme' }), fc.string({ maxLength: 200, unit: 'binary' })),
      async (text) => {
        const draft = await read(text);
        expect(draft.notes.length).toBeLessThanOrEqual(MAX_DRAFT_NOTES);
        if (isDrafted(draft)) expect(verdictOf(draft)).toEqual(GOOD);
      },
    ),
    { numRuns: 150 },
  );
});

it('every draft installs', async () => {
  const t = await openTestKernel();
  try {
    for (const [index, text] of fc.sample(description, { numRuns: 40, seed: 11 }).entries()) {
      const draft = await read(text);
      const { files } = projectOfDraft(draft, `Draft ${String(index)}`, 'en');
      const manifest = JSON.parse(files['manifest.json'] ?? '') as ManifestV3;
      if (!isDrafted(draft)) continue;
      const request = await buildInstallRequest(manifest, files['manifest.json'] ?? '', (path) => files[path]);
      await t.kernel.install({ ...request, development: true });
    }
  } finally {
    await t.database.close();
  }
});
