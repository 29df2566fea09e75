import { parsePlPgSQLSync, parseSync, loadModule } from 'libpg-query';
import { beforeAll, describe, expect, it } from 'vitest';
import { check } from '../check';
import { isHostOnly } from '../host-only';
import { shopWith } from '../testing';
import { readSqlWith } from '../sql/libpg';
import { wasmModule } from '../wasm/testing';

type Files = Readonly<Record<string, string | Uint8Array>>;
type Changes = Readonly<Record<string, unknown>>;

beforeAll(loadModule);

/** `RULE place`, with the severity in front when it is no error; places in other files as `file:line:column`. */
function found(changes: Changes, files: Files, options: Parameters<typeof check>[1] = {}): string[] {
  const { diagnostics } = check(shopWith(changes), {
    files: new Map(Object.entries(files)),
    parseSql: readSqlWith(parseSync, parsePlPgSQLSync),
    ...options,
  });
  return diagnostics
    .filter((one) => !isHostOnly(one))
    .map(({ rule, severity, path, file, range }) => {
      const place = file === undefined ? path : `${file}:${range.startLine}:${range.startColumn}`;
      return `${severity === 'error' ? '' : `${severity} `}${rule} ${place}`;
    });
}

const ACTION = '/contributions/actions/0';
const PAY: Changes = { [`${ACTION}/handler`]: { type: 'wasm', function: 'Pay' } };
/** No webhook, so that nothing asks for a handler of one. */
const QUIET: Changes = { [`${ACTION}/handler`]: { type: 'compiled', function: 'Pay' } };
const WASM = 'backend/backend.wasm';

