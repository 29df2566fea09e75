/** Pages of the rules about forms, pickers, contributions and the other blocks of the addon. */
import { page, type RulePage } from './page';

const M = '/models/0';
const A = '/contributions/actions/0';
const F = `${M}/document_forms`;
const type = (more: object = {}): object => ({ key: 'sale', label: 'Sale', fields: [{ key: 'note', type: 'text' }], ...more });
const forms = (...types: object[]): object => ({ types });
const source = (more: object = {}): object =>
  forms(type({ sources: [{ key: 'order', label: 'Order', model: 'Order', lines: 'Line', ...more }] }));
const D = `${M}/option_display`;
const trailing = (...list: object[]): object => ({ trailing: list });
const total = (more: object = {}): object => ({ key: 'total', field: 'total', ...more });
const metric = (more: object = {}): object => ({
  key: 'sold',
  target: 'shop.Order',
  model: 'Line',
  foreign_key: 'order_id',
  aggregate: 'sum',
  column: 'amount',
  ...more,
});
const catalog = (more: object = {}): object => ({ key: 'orders', model: 'Order', value: 'id', label: 'status', ...more });
const handler = (more: object): object => ({ type: 'capability', capability: 'messaging.whatsapp.send', ...more });
const provided = (more: object): object[] => [{ key: 'messaging.whatsapp.send', ...more }];
const W = '/contributions/dashboard';
const widget = (more: object = {}): object => ({ key: 'orders', title: 'Orders', kind: 'stat', query: { model: 'Order' }, ...more });
const query = (kind: string, more: object): object[] => [widget({ kind, query: { model: 'Order', ...more } })];
const P = '/contributions/public_routes';
const route = (more: object = {}): object[] => [
  { key: 'order', model: 'Order', token_column: 'token', kind: 'html', columns: ['total'], ...more },
];
const doc = (more: object = {}): object => ({ key: 'receipt', model: 'Order', template: 'templates/receipt.html', paper: 'A4', ...more });
const R = '/contributions/rules';
const rule = (more: object = {}): object => ({
  key: 'unpaid',
  model: 'Order',
  when: 'paid < total',
  then: { kind: 'flag', message: 'Not paid' },
  ...more,
});
const hook = (more: object = {}): object => ({ key: 'in', path: '/in', do: 'wasm:Receive', ...more });
const secret = (secret_ref: string): object[] => [hook({ verify: 'bearer', secret_ref })];
const device = (more: object): object[] => [{ key: 'scale', capabilities: ['weigh'], transport: 'ws', ...more }];
const client = (more: object = {}): object => ({ key: 'till', auth: 'ops_user', download_url: 'https://shop.example/till', ...more });
const sweep = (more: object = {}): object => ({ key: 'fill', source: { table: 'orders', distinct: 'id' }, do: 'wasm:Fill', ...more });
const lineField = (more: object): object[] => [
  {
    key: 'lines',
    type: 'array',
    item_fields: [
      { key: 'debit', type: 'number' },
      { key: 'credit', type: 'number' },
    ],
    ...more,
  },
];
const OFFERED = { [P]: route({ actions: [{ action: 'send' }] }) };

