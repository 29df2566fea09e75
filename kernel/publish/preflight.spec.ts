import { loadModule, parsePlPgSQLSync, parseSync } from 'libpg-query';
import { beforeAll, describe, expect, it } from 'vitest';
import { generatePrivateKey } from '../bundle/keys';
import { formatSignature, signBundle } from '../bundle/sign';
import { readSqlWith } from '../contract/sql/libpg';
import { wasmModule } from '../contract/wasm/testing';
import { packProject } from '../project/project';
import { MAX_SEARCHED_BYTES } from './context';
import { dryInstantiate } from './null-host.mjs';
import { preflight } from './preflight';
import { addonWith, asBytes, found, manifestWith, PICTURE, type Files } from './testing';
import fc from '../testing/property';

beforeAll(loadModule);
const sql = { parseSql: readSqlWith(parseSync, parsePlPgSQLSync) };

type Case = readonly [name: string, files: Files, found: readonly string[]];

it('says nothing of an addon in order', async () => {
  const { digest, packedBytes, findings, ...rest } = await preflight(addonWith());
  const packed = await packProject(addonWith());
  expect({ digest, packedBytes }).toEqual({ digest: packed.digest, packedBytes: packed.bytes.length });
  expect(findings.map(({ rule, message }) => [rule, message])).toEqual([]);
  expect(rest).toEqual({ key: 'notes', version: '1.2.3', counts: { reject: 0, review: 0, advice: 0 }, passes: true });
});

it('gives every finding a level, a sentence and a cure, in both languages', async () => {
  const files: Files = {
    'manifest.json': manifestWith({ models: 7 }, { license: 'mit', version: '1', description: undefined }),
    'README.md': '<script>alert(1)</script> [x](javascript:alert(1))',
    'frontend/a.jsx': 'fetch("https://api.shop.test/x"); const a = <img src="a.png">',
    'backend/.keep.txt': '',
    'note.txt': 'sk_live_0123456789abcdef0123',
  };
  const [english, spanish] = await Promise.all([preflight(addonWith(files)), preflight(addonWith(files), { locale: 'es' })]);
  for (const { message, cure } of [...english.findings, ...spanish.findings]) expect(message !== '' && cure !== '').toBe(true);
  expect(spanish.findings.map(({ rule }) => rule)).toEqual(english.findings.map(({ rule }) => rule));
  expect(spanish.findings.map(({ message }) => message)).not.toEqual(english.findings.map(({ message }) => message));
});

it('carries the verdict of the contract: an error and a warning both refuse', async () => {
  const capabilities = [
    { kind: 'db:write', target: 'users' },
    { kind: 'http:fetch', target: '*', reason: 'r' },
  ];
  expect(await found({ 'manifest.json': manifestWith({ capabilities }, { category: 'crm' }) })).toEqual([
    'reject PROM-REASON /capabilities/0/reason',
    'reject PROM-CORE /capabilities/0/target',
    'reject CAP-TARGET /capabilities/1/target',
  ]);
  expect(await found({}, { hostVersion: '4.0.0' })).toEqual(['reject REQ-HOST /compatibility/requires/0/version']);
});

describe('the listing', () => {
  const licence = (license: unknown): Files => ({ 'manifest.json': manifestWith({}, { license }) });
  it.each<Case>([
    ['no licence', licence(undefined), ['review PUB-LICENCE /metadata/license']],
    ['a blank licence', licence(' '), ['review PUB-LICENCE /metadata/license']],
    ['a licence by its nickname', licence('Apache 2'), ['review PUB-SPDX /metadata/license']],
    ['an unfinished expression', licence('(MIT OR Apache-2.0'), ['review PUB-SPDX /metadata/license']],
    ['an expression', licence('(MIT OR Apache-2.0) AND GPL-2.0-only WITH Classpath-exception-2.0'), []],
    ['a licence of its own', licence('LicenseRef-shop'), []],
    ['ten thousand brackets', licence('('.repeat(10_000)), ['review PUB-SPDX /metadata/license']],
    [
      'no description and no category',
      { 'manifest.json': manifestWith({}, { description: '', category: undefined }) },
      ['advice PUB-TEXT /metadata/description', 'advice PUB-TEXT /metadata/category'],
    ],
  ])('with %s', async (_, files, expected) => expect((await found(files)).sort()).toEqual([...expected].sort()));
});