describe('files that the manifest names', () => {
  const named: Changes = {
    '/metadata/readme': 'README.md',
    '/metadata/screenshots': ['a.png', 'https://shop.example/b.png'],
    '/metadata/icon': { type: 'svg', slug: './icon.svg' },
    '/i18n': { default_locale: 'es', bundles: [{ locale: 'es', path: 'locales/es.json' }] },
    '/contributions/documents': [{ key: 'a', model: 'Order', template: 'templates/a.html', paper: 'A4' }],
    '/extension_points': {
      events: [{ name: 'shop.paid', payload_schema: 'schemas/paid.json' }],
      slot_kinds: [{ name: 'shop.side', props_schema: 'schemas/side.json' }],
    },
    '/lifecycle': { upgrade: [{ from: '*', type: 'sql', function: 'migrations/up.sql' }] },
  };

  it('must be there', () => {
    expect(found(named, {})).toEqual(
      [
        '/metadata/readme',
        '/metadata/screenshots/0',
        '/metadata/icon/slug',
        '/contributions/documents/0/template',
        '/i18n/bundles/0/path',
        '/extension_points/events/0/payload_schema',
        '/extension_points/slot_kinds/0/props_schema',
        '/lifecycle/upgrade/0/function',
      ].map((path) => `GATE-FILE ${path}`),
    );
  });

  it('must be JSON where they are data, and are fine otherwise', () => {
    const files = {
      'README.md': '',
      'a.png': '',
      'icon.svg': '',
      'templates/a.html': '',
      'migrations/up.sql': 'select 1',
      'locales/es.json': '{',
      'schemas/paid.json': '{}',
      'schemas/side.json': 'x',
    };
    expect(found(named, files)).toEqual(['GATE-JSON /i18n/bundles/0/path', 'GATE-JSON /extension_points/slot_kinds/0/props_schema']);
    expect(found(named, files, { strict: false }).every((line) => line.startsWith('warning'))).toBe(true);
  });

  it('are those of a theme too: its tokens are JSON, whatever they are called', () => {
    const theme = {
      apiVersion: 'asteby.com/v3',
      kind: 'Theme',
      metadata: { key: 'dusk', name: 'Dusk', version: '1.0.0' },
      compatibility: { requires: [{ key: 'kernel', version: '^3' }] },
      theme: { tokens: './tokens', fonts: ['fonts/a.woff2', 'https://fonts.example/b.woff2', 'fonts/c.woff2'] },
    };
    const judged = (files: Files) =>
      check(JSON.stringify(theme), { files: new Map(Object.entries(files)) })
        .diagnostics.filter((one) => !isHostOnly(one))
        .map(({ rule, path, severity }) => `${severity} ${rule} ${path}`);
    const fonts = { 'fonts/a.woff2': new Uint8Array(4), 'fonts/c.woff2': new Uint8Array(4) };
    expect(judged({ 'fonts/a.woff2': new Uint8Array(4) })).toEqual(['error GATE-FILE /theme/tokens', 'error GATE-FILE /theme/fonts/2']);
    expect(judged({ ...fonts, tokens: ':root { --a: 1 }' })).toEqual(['error GATE-JSON /theme/tokens']);
    expect(judged({ ...fonts, tokens: '\ufeff{}' })).toEqual(['error GATE-JSON /theme/tokens']);
    expect(judged({ ...fonts, tokens: '{ "primary": "#123456" }' })).toEqual([]);
  });

  it('are told of where a payload schema says what is not looked at', () => {
    const events = {
      '/extension_points': { events: ['paid', 'sent'].map((name) => ({ name: `shop.${name}`, payload_schema: 'schemas/paid.json' })) },
    };
    const schema = [
      '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",',
      '  "properties": { "format": { "type": "string", "format": "email" }, "of": { "$ref": "#/$defs/a" }, "far": { "$ref": "other.json" } },',
      '  "$defs": { "a": { "anyOf": [{ "unevaluatedItems": false, "items": [true] }] } },',
      '  "enum": [{ "unevaluatedProperties": 1 }] }',
    ];
    expect(found(events, { 'schemas/paid.json': schema.join('\n') })).toEqual([
      'info GATE-KEYWORD schemas/paid.json:2:49',
      'info GATE-KEYWORD schemas/paid.json:2:110',
      'info GATE-KEYWORD schemas/paid.json:3:33',
      'info GATE-KEYWORD schemas/paid.json:3:60',
    ]);
    const [note] = check(shopWith(events), {
      files: new Map([['schemas/paid.json', '{ "unevaluatedItems": false }']]),
      locale: 'es',
    }).diagnostics.filter(({ rule }) => rule === 'GATE-KEYWORD');
    expect(note?.message).toBe(
      '"unevaluatedItems" no se comprueba aquí al emitir el evento: un payload que lo incumple sale. El kernel en Go de hoy no comprueba ningún payload.',
    );
    expect(found(events, { 'schemas/paid.json': '{ "format": ' })).toEqual([
      'GATE-JSON /extension_points/events/0/payload_schema',
      'GATE-JSON /extension_points/events/1/payload_schema',
    ]);
  });

  it('are asked for by the nearest name where one is there', () => {
    const text = shopWith({ '/metadata/readme': './READM.md' });
    const files = new Map([['README.md', '']]);
    const [finding] = check(text, { files }).diagnostics.filter(({ rule }) => rule === 'GATE-FILE');
    expect([finding?.cure, finding?.suggestion]).toEqual([
      'Did you mean "README.md"? Add the file, or correct the path.',
      { from: 'READM.md', to: 'README.md' },
    ]);
  });

  it('are not asked for when no files are given', () => {
    expect(check(shopWith(named)).accepted).toBe(true);
  });

  it('that are missing reject the project, and leave the manifest, which has no fault of its own', () => {
    const { accepted, manifest } = check(shopWith(named), { files: new Map() });
    expect({ accepted, key: manifest?.metadata.key }).toEqual({ accepted: false, key: 'shop' });
    expect(check(shopWith({ ...named, '/metadata/key': 'S' }), { files: new Map() }).manifest).toBeNull();
  });
});

