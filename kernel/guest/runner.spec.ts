import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOST_MODULE } from '../contract/wasm/abi';
import { relayed, relayModule } from '../testing/relay';
import { leb } from '../contract/wasm/leb';
import { BUMP_ALLOC, buildModule, type BuiltFunction, type BuiltModule, wasm } from '../testing/wasm';
import { type LogLine, MAX_LINE_CHARS, MAX_LOG_CHARS, MAX_LOG_LINES } from './output';
import { prepareModule } from './prepare';
import { blockingBridge, createRunner, type HostCall, MAX_OUTPUT_BYTES } from './runner';

const corpus = process.env.PLAYGROUND_CORPUS;
if (corpus === undefined) process.stderr.write('runner.spec.ts: guests of the corpus are skipped, PLAYGROUND_CORPUS is not set\n');

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const LOG = { module: HOST_MODULE, name: 'log', signature: 'ii:' };
const ENV_GET = { module: HOST_MODULE, name: 'env_get', signature: 'ii:l' };

function guest(bytes: Uint8Array, answer = (call: HostCall): string | null => `answer to ${call.name}`, mebibytes = 64) {
  const prepared = prepareModule(bytes, mebibytes);
  const asked: HostCall[] = [];
  const lines: LogLine[] = [];
  const bridge = blockingBridge((call) => {
    asked.push(call);
    const text = answer(call);
    return text === null ? null : utf8(text);
  });
  const runner = createRunner({ bytes: prepared.bytes, ceiling: prepared.pages, bridge, tell: (line) => lines.push(line) });
  return {
    asked,
    lines,
    async run(name: string, payload: string | Uint8Array = '{}') {
      const ended = await runner.call(name, typeof payload === 'string' ? utf8(payload) : payload);
      if ('output' in ended) return new TextDecoder().decode(ended.output);
      const { code, reason } = ended.failure;
      return { code, reason };
    },
    async output(name: string, payload: string | Uint8Array = '{}'): Promise<string> {
      const ended = await runner.call(name, typeof payload === 'string' ? utf8(payload) : payload);
      return 'output' in ended ? new TextDecoder().decode(ended.output) : ended.failure.message;
    },
    fail: async (name: string) => {
      const ended = await runner.call(name, utf8('{}'));
      return 'failure' in ended ? ended.failure : null;
    },
  };
}

const usual = (functions: readonly BuiltFunction[], more: BuiltModule = {}) =>
  buildModule({ imports: [LOG, ENV_GET], globals: [4096], functions: [BUMP_ALLOC, ...functions], ...more });

describe.skipIf(corpus === undefined).each(['as', 'go', 'js', 'wat'])('the guest written in %s', (language) => {
  const made = (mebibytes = 64) =>
    guest(
      readFileSync(join(corpus ?? '', 'guests', language, 'guest.wasm')),
      ({ name }) => (name === 'db_query' ? '[{"one":1}]' : '{"success":true}'),
      mebibytes,
    );

  it('answers, asks the host, and says what it logs as it begins', async () => {
    const one = made();
    expect(JSON.parse(await one.output('echo', '{"a":"ñ"}'))).toEqual({ ok: true, echo: { a: 'ñ' } });
    expect(JSON.parse(await one.output('query'))).toEqual({ ok: true, rows: [{ one: 1 }] });
    expect(JSON.parse(await one.output('emit', '{"b":2}'))).toEqual({ ok: true });
    const told = one.asked.map(({ name, args }) => [name, ...args.map((arg) => new TextDecoder().decode(arg ?? undefined))]);
    expect(told).toEqual([
      ['db_query', 'SELECT 1 AS one', '[]'],
      ['event_emit', 'guest.emitted', '{"b":2}'],
    ]);
    expect(one.lines).toEqual([{ stream: 'log', text: 'guest init' }]);
  });

  it('that traps is told from one that used up its memory', async () => {
    // What JavaScript throws is caught by the engine that its module brings along, which answers it.
    const answered = (message: string) => ({ error: { code: 'runtime_error', message } });
    if (language === 'js') {
      expect(JSON.parse(await made().output('trap'))).toMatchObject(answered('trap requested'));
      expect(JSON.parse(await made(32).output('grow'))).toMatchObject(answered('out of memory'));
    } else {
      expect(await made().run('trap')).toMatchObject({ code: 'runtime_error' });
      expect(await made(32).run('grow')).toMatchObject({ code: 'memory_exhausted' });
    }
  });
});

