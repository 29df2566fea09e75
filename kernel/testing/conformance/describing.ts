/** What the generated screens are told of models, whole: cells, inputs, filters, files, actions, navigation. */
import type { Asker, Case } from './case';

type Words = Record<string, unknown>;

const found = (path: string, data: unknown, more: Partial<Case> = {}): Case => ({
  method: 'GET',
  path,
  status: 200,
  answer: { success: true, data },
  ...more,
});

const hidden = (key: string, label: string): Words => ({
  key,
  label,
  type: 'text',
  sortable: true,
  filterable: false,
  hidden: true,
  searchable: false,
});
const column = (key: string, label: string, type: string, filterType: string, more: Words = {}): Words => ({
  key,
  label,
  type,
  sortable: true,
  filterable: true,
  filterType,
  searchable: filterType === 'text',
  ...more,
});
const reference = (key: string, label: string, ref: string): Words =>
  column(key, label, 'relation', 'dynamic_select', { ref, searchEndpoint: `/options/${ref}?field=id` });
const money = (key: string, label: string): Words => column(key, label, 'number', 'number_range', { cellStyle: 'currency' });
const OWN = [hidden('id', 'Id'), hidden('organization_id', 'Organization')];

const BUILT_IN: Readonly<Record<string, Words>> = {
  view: { key: 'view', name: 'view', label: 'View', icon: 'Eye', type: 'view', placement: 'row' },
  edit: { key: 'edit', name: 'edit', label: 'Edit', icon: 'Pencil', type: 'edit', placement: 'row' },
  delete: { key: 'delete', name: 'delete', label: 'Delete', icon: 'Trash2', type: 'delete', placement: 'row' },
};
const actions = (...keys: ('view' | 'edit' | 'delete')[]): Words[] => keys.map((key) => BUILT_IN[key] ?? {});
const ALL = actions('view', 'edit', 'delete');

const STAMPS = { created_at: 'created_at', updated_at: 'updated_at', deleted_at: 'deleted_at' };
const AUDIT = { ...STAMPS, created_by: 'created_by_id', updated_by: 'updated_by_id', deleted_by: 'deleted_by_id' };

const table = (name: string, title: string, columns: Words[], more: Words): Words => ({
  title,
  endpoint: `/data/${name}`,
  columns: [...OWN, ...columns],
  searchColumns: columns.filter(({ searchable }) => searchable).map(({ key }) => key),
  searchPlaceholder: `Search ${title}…`,
  actions: ALL,
  hasActions: true,
  enableCRUDActions: true,
  canCreate: true,
  canExport: true,
  canImport: true,
  perPageOptions: [10, 15, 25, 50, 100],
  defaultPerPage: 15,
  audit: AUDIT,
  ...more,
});
const file = (...columns: [key: string, header: string, required: boolean, type: string][]): Words => ({
  import: { columns: columns.map(([key, header, required, type]) => ({ key, header, required, type })), maxRows: 100_000 },
});

const PAYMENTS = table('payments', 'Payments', [reference('order_id', 'Order', 'Order'), money('amount', 'Amount')], {
  actions: actions('view'),
  audit: { created_at: 'created_at', created_by: 'created_by_id' },
  ...file(['order_id', 'Order', true, 'text'], ['amount', 'Amount', true, 'number']),
});
const LINES = table(
  'order_lines',
  'Order lines',
  [
    reference('order_id', 'Order', 'Order'),
    reference('product_id', 'Product', 'Product'),
    column('kind', 'Kind', 'text', 'text'),
    column('quantity', 'Quantity', 'number', 'number_range'),
    money('price', 'Price'),
    money('amount', 'Amount'),
  ],
  file(
    ['order_id', 'Order', true, 'text'],
    ['product_id', 'Product', false, 'text'],
    ['kind', 'Kind', false, 'text'],
    ['quantity', 'Quantity', true, 'number'],
    ['price', 'Price', false, 'number'],
  ),
);
const USERS = table(
  'users',
  'Users',
  [
    column('name', 'Name', 'text', 'text'),
    column('email', 'Email', 'text', 'text', { cellStyle: 'email' }),
    column('role', 'Role', 'text', 'text'),
  ],
  {
    actions: actions('view'),
    enableCRUDActions: false,
    canCreate: false,
    canImport: false,
    audit: { created_at: 'created_at', updated_at: 'updated_at' },
  },
);