describe('files are judged by the bytes that hosts get', () => {
  const SQL = 'migrations/0001_init.sql';
  const bytes = (...parts: (string | number[])[]): Uint8Array =>
    Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)));
  const utf16 = (text: string, mark: boolean, big = false): Uint8Array =>
    Uint8Array.from(
      Array.from(`${mark ? '\ufeff' : ''}${text}`).flatMap((character) => {
        const unit = character.charCodeAt(0);
        return big ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8];
      }),
    );
  const DROP = 'drop database metacore;';

  it.each<[string, string | Uint8Array, number]>([
    ['a NUL', bytes('select 1;', [0], DROP), 10],
    ['a NUL in a text of the editor', `select 1;\0${DROP}`, 10],
    ['a byte order mark', bytes([0xef, 0xbb, 0xbf], DROP), 1],
    ['UTF-16 with a mark', utf16(DROP, true), 1],
    ['UTF-16, big end first', utf16(DROP, true, true), 1],
    ['UTF-16 without a mark', utf16(DROP, false), 1],
    ['bytes that are no UTF-8', bytes(`-- caf`, [0xe9], `\n${DROP}`), 1],
    ['half a surrogate pair', `-- \ud800\n${DROP}`, 4],
  ])('%s in a migration is refused and hides nothing', (_, content, column) => {
    const seen = found({}, { [SQL]: content });
    expect(seen.filter((line) => line.startsWith('GATE-SQL-SYNTAX'))).toEqual([`GATE-SQL-SYNTAX ${SQL}:1:${column}`]);
    expect(seen.filter((line) => line.startsWith('GATE-SQL-STATEMENT'))).toHaveLength(1);
    expect(seen).toHaveLength(2);
  });

  it('a migration that is too long to be judged is refused, and so is one that holds nothing but a mark', () => {
    expect(found({}, { [SQL]: `select 1;${' '.repeat(4 * 1024 * 1024)}` })).toEqual([`GATE-SQL-SYNTAX ${SQL}:1:1`]);
    expect(found({}, { [SQL]: bytes([0xef, 0xbb, 0xbf]) })).toEqual([`GATE-SQL-SYNTAX ${SQL}:1:1`]);
  });

  it.each<[string, string | Uint8Array]>([
    ['a byte order mark', bytes([0xef, 0xbb, 0xbf], '{"a":"b"}')],
    ['a NUL', '{"a":"b\0"}'],
    ['UTF-16', utf16('{"a":"b"}', true)],
    ['bytes that are no UTF-8', bytes('{"a":"', [0xe9], '"}')],
    ['a comment', '{"a":"b"} // c'],
  ])('%s in a language file or a payload schema is told, named or not', (_, content) => {
    const i18n = { default_locale: 'es', bundles: [{ locale: 'es', path: 'locales/es.json' }] };
    expect(found({ '/i18n': i18n }, { 'locales/es.json': content, 'locales/en.json': content })).toEqual([
      'GATE-JSON /i18n/bundles/0/path',
      'GATE-JSON locales/en.json:1:1',
    ]);
    const points = { events: [{ name: 'shop.paid', payload_schema: 'schemas/paid.json' }] };
    expect(found({ '/extension_points': points }, { 'schemas/paid.json': content })).toEqual([
      'GATE-JSON /extension_points/events/0/payload_schema',
    ]);
  });

  it('what other systems leave in an archive is named; as a migration it would be run', () => {
    const apple = bytes([0, 5, 22, 7, 0, 2, 0, 0], 'Mac OS X', [0]);
    const files = {
      'migrations/._0001_init.sql': apple,
      '__MACOSX/migrations/._0002.sql': apple,
      '.DS_Store': apple,
      'locales/._en.json': apple,
      'README.md': '',
    };
    expect(found({}, files).filter((line) => line.includes('GATE-LEFTOVER'))).toEqual([
      'warning GATE-LEFTOVER .DS_Store:1:1',
      'warning GATE-LEFTOVER __MACOSX/migrations/._0002.sql:1:1',
      'warning GATE-LEFTOVER locales/._en.json:1:1',
      'GATE-LEFTOVER migrations/._0001_init.sql:1:1',
    ]);
  });

  it('texts and templates that lie where hosts do not look are told, and nothing is said of the right places', () => {
    const at = (texts: string, template: string): Changes => ({
      '/i18n': { default_locale: 'es', bundles: [{ locale: 'es', path: texts }] },
      '/contributions/documents': [{ key: 'a', model: 'Order', template, paper: 'A4' }],
    });
    expect(found(at('i18n/es.json', 'docs/a.html'), { 'i18n/es.json': '{}', 'docs/a.html': '' })).toEqual([
      'warning GATE-PLACE /contributions/documents/0/template',
      'warning GATE-PLACE /i18n/bundles/0/path',
    ]);
    expect(found(at('locales/es.json', './templates/a.html'), { 'locales/es.json': '{}', 'templates/a.html': '' })).toEqual([]);
  });
});

