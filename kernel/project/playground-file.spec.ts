import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { PLAYGROUND_FILE, playgroundText, withPlaygroundMembers } from '../contract/playground-members';
import { besideManifest, setMocks } from '../host/beside';
import { decodeLink, encodeLink } from '../link/link';
import { manifestWith } from '../testing/kernel';
import fc from '../testing/property';
import { createDesk, USUAL_ANSWER } from '../outbound/mock-server';
import { checkPlayground, MAX_PLAYGROUND_CHARS, readPlayground } from './playground-file';
import { checkProject, packProject } from './project';

const WHOLE = {
  host_version: '3.1.0',
  host_profile: 'templating',
  backend: {
    runtime: 'wasm',
    entry: 'backend/backend.wasm',
    exports: ['Pay'],
    hooks: { 'Order::pay': 'Pay' },
    memory_limit_mb: 64,
    timeout_ms: 5000,
  },
  run_in_tx: ['Order.pay'],
  settings: { rate: 16, label: 'x' },
  mocks: { '*': { status: 503 }, 'https://a.example/': { status: 200, body: { ok: true } } },
};
const SCHEMA = JSON.parse(readFileSync('schemas/playground.json', 'utf8')) as object;
const validate = new Ajv2020({ strict: false }).compile(SCHEMA);

const told = (text: string, locale: 'en' | 'es' = 'en') =>
  readPlayground(text, locale).diagnostics.map(({ range, path, rule, message, cure }) => [range?.startLine, path, rule, message, cure]);

const MANIFEST = manifestWith('shop', [{ key: 'Order', table: 'orders', columns: [{ name: 'total', type: 'integer' }] }], {
  settings: [
    { key: 'rate', type: 'integer' },
    { key: 'token', type: 'secret' },
  ],
  contributions: { actions: [{ key: 'pay', target_model: 'Order', handler: { type: 'compiled', function: 'noop' } }] },
});