describe('a guest', () => {
  it('hands every import what it was given, and gets what that answers through its own alloc', async () => {
    const one = guest(
      relayModule(),
      ({ name, args }) => `${name}(${args.map((arg) => new TextDecoder().decode(arg ?? undefined)).join()})`,
    );
    expect(await one.run('call_http_request', relayed('https://a.example', 'PUT', '{}', 'ñandú'))).toBe(
      'http_request(https://a.example,PUT,{},ñandú)',
    );
    expect(await one.run('call_ctx_get', relayed(''))).toBe('ctx_get()');
    expect(await one.run('call_log', relayed('hello'))).toBe('');
    expect(one.lines).toEqual([{ stream: 'log', text: 'hello' }]);
  });

  it('gets 0 where the import answers nothing', async () => {
    expect(await guest(relayModule(), () => null).run('call_env_get', relayed('key'))).toBe('');
  });

  it('keeps its memory from one call to the next', async () => {
    const one = guest(relayModule());
    await one.run('count');
    await one.run('count');
    expect((await one.output('count')).charCodeAt(0)).toBe(3);
  });

  it.each([
    ['trap', { code: 'runtime_error', reason: 'unreachable' }],
    ['recurse', { code: 'runtime_error', reason: 'stack_overflow' }],
    ['exit', { code: 'runtime_error', reason: 'exit' }],
    ['far', { code: 'invalid_result', reason: 'invalid_result' }],
    ['absent', { code: 'export_missing', reason: 'export_missing' }],
    ['memory', { code: 'export_missing', reason: 'export_missing' }],
    ['__proto__', { code: 'export_missing', reason: 'export_missing' }],
    ['nothing', ''],
  ])('whose function %s is called ends in %o', async (name, ended) => expect(await guest(relayModule()).run(name)).toEqual(ended));

  it('names the functions that were under way, by their numbers where it has no names', async () => {
    const failure = await guest(relayModule()).fail('trap');
    expect(failure?.frames).toEqual([expect.stringMatching(/^#\d+$/)]);
  });

  it('that has names is told by them', async () => {
    const inner = { signature: ':', body: wasm.unreachable };
    const outer = { name: 'f', signature: 'ii:l', body: [...wasm.call(3), ...wasm.i64(0)] };
    const named = buildModule({
      imports: [LOG, ENV_GET],
      globals: [4096],
      functions: [BUMP_ALLOC, inner, outer],
      names: { 3: 'shop.pay', 4: 'main' },
    });
    expect((await guest(named).fail('f'))?.frames).toEqual(['shop.pay', 'main']);
  });

  it.each<[string, readonly number[]]>([
    ['answers 0', wasm.i32(0)],
    ['leads out of the memory', wasm.i32(-8)],
  ])('whose alloc %s is not called', async (_, body) => {
    const lying = buildModule({
      functions: [
        { name: 'alloc', signature: 'i:i', body },
        { name: 'f', signature: 'ii:l', body: wasm.i64(0) },
      ],
    });
    expect(await guest(lying).run('f')).toEqual({ code: 'alloc_failed', reason: 'alloc_failed' });
  });

  it('may ask for an output of eight mebibytes and no more', async () => {
    const answering = (bytes: number) =>
      buildModule({
        memory: [0, ...leb(200)],
        globals: [4096],
        functions: [BUMP_ALLOC, { name: 'f', signature: 'ii:l', body: wasm.i64(bytes) }],
      });
    expect((await guest(answering(MAX_OUTPUT_BYTES)).output('f')).length).toBe(MAX_OUTPUT_BYTES);
    expect(await guest(answering(MAX_OUTPUT_BYTES + 1)).run('f')).toEqual({ code: 'invalid_result', reason: 'invalid_result' });
  });

  it('logs what lies in its memory, and what leads out of it is left out', async () => {
    const log = { name: 'f', signature: 'ii:l', body: [...wasm.i32(-4), ...wasm.i32(100), ...wasm.call(0), ...wasm.i64(0)] };
    const one = guest(usual([log]));
    expect([await one.run('f'), one.lines]).toEqual(['', []]);
  });

  it('asks with null for an argument that leads out of its memory', async () => {
    const ask = { name: 'f', signature: 'ii:l', body: [...wasm.i32(65_530), ...wasm.i32(7), ...wasm.call(1)] };
    const one = guest(usual([ask]));
    await one.run('f');
    expect(one.asked).toEqual([{ name: 'env_get', args: [null] }]);
  });

  it.each<[string, readonly number[]]>([
    ['logs', [...wasm.i32(0), ...wasm.i32(1), ...wasm.call(0)]],
    ['asks', [...wasm.i32(0), ...wasm.i32(1), ...wasm.call(1), ...wasm.drop]],
  ])('whose start section %s is refused', async (_, body) => {
    const one = guest(
      usual(
        [
          { signature: ':', body },
          { name: 'f', signature: 'ii:l', body: wasm.i64(0) },
        ],
        { start: 1 },
      ),
    );
    expect([await one.run('f'), one.asked]).toEqual([{ code: 'module_refused', reason: 'start_calls_host' }, []]);
  });

  it('may call the host from _initialize', async () => {
    const init = { name: '_initialize', signature: ':', body: [...wasm.i32(16), ...wasm.i32(2), ...wasm.call(0)] };
    const one = guest(usual([init, { name: 'f', signature: 'ii:l', body: wasm.i64(0) }], { data: [{ at: 16, bytes: [0x68, 0x69] }] }));
    await one.run('f');
    await one.run('f');
    expect(one.lines).toEqual([{ stream: 'log', text: 'hi' }]);
  });
});

describe('what a call says', () => {
  const said = (times: number, length: number) => {
    const loop = [
      ...[0x03, 0x40, ...wasm.i32(16), ...wasm.i32(length), ...wasm.call(0)],
      ...[...wasm.get(2), ...wasm.i32(1), ...wasm.add, 0x22, 2, ...wasm.i32(times), 0x48, 0x0d, 0, 0x0b],
      ...wasm.i64(0),
    ];
    return guest(
      usual([{ name: 'f', signature: 'ii:l', locals: 1, body: loop }], { data: [{ at: 16, bytes: Array<number>(8192).fill(0x61) }] }),
    );
  };
  it.each([
    ['lines', MAX_LOG_LINES + 5, 1, MAX_LOG_LINES, 5],
    ['characters', MAX_LOG_CHARS / MAX_LINE_CHARS + 2, 8000, MAX_LOG_CHARS / MAX_LINE_CHARS, 2],
  ])('has at most so many %s, and the rest is counted', async (_, times, length, told, leftOut) => {
    const one = said(times, length);
    await one.run('f');
    expect([one.lines.length, one.lines.at(-1)?.text]).toEqual([told + 1, `… and ${String(leftOut)} more lines, which are left out`]);
    expect(Math.max(...one.lines.map(({ text }) => text.length))).toBeLessThanOrEqual(MAX_LINE_CHARS);
    await one.run('f');
    expect(one.lines.length).toBe(2 * (told + 1));
  });
});