describe('the backend', () => {
  it('that is not built yet is told, and the screens can be shown', () => {
    const { accepted, manifest, diagnostics } = check(shopWith({ [`${ACTION}/handler`]: { type: 'wasm', function: 'Pay' } }), {
      files: new Map(),
    });
    const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
    expect([accepted, manifest?.metadata.key, errors]).toEqual([false, 'shop', ['GATE-NO-WASM']]);
  });

  const good = wasmModule({ functions: ['alloc', 'Pay'] });

  it('must be there when it is called', () => {
    expect(found(PAY, {})).toEqual([`GATE-NO-WASM ${ACTION}/handler/function`]);
    expect(found({}, {})).toEqual([]);
    expect(found(PAY, { [WASM]: good })).toEqual([]);
  });

  it('must be a module with the exports that hosts need', () => {
    expect(found(QUIET, { [WASM]: 'text' })).toEqual([`GATE-WASM ${WASM}:1:1`]);
    expect(found(QUIET, { [WASM]: wasmModule({ memory: false }) })).toEqual([`GATE-ABI ${WASM}:1:1`, `GATE-ABI ${WASM}:1:1`]);
  });

  it('must export what is called; what hosts look up late is a warning', () => {
    const changes = {
      ...PAY,
      [`${ACTION}/handler/function`]: 'Pya',
      '/lifecycle': {
        install: 'wasm:on_install',
        uninstall: 'https://shop.example/bye',
        upgrade: [{ from: '*', type: 'wasm', function: 'Up' }],
      },
      '/schedules': [{ key: 'a', every: '1h', do: 'wasm:Sweep' }],
      '/contributions/tools': [{ key: 't', description: 'd', handler: { type: 'wasm', function: 'Find' } }],
    };
    expect(found({ [`${ACTION}/handler`]: { type: 'wasm', function: 'Pya' }, ...without(changes) }, { [WASM]: good })).toEqual([
      `GATE-EXPORT ${ACTION}/handler/function`,
      'GATE-EXPORT /contributions/tools/0/handler/function',
      'GATE-EXPORT /lifecycle/install',
      'warning CAP-FETCH /lifecycle/uninstall',
      'GATE-EXPORT /lifecycle/upgrade/0/function',
      'warning GATE-EXPORT /schedules/0/do',
    ]);
  });

  it('may import what hosts offer, with the capability for it', () => {
    const host = (name: string): readonly [string, string] => ['metacore_host', name];
    const imports = [
      host('log'),
      host('http_request'),
      host('ctx_get'),
      host('exec'),
      ['env', 'abort'],
      ['wasi_snapshot_preview1', 'fd_write'],
    ] as const;
    const module = wasmModule({ functions: ['alloc'], imports });
    expect(found(QUIET, { [WASM]: module })).toEqual([
      `GATE-GRANT ${WASM}:1:1`,
      `GATE-IMPORT ${WASM}:1:1`,
      `GATE-IMPORT ${WASM}:1:1`,
      `warning GATE-GRANT ${WASM}:1:1`,
    ]);
    const capabilities = [
      { kind: 'http:fetch', target: 'a.example', reason: 'r' },
      { kind: 'ctx:user', target: '*', reason: 'r' },
    ];
    const granted = wasmModule({ functions: ['alloc'], imports: imports.slice(0, 3) });
    expect(found({ ...QUIET, '/capabilities': capabilities }, { [WASM]: granted })).toEqual([]);
  });
});