describe('playground.json', () => {
  it('is read as it is written', () => {
    expect(readPlayground(playgroundText(WHOLE))).toEqual({ members: WHOLE, diagnostics: [] });
    expect(readPlayground('{}')).toEqual({ members: {}, diagnostics: [] });
  });

  it('has unknown members told with their line and what was meant, and the rest of it holds', () => {
    const text = '{\n  "host_version": "3.1.0",\n  "setings": {},\n  "backend": {\n    "timeout": 5\n  }\n}';
    expect(told(text)).toEqual([
      [3, '/setings', 'PLAYGROUND-UNKNOWN', 'playground.json has no member "setings" here.', 'Did you mean "settings"?'],
      [
        5,
        '/backend/timeout',
        'PLAYGROUND-UNKNOWN',
        'playground.json has no member "timeout" here.',
        'Remove it; there are: "runtime", "entry", "url", "exports", "hooks", "memory_limit_mb", "timeout_ms".',
      ],
    ]);
    expect(readPlayground(text).members).toEqual({ host_version: '3.1.0', backend: {} });
    expect(told('{"setings": 1}', 'es')).toEqual([
      [1, '/setings', 'PLAYGROUND-UNKNOWN', 'playground.json no tiene aquí un miembro "setings".', '¿Quiso decir "settings"?'],
    ]);
  });

  it.each([
    ['host_version', 3, 'This must be a text, and is a whole number.'],
    ['host_version', '3.1', 'This is not written as it is read.'],
    ['host_profile', 'kernal', 'This must be one of: "kernel", "templating".'],
    ['backend', [], 'This must be an object, and is a list.'],
    ['backend', null, 'This must be an object, and is null.'],
    ['run_in_tx', 'Order.pay', 'This must be a list, and is a text.'],
    ['settings', true, 'This must be an object, and is true or false.'],
    ['mocks', 1.5, 'This must be an object, and is a number.'],
  ])('%s as %j is told and left out', (name, value, message) => {
    const { members, diagnostics } = readPlayground(JSON.stringify({ [name]: value }));
    expect([members, diagnostics.map((one) => [one.path, one.severity, one.message])]).toEqual([{}, [[`/${name}`, 'warning', message]]]);
  });

  it('loses what is wrong in a list or a table of names alone', () => {
    const text = JSON.stringify({
      run_in_tx: ['Order.pay', 7, 'pay'],
      mocks: { a: { status: 99 }, b: { status: 404 }, c: 'x' },
      backend: { memory_limit_mb: 0, runtime: 'wasm' },
    });
    const { members, diagnostics } = readPlayground(text);
    expect(members).toEqual({ run_in_tx: ['Order.pay'], mocks: { a: {}, b: { status: 404 } }, backend: { runtime: 'wasm' } });
    expect(diagnostics.map(({ path }) => path)).toEqual([
      '/run_in_tx/1',
      '/run_in_tx/2',
      '/mocks/a/status',
      '/mocks/c',
      '/backend/memory_limit_mb',
    ]);
  });

  it('is bounded: its length, its lists, an answer’s body, and what is told of it', () => {
    const blank = (chars: number) => `{${' '.repeat(chars - 2)}}`;
    expect(told(blank(MAX_PLAYGROUND_CHARS))).toEqual([]);
    expect(told(blank(MAX_PLAYGROUND_CHARS + 1)).map(([, , rule]) => rule)).toEqual(['PLAYGROUND-BOUND']);
    const actions = (count: number) => readPlayground(JSON.stringify({ run_in_tx: Array.from({ length: count }, () => 'A.b') }));
    expect([actions(200).diagnostics, actions(201).diagnostics.length, actions(201).members.run_in_tx?.length]).toEqual([[], 1, 200]);
    const body = (chars: number) => readPlayground(JSON.stringify({ mocks: { a: { body: 'x'.repeat(chars) } } }));
    expect([body(65_536).diagnostics, body(65_537).members, body(65_537).diagnostics.length]).toEqual([[], { mocks: {} }, 1]);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`x${String(n)}`, 1]));
    expect(readPlayground(JSON.stringify(many)).diagnostics).toHaveLength(100);
  });

  it('that is no JSON is told at its line, and says nothing', () => {
    const { members, diagnostics } = readPlayground('{\n  "host_version": "3.1.0",\n}');
    expect([members, diagnostics.map(({ rule, range, file }) => [rule, range?.startLine, file])]).toEqual([
      {},
      [['JSON-TRAILING-COMMA', 2, PLAYGROUND_FILE]],
    ]);
    expect(readPlayground('').members).toEqual({});
  });

  it('is read as its schema says, whatever it holds', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('3.0.0', 'kernel', 'A.b', ['A.b'], {}, { status: 200 }, { a: { status: 1 } }, 64),
    );
    const member = fc.oneof(fc.constantFrom(...Object.keys(WHOLE)), fc.string());
    fc.assert(
      fc.property(fc.dictionary(member, value), (file) => {
        const { members, diagnostics } = readPlayground(JSON.stringify(file));
        expect(diagnostics.length === 0).toBe(validate(file));
        expect(validate(members)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a project says beside its manifest', () => {
  const files = (beside: object, manifest: object = MANIFEST) =>
    new Map([
      ['manifest.json', JSON.stringify(manifest)],
      [PLAYGROUND_FILE, JSON.stringify(beside)],
    ]);

  it('names settings and actions that the manifest has, and no secret', () => {
    const text = '{\n"settings": {"rate": 8,\n"token": "s3cret",\n"rat": 1},\n"run_in_tx": ["Order.pay",\n"Order.pya"]}';
    const { members } = readPlayground(text);
    expect(checkPlayground(text, MANIFEST, members).map(({ range, rule, cure }) => [range?.startLine, rule, cure])).toEqual([
      [3, 'PLAYGROUND-SECRET', 'Remove it.'],
      [4, 'PLAYGROUND-SETTING', 'Did you mean "rate"?'],
      [6, 'PLAYGROUND-ACTION', 'Did you mean "Order.pay"?'],
    ]);
    expect(besideManifest(MANIFEST, members)).toEqual({
      settings: { rate: 8 },
      backend: { runInTx: ['Order.pay', 'Order.pya'], tools: {} },
    });
  });

  it('is the host that it is judged for, unless another is asked for', () => {
    const needs = { ...MANIFEST, compatibility: { requires: [{ key: 'kernel', version: '>=3.4.0' }] } };
    const rules = (beside: object, hostVersion?: string) =>
      checkProject(files(beside, needs), hostVersion === undefined ? {} : { hostVersion }).diagnostics.map(({ rule }) => rule);
    const unfit = rules({});
    expect(rules({ host_version: '3.4.1' })).not.toEqual(unfit);
    expect(rules({ host_version: '3.4.1' }, '3.0.0')).toEqual(unfit);
  });

  it('is told among the findings of the project, and is none of its bundle', async () => {
    const asked = files({ host: 1 });
    expect(checkProject(asked).diagnostics.filter(({ file }) => file === PLAYGROUND_FILE)).toMatchObject([
      { rule: 'PLAYGROUND-UNKNOWN', path: '/host' },
    ]);
    const plain = manifestWith('shop', [], { compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] } });
    const packed = await packProject(files(WHOLE, plain));
    const without = await packProject(new Map([['manifest.json', JSON.stringify(plain)]]));
    expect([[...packed.included.keys()], packed.digest]).toEqual([['manifest.json'], without.digest]);
  });

  it('goes with a link', () => {
    const linked = Object.fromEntries(files(WHOLE));
    expect(decodeLink(encodeLink({ app: '1', title: 'Shop', files: linked })).files).toEqual(linked);
  });

  it('is what servers answer until it says something else', () => {
    const desk = createDesk();
    const answerOf = (url: string) => desk.answer({ method: 'POST', url, headers: {}, body: null });
    setMocks(desk, { mocks: { 'https://a.example/': { body: { ok: true } }, '*': { status: 503, body: 'busy' } } });
    expect([answerOf('https://a.example/'), answerOf('https://b.example/')]).toEqual([
      { status: 200, body: '{"ok":true}', headers: {} },
      { status: 503, body: 'busy', headers: {} },
    ]);
    setMocks(desk, {});
    expect(answerOf('https://a.example/')).toEqual(USUAL_ANSWER);
  });

  it('keeps what else it says when a conversion adds to it, and is left alone where it is no object', () => {
    const merged = withPlaygroundMembers('{"host_version": "3.1.0", "run_in_tx": []}', { run_in_tx: ['A.b'] });
    expect(JSON.parse(merged)).toEqual({ host_version: '3.1.0', run_in_tx: ['A.b'] });
    expect([withPlaygroundMembers(undefined, {}), withPlaygroundMembers('{', { run_in_tx: [] })]).toEqual(['{}\n', '{']);
  });
});