export const BLOCK_PAGES: readonly RulePage[] = [
  page(
    'HOST-ONLY',
    'The manifest is right, and the bundle carries the block to the host. Here it has no effect yet, so what the preview shows is not all that a host would do.',
    '/settings',
    [{ key: 'tax_rate', type: 'number' }],
    [],
    { '/connectors': [] },
  ),
  page(
    'KEY-RESERVED',
    'The key is the first half of every name of the addon: `core.User` is the host’s, and an addon called so would stand in its place.',
    '/metadata',
    { key: 'core', name: 'Shop', version: '1.0.0' },
    { key: 'shop', name: 'Shop', version: '1.0.0' },
  ),
  page(
    'ROLE-ALL',
    'Whoever has the role could do everything in every addon of the organization. An installation reads the grant as nothing.',
    '/rbac',
    { roles: [{ key: 'viewer', label: 'Viewer', permissions: ['*'] }] },
    { roles: [{ key: 'viewer', label: 'Viewer', permissions: ['orders.view'] }] },
  ),
  page(
    'ROLE-HOST',
    'The people of a host role are there before the addon. It may add what concerns its own models, and nothing of others.',
    '/rbac/roles',
    [{ key: 'viewer', label: 'Viewer', permissions: ['shop.sales'] }],
    [{ key: 'clerk', label: 'Clerk', permissions: ['shop.sales'] }],
    {
      '/compatibility': {
        requires: [
          { key: 'kernel', version: '^3' },
          { key: 'sales', version: '*' },
        ],
      },
      '/rbac': { roles: [], permissions: [{ key: 'shop.sales', models: [{ model: 'sales.Order', actions: ['read'] }] }] },
    },
  ),
  page(
    'GRANT-FOREIGN',
    'A grant carries the addon that brought it and opens its own models and those of addons that it requires.',
    '/rbac',
    { permissions: [{ key: 'shop.users', models: [{ model: 'core.User', actions: ['read'] }] }] },
    { permissions: [{ key: 'shop.orders', models: [{ model: 'Order', actions: ['read'] }] }] },
  ),
  page(
    'GRANT-NOTHING',
    'A grant is compared with what a request asks for: a verb, or an action of the model. A word that nobody asks for opens nothing, and nobody says so when the addon runs.',
    '/rbac',
    { roles: [{ key: 'clerk', label: 'Clerk', permissions: ['orders.write'] }] },
    { roles: [{ key: 'clerk', label: 'Clerk', permissions: ['orders.update'] }] },
  ),
  page(
    'ACT-VERB',
    'Verbs and actions share no word: `orders.view` is reading, so an action called `view` is granted by another name than one expects.',
    '/contributions/actions/0/key',
    'view',
    'send',
  ),
  page('DF-TYPEFIELD', 'The chosen type is written into this column.', F, { ...forms(type()), type_field: 'statuz' }),
  page(
    'DF-CREATE',
    'The form of another model creates the record, so nothing that is declared here would be used.',
    F,
    forms(type({ create_model: 'Order' })),
    forms(type({ create_model: 'Order', fields: [] })),
  ),
  page('DF-DUP', 'Types are told apart by their key.', F, forms(type(), type())),
  page('DF-LABEL', 'People choose the type by its label.', F, forms(type({ label: ' ' })), forms(type())),
  page(
    'DF-VALUE',
    'Two types that write the same value cannot be told apart later.',
    F,
    { ...forms(type(), type({ key: 'credit', value: 'sale' })), type_field: 'status' },
    { ...forms(type(), type({ key: 'credit' })), type_field: 'status' },
  ),
  page('DF-FIELD', 'The value travels under this key.', F, forms(type({ fields: [{ key: ' ', type: 'text' }] })), forms(type())),
  page(
    'DF-FIELD-DUP',
    'One of the two values would be lost.',
    F,
    forms(
      type({
        fields: [
          { key: 'note', type: 'text' },
          { key: 'note', type: 'text' },
        ],
      }),
    ),
  ),
  page('DF-LINES-DUP', 'Each column of the lines is shown once.', F, forms(type({ lines: { columns: ['amount', 'amount'] } }))),
  page(
    'DF-LINES-CLASH',
    'Lines and header field would travel under one name.',
    F,
    { ...forms(type({ lines: true })), lines_field: 'note' },
    { ...forms(type({ lines: true })), lines_field: 'lines' },
  ),
  page(
    'DF-SRC-DUP',
    'Sources are told apart by their key.',
    F,
    forms(
      type({
        sources: [
          { key: 'order', label: 'A', model: 'Order', lines: 'Line' },
          { key: 'order', label: 'B', model: 'Order', lines: 'Line' },
        ],
      }),
    ),
  ),
  page('DF-SRC-KEY', 'The key is used as a name by the form.', F, source({ key: 'My order' }), source()),
  page('DF-SRC-BLANK', 'The source document and its lines must be named.', F, source({ lines: ' ' }), source()),
  page('DF-SRC-COL', 'It names a column of the source.', F, source({ qty_field: 'The quantity' }), source({ qty_field: 'amount' })),
  page('DF-SRC-EP', 'Addresses of the host start with a slash.', F, source({ remaining_endpoint: 'remaining' })),
  page(
    'DF-SRC-EXCL',
    'States are excluded by way of the line that links the documents.',
    F,
    source({ exclude_states: ['cancelled'] }),
    source({ exclude_states: ['cancelled'], line_link_field: 'order_id' }),
  ),
  page(
    'DF-SRC-STATE',
    'A blank state matches nothing.',
    F,
    source({ exclude_states: [' '], line_link_field: 'order_id' }),
    source({ exclude_states: ['cancelled'], line_link_field: 'order_id' }),
  ),
  page('OD-NOCOL', 'A title without a column is the same for every record.', D, { title: 'An order' }, { title: '{status}' }),
  page('OD-COL', 'The picker would show nothing there.', D, { title: 'statuz' }),
  page('OD-DUP', 'Figures are told apart by their key.', D, trailing(total(), total())),
  page('OD-FIELDMETRIC', 'A figure comes from a column or from a metric.', D, trailing(total({ metric: 'sold' })), trailing(total())),
  page('OD-CURRENCY', 'Only money has a currency.', D, trailing(total({ currency_field: 'status' }))),
  page(
    'OD-OPERAND',
    'A comparison needs exactly one other side, and emptiness none.',
    D,
    trailing(total({ when: { op: 'lt' } })),
    trailing(total({ when: { op: 'lt', value: 1 } })),
  ),
  page(
    'OD-TONE-FIELD',
    'A tone looks at the figure it colours.',
    D,
    trailing(total({ tones: [{ when: { field: 'paid', op: 'lt', value: 0 }, tone: 'danger' }] })),
  ),
  page('OD-BADGE', 'A badge must show something.', D, { badges: [{ tone: 'info' }] }, { badges: [{ field: 'status', tone: 'info' }] }),
  page(
    'OD-BADGE-VALUES',
    'The texts belong to the values of a field.',
    D,
    { badges: [{ text: 'x', values: { open: { text: 'Open' } } }] },
    { badges: [{ field: 'status', values: { open: { text: 'Open' } } }] },
  ),
  page('OM-DUP', 'Metrics of one picker are told apart by their key.', '/option_metrics', [metric(), metric()]),
  page('OM-TARGET', 'No picker shows records of a model that does not exist.', '/option_metrics', [metric({ target: 'shop.Ordr' })]),
  page('OM-MODEL', 'Only own rows can be added up.', '/option_metrics', [metric({ model: 'Lime' })]),
  page('OM-COL', 'The figure is computed from columns of the model.', '/option_metrics', [metric({ column: 'amout' })]),
  page('POPT-DUP', 'Lists of choices are found by their key.', '/provides_options', [catalog(), catalog()]),
  page('POPT-MODEL', 'Choices come from own rows.', '/provides_options', [catalog({ model: 'Ordr' })]),
  page('POPT-COL', 'Value and label are columns of the model.', '/provides_options', [catalog({ label: 'statuz' })]),
  page('ACT-MODEL', 'The action is never offered: there are no records of that model.', `${A}/target_model`, 'Ordr'),
  page(
    'ACT-STEPS-FIELDS',
    'The wizard takes the place of the form.',
    `${A}/steps`,
    [{ title: 'One', fields: [{ key: 'note', type: 'text' }] }],
    [],
    { [`${A}/fields`]: [{ key: 'note', type: 'text' }] },
  ),
  page(
    'ACT-STEP-TITLE',
    'People see where they are by the title.',
    `${A}/steps`,
    [{ title: ' ', fields: [{ key: 'note', type: 'text' }] }],
    [{ title: 'Note', fields: [{ key: 'note', type: 'text' }] }],
  ),
  page('ACT-IDEM', 'Repeated calls are recognised by this field.', `${A}/idempotency`, { key_field: ' ' }, { key_field: 'order_no' }),
  page('ACT-APPR-WHEN', 'The condition is one comparison over columns of the record and fields of the action.', `${A}/approval`, {
    roles: ['admin'],
    when: 'totl > 1000',
  }),
  page(
    'BAL-ITEMS',
    'There are no columns to compare.',
    `${A}/fields`,
    [{ key: 'lines', type: 'array', balance: { debit_column: 'debit', credit_column: 'credit' } }],
    lineField({ balance: { debit_column: 'debit', credit_column: 'credit' } }),
  ),
  page(
    'BAL-COL',
    'The compared column is not among the items.',
    `${A}/fields`,
    lineField({ balance: { debit_column: 'debt', credit_column: 'credit' } }),
  ),
  page('HCAP-EXTRA', 'Only handlers of type "capability" call a contract.', `${A}/handler`, {
    type: 'webhook',
    url: 'https://shop.example/send',
    capability: 'messaging.send',
  }),
  page('HCAP-KEY', 'The contract to call is not named.', `${A}/handler`, { type: 'capability' }, handler({})),
  page(
    'HCAP-MIX',
    'A contract is called by whoever provides it; the rest would be ignored.',
    `${A}/handler`,
    handler({ url: 'https://shop.example/send' }),
  ),
  page(
    'CAPIN-TARGET',
    'It is no name of a field.',
    `${A}/handler`,
    handler({ input: { 'the number': 'record.token' } }),
    handler({ input: { to: 'record.token' } }),
  ),
  page(
    'CAPIN-FIELD',
    'The contract has no such field.',
    `${A}/handler`,
    handler({ input: { too: 'record.token' } }),
    handler({ input: { to: 'record.token' } }),
  ),
  page(
    'CAPIN-SOURCE',
    'Values come from the record, from what was entered, or are constant.',
    `${A}/handler`,
    handler({ input: { to: 'token' } }),
    handler({ input: { to: 'record.token' } }),
  ),
  page(
    'WASM-NAME',
    'The name becomes an export, which compilers and older hosts want plain.',
    `${A}/handler`,
    { type: 'wasm', function: 'send it' },
    { type: 'wasm', function: 'send_it' },
  ),
  page('PCAP-DUP', 'A contract is provided once.', '/provides_capabilities', [
    ...provided({ handler: { type: 'wasm', function: 'Send' } }),
    ...provided({ handler: { type: 'wasm', function: 'Send' } }),
  ]),
  page(
    'PCAP-FN',
    'There is nothing to call.',
    '/provides_capabilities',
    provided({ handler: { type: 'wasm' } }),
    provided({ handler: { type: 'wasm', function: 'Send' } }),
  ),
  page(
    'PCAP-OP',
    'There is nothing to call.',
    '/provides_capabilities',
    provided({ handler: { type: 'native' } }),
    provided({ handler: { type: 'native', operation: 'send' } }),
  ),
  page(
    'PCAP-FIELD',
    'Callers of the contract never send that field.',
    '/provides_capabilities',
    provided({ handler: { type: 'wasm', function: 'Send' }, input: { phone: 'payload.too' } }),
    provided({ handler: { type: 'wasm', function: 'Send' }, input: { phone: 'payload.to' } }),
  ),
  page('GATE-MODAL', 'The frontend registers its dialogs under this name, and the publish check compares them.', `${A}/modal`, 'send'),
  page(
    'GATE-URL',
    'An action with a form or a dialog must reach somebody; only a mere confirmation may do without.',
    `${A}/handler`,
    { type: 'webhook' },
    { type: 'webhook', url: 'https://shop.example/send' },
  ),
  page('GATE-FUNCTION', 'There is nothing to call.', `${A}/handler`, { type: 'wasm' }),
  page(
    'GATE-TWIN',
    'An action and a tool of one key do the same, so they call the same path.',
    '/contributions/tools',
    [{ key: 'send', description: 'Sends.', handler: { type: 'webhook', url: 'https://shop.example/other' } }],
    [{ key: 'send', description: 'Sends.', handler: { type: 'webhook', url: 'https://shop.example/send' } }],
  ),
  page(
    'NAV-KANBAN',
    'A board has no lanes without it.',
    '/contributions/navigation',
    [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order', view_type: 'kanban' }] }],
    [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order', view_type: 'kanban', group_by: 'status' }] }],
  ),
  page('NAV-MODEL', 'The screen stays empty.', '/contributions/navigation', [
    { title: 'Shop', items: [{ title: 'Orders', model: 'Ordr' }] },
  ]),
  page(
    'COND-EMPTY',
    'A condition that tests nothing is a slip.',
    `${A}/condition`,
    { operator: 'eq' },
    { field: 'status', operator: 'eq', value: 'open' },
  ),
  page('COND-CONN', 'A connector that is not declared is never connected.', `${A}/condition`, { connector_connected: 'mial' }),
  page('COND-UNMET', 'Only what can be installed or connected is shown as disabled.', `${A}/condition`, {
    field: 'status',
    unmet: 'disable',
  }),
  page('DASH-KEY', 'People’s arrangement of the dashboard is stored by key.', W, [widget({ key: '' })], [widget()]),
  page('DASH-DUP', 'People’s arrangement of the dashboard is stored by key.', W, [widget(), widget()]),
  page('DASH-TITLE', 'A figure without a title says nothing.', W, [widget({ title: '' })], [widget()]),
  page(
    'DASH-EXPOSE',
    'A custom widget is a module of the frontend.',
    W,
    [{ key: 'map', title: 'Map', kind: 'custom' }],
    [{ key: 'map', title: 'Map', kind: 'custom', expose: './Map' }],
    { '/frontend': { entry: 'frontend/remoteEntry.js', format: 'federation' } },
  ),
  page(
    'DASH-FRONTEND',
    'There is no frontend that could draw it.',
    W,
    [{ key: 'map', title: 'Map', kind: 'custom', expose: './Map' }],
    [widget()],
  ),
  page('DASH-QUERY', 'Nothing says what is counted.', W, [{ key: 'orders', title: 'Orders', kind: 'stat' }], [widget()]),
  page('DASH-MODEL', 'Nothing says what is counted.', W, query('stat', { model: '' }), [widget()]),
  page('DASH-OWN', 'The figure stays at zero unless another addon brings the model.', W, query('stat', { model: 'Ordr' })),
  page(
    'DASH-FIELD',
    'Only `count` needs no column.',
    W,
    query('stat', { aggregate: 'sum' }),
    query('stat', { aggregate: 'sum', field: 'total' }),
  ),
  page('DASH-GROUP', 'The parts of the picture are groups.', W, query('pie', {}), query('pie', { group_by: 'status' })),
  page('DASH-DATE', 'Time needs a column with a date.', W, query('line', { interval: 'month' })),
  page('DASH-INTERVAL', 'Points in time are gathered by day, week or month.', W, query('line', { date_field: 'expires_at' })),
  page(
    'DASH-COMPARE',
    'Periods are compared by a date and a range.',
    W,
    [widget({ compare: { to: 'previous' } })],
    [widget({ compare: { to: 'previous' }, query: { model: 'Order', date_field: 'expires_at', range: 'this_month' } })],
  ),
  page('DOC-DUP', 'Documents are printed by key.', '/contributions/documents', [doc(), doc()]),
  page(
    'DOC-COND',
    'The document is offered by the value of this field.',
    '/contributions/documents',
    [doc({ condition: { field: ' ' } })],
    [doc({ condition: { field: 'status' } })],
  ),
  page('DOC-MODEL', 'There are no records to print.', '/contributions/documents', [doc({ model: 'Ordr' })]),
  page(
    'ROUTE-DUP',
    'Which of the two wins is left to chance.',
    '/contributions/routes',
    [
      { domain: 'mail', handler: 'smtp' },
      { domain: 'mail', handler: 'api' },
    ],
    [
      { domain: 'mail', handler: 'smtp' },
      { domain: 'mail', handler: 'api', priority: 1 },
    ],
  ),
  page(
    'ROUTE-MATCH',
    'A blank attribute is never sent.',
    '/contributions/routes',
    [{ domain: 'mail', handler: 'smtp', match: { ' ': 'x' } }],
    [{ domain: 'mail', handler: 'smtp', match: { kind: 'x' } }],
  ),
  page('RULE-DUP', 'Flags are raised and cleared by key.', R, [rule(), rule()]),
  page('RULE-MODEL', 'No record is ever looked at.', R, [rule({ model: 'Ordr' })]),
  page('RULE-WHEN', 'The condition is exactly one comparison, written with `==` for equality.', R, [rule({ when: 'paid = total' })]),
  page('RULE-COL', 'The condition looks at a column that does not exist.', R, [rule({ when: 'pad < total' })]),
  page('RULE-MSG', 'The message is all that people see.', R, [rule({ then: { kind: 'flag', message: ' ' } })], [rule()]),
  page('RULE-ROLES', 'Nobody is told.', R, [rule({ then: { kind: 'notify', message: 'Not paid' } })]),
  page('CFG-BOTH', 'Settings live in one place.', '/contributions/config', { model: 'Order', url: '/settings/shop' }),
  page('CFG-NONE', 'Settings live nowhere.', '/contributions/config', { title: 'Shop' }, { title: 'Shop', url: '/settings/shop' }),
  page('CFG-MODEL', 'Settings are kept in an own model.', '/contributions/config', { model: 'Ordr' }),
  page('PUB-DUP', 'The address is made of the key.', P, [...route(), ...route()]),
  page('PUB-MODEL', 'There is nothing to show.', P, route({ model: 'Ordr' })),
  page('PUB-TOKEN', 'Whoever has the link is recognised by this column.', P, route({ token_column: 'tokn' })),
  page(
    'PUB-TOKEN-TYPE',
    'The secret of a link is text.',
    P,
    route({ token_column: 'total', columns: ['status'] }),
    route({ columns: ['status'] }),
  ),
  page('PUB-TOKEN-EXPOSED', 'Whoever sees the page could hand on the secret.', P, route({ columns: ['total', 'token'] })),
  page('PUB-DOC', 'There is nothing to print.', P, route({ kind: 'document' }), route({ kind: 'document', document: 'receipt' }), {
    '/contributions/documents': [doc()],
  }),
  page('PUB-DOC-MODEL', 'The template expects another record.', P, route({ document: 'receipt' }), route({}), {
    '/contributions/documents': [doc({ model: 'Line' })],
  }),
  page('PUB-COLS', 'Strangers see only what is listed, so something must be.', P, route({ columns: [] }), route({})),
  page('PUB-COL', 'There is no such column to show.', P, route({ columns: ['totl'] })),
  page('PUB-REL', 'There is no such relation to show.', P, route({ relations: ['lins'] }), route({ relations: ['customer'] })),
  page('PUB-EXP', 'The link would never expire.', P, route({ expires_column: 'expires' }), route({ expires_column: 'expires_at' })),
  page('PUB-EXP-TYPE', 'Only a point in time can pass.', P, route({ expires_column: 'status' }), route({ expires_column: 'expires_at' })),
  page(
    'PUB-WHEN',
    'The condition decides whether strangers see the record, so one that cannot be read closes the route.',
    P,
    route({ enabled_when: 'status == open' }),
  ),
  page('PUB-WHEN-COL', 'The condition looks at a column that does not exist.', P, route({ enabled_when: "statuz == 'open'" })),
  page('PUB-ACT', 'There is nothing to run.', P, route({ actions: [{ action: 'sned' }] })),
  page('PUB-ACT-DUP', 'One button is enough.', P, route({ actions: [{ action: 'send' }, { action: 'send' }] })),
  page(
    'PUB-ACT-KIND',
    'Only a page has buttons.',
    P,
    route({ kind: 'json', actions: [{ action: 'send' }] }),
    route({ actions: [{ action: 'send' }] }),
  ),
  page('PUB-ACT-MODEL', 'The action would run on another record than the one shown.', `${A}/target_model`, 'Line', 'Order', OFFERED),
  page('PUB-ACT-ROW', 'A link shows one record.', `${A}/placement`, 'table', 'row', OFFERED),
  page(
    'PUB-ACT-STATE',
    'Strangers may act only while the record is in a state that allows it.',
    `${A}/requires_state`,
    [],
    ['open'],
    OFFERED,
  ),
  page('PUB-ACT-FORM', 'A public page shows plain fields only.', `${A}/modal`, 'shop.send', '', OFFERED),
  page(
    'PUB-ACT-FIELD',
    'A public page cannot offer data of the host to choose from.',
    `${A}/fields`,
    [{ key: 'count', type: 'number' }],
    [{ key: 'note', type: 'text' }],
    OFFERED,
  ),
  page('CONN-DUP', 'Credentials are stored by the connector’s key.', '/connectors', [{ key: 'mail' }, { key: 'mail' }]),
  page('SET-DUP', 'Values are stored by the setting’s key.', '/settings', [
    { key: 'mode', type: 'string' },
    { key: 'mode', type: 'json' },
  ]),
  page('SCHED-DUP', 'Runs are remembered by key.', '/schedules', [
    { key: 'night', every: '24h', do: 'wasm:A' },
    { key: 'night', every: '1h', do: 'wasm:B' },
  ]),
  page('SCHED-EVERY', 'An interval of nothing would run without end.', '/schedules', [{ key: 'night', every: '0s', do: 'wasm:Sweep' }]),
  page('BF-DUP', 'A sweep is remembered as done by its key.', '/backfills', [sweep(), sweep()]),
  page('BF-WITH-ARG', 'The constant would overwrite the value that is swept.', '/backfills', [sweep({ with: { id: 1 } })]),
  page('BF-WITH-RESERVED', 'The host writes this field itself.', '/backfills', [sweep({ with: { backfill: true } })]),
  page('HOOK-DUP', 'Deliveries are counted by key.', '/webhooks', [hook(), hook({ path: '/other' })]),
  page('HOOK-PATH', 'There is no address to call.', '/webhooks', [hook({ path: '' })], [hook()]),
  page(
    'HOOK-PATH-DUP',
    'One address can reach only one of them.',
    '/webhooks',
    [hook(), hook({ key: 'other' })],
    [hook(), hook({ key: 'other', path: '/other' })],
  ),
  page('HOOK-SECRET', 'A signature is checked against a secret.', '/webhooks', [hook({ verify: 'bearer' })], secret('mail.secret')),
  page('HOOK-SECRET-DOT', 'The secret is a credential of a connector.', '/webhooks', secret('mail'), secret('mail.secret')),
  page('HOOK-SECRET-CONN', 'The connector is not declared.', '/webhooks', secret('mial.secret')),
  page('HOOK-SECRET-CRED', 'The connector has no such credential.', '/webhooks', secret('mail.sekret')),
  page('EDGE-DUP', 'Devices are paired by key.', '/edge_devices', [...device({}), ...device({})]),
  page('EDGE-CAP-DUP', 'Saying it twice changes nothing.', '/edge_devices', device({ capabilities: ['weigh', 'weigh'] })),
  page(
    'EDGE-EVT',
    'Events are recognised by their type.',
    '/edge_devices',
    device({ events: [{ type: '', do: 'wasm:On' }] }),
    device({ events: [{ type: 'weighed', do: 'wasm:On' }] }),
  ),
  page(
    'EDGE-EVT-DUP',
    'One event has one handler.',
    '/edge_devices',
    device({
      events: [
        { type: 'weighed', do: 'wasm:A' },
        { type: 'weighed', do: 'wasm:B' },
      ],
    }),
  ),
  page(
    'EDGE-CMD',
    'Commands are sent by their type.',
    '/edge_devices',
    device({ commands: [{ type: '' }] }),
    device({ commands: [{ type: 'tare' }] }),
  ),
  page('EDGE-CMD-DUP', 'Commands are sent by their type.', '/edge_devices', device({ commands: [{ type: 'tare' }, { type: 'tare' }] })),
  page('DESK-DUP', 'Clients are told apart by their key.', '/desktop_clients', [client(), client()]),
  page(
    'DESK-FILE',
    'The name is put behind the download address; a path could lead elsewhere.',
    '/desktop_clients',
    [client({ files: { mac: '../till.dmg' } })],
    [client({ files: { mac: 'till.dmg' } })],
  ),
];