describe('the README', () => {
  const readme = (text: string | Uint8Array): Files => ({ 'README.md': text });
  const without: Files = { 'manifest.json': manifestWith({}, { readme: undefined }) };
  it('is missed', async () => {
    const files = addonWith(without);
    files.delete('README.md');
    expect((await preflight(files)).findings.map(({ rule, level }) => `${level} ${rule}`)).toEqual(['review PUB-README']);
  });
  it.each<Case>([
    ['nothing in it', readme('  \n'), ['review PUB-README README.md']],
    ['5 MB', readme('x'.repeat(5 * 1024 * 1024)), ['review PUB-README-SIZE README.md']],
    ['no UTF-8', readme(Uint8Array.of(0xff, 0xfe, 0x41)), ['review PUB-README-TEXT README.md']],
    ['a script', readme('# a\n<ScRiPt src=x>'), ['review PUB-README-HTML README.md:2:1']],
    ['a handler', readme('<img alt="" onerror=alert(1)>'), ['review PUB-README-HTML README.md:1:1']],
    ['a script in code, which is shown', readme('`<script>` and\n```\n<script>\n```\n'), []],
    ['a javascript: link', readme('[a](javascript:alert(1))'), ['review PUB-README-LINK README.md:1:5']],
    ['a javascript: link in disguise', readme('[a](Java\u0001Script:x)'), ['review PUB-README-LINK README.md:1:5']],
    ['a data: picture', readme('![a](data:text/html,x)'), ['review PUB-README-LINK README.md:1:6']],
    ['a javascript: reference', readme('[a][b]\n\n[b]: javascript:x'), ['review PUB-README-LINK README.md:3:6']],
    ['a picture that is there', readme('![a](./shot.png) [b](https://x.test) [c](mailto:a@x.test) [d](#e)'), []],
    ['a picture that is not', readme('![a](docs/shot.png)'), ['review PUB-README-FILE README.md:1:6']],
    ['a picture over http', readme('![a](http://x.test/a.png)'), ['review PUB-README-LINK README.md:1:6']],
  ])('with %s', async (_, files, expected) => expect(await found(files)).toEqual(expected));
});