/** Leaves the handler out, which is set as a whole. */
const without = (changes: Changes): Changes =>
  Object.fromEntries(Object.entries(changes).filter(([path]) => !path.startsWith(`${ACTION}/handler`)));

describe('migrations', () => {
  const sql = (text: string): string[] => found({}, { 'migrations/0001.sql': text });

  it('looks into the folders below, whose files a host runs as well', () => {
    expect(found({}, { 'migrations/2026/0001.sql': 'drop database other;' })).toEqual(['GATE-SQL-STATEMENT migrations/2026/0001.sql:1:1']);
  });

  it.each<[string, string, string[]]>([
    ['tables', 'create table orders (id uuid);', []],
    ['a grant', 'select 1;\ngrant select on orders to public;', ['GATE-SQL-DENY migrations/0001.sql:2:1']],
    ['a grant in a comment, which the pattern sees', '-- grant all\nselect 1;', ['GATE-SQL-DENY migrations/0001.sql:1:4']],
    [
      'a grant with two blanks, which the pattern does not see',
      'grant  select on orders to public;',
      ['GATE-SQL-STATEMENT migrations/0001.sql:1:1'],
    ],
    ['reading files', `select pg_read_server_files('a');`, ['GATE-SQL-DENY migrations/0001.sql:1:8']],
    [
      'reading a file by another name',
      `select 1;\n/* é */ select pg_catalog.pg_read_file('a');`,
      ['GATE-SQL-STATEMENT migrations/0001.sql:2:9'],
    ],
    ['copying from a program', "copy orders from program 'ls';", ['GATE-SQL-DENY migrations/0001.sql:1:1']],
    ['copying from a program on two lines', "copy orders\nfrom program 'ls';", ['GATE-SQL-STATEMENT migrations/0001.sql:1:1']],
    ['dropping a database', 'drop database x;', ['GATE-SQL-STATEMENT migrations/0001.sql:1:1']],
    ['changing the role', 'set role postgres;', ['GATE-SQL-STATEMENT migrations/0001.sql:1:1']],
    ['another schema', 'create schema if not exists crm;', ['warning GATE-SQL-SCHEMA migrations/0001.sql:1:1']],
    ['the own schema', 'create schema addon_shop; create schema public;', []],
    ['a slip', 'create table orders (\n  id uuid,,\n);', ['GATE-SQL-SYNTAX migrations/0001.sql:2:11']],
  ])('with %s', (_, text, expected) => expect(sql(text)).toEqual(expected));

  describe('bodies of code', () => {
    const body = (text: string): string =>
      `create function f() returns trigger language plpgsql as $f$\nbegin\n  ${text};\n  return new;\nend $f$;`;
    it.each([
      ['a database that a block drops', 'do $$ begin drop database x; end $$', ['GATE-SQL-STATEMENT migrations/0001.sql:1:13']],
      ['a program on two lines', body("copy t\n from program 'ls'"), ['GATE-SQL-STATEMENT migrations/0001.sql:3:3']],
      ['a role', body('set local role postgres'), ['GATE-SQL-STATEMENT migrations/0001.sql:3:3']],
      ['a file of the server, in an expression', body("new.a := pg_read_file('x')"), ['GATE-SQL-STATEMENT migrations/0001.sql:3:12']],
      [
        'a file of the server, in a condition',
        body("if dblink_exec('x') then null; end if"),
        ['GATE-SQL-STATEMENT migrations/0001.sql:3:6'],
      ],
      [
        'a file, in a default',
        "do $$ declare n text := pg_read_file('x'); begin null; end $$",
        ['GATE-SQL-STATEMENT migrations/0001.sql:1:25'],
      ],
      [
        'a function in SQL',
        "create function f() returns text language sql as $$ select 1; select pg_read_file('x') $$",
        ['GATE-SQL-STATEMENT migrations/0001.sql:1:63'],
      ],
      [
        'a body in the form of the standard',
        "create function f() returns text language sql begin atomic select pg_read_file('x'); end",
        ['GATE-SQL-STATEMENT migrations/0001.sql:1:1'],
      ],
      ['a text that is run', body("execute 'drop database x'"), ['GATE-SQL-STATEMENT migrations/0001.sql:3:11']],
      [
        'texts that are put together',
        body("execute 'drop ' || 'database ' || quote_ident(new.a)"),
        ['GATE-SQL-STATEMENT migrations/0001.sql:3:11'],
      ],
      ['a format', body("execute format('alter role %I', new.a)"), ['GATE-SQL-DENY migrations/0001.sql:3:19']],
      [
        'a format with more blanks',
        body("execute format('alter  user %I superuser', new.a)"),
        ['GATE-SQL-STATEMENT migrations/0001.sql:3:11'],
      ],
      ['a variable that is run', body('execute new.a'), ['warning GATE-SQL-DYNAMIC migrations/0001.sql:3:11']],
      ['a format with a text in it', body("execute format('select %s', new.a)"), ['warning GATE-SQL-DYNAMIC migrations/0001.sql:3:11']],
      [
        'a loop over a text that is run',
        body('for i in execute new.a loop null; end loop'),
        ['warning GATE-SQL-BODY migrations/0001.sql:1:60'],
      ],
      [
        'a query that is run and answered',
        'create function f(a text) returns setof int language plpgsql as $$ begin return query execute a; end $$',
        ['warning GATE-SQL-DYNAMIC migrations/0001.sql:1:95'],
      ],
      ['a table of another addon', body('insert into addon_other.t values (1)'), ['warning GATE-SQL-SCHEMA migrations/0001.sql:3:15']],
      [
        'a block in a block',
        'do $a$ begin do $b$ begin drop database x; end $b$; end $a$',
        ['GATE-SQL-STATEMENT migrations/0001.sql:1:27'],
      ],
      ['a body that is written in quotes', "do 'begin perform pg_read_file(''x''); end'", ['GATE-SQL-STATEMENT migrations/0001.sql:1:1']],
      [
        'a language of the server',
        "create function f() returns int language plpython3u as 'x'",
        ['GATE-SQL-STATEMENT migrations/0001.sql:1:1', 'warning GATE-SQL-BODY migrations/0001.sql:1:57'],
      ],
      ['another language', "do language plv8 'x'", ['warning GATE-SQL-BODY migrations/0001.sql:1:19']],
      ['a slip', 'do $$ begin nul; end $$', ['warning GATE-SQL-BODY migrations/0001.sql:1:6']],
      [
        'brackets without end',
        `do $$ begin ${'if true then '.repeat(20_000)} null; ${'end if; '.repeat(20_000)} end $$`,
        ['warning GATE-SQL-BODY migrations/0001.sql:1:6'],
      ],
    ])('are looked into: %s', (_, text, expected) => expect(sql(text)).toEqual(expected));

    it('are looked into to a depth of eight, and what is deeper is told', () => {
      let text = 'drop database x';
      for (let level = 0; level < 9; level += 1) text = `do $a${level}$ begin ${text}; end $a${level}$`;
      expect(sql(text).map((line) => line.split(' ').at(-2))).toEqual(['GATE-SQL-BODY']);
      const eight = text.slice('do $a8$ begin '.length, -'; end $a8$'.length);
      expect(sql(eight).map((line) => line.split(' ').at(-2))).toEqual(['GATE-SQL-STATEMENT']);
    });

    it.each([
      ['a trigger', body('new.updated_at := now()')],
      [
        'names and values that are quoted',
        body("execute format('alter table %I add column if not exists %I text default %L', new.a, new.b, 'x')"),
      ],
      ['a text that is known', body("execute 'create index on orders (status)'")],
      [
        'types of columns',
        'create function f(a orders.id%type) returns int language plpgsql as $$ declare b orders.id%type; begin b := a; return 1; end $$',
      ],
      ['an array', 'do $$ declare a int[]; begin a[1] := 2; a[a[1]] = 3; end $$'],
      ['a comment that names one', 'do $$ begin -- drop database x\n null; end $$'],
    ])('are accepted with %s', (_, text) => expect(sql(text)).toEqual([]));
  });

  it.each([
    ['its own', 'insert into addon_shop.orders values (1)', []],
    ['the one of everybody', 'select public.f(a::public.t) from public.users', []],
    ['another addon’s that is searched', 'set search_path = addon_other, public', ['warning GATE-SQL-SCHEMA migrations/0001.sql:1:1']],
    ['another addon’s that a block reads', 'do $$ begin perform 1 from addon_other.t; end $$', []],
    [
      'another addon’s that a block drops',
      'do $$ begin drop table addon_other.t; end $$',
      ['warning GATE-SQL-SCHEMA migrations/0001.sql:1:13'],
    ],
    ['the kernel’s', 'do $$ begin delete from metacore.installations; end $$', ['warning GATE-SQL-SCHEMA migrations/0001.sql:1:25']],
  ])('names a schema: %s', (_, text, expected) => expect(sql(text)).toEqual(expected));

  it('ends the transaction that it runs in', () => {
    expect(sql('begin;\nselect 1;\ncommit;')).toEqual([
      'warning GATE-SQL-TRANSACTION migrations/0001.sql:1:1',
      'warning GATE-SQL-TRANSACTION migrations/0001.sql:3:1',
    ]);
  });

  it('that step back are told about; of what is denied, only the patterns are looked for', () => {
    expect(found({}, { 'migrations/0001.down.sql': 'drop role x; set role y; slip' })).toEqual([
      'GATE-SQL-DENY migrations/0001.down.sql:1:1',
      'warning GATE-DOWN migrations/0001.down.sql:1:1',
    ]);
  });

  it('are judged by pattern alone without a parser', () => {
    const files = new Map([['migrations/1.sql', 'grant  all on x to y; revoke all on x from y; create tabel x;']]);
    expect(check(shopWith({ '/connectors': [] }), { files }).diagnostics.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'info GATE-SQL-UNPARSED',
      'error GATE-SQL-DENY',
    ]);
  });
});

