/** Pages of the rules about other files, the flat v2 shape and the conversion. */
import { bare, text, type RulePage } from './page';

const v2 = (more: object): string => JSON.stringify({ key: 'shop', name: 'Shop', version: '1.0.0', ...more }, null, 2);
const model = (more: object): object => ({
  model_definitions: [{ model_key: 'orders', table_name: 'orders', columns: [{ name: 'status', type: 'string', size: 40 }], ...more }],
});
const column = (more: object): string => v2(model({ columns: [{ name: 'status', type: 'string', size: 40, ...more }] }));
const hooks = (event: string, more: object = {}): string =>
  v2({ lifecycle_hooks: { [event]: [{ event, target: { type: 'wasm', function: 'F' }, ...more }] } });
const wasm = (more: object): object => ({ backend: { runtime: 'wasm', entry: 'backend/backend.wasm', exports: ['Pay'], ...more } });
const calls = (name: string): object => ({ actions: { orders: [{ key: 'pay', confirm: true, trigger: { type: 'wasm', export: name } }] } });
const relation = (name: string): object => ({ name, kind: 'one_to_many', through: 'orders', foreign_key: 'parent_id' });
const SQL = 'migrations/0001_init.sql';

export const FILE_PAGES: readonly RulePage[] = [
  text(
    'V2-CASE',
    'Hosts take no notice of case, so two members may be one field. Whoever reads the document in another language sees no such field.',
    v2({ Description: 'Sells things' }),
    v2({ description: 'Sells things' }),
  ),
  text('V2-VERSION', 'Versions are compared; a word cannot be.', v2({ version: 'one' }), v2({})),
  text('V2-KERNEL', 'A host outside the range refuses the install.', v2({ kernel: '>=5.0.0' }), v2({ kernel: '>=2.0.0 <4.0.0' })),
  text(
    'V2-KERNEL-3',
    'Nearly every host of today advertises 3.0.0 and refuses this document.',
    v2({ kernel: '>=2.0.0 <3.0.0' }),
    v2({ kernel: '>=2.0.0 <4.0.0' }),
  ),
  text(
    'V2-DEFAULT',
    'In v2 the default is copied into DDL as it stands, so text carries its own single quotes.',
    column({ default: 'open' }),
    column({ default: "'open'" }),
  ),
  text(
    'V2-VALIDATION',
    'The host’s engine is RE2, and a minimum above the maximum lets nothing pass.',
    column({ validation: { regex: '[' } }),
    column({ validation: { regex: '[a-z]+' } }),
  ),
  text(
    'V2-RELATION',
    'Relations are found by name.',
    v2(model({ relations: [relation('lines'), relation('lines')] })),
    v2(model({ relations: [relation('lines')] })),
  ),
  text(
    'V2-CAPABILITY',
    'A grant must say what it covers.',
    v2({ capabilities: [{ kind: 'http:fetch', target: '*.com' }] }),
    v2({ capabilities: [{ kind: 'http:fetch', target: 'api.example.com' }] }),
  ),
  text(
    'V2-EMIT',
    'Hosts that enforce capabilities refuse to emit it.',
    v2({ events: ['shop.sold'] }),
    v2({ events: ['shop.sold'], capabilities: [{ kind: 'event:emit', target: 'shop.sold' }] }),
  ),
  text('V2-BINARY', 'No host starts one any more.', v2({ backend: { runtime: 'binary' } }), v2({ backend: { runtime: 'webhook' } })),
  text(
    'V2-EXPORT',
    'Hosts call only functions that are listed.',
    v2({ ...wasm({}), ...calls('Pya') }),
    v2({ ...wasm({}), ...calls('Pay') }),
  ),
  text(
    'V2-HOOK-KEY',
    'With a module, the part of a key after `::` is the export that is called.',
    v2({ ...wasm({}), hooks: { 'orders::Pya': 'x' } }),
    v2({ ...wasm({}), hooks: { 'orders::Pay': 'x' } }),
  ),
  text('V2-EVENT', 'The hook would never run.', hooks('on_boot'), hooks('install')),
  text(
    'V2-ASYNC',
    'A hook that may refuse must be waited for.',
    hooks('before_create', { async: true }),
    hooks('after_create', { async: true }),
  ),
  text(
    'V2-TARGET',
    'The public reference uses other names than the hosts.',
    hooks('install', { target: { type: 'wasm_call', function: 'F' } }),
    hooks('install'),
  ),
  text('V2-LIST', 'Hosts pass over a word they do not know.', v2({ icon_type: 'lucid' }), v2({ icon_type: 'lucide' })),
  text('V2-SIZE', 'A longer text is refused when it is written.', column({ size: undefined }), column({})),
  text(
    'V2-TOOL',
    'The tool is called, and every call fails.',
    v2({ tools: [{ id: 'find', input_schema: [{ name: 'sku', validation: '[' }] }] }),
    v2({ tools: [{ id: 'find', input_schema: [{ name: 'sku', validation: '^[A-Z]+$' }] }] }),
  ),
  bare('CONV-V3', 'There is nothing to convert.'),
  bare(
    'CONV-UNKNOWN',
    'v2 hosts ignore fields they do not know; v3 hosts refuse the document. Look whether the field is misspelt, or find its place in v3.',
  ),
  bare(
    'CONV-DROP',
    'Something the v2 document said is not in the result. Read the reason, and write it again in the v3 way where it matters.',
  ),
  bare('CONV-GUESS', 'The two contracts do not say the same; what was assumed is in the message. Check it before publishing.'),
  bare('CONV-ADD', 'v3 writes out what v2 left to the host, so the result holds a bit more than the original.'),
  bare(
    'CONV-RENAME',
    'v3 wants model names in PascalCase. Every mention in the manifest follows; code that names the model must be changed by hand.',
  ),
  bare(
    'CONV-RANGE',
    'A range that ends below 3.0.0 would make the converted addon impossible to install. Try it on a v3 host before publishing.',
  ),
  bare(
    'GATE-FILE',
    'The file is opened by the host after the install, when nobody is looking any more: a missing template or language file shows as an empty page.',
  ),
  bare(
    'GATE-JSON',
    'Hosts read the file as JSON and drop it when they cannot, without a word. A byte order mark, which some editors put in front, is enough.',
  ),
  bare(
    'GATE-PLACE',
    'A bundle is unpacked by the names of its folders: texts come from `locales/*.json`, templates from `templates/*.html`. What lies elsewhere travels along and is never read.',
  ),
  bare(
    'GATE-LEFTOVER',
    'tar on macOS writes a twin `._name` of every file that has attributes, zip a folder `__MACOSX`. A twin below `migrations/` ends in `.sql`, so hosts would run it, and the install would fail at its first byte.',
  ),
  bare('GATE-NO-WASM', 'Every call would fail. Build the backend, or take the handlers out.'),
  bare(
    'GATE-WASM',
    'Hosts compile the module when the addon is loaded; this one cannot be. A component (wasip2) or a text file is not a core module.',
  ),
  bare(
    'GATE-EXPORT',
    'Hosts look the function up by name when it is called. For actions, tools, subscriptions and lifecycle hooks the publish check looks too; for schedules, webhooks, formulas and the like only we do.',
  ),
  bare(
    'GATE-KEYWORD',
    'What an event carries is checked against its schema before it leaves. The schema is interpreted, with numbers to the last digit and patterns that cannot run away; what is not interpreted should not be relied on.',
  ),
  bare('GATE-ABI', 'Hosts write what a function gets into memory that `alloc` hands out, and read the answer from the exported `memory`.'),
  bare(
    'GATE-IMPORT',
    'A module that imports what nobody offers cannot be instantiated. Hosts offer `metacore_host` and seventeen functions of WASI preview 1; sockets and files are not among them.',
  ),
  bare(
    'GATE-GRANT',
    'What a module can reach must be on the consent screen. The publish scan refuses `http_request` without `http:fetch` and `connector_get` without `connector:read`; for the other pairs the call is refused at run time.',
  ),
  text(
    'GATE-SQL-DENY',
    'The publish check goes by pattern, so comments and texts count as well.',
    '-- grant nothing to anybody\nselect 1;',
    '-- nobody gets anything\nselect 1;',
    SQL,
  ),
  text(
    'GATE-SQL-STATEMENT',
    'Roles, databases and files of the server belong to its administrator. The pattern of the publish check misses some spellings; PostgreSQL’s own parser does not.',
    'grant  select on orders to public;',
    'create index on orders (status);',
    SQL,
  ),
  text(
    'GATE-SQL-SYNTAX',
    'The install would stop in the middle of its migrations.',
    'create table orders (id uuid,,);',
    'create table orders (id uuid);',
    SQL,
  ),
  text(
    'GATE-SQL-SCHEMA',
    'Each addon has a schema of its own; what lies in another one is not removed with it.',
    'create schema crm;',
    'create table orders (id uuid);',
    SQL,
  ),
  bare(
    'GATE-SQL-UNPARSED',
    'The parser is a large module that is loaded when there are migrations to judge. Where it cannot be loaded (the connection is gone, the host of the page lost a file), the patterns of the publish check are all that is looked for.',
  ),
  bare(
    'GATE-DOWN',
    'Hosts run every file of `migrations/` in the order of names when they install, so a step back is run right after its step. The publish check looks for denied statements in it, too.',
  ),
  bare(
    'GATE-GO',
    'Nothing in the sources answers the address, so the action would end in “not found”. The publish check asks for a handler as soon as there is a folder `backend/`, whatever it holds.',
  ),
  bare(
    'GATE-TS',
    'Nothing in the sources draws the dialog, so the action would open nothing. Looked for are `registerModal({ slug: "…"`, with the slug first, and `registerActionComponent("…", "…"`.',
  ),
];