describe('pictures', () => {
  const shot = (content: string | Uint8Array, name = 'shot.svg'): Files => ({
    'manifest.json': manifestWith({}, { screenshots: [name] }),
    [name]: content,
  });
  const place = '/metadata/screenshots/0';
  const svg = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`;
  it.each<Case>([
    ['a plain SVG', shot(svg('<path d="M0 0"/>')), []],
    ['an SVG with its prologue', shot(`<?xml version="1.0"?>\n<!-- a -->${svg('')}`), []],
    ['a script', shot(svg('<script>alert(1)</script>')), [`reject PUB-SVG ${place}`]],
    ['a script by prefix', shot(svg('<s:script/>')), [`reject PUB-SVG ${place}`]],
    ['a handler', shot(svg('<g onload="x()"/>')), [`reject PUB-SVG ${place}`]],
    ['a javascript: link', shot(svg('<a href=" java&#10;script:x"/>')), [`reject PUB-SVG ${place}`]],
    ['HTML inside', shot(svg('<foreignObject/>')), [`reject PUB-SVG ${place}`]],
    ['an entity', shot(`<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`), [`reject PUB-SVG ${place}`]],
    ['an animated link', shot(svg('<set attributeName="xlink:href" to="x"/>')), [`reject PUB-SVG ${place}`]],
    ['a picture from outside', shot(svg('<image href="https://x.test/a"/>')), [`reject PUB-SVG ${place}`]],
    ['a page that is called a picture', shot('<html><svg/></html>', 'a.png'), [`review PUB-PICTURE ${place}`]],
    [
      'three megabytes',
      shot(
        Uint8Array.from({ length: 3 << 20 }, (_, at) => PICTURE[at] ?? 0),
        'a.png',
      ),
      [`review PUB-PICTURE-SIZE ${place}`],
    ],
    [
      'an address',
      { 'manifest.json': manifestWith({}, { screenshots: ['https://x.test/a.png'] }) },
      [`review PUB-PICTURE-REMOTE ${place}`],
    ],
  ])('with %s', async (_, files, expected) => expect(await found(files)).toEqual(expected));
});

describe('hosts', () => {
  const declared = manifestWith({ capabilities: [{ kind: 'http:fetch', target: '*.shop.test', reason: 'r' }] });
  const source = (text: string | Uint8Array, file = 'frontend/a.ts'): Files => ({ 'manifest.json': declared, [file]: text });
  it.each<Case>([
    ['a declared host', source('fetch("https://api.shop.test/x"); fetch(`https://shop.test`)'), []],
    ['a call elsewhere', source('a();\nfetch("https://evil.test/x")'), ['reject PUB-CALL frontend/a.ts:2:8']],
    ['a host that only ends alike', source('fetch("https://evilshop.test/x")'), ['reject PUB-CALL frontend/a.ts:1:8']],
    ['a name before an @', source('fetch("https://api.shop.test@evil.test/x")'), ['reject PUB-CALL frontend/a.ts:1:8']],
    ['capitals', source('fetch("HTTPS://x"); axios.post("https://EVIL.test/")'), ['reject PUB-CALL frontend/a.ts:1:33']],
    ['a socket', source("new WebSocket('wss://evil.test')"), ['reject PUB-CALL frontend/a.ts:1:16']],
    ['an old request', source('x.open("POST", "https://evil.test/")'), ['reject PUB-CALL frontend/a.ts:1:17']],
    ['Go', source('http.Get("https://evil.test")', 'backend/main.go'), ['reject PUB-CALL backend/main.go:1:11']],
    [
      'Go with a context',
      source('http.NewRequestWithContext(ctx, "GET", "https://evil.test", nil)', 'backend/main.go'),
      ['reject PUB-CALL backend/main.go:1:41'],
    ],
    [
      'the cloud’s metadata',
      source('http.Get("http://169.254.169.254/latest")', 'backend/main.go'),
      ['reject PUB-CALL backend/main.go:1:11'],
    ],
    ['an address that is only there', source('const a = "https://docs.test/"'), ['advice PUB-URL frontend/a.ts:1:12']],
    [
      'comments and namespaces',
      source('// fetch("https://evil.test")\n/* "https://evil.test" */ const ns = "http://www.w3.org/2000/svg"'),
      [],
    ],
    ['a part that is computed', source('fetch(`https://${host}/x`)'), []],
    ['a quote that never ends', source('const a = "\nfetch("https://evil.test/x")'), ['reject PUB-CALL frontend/a.ts:2:8']],
  ])('with %s', async (_, files, expected) => expect(await found(files)).toEqual(expected));

  it('in the strings of a module are told, once each', async () => {
    const module = wasmModule({ functions: ['alloc', '_start', ' https://evil.test/a', 'https://evil.test/b'] });
    expect(await found(source(module, 'backend/backend.wasm'))).toEqual(['advice PUB-URL backend/backend.wasm']);
  });
});

it('a file is looked through for secrets up to a length, and a longer one is told', async () => {
  const told = async (bytes: number) => {
    const content = new Uint8Array(bytes).fill(46);
    content.set(new TextEncoder().encode(' sk_live_0123456789abcdef0123 '), bytes - 40);
    return (await found({ 'backend/data.bin': content })).filter((line) => /PUB-SECRET|PUB-UNSEARCHED/.test(line));
  };
  expect([await told(MAX_SEARCHED_BYTES), await told(MAX_SEARCHED_BYTES + 1)]).toEqual([
    ['reject PUB-SECRET backend/data.bin'],
    ['advice PUB-UNSEARCHED'],
  ]);
});