describe('sources', () => {
  it('must register the addresses of webhooks; a registered end counts', () => {
    const main = (path: string): Files => ({ 'backend/main.go': `mux.HandleFunc("POST ${path}", h)` });
    expect(found({}, main('/other'))).toEqual([`GATE-GO ${ACTION}/handler/url`]);
    expect(found({}, main('/send'))).toEqual([]);
    const covered = { '/capabilities': [{ kind: 'http:fetch', target: 'shop.example', reason: 'r' }] };
    expect(found({ ...covered, [`${ACTION}/handler/url`]: 'https://shop.example/api/send/' }, main('/send'))).toEqual([]);
    expect(found({}, { 'backend/main.go': 'mux.HandleFunc ( "POST  /send", h)' })).toEqual([]);
    expect(found({}, { 'frontend/main.go': '' })).toEqual([]);
    // The platform asks as soon as there is a folder, whatever lies in it, and of an address without a path as well.
    expect(found({}, { 'backend/notes.txt': '' })).toEqual([`GATE-GO ${ACTION}/handler/url`]);
    expect(found({ ...covered, [`${ACTION}/handler/url`]: 'https://shop.example' }, main('/send'))).toEqual([
      `GATE-GO ${ACTION}/handler/url`,
    ]);
  });

  it('must register the dialogs of actions, either way', () => {
    const modal = { [`${ACTION}/modal`]: 'shop.send' };
    expect(found(modal, { 'frontend/src/a.tsx': 'registerModal({ slug: "shop.other" })' })).toEqual([`GATE-TS ${ACTION}/modal`]);
    expect(found(modal, { 'frontend/src/a.ts': "registerModal ({\n  slug : 'shop.send', title: 'x' })" })).toEqual([]);
    expect(found(modal, { 'frontend/src/a.ts': 'registerActionComponent("Order", "send")' })).toEqual([]);
    // The platform reads the slug only where it comes first.
    expect(found(modal, { 'frontend/src/a.ts': "registerModal({ title: 'x', slug: 'shop.send' })" })).toEqual([`GATE-TS ${ACTION}/modal`]);
    expect(found(modal, {})).toEqual([]);
  });
});

