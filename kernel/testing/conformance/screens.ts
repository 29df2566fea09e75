/** What the generated screens are told of the shop's models, as a whole, and the words to say it with. */
export type Words = Record<string, unknown>;

export const hidden = (key: string, label: string): Words => ({
  key,
  label,
  type: 'text',
  sortable: true,
  filterable: false,
  hidden: true,
  searchable: false,
});
export const column = (key: string, label: string, type: string, filterType: string, more: Words = {}): Words => ({
  key,
  label,
  type,
  sortable: true,
  filterable: true,
  filterType,
  searchable: filterType === 'text',
  ...more,
});
export const reference = (key: string, label: string, ref: string): Words =>
  column(key, label, 'relation', 'dynamic_select', { ref, searchEndpoint: `/options/${ref}?field=id` });
export const money = (key: string, label: string): Words => column(key, label, 'number', 'number_range', { cellStyle: 'currency' });
const OWN = [hidden('id', 'Id'), hidden('organization_id', 'Organization')];

export const BUILT_IN: Readonly<Record<string, Words>> = {
  view: { key: 'view', name: 'view', label: 'View', icon: 'Eye', type: 'view', placement: 'row' },
  edit: { key: 'edit', name: 'edit', label: 'Edit', icon: 'Pencil', type: 'edit', placement: 'row' },
  delete: { key: 'delete', name: 'delete', label: 'Delete', icon: 'Trash2', type: 'delete', placement: 'row' },
};
export const actions = (...keys: ('view' | 'edit' | 'delete')[]): Words[] => keys.map((key) => BUILT_IN[key] ?? {});
export const ALL = actions('view', 'edit', 'delete');

const STAMPS = { created_at: 'created_at', updated_at: 'updated_at', deleted_at: 'deleted_at' };
export const AUDIT = { ...STAMPS, created_by: 'created_by_id', updated_by: 'updated_by_id', deleted_by: 'deleted_by_id' };