const tables: Case[] = [
  ...['/metadata/table/payments', '/api/metadata/table/Payment', '/metadata/table/shop.Payment'].map((path) => found(path, PAYMENTS)),
  found('/metadata/table/order_lines', LINES),
  found('/metadata/table/users', USERS),
  // Who may only read sees no button for the rest.
  found(
    '/metadata/table/payments',
    { ...PAYMENTS, actions: [], canCreate: false, canExport: false, canImport: false },
    { as: 'Carla' as Asker },
  ),
  found('/metadata/table/order_lines', { ...LINES, canExport: false, canImport: false }, { as: 'Bruno' as Asker }),
  found(
    '/metadata/table/payments',
    {
      ...PAYMENTS,
      actions: [{ ...BUILT_IN.view, label: 'Ver' }],
      searchPlaceholder: 'Buscar en Payments…',
    },
    { headers: { 'accept-language': 'es-MX,en;q=0.5' } },
  ),
];

const modal = (title: string, fields: Words[]): Words => ({
  title,
  createTitle: `New: ${title}`,
  editTitle: `Edit: ${title}`,
  fields,
  messages: { created: 'Record created', updated: 'Record saved' },
});
const picker = (key: string, label: string, ref: string, more: Words): Words => ({
  key,
  label,
  type: 'dynamic_select',
  ref,
  searchEndpoint: `/options/${ref}?field=id`,
  ...more,
});
const field = (key: string, label: string, type: string, more: Words = { nullable: true }): Words => ({ key, label, type, ...more });
const computed = { nullable: true, readonly: true };

const modals: Case[] = [
  found(
    '/metadata/modal/payments',
    modal('Payments', [picker('order_id', 'Order', 'Order', { required: true }), field('amount', 'Amount', 'number', { required: true })]),
  ),
  found(
    '/api/metadata/modal/Line',
    modal('Order lines', [
      picker('order_id', 'Order', 'Order', { required: true }),
      picker('product_id', 'Product', 'Product', { nullable: true }),
      field('kind', 'Kind', 'text', { nullable: true, defaultValue: 'sale' }),
      field('quantity', 'Quantity', 'number', { required: true }),
      field('price', 'Price', 'number', { nullable: true, defaultValue: 0 }),
      field('amount', 'Amount', 'number', computed),
    ]),
  ),
  found(
    '/metadata/modal/orders',
    modal('Orders', [
      field('folio', 'Folio', 'text'),
      picker('customer_id', 'Customer', 'Customer', { required: true }),
      field('status', 'Status', 'select', {
        nullable: true,
        options: ['Draft', 'Confirmed', 'Shipped', 'Cancelled'].map((label) => ({ value: label.toLowerCase(), label })),
      }),
      field('note', 'Note', 'text'),
      field('placed_on', 'Placed on', 'date'),
      field('shipped_on', 'Shipped on', 'date'),
      field('subtotal', 'Subtotal', 'number', computed),
      field('lines_count', 'Lines count', 'number', computed),
      field('tax_rate', 'Tax rate', 'number', { nullable: true, defaultValue: 16 }),
      field('total', 'Total', 'number', computed),
      // Sent back with every save, so that a newer change is noticed.
      field('version', 'Version', 'number', { nullable: true, hidden: true }),
    ]),
  ),
];

const unknown = ['/metadata/table/nothing', '/metadata/modal/nothing', '/api/metadata/table/shop.nothing'].map((path): Case => ({
  method: 'GET',
  path,
  status: 404,
  answer: { success: false, message: `unknown model "${path.split('/').at(-1) ?? ''}"` },
}));

const ORDERS = { title: 'Orders', model: 'orders', permission: 'orders.index' };
const navigation: Case[] = [
  {
    method: 'GET',
    path: '/metacore/navigation',
    status: 200,
    answer: [{ title: 'Shop', addon: 'shop', items: [ORDERS, { title: 'Payments', model: 'payments', permission: 'payments.index' }] }],
  },
  {
    method: 'GET',
    path: '/api/metacore/navigation',
    as: 'Carla',
    status: 200,
    answer: [{ title: 'Shop', addon: 'shop', items: [ORDERS] }],
  },
];

export const DESCRIBING: readonly Case[] = [...tables, ...modals, ...unknown, ...navigation];