describe('a v2 document', () => {
  const old = (more: object): string => JSON.stringify({ key: 'shop', name: 'Shop', version: '1.0.0', ...more });
  const backend = { runtime: 'wasm', entry: 'backend/main.wasm', exports: ['Pay'] };
  const judged = (text: string, files: Files, strict = true): string[] =>
    check(text, { files: new Map(Object.entries(files)), parseSql: readSqlWith(parseSync, parsePlPgSQLSync), strict }).diagnostics.map(
      ({ rule, severity, path, file }) => `${severity} ${rule} ${file ?? path}`,
    );

  it('has its module looked up under the name it gives, with what it calls', () => {
    const calls = {
      backend: { ...backend, exports: ['Pay', 'Setup'] },
      actions: { orders: [{ key: 'pay', trigger: { type: 'wasm', export: 'Pay' } }] },
      lifecycle_hooks: { install: [{ event: 'install', target: { type: 'wasm', function: 'Setup' } }] },
    };
    expect(judged(old(calls), {})).toEqual(['error GATE-FILE /backend/entry']);
    expect(judged(old(calls), {}, false)).toEqual(['warning GATE-FILE /backend/entry']);
    expect(judged(old(calls), { 'backend/main.wasm': wasmModule({ functions: ['alloc'] }) })).toEqual([
      'error GATE-EXPORT /actions/orders/0/trigger/export',
      'error GATE-EXPORT /lifecycle_hooks/install/0/target/function',
    ]);
    expect(judged(old(calls), { 'backend/main.wasm': wasmModule({ functions: ['alloc', 'Pay', 'Setup'] }) })).toEqual([]);
    expect(judged(old({ backend }), { 'backend/main.wasm': 'text' })).toEqual(['error GATE-WASM backend/main.wasm']);
    expect(judged(old({ backend: { runtime: 'webhook' } }), {})).toEqual([]);
  });

  it('has its imports held against its capabilities, and its migrations judged', () => {
    const module = wasmModule({ functions: ['alloc', 'Pay'], imports: [['metacore_host', 'http_request']] });
    const files = { 'backend/main.wasm': module, 'migrations/1.sql': 'grant  all on x to y; create schema crm;' };
    expect(judged(old({ backend }), files)).toEqual([
      'error GATE-GRANT backend/main.wasm',
      'error GATE-SQL-STATEMENT migrations/1.sql',
      'warning GATE-SQL-SCHEMA migrations/1.sql',
    ]);
    expect(judged(old({ backend, capabilities: [{ kind: 'http:fetch', target: 'a.example' }] }), { 'backend/main.wasm': module })).toEqual(
      [],
    );
  });
});