describe('secrets', () => {
  // Put together here: written out, the tools that guard this repository would find them too.
  const stripe = ['sk', 'live', '0123456789abcdef0123'].join('_');
  const slack = ['xoxb', '012345678901', 'abcdefghijkl'].join('-');
  it.each<Case>([
    ['a key in a source', { 'frontend/a.js': `\nconst k = "${stripe}"` }, ['reject PUB-SECRET frontend/a.js:2:12']],
    ['a key in a README', { 'README.md': `use ${slack}` }, ['reject PUB-SECRET README.md:1:5']],
    [
      'a key in a binary',
      { 'frontend/a.bin': Uint8Array.from(`\0${stripe}\0`, (c) => c.charCodeAt(0)) },
      ['reject PUB-SECRET frontend/a.bin'],
    ],
    ['a test key', { 'frontend/a.js': 'const k = "sk_test_0123456789abcdef0123"' }, []],
    ['a database’s address', { 'frontend/a.js': 'x = "postgres://u:hunter22@db.shop.test/x"' }, ['reject PUB-SECRET frontend/a.js:1:6']],
    [
      'a value that could be one',
      { 'frontend/a.js': 'const api_key = "Zk3Jq8Lw9Xb2Rt5Vn7Yc"' },
      ['review PUB-SECRET-MAYBE frontend/a.js:1:7'],
    ],
    ['a word', { 'frontend/a.js': 'const password = "correct-horse-battery-staple"' }, []],
  ])('with %s', async (_, files, expected) => expect((await found(files)).filter((line) => !line.includes('PUB-URL'))).toEqual(expected));

  it('in the manifest are told once, at their place', async () => {
    const lines = await found({ 'manifest.json': manifestWith({}, { description: `key ${stripe}` }) });
    expect(lines).toEqual(['reject PUB-SECRET manifest.json:8:25']);
  });

  it('names what is too long to be searched', async () => {
    expect(await found({ 'frontend/a.bin': new Uint8Array(9 << 20) })).toEqual(['advice PUB-UNSEARCHED']);
  });
});

