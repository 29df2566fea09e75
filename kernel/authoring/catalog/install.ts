/** Pages of the rules about what the platform's validator takes and PostgreSQL refuses. */
import { bare, page, text, type RulePage } from './page';

const M = '/models/0';
const C = `${M}/columns/2`;
const column = (more: object): object => ({ name: 'status', type: 'text', ...more });
const index = (more: object): object[] => [{ name: 'orders_total_idx', columns: ['total'], ...more }];
const key = (columns: string[], target: string[]): object[] => [
  { columns, references: { model: 'Order', columns: target }, policy: 'physical' },
];
const seed = (row: object): object => ({ key: 'status', rows: [row] });

export const INSTALL_PAGES: readonly RulePage[] = [
  text(
    'JSON-NUL',
    'Hosts keep the manifest as `jsonb`, and no text of PostgreSQL holds a NUL.',
    '{ "metadata": { "name": "A\\u0000B" } }',
    '{ "metadata": { "name": "A B" } }',
  ),
  page(
    'GEN-EXPR',
    'The expression becomes part of the table, so hosts take sums and products of stored columns and numbers and nothing else. A computed column may not read another one, nor itself.',
    `${M}/columns/4`,
    { name: 'paid', type: 'numeric(12,2)', generated: 'coalesce(total, 0)' },
    { name: 'paid', type: 'numeric(12,2)', generated: 'total * 1.16' },
  ),
  page(
    'GEN-TYPE',
    'Arithmetic over texts, days or JSON is refused by PostgreSQL when the table is made.',
    `${M}/columns/4`,
    { name: 'paid', type: 'numeric(12,2)', generated: 'status + 1' },
    { name: 'paid', type: 'numeric(12,2)', generated: 'total + 1' },
  ),
  page(
    'GEN-EXTRA',
    'The database computes the value on every write: nobody can give it, so there is no default, and it is null where what it reads is.',
    `${M}/columns/4`,
    { name: 'paid', type: 'numeric(12,2)', generated: 'total * 1.16', default: 0 },
    { name: 'paid', type: 'numeric(12,2)', generated: 'total * 1.16' },
  ),
  page(
    'GEN-FIT',
    'PostgreSQL computes the column with the types of what it reads, at every insert: what overflows or divides by zero over the defaults refuses every row that takes them.',
    `${M}/columns/4`,
    { name: 'paid', type: 'integer', generated: 'total + 1' },
    { name: 'paid', type: 'numeric(12,2)', generated: 'total + 1' },
    { [`${M}/columns/3`]: { name: 'total', type: 'bigint', default: '9007199254' } },
  ),
  page(
    'COL-SYSTEM',
    'PostgreSQL keeps `ctid`, `xmin`, `xmax`, `cmin`, `cmax` and `tableoid` in every table, and hosts add columns of their own.',
    C,
    column({ name: 'xmin' }),
    column({ name: 'lowest' }),
  ),
  page(
    'COL-TYPE',
    'PostgreSQL refuses the parameters when the table is made.',
    C,
    column({ type: 'varchar(0)' }),
    column({ type: 'varchar(40)' }),
  ),
  bare('COL-COUNT', 'A table of PostgreSQL has 1,600 columns at most, those of the host among them.'),
  page(
    'TEN-TYPE',
    'Row-level security compares the column with the uuid of the organization; PostgreSQL refuses the policy for any other type.',
    `${M}/columns/1`,
    { name: 'organization_id', type: 'text' },
    { name: 'organization_id', type: 'uuid' },
  ),
  page(
    'TEN-DATABASE',
    'The contract reserves the word; hosts refuse the install.',
    '/tenancy',
    { isolation: 'database' },
    { isolation: 'schema' },
  ),
  page(
    'DEFAULT-FIT',
    'A default that is none of its column’s type stops the install. One that does not fit it, or points at no row, goes into the table and then refuses every row that takes it.',
    C,
    column({ type: 'integer', default: 'none' }),
    column({ type: 'integer', default: 0 }),
  ),
  page(
    'SEED-FIT',
    'Seeded rows are part of the install: one that PostgreSQL refuses undoes all of it.',
    `${M}/seed`,
    seed({ status: 'open', total: 'much' }),
    seed({ status: 'open', total: 10.5 }),
  ),
  page(
    'SEED-NULL',
    'Seeded rows are part of the install: one that leaves out what its table needs undoes all of it.',
    `${M}/seed`,
    seed({ status: 'open' }),
    seed({ status: 'open', total: 0 }),
    { [`${M}/columns/3`]: { name: 'total', type: 'numeric(12,2)', not_null: true } },
  ),
  page(
    'SEED-POINT',
    'Rows are inserted in the manifest’s order, and a physical foreign key looks at once for the row pointed at.',
    '/models/1/seed',
    { key: 'amount', rows: [{ amount: 1, order_id: '0b54b1de-7b2c-4f0e-9d6a-1f2e3d4c5b6a' }] },
    { key: 'amount', rows: [{ amount: 1 }] },
    { '/models/1/foreign_keys': key(['order_id'], ['id']) },
  ),
  page(
    'IDX-FIT',
    'Each method of PostgreSQL indexes some types and not others, and a condition compares a column with a literal of its type.',
    `${M}/indices`,
    index({ method: 'gin' }),
    index({ method: 'btree' }),
  ),
  page(
    'FK-FIT',
    'A physical foreign key points at the primary key or at columns that a unique index covers, of a type that can be compared.',
    '/models/1/foreign_keys',
    key(['order_id'], ['status']),
    key(['order_id'], ['id']),
  ),
];
