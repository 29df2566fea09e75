/** What the generated screens are told of models, whole: cells, inputs, filters, files, actions, navigation. */
import { type Asker, type Case, covering } from './case';
import { BUILT_IN, LINES, LINES_FORM, ORDERS_FORM, PAYMENTS, PAYMENTS_FORM, USERS } from './screens';

const found = (path: string, data: unknown, more: Partial<Case> = {}): Case => ({
  method: 'GET',
  path,
  status: 200,
  answer: { success: true, data },
  ...more,
});

const tables: Case[] = [
  ...covering(
    'ROUTE-META-TABLE ROUTE-NAMES META-TABLE META-AUDIT-LEDGER META-IMPORT META-PAGES META-ENDPOINT META-LEDGER-ACTIONS',
    ...['/metadata/table/payments', '/api/metadata/table/Payment', '/metadata/table/shop.Payment'].map((path) => found(path, PAYMENTS)),
  ),
  ...covering('META-SEARCH-COLUMNS META-CELL-MONEY META-AUDIT', found('/metadata/table/order_lines', LINES)),
  ...covering('META-CORE', found('/metadata/table/users', USERS)),
  // Who may only read sees no button for the rest.
  ...covering(
    'META-RIGHTS',
    found(
      '/metadata/table/payments',
      { ...PAYMENTS, actions: [], canCreate: false, canExport: false, canImport: false },
      { as: 'Carla' as Asker },
    ),
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

const modals: Case[] = [
  ...covering('ROUTE-META-MODAL META-MODAL META-REQUIRED META-HIDDEN', found('/metadata/modal/payments', PAYMENTS_FORM)),
  ...covering('META-DEFAULT META-COMPUTED META-NULLABLE', found('/api/metadata/modal/Line', LINES_FORM)),
  ...covering('META-VERSION-FIELD META-STAGES', found('/metadata/modal/orders', ORDERS_FORM)),
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

export const DESCRIBING: readonly Case[] = [
  ...tables,
  ...modals,
  ...covering('ERR-MODEL', ...unknown),
  ...covering('ROUTE-NAVIGATION', ...navigation),
];