describe('the module', () => {
  const backend = (module: Uint8Array): Files => ({ 'backend/backend.wasm': module });
  const options = { dryRun: dryInstantiate };
  it('loads against an empty host', async () => {
    const good = wasmModule({ functions: ['alloc', 'handle_request'], imports: [['metacore_host', 'log']] });
    expect(await found(backend(good), options)).toEqual([]);
  });
  it('exports something to call', async () => {
    expect(await found(backend(wasmModule({ functions: ['alloc'] })), options)).toEqual(['reject PUB-WASM-ENTRY backend/backend.wasm']);
  });
  it('is a module through and through', async () => {
    const cut = wasmModule({ functions: ['alloc', '_start'] });
    const broken = Uint8Array.from([...cut, 10, 3, 1, 1, 0]);
    expect(await found(backend(broken), options)).toEqual(['reject PUB-WASM-LOAD backend/backend.wasm']);
  });
  it('may import from a module called __proto__, which pollutes nothing', async () => {
    const strange = wasmModule({
      functions: ['alloc', 'handle_request'],
      imports: [
        ['__proto__', 'polluted'],
        ['metacore_host', '__proto__'],
      ],
    });
    expect(await dryInstantiate(strange)).toEqual({ ok: true, reason: '' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  it('asks for memory that is given', async () => {
    const { ok, reason } = await dryInstantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 4, 1, 0, 0x80, 0x80, 0x04));
    expect({ ok, reason }).toEqual({ ok: false, reason: 'it asks for 65536 pages of memory, 4096 are given at most' });
  });
});

describe('migrations', () => {
  const migration = (text: string): Files => ({ 'migrations/0001.sql': text });
  it.each<Case>([
    ['the own schema', migration('alter table addon_notes.a add column b text; insert into a values (1); update public.a set b = 1;'), []],
    ['another schema', migration('select 1;\nupdate crm.a set b = 1;'), ['reject PUB-SQL-RELATION migrations/0001.sql:2:8']],
    ['a core table', migration('alter table users add column x text;'), ['reject PUB-SQL-RELATION migrations/0001.sql:1:13']],
    ['a core table by its schema', migration('drop table public.roles;'), ['reject PUB-SQL-RELATION migrations/0001.sql:1:12']],
    [
      'a core table in a CTE',
      migration('with x as (delete from "public"."users" returning 1) select 1;'),
      ['reject PUB-SQL-RELATION migrations/0001.sql:1:24'],
    ],
    ['a truncated table', migration('truncate crm.a, b;'), ['reject PUB-SQL-RELATION migrations/0001.sql:1:10']],
    ['reading elsewhere', migration('insert into a select * from crm.b;'), []],
    ...[
      'drop schema public cascade',
      'alter table a set schema crm',
      'create table crm.a as select 1',
      'select 1 into crm.a',
      'create view crm.v as select 1',
      'create or replace view public.users as select 1',
      'refresh materialized view crm.m',
      'drop view users',
      'drop materialized view crm.m',
      'drop index crm.i',
      'create sequence crm.s',
      'alter sequence crm.s restart',
      'create policy p on users using (true)',
      'drop policy p on public.users',
      'drop trigger t on users',
      'drop rule r on crm.a',
      'lock table roles',
      'copy users from stdin',
      "do $$ begin update users set email = 'x'; end $$",
      'create function f() returns void language sql as $$ delete from public.roles $$',
      "do $$ begin execute 'drop table ' || 'organizations'; end $$",
    ].map((statement): Case => [
      statement,
      migration(`select 1;\n${statement};`),
      [expect.stringMatching(/^reject PUB-SQL-RELATION migrations\/0001\.sql:2:/)],
    ]),
    ['a table of the session', migration('create temp table users (a int);'), []],
    [
      'parts of the own tables',
      migration('create policy p on a using (true); drop trigger t on a; drop index i; create view v as select 1;'),
      [],
    ],
    ['copies for reading', migration('copy users to stdout;'), []],
    [
      'the place of a name that stands twice',
      migration('select 1 from users;\ndo $$ begin\n  delete from users; end $$;'),
      ['reject PUB-SQL-RELATION migrations/0001.sql:3:15'],
    ],
    ['what the deny list names', migration('drop database x;'), ['reject GATE-SQL-STATEMENT migrations/0001.sql:1:1']],
  ])('with %s', async (_, files, expected) => expect(await found(files, sql)).toEqual(expected));
});

describe('accessibility of the sources', () => {
  it.each<Case>([
    ['a picture without a text', { 'frontend/a.tsx': 'x = <img src={a > b ? "c" : d} />' }, ['advice PUB-A11Y-ALT frontend/a.tsx:1:5']],
    ['a picture with one', { 'frontend/a.tsx': '<img alt="" src="a"/><img {...props}/>' }, []],
    ['a click on nothing', { 'frontend/a.tsx': '<div onClick={() => go()}>a</div>' }, ['advice PUB-A11Y-CLICK frontend/a.tsx:1:1']],
    ['a click on a button', { 'frontend/a.tsx': '<button onClick={() => go()}>a</button><div role="button" onClick={x}/>' }, []],
    ['an order of its own', { 'frontend/a.html': '<html lang="en"><p tabindex="3">' }, ['advice PUB-A11Y-TABINDEX frontend/a.html:1:17']],
    ['a page without a language', { 'frontend/a.html': '<html><p>' }, ['advice PUB-A11Y-LANG frontend/a.html:1:1']],
  ])('with %s', async (_, files, expected) => expect(await found(files)).toEqual(expected));
});

it('names core models that are going away, as far as it is told of them', async () => {
  const manifest = manifestWith({ capabilities: [{ kind: 'db:read', target: 'core.Branch', reason: 'r' }] });
  const options = { deprecatedModels: { 'core.Branch': 'core.Site' } };
  expect(await found({ 'manifest.json': manifest }, options)).toEqual(['advice PUB-DEPRECATED /capabilities/0/target']);
  expect(await found({ 'manifest.json': manifest })).toEqual([]);
});

describe('the version', () => {
  const last = { files: asBytes({ 'manifest.json': manifestWith(), 'README.md': 'old' }) };
  const version = (text: string, members = {}): Files => ({ 'manifest.json': manifestWith(members, { version: text }) });
  it.each<Case>([
    ['the same', version('1.2.3'), ['reject PUB-VERSION /metadata/version']],
    ['an earlier one', version('1.2.3-rc.1'), ['reject PUB-VERSION /metadata/version']],
    ['a later one', version('1.2.4'), []],
    [
      'a patch for a new setting',
      version('1.2.4', { settings: [{ key: 'color', type: 'string', label: 'A' }] }),
      ['advice PUB-BUMP /metadata/version'],
    ],
  ])('is %s', async (_, files, expected) => expect(await found(files, { last })).toEqual(expected));
});

it('tries the signature that is given', async () => {
  const { bytes } = await packProject(addonWith());
  const [key, other] = [await generatePrivateKey(), await generatePrivateKey()];
  const signature = formatSignature(await signBundle(bytes, key));
  const signed = { packed: bytes, signature, key: key.publicKey };
  expect(await found({}, { signed })).toEqual([]);
  expect(await found({}, { signed: { ...signed, key: other.publicKey } })).toEqual(['reject PUB-SIGNATURE']);
  expect(await found({}, { signed: { ...signed, signature: 'x' } })).toEqual(['reject PUB-SIGNATURE']);
});

it('reports limits of the bundle', async () => {
  const frontend = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`frontend/${String(at)}.js`, '']));
  const { findings, packedBytes } = await preflight(addonWith(frontend));
  expect(packedBytes).toBe(null);
  expect(findings.filter(({ level }) => level === 'reject').map(({ rule }) => rule)).toEqual(['BUNDLE-TOO-MANY-FRONTEND-FILES']);
});

