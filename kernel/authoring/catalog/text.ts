/** Pages of the rules about the text, the shape, and the addon as a whole. */
import { bare, page, text, type RulePage } from './page';

const V3 = (more: string): string =>
  `{\n  "apiVersion": "asteby.com/v3",\n  "kind": "Addon",\n  "metadata": { "key": "notes", "name": "Notes", "version": "1.0.0" },\n  "compatibility": { "requires": [{ "key": "kernel", "version": "^3" }] }${more}\n}`;
const permissions = (list: readonly object[], roles: readonly object[] = []): object => ({ permissions: list, roles });

const NATIVE = '/runtime/native_service';
const artifact = (more: object): object => ({
  os: 'linux',
  arch: 'amd64',
  path: 'backend/service',
  sha256: '0'.repeat(64),
  sbom: 'backend/sbom.json',
  ...more,
});
const native = (more: object): object => ({
  entrypoint: 'backend/service',
  scope: 'instance',
  health: { path: '/health' },
  resources: { memory_mb: 128, cpu_quota_mcpu: 500, pids: 8 },
  network: {},
  artifacts: [artifact({})],
  control: { protocol: 'metacore.native/v1', transport: 'unix_http' },
  ...more,
});

export const TEXT_PAGES: readonly RulePage[] = [
  bare(
    'MORE',
    'A document that is wrong everywhere would fill the list with the same sentence. Cure what is shown first; the rest often goes with it.',
  ),
  text('JSON-SYNTAX', 'Hosts read the manifest with a strict JSON reader; one slip and nothing of it is read.', '{ "a": 1', '{ "a": 1 }'),
  text(
    'JSON-COMMENT',
    'JSON has no comments, and a host refuses the whole file. Columns, documents and subscriptions have a `comment` field.',
    '{ "a": 1 /* one */ }',
    '{ "a": 1  }',
  ),
  text('JSON-TRAILING-COMMA', 'Editors forgive it, hosts do not.', '{ "a": [1, 2,] }', '{ "a": [1, 2] }'),
  text('JSON-BOM', 'Some editors put an invisible mark before the text, which is not JSON.', '\uFEFF{ "a": 1 }', '{ "a": 1 }'),
  text('JSON-NUMBER', 'The number has no finite value, so it cannot be stored or compared.', '{ "a": 1e400 }', '{ "a": 1e30 }'),
  text(
    'JSON-DIGITS',
    'Hosts read numbers as doubles, which hold about fifteen digits; what is stored would be another number than the one that was written.',
    '{ "a": 12345678901234567890 }',
    '{ "a": "12345678901234567890" }',
  ),
  bare(
    'JSON-SIZE',
    'Manifests are kilobytes. A text of megabytes is data that belongs into files of the bundle, or an attempt to stop a host.',
  ),
  bare('JSON-DEPTH', 'Deep nesting exhausts the stack of readers; no block of the contract needs more than a dozen levels.'),
  text(
    'JSON-DUPLICATE',
    'Only the last of them counts, without a word. The earlier one is usually the one the author looks at.',
    '{ "a": 1, "a": 2 }',
    '{ "a": 2 }',
  ),
  text(
    'JSON-SURROGATE',
    'Half a character cannot be written as UTF-8; the host replaces it, so what is stored is not what was written.',
    '{ "a": "\\ud83d" }',
    '{ "a": "😀" }',
  ),
  text(
    'API-VERSION',
    'A document is v3 only when its `apiVersion` is exactly `asteby.com/v3`. With any other text it is read as the flat v2, where nearly everything looks wrong.',
    V3('').replace('com/v3', 'com/v2'),
    V3(''),
  ),
  page('SCHEMA-REQUIRED', 'Without it the host would have to guess.', '/metadata', { key: 'shop', name: 'Shop' }),
  page(
    'SCHEMA-UNKNOWN',
    'Every block is closed: a field that nobody reads is most often a misspelt one, and would be lost without a word.',
    '/models/0/columns/2',
    { name: 'status', type: 'text', serchable: true },
  ),
  page('SCHEMA-TYPE', 'The host decodes into typed fields and refuses another type.', '/models/0/columns/2', {
    name: 'status',
    type: 'text',
    not_null: 'true',
  }),
  page('SCHEMA-ENUM', 'The value chooses one of a few behaviours; any other has none.', '/models/0/columns/2', {
    name: 'status',
    type: 'bool',
  }),
  page(
    'SCHEMA-PATTERN',
    'Names become tables, columns, events and permissions; the pattern keeps them usable everywhere.',
    '/models/0/columns/3',
    { name: 'total', type: 'numeric(12, 2)' },
  ),
  page(
    'SCHEMA-RANGE',
    'The number lies outside of what a host can honour.',
    '/billing',
    { metered_events: [{ event: 'shop.sold', unit: 'sale', revenue_share: 1.5 }] },
    { metered_events: [{ event: 'shop.sold', unit: 'sale', revenue_share: 0.5 }] },
  ),
  page(
    'SCHEMA-SIZE',
    'An empty text or list says nothing, and the host has nothing to work with.',
    '/contributions/actions/0/idempotency',
    { key_field: '' },
    { key_field: 'order_no' },
  ),
  page('SCHEMA-UNIQUE', 'Saying it twice changes nothing and hides a slip.', '/compatibility/provides', ['crm', 'crm']),
  page(
    'SCHEMA-KIND',
    'Each kind of document has its own blocks: an addon has models, a preset has members, a theme has tokens.',
    '/preset',
    { addons: [{ key: 'crm', version: '^1' }] },
  ),
  bare('SCHEMA-OTHER', 'A keyword of the schema that has no sentence of its own. It should not occur; tell us when it does.'),
  text(
    'DEC-INT',
    '`1.0` satisfies a JSON schema as an integer, but the host decodes the text into a whole number and refuses it.',
    V3(',\n  "contributions": { "routes": [{ "domain": "mail", "handler": "smtp", "priority": 1.0 }] }'),
    V3(',\n  "contributions": { "routes": [{ "domain": "mail", "handler": "smtp", "priority": 1 }] }'),
  ),
  page('DEC-OPT', 'The schema leaves options open, the host’s own type does not.', '/settings', [
    { key: 'mode', type: 'select', options: [{ value: 'a', label: 'A', icon: 'x' }] },
  ]),
  page('DEC-TYPE', 'The schema takes a number here, the host’s own type only a text.', '/contributions/actions', [
    { key: 'send', target_model: 'Order', modal_width: 720, handler: { type: 'webhook', url: 'https://shop.example/send' } },
  ]),
  page(
    'REQ-RANGE',
    'The host compares versions by this text; one it cannot read stops the install. The grammar is that of Masterminds semver, not npm’s.',
    '/compatibility/requires',
    [{ key: 'kernel', version: 'latest' }],
  ),
  page(
    'REQ-KEY',
    'A dependency without a key names nobody.',
    '/compatibility/requires',
    [
      { key: 'kernel', version: '^3' },
      { key: '', version: '*' },
    ],
    [{ key: 'kernel', version: '^3' }],
  ),
  page(
    'REQ-HOST',
    'The install is refused by a host outside the range. Ranges that end below 3.0.0 shut out nearly every host of today.',
    '/compatibility/requires',
    [{ key: 'kernel', version: '^2.0' }],
  ),
  page(
    'ENA-OPTIONAL',
    'What a required addon enables is always there; only the absence of an optional one switches features off.',
    '/compatibility/requires',
    [
      { key: 'kernel', version: '^3' },
      { key: 'crm', version: '*', enables: ['nav:leads'] },
    ],
  ),
  page(
    'ENA-ACTION',
    'The host switches the named action off while the addon is missing; an action that does not exist cannot be switched.',
    '/compatibility/requires',
    [
      { key: 'kernel', version: '^3' },
      { key: 'crm', version: '*', optional: true, enables: ['action:Order.sent'] },
    ],
  ),
  page('UPG-RANGE', 'A step runs when the installed version is in the range; a text that is none never matches.', '/lifecycle', {
    upgrade: [{ from: 'old', type: 'wasm', function: 'Up' }],
  }),
  page(
    'ICON-SVG',
    'The path is read from the bundle, so it may not lead out of it and must name an svg file.',
    '/metadata/icon',
    { type: 'svg', slug: '../icon.png' },
    { type: 'svg', slug: 'assets/icon.svg' },
  ),
  bare('NAT-KIND', 'Presets, themes and connector packs run nothing: move the service into an addon.'),
  page(
    'NAT-ENTRY',
    'The program is a file of the bundle; a path that leads elsewhere, or round about, is refused.',
    NATIVE,
    native({ entrypoint: '../service' }),
    native({}),
    { '/runtime': {} },
  ),
  page(
    'NAT-HEALTH',
    'The host asks one address of the service and no other.',
    NATIVE,
    native({ health: { path: '/../admin' } }),
    native({}),
    { '/runtime': {} },
  ),
  page(
    'NAT-TIME',
    'The host reads a Go duration; zero would ask without end.',
    NATIVE,
    native({ health: { path: '/health', interval: '0s' } }),
    native({ health: { path: '/health', interval: '10s' } }),
    { '/runtime': {} },
  ),
  page(
    'NAT-EGRESS',
    'Each address is let through exactly as written; patterns and paths would match nothing.',
    NATIVE,
    native({ network: { egress: ['*.example.com'] } }),
    native({ network: { egress: ['api.example.com:443'] } }),
    { '/runtime': {} },
  ),
  page(
    'NAT-SECRET',
    'Each secret is a file of its own below `/run/secrets/`.',
    NATIVE,
    native({ secrets: [{ handle: 'session', mount: '/run/secrets/../etc' }] }),
    native({ secrets: [{ handle: 'session', mount: '/run/secrets/session' }] }),
    { '/runtime': {} },
  ),
  page(
    'NAT-PLATFORM',
    'The host takes the program of its platform; with two it could not tell which.',
    NATIVE,
    native({ artifacts: [artifact({}), artifact({})] }),
    native({ artifacts: [artifact({}), artifact({ arch: 'arm64' })] }),
    { '/runtime': {} },
  ),
  page(
    'NAT-PATH',
    'Program and list of contents are looked up in the bundle by these very paths.',
    NATIVE,
    native({ artifacts: [artifact({ path: 'backend//service' })] }),
    native({}),
    { '/runtime': {} },
  ),
  page(
    'TEN-RLS',
    'With shared isolation the rows of all organizations lie in one table, told apart by this column. A model without it would show every organization the rows of all.',
    '/models/1/columns',
    [
      { name: 'id', type: 'uuid', primary_key: true },
      { name: 'amount', type: 'numeric' },
    ],
  ),
  page(
    'PERM-MODEL',
    'The permission would guard nothing, while the screens that need it stay open or closed for the wrong people.',
    '/rbac',
    permissions([{ key: 'shop.read', models: [{ model: 'Ordr', actions: ['view'] }] }]),
  ),
  page(
    'PERM-DUP',
    'Two entries with one key: which label and which models count is left to chance.',
    '/rbac',
    permissions([
      { key: 'shop.read', label: 'Read' },
      { key: 'shop.read', label: 'See' },
    ]),
  ),
  page(
    'ROLE-PERM',
    'A role that grants a misspelt permission grants nothing.',
    '/rbac',
    permissions([{ key: 'shop.read' }], [{ key: 'clerk', label: 'Clerk', permissions: ['shop.reed'] }]),
  ),
  page(
    'PERM-GATE',
    'What asks for a misspelt permission is open to administrators alone: nobody else can hold it.',
    '/contributions/navigation',
    [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order', permission: 'orders.indx' }] }],
    [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order', permission: 'orders.index' }] }],
  ),
  page(
    'CAP-TARGET',
    'A grant must say what it covers: “everything” is what the consent screen exists to prevent.',
    '/capabilities',
    [{ kind: 'db:read', target: '*', reason: 'Reports' }],
    [{ kind: 'db:read', target: 'crm.customers', reason: 'Reports' }],
  ),
  page('CAP-NEVER', 'The install takes it, but no call ever matches: every request is refused at run time.', '/capabilities', [
    { kind: 'http:fetch', target: 'https://api.example.com/*', reason: 'Rates' },
  ]),
  page(
    'CAP-SUBSCRIBE',
    'Hosts that enforce capabilities deliver only events that were asked for on the consent screen.',
    '/contributions/subscriptions',
    [{ event: 'shop.Order.created', handler: { type: 'webhook', url: 'https://shop.example/new' } }],
  ),
  page(
    'CAP-FETCH',
    'What an addon calls stands on the consent screen. The public pages ask the capability of every call; today’s Go kernel asks it of modules only and sends webhooks anywhere.',
    '/contributions/actions',
    [{ key: 'send', target_model: 'Order', handler: { type: 'webhook', url: 'https://api.example.com/send' } }],
  ),
  page('PROM-REASON', 'The administrator decides by this sentence, and review refuses an addon without it.', '/capabilities', [
    { kind: 'http:fetch', target: 'api.example.com' },
  ]),
  page(
    'PROM-CORE',
    'Users, roles and invoices belong to the platform. Review lets only finance and operations addons write there.',
    '/capabilities',
    [{ kind: 'db:write', target: 'users', reason: 'Sync' }],
    [{ kind: 'db:read', target: 'users', reason: 'Show names' }],
  ),
  page(
    'PROM-EVENT',
    'Nobody emits it, so the handler never runs.',
    '/contributions/subscriptions',
    [{ event: 'shop.closed', handler: { type: 'webhook', url: 'https://shop.example/on' } }],
    [{ event: 'shop.Order.updated', handler: { type: 'webhook', url: 'https://shop.example/on' } }],
  ),
  page(
    'PROM-FILTER',
    'The public pages describe filters, today’s hosts ignore them. Here they are evaluated, in the language of public routes and with `list.size()` besides, and one that cannot be read is refused: it would let every event through, or none.',
    '/contributions/subscriptions',
    [{ event: 'shop.Order.created', filter: 'size(payload) > 1', handler: { type: 'webhook', url: 'https://shop.example/on' } }],
    [{ event: 'shop.Order.created', filter: "status == 'paid'", handler: { type: 'webhook', url: 'https://shop.example/on' } }],
  ),
  page(
    'PROM-SLOT',
    'Nothing renders a slot that nobody offers.',
    '/contributions/slots',
    [{ slot_kind: 'crm.side', entry: './Side' }],
    [{ slot_kind: 'core.side', entry: './Side' }],
  ),
  page(
    'PROM-EXTEND',
    'A model is extended only when its addon is there and has opened it.',
    '/models/1/extensions',
    [{ target_model: 'crm.Customer', columns: [{ name: 'tax_id', type: 'text' }] }],
    [{ target_model: 'core.User', columns: [{ name: 'tax_id', type: 'text' }] }],
  ),
  page(
    'PROM-SECRET',
    'Whoever installs the addon can read the manifest, and so can everybody on the marketplace.',
    '/settings',
    [{ key: 'token', type: 'string', default: 'AKIAIOSFODNN7EXAMPLE' }],
    [{ key: 'token', type: 'secret' }],
  ),
];