export const table = (name: string, title: string, columns: Words[], more: Words): Words => ({
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
export const file = (...columns: [key: string, header: string, required: boolean, type: string][]): Words => ({
  import: { columns: columns.map(([key, header, required, type]) => ({ key, header, required, type })), maxRows: 100_000 },
});

export const PAYMENTS = table('payments', 'Payments', [reference('order_id', 'Order', 'Order'), money('amount', 'Amount')], {
  actions: actions('view'),
  audit: { created_at: 'created_at', created_by: 'created_by_id' },
  ...file(['order_id', 'Order', true, 'text'], ['amount', 'Amount', true, 'number']),
});
export const LINES = table(
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
export const USERS = table(
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

export const modal = (title: string, fields: Words[]): Words => ({
  title,
  createTitle: `New: ${title}`,
  editTitle: `Edit: ${title}`,
  fields,
  messages: { created: 'Record created', updated: 'Record saved' },
});
export const picker = (key: string, label: string, ref: string, more: Words): Words => ({
  key,
  label,
  type: 'dynamic_select',
  ref,
  searchEndpoint: `/options/${ref}?field=id`,
  ...more,
});
export const field = (key: string, label: string, type: string, more: Words = { nullable: true }): Words => ({ key, label, type, ...more });
export const computed = { nullable: true, readonly: true };

export const text = (key: string, label: string, more: Words = {}): Words => column(key, label, 'text', 'text', more);
export const number = (key: string, label: string, more: Words = {}): Words => column(key, label, 'number', 'number_range', more);
export const day = (key: string, label: string): Words => column(key, label, 'datetime', 'date_range', { cellStyle: 'date' });
export const instant = (key: string, label: string): Words => column(key, label, 'datetime', 'date_range', { cellStyle: 'datetime' });
export const choice = (key: string, label: string, options: readonly Words[], more: Words = {}): Words =>
  column(key, label, 'text', 'select', { options, searchable: true, ...more });
const YES_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];
export const flag = (key: string, label: string): Words =>
  column(key, label, 'boolean', 'boolean', { cellStyle: 'boolean', options: YES_NO });
/** What no filter and no order can be asked of. */
export const json = (key: string, label: string): Words => ({
  key,
  label,
  type: 'text',
  sortable: false,
  filterable: false,
  searchable: false,
});

/** A table as somebody sees it who may only look at it, or not even that. */
export const forReader = ({ ...seen }: Words, mayLook = false): Words => ({
  ...seen,
  actions: mayLook ? actions('view') : [],
  canCreate: false,
  canExport: mayLook,
  canImport: false,
});

const TIERS = [
  { value: 'basic', label: 'Basic' },
  { value: 'gold', label: 'Gold', color: '#d97706' },
];
export const CUSTOMERS_TABLE = table(
  'customers',
  'Customers',
  [
    text('name', 'Name'),
    text('email', 'Email', { cellStyle: 'email' }),
    choice('tier', 'Tier', TIERS),
    flag('vip', 'Vip'),
    number('credit', 'Credit', { styleConfig: { aggregate: 'sum' } }),
    day('since', 'Since'),
  ],
  {
    ...file(
      ['name', 'Name', true, 'text'],
      ['email', 'Email', false, 'text'],
      ['tier', 'Tier', false, 'text'],
      ['vip', 'Vip', false, 'boolean'],
      ['credit', 'Credit', false, 'number'],
      ['since', 'Since', false, 'datetime'],
    ),
    relations: [{ name: 'orders', kind: 'one_to_many', through: 'Order', foreign_key: 'customer_id', label: 'Orders' }],
  },
);
export const PRODUCTS_TABLE = table(
  'products',
  'Products',
  [
    text('sku', 'Sku'),
    text('title', 'Title'),
    number('price', 'Price', { cellStyle: 'currency', validation: { min: 0 } }),
    flag('active', 'Active'),
    json('tags', 'Tags'),
  ],
  file(
    ['sku', 'Sku', true, 'text'],
    ['title', 'Title', true, 'text'],
    ['price', 'Price', false, 'number'],
    ['active', 'Active', false, 'boolean'],
    ['tags', 'Tags', false, 'text'],
  ),
);
const STATUSES = ['Draft', 'Confirmed', 'Shipped', 'Cancelled'].map((label) => ({ value: label.toLowerCase(), label }));
const childrenOf = (name: string, label: string, more: Words): Words => ({
  name,
  kind: 'one_to_many',
  through: 'Line',
  foreign_key: 'order_id',
  label,
  ...more,
});
/** Without its actions. */
export const ORDERS_TABLE = table(
  'orders',
  'Orders',
  [
    text('folio', 'Folio'),
    reference('customer_id', 'Customer', 'Customer'),
    choice('status', 'Status', STATUSES, { cellStyle: 'status' }),
    text('note', 'Note'),
    day('placed_on', 'Placed on'),
    day('shipped_on', 'Shipped on'),
    money('subtotal', 'Subtotal'),
    number('lines_count', 'Lines count'),
    number('tax_rate', 'Tax rate'),
    number('total', 'Total', { cellStyle: 'currency', styleConfig: { aggregate: 'sum' } }),
    number('version', 'Version'),
  ],
  {
    ...file(
      ['folio', 'Folio', false, 'text'],
      ['customer_id', 'Customer', true, 'text'],
      ['status', 'Status', false, 'text'],
      ['note', 'Note', false, 'text'],
      ['placed_on', 'Placed on', false, 'datetime'],
      ['shipped_on', 'Shipped on', false, 'datetime'],
      ['tax_rate', 'Tax rate', false, 'number'],
    ),
    relations: [
      childrenOf('lines', 'Lines', { embed: true }),
      childrenOf('gifts', 'Gifts', { scope: { kind: 'gift' } }),
      childrenOf('products', 'Products', { kind: 'many_to_many' }),
    ],
    document_forms: {
      types: [
        {
          key: 'copy',
          label: 'Copy',
          fields: [],
          lines: true,
          sources: [{ key: 'order', label: 'Order', model: 'Order', lines: 'lines' }],
        },
      ],
    },
    group_by: 'status',
    stages: [
      { key: 'draft', label: 'Draft', order: 1 },
      { key: 'confirmed', label: 'Confirmed', order: 2 },
      { key: 'shipped', label: 'Shipped', order: 3, is_final: true },
      { key: 'cancelled', label: 'Cancelled', order: 4, is_final: true },
    ],
    transitions: [
      { from: 'draft', to: 'confirmed' },
      { from: 'confirmed', to: 'shipped' },
      { from: 'draft', to: 'cancelled' },
      { from: 'confirmed', to: 'cancelled' },
    ],
  },
);

export const PAYMENTS_FORM = modal('Payments', [
  picker('order_id', 'Order', 'Order', { required: true }),
  field('amount', 'Amount', 'number', { required: true }),
]);
export const LINES_FORM = modal('Order lines', [
  picker('order_id', 'Order', 'Order', { required: true }),
  picker('product_id', 'Product', 'Product', { nullable: true }),
  field('kind', 'Kind', 'text', { nullable: true, defaultValue: 'sale' }),
  field('quantity', 'Quantity', 'number', { required: true }),
  field('price', 'Price', 'number', { nullable: true, defaultValue: 0 }),
  field('amount', 'Amount', 'number', computed),
]);
export const ORDERS_FORM = modal('Orders', [
  field('folio', 'Folio', 'text'),
  picker('customer_id', 'Customer', 'Customer', { required: true }),
  field('status', 'Status', 'select', {
    nullable: true,
    options: STATUSES,
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
]);
export const CUSTOMERS_FORM = modal('Customers', [
  field('name', 'Name', 'text', { required: true }),
  field('email', 'Email', 'text'),
  field('tier', 'Tier', 'select', { nullable: true, options: TIERS, defaultValue: 'basic' }),
  field('vip', 'Vip', 'boolean'),
  field('credit', 'Credit', 'number'),
  field('since', 'Since', 'date'),
]);
export const PRODUCTS_FORM = modal('Products', [
  field('sku', 'Sku', 'text', { required: true }),
  field('title', 'Title', 'text', { required: true }),
  field('price', 'Price', 'number', { nullable: true, validation: { min: 0 }, defaultValue: 0 }),
  field('active', 'Active', 'boolean', { nullable: true, defaultValue: true }),
  field('tags', 'Tags', 'textarea'),
]);