it('gives a report on whatever text stands in a file', async () => {
  const name = fc.constantFrom(
    'README.md',
    'frontend/a.tsx',
    'frontend/a.html',
    'backend/main.go',
    'backend/backend.wasm',
    'shot.png',
    'migrations/1.sql',
  );
  const piece = fc.constantFrom(
    '"',
    "'",
    '`',
    '/*',
    '//',
    '<img ',
    'fetch("https://',
    '](',
    '<svg',
    '{',
    '>',
    '\n',
    '\\',
    '${',
    'sk_live_',
    '://',
    '@',
    ' ',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  );
  await fc.assert(
    fc.asyncProperty(name, text, async (file, content) => {
      const { findings, counts } = await preflight(addonWith({ [file]: content }));
      expect(findings.length).toBe(counts.reject + counts.review + counts.advice);
      expect(findings.every(({ message, cure }) => message !== '' && cure !== '')).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it('does not take long over texts that are made to be slow', async () => {
  const attacks = [
    '<a '.repeat(100_000),
    '['.repeat(200_000),
    '"'.repeat(200_001),
    '<img '.repeat(50_000) + '{'.repeat(50_000),
    'https://a'.repeat(50_000),
    `<!--${'<'.repeat(200_000)}`,
  ];
  for (const attack of attacks) {
    const files = { 'README.md': attack.slice(0, 500_000), 'frontend/a.tsx': attack, 'frontend/b.html': attack, 'shot.png': attack };
    expect((await preflight(addonWith(files))).key).toBe('notes');
  }
});
