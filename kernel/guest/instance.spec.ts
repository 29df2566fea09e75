/** A guest in a thread of its own, as the kernel holds it in Node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../clock';
import type { KernelError } from '../errors';
import { createTestClock } from '../testing/guest';
import { testThreads } from '../testing/guest-threads';
import { relayed, relayModule } from '../testing/relay';
import { createBudget, MAX_HTTP_WAIT_MS } from './budget';
import { createInstance, type Instance, MAX_BESIDE, MAX_SPAWNS_PER_MINUTE, type SpawnThread } from './instance';
import { prepareModule } from './prepare';
import type { HostAnswer, HostCall } from './runner';

const corpus = process.env.PLAYGROUND_CORPUS;
if (corpus === undefined) process.stderr.write('instance.spec.ts: guests of the corpus are skipped, PLAYGROUND_CORPUS is not set\n');

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const MEMORY = { before: 0, after: 0 };
const opened: Instance[] = [];
afterEach(() => {
  for (const instance of opened.splice(0)) instance.drop();
});

interface Making {
  bytes?: Uint8Array;
  clock?: Parameters<typeof createInstance>[0]['clock'];
  spawn?: SpawnThread;
  timeoutMs?: number;
}

function made({ bytes = relayModule(), clock = SYSTEM_CLOCK, spawn = testThreads(), timeoutMs = 10_000 }: Making = {}) {
  const prepared = prepareModule(bytes, 64);
  const errors: unknown[] = [];
  const instance = createInstance({
    module: { bytes: prepared.bytes, ceiling: prepared.pages },
    spawn,
    clock,
    timeoutMs,
    reportError: (error) => errors.push(error),
  });
  opened.push(instance);
  return {
    errors,
    instance,
    call: async (
      name: string,
      payload: Uint8Array = utf8('{}'),
      answer: (call: HostCall) => Promise<HostAnswer> = () => Promise.resolve(utf8('answer')),
      inTransaction = false,
    ) => new TextDecoder().decode(await instance.call({ function: name, payload, answer, inTransaction, log: () => undefined })),
  };
}

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error as KernelError).code,
  );

/** Threads that the spec moves by hand: no clock has to be waited for. */
function byHand() {
  const threads: {
    calls: string[];
    ended: boolean;
    answers: HostAnswer[];
    tell: Parameters<SpawnThread>[1];
    lost: Parameters<SpawnThread>[2];
  }[] = [];
  const spawn: SpawnThread = (_, tell, lost) => {
    const thread = { calls: [] as string[], ended: false, answers: [] as HostAnswer[], tell, lost };
    threads.push(thread);
    return {
      call: (message) => void thread.calls.push(message.function),
      answer: (answer) => void thread.answers.push(answer),
      end: () => void (thread.ended = true),
    };
  };
  return { threads, spawn };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a guest in a thread', () => {
  it('asks the kernel and waits for its answer, however long that is', async () => {
    const { call } = made();
    const long = 'ñ'.repeat(300_000);
    const answer = async ({ name, args }: HostCall): Promise<HostAnswer> => {
      await turn();
      return utf8(`${name} ${new TextDecoder().decode(args[0] ?? undefined)} ${long}`);
    };
    expect(await call('call_env_get', relayed('key'), answer)).toBe(`env_get key ${long}`);
    expect(await call('call_env_get', relayed('other'), answer)).toBe(`env_get other ${long}`);
  });

  it('gets 0 where answering it fails, which is reported', async () => {
    const { call, errors } = made();
    const broken = new Error('the host is broken');
    expect(await call('call_env_get', relayed('key'), () => Promise.reject(broken))).toBe('');
    expect(errors).toEqual([broken]);
  });

  it('that spins is ended at its time, and the next call gets a fresh one', async () => {
    const { call } = made({ timeoutMs: 2000 });
    await call('count');
    expect(await codeOf(call('spin'))).toBe('timeout');
    expect((await call('count')).charCodeAt(0)).toBe(1);
  });

  it('that broke is replaced', async () => {
    const { call } = made();
    await call('count');
    expect(await codeOf(call('trap'))).toBe('runtime_error');
    expect((await call('count')).charCodeAt(0)).toBe(1);
    expect((await call('count')).charCodeAt(0)).toBe(2);
  });

  it.skipIf(corpus === undefined).each(['as', 'go', 'js', 'wat'])('written in %s answers', async (language) => {
    const { call } = made({ bytes: readFileSync(join(corpus ?? '', 'guests', language, 'guest.wasm')) });
    expect(JSON.parse(await call('query', utf8('{}'), () => Promise.resolve(utf8('[1]'))))).toEqual({ ok: true, rows: [1] });
  });
});

describe('calls of a guest', () => {
  it('come one at a time, in their order', async () => {
    const { threads, spawn } = byHand();
    const { call } = made({ spawn });
    const both = [call('first'), call('second')];
    await turn();
    expect(threads.map(({ calls }) => calls)).toEqual([['first']]);
    threads[0]?.tell({ type: 'output', output: utf8('1'), memory: MEMORY });
    await turn();
    threads[0]?.tell({ type: 'output', output: utf8('2'), memory: MEMORY });
    expect([await Promise.all(both), threads.length]).toEqual([['1', '2'], 1]);
  });

  it('inside a transaction do not wait for one outside of it, which may wait for that transaction; four at most', async () => {
    const { threads, spawn } = byHand();
    const { call } = made({ spawn });
    const inside = (name: string) => call(name, utf8('{}'), undefined, true);
    const all = [call('outside'), ...Array.from({ length: MAX_BESIDE }, () => inside('inside'))];
    await turn();
    expect(await codeOf(inside('one too many'))).toBe('guest_busy');
    threads.forEach(({ tell }, index) => tell({ type: 'output', output: utf8(String(index)), memory: MEMORY }));
    expect((await Promise.all(all)).sort()).toEqual(['0', '1', '2', '3', '4']);
    expect(threads.filter(({ ended }) => ended)).toHaveLength(MAX_BESIDE);
  });

  it('that are stopped wait for the host call that is under way before anybody is told', async () => {
    const { threads, spawn } = byHand();
    const clock = createTestClock();
    const { call } = made({ spawn, clock, timeoutMs: 1000 });
    let answerHost = (): void => undefined;
    const answered = new Promise<HostAnswer>((resolve) => {
      answerHost = () => resolve(null);
    });
    let told = '';
    const code = codeOf(call('f', utf8('{}'), () => answered)).then((given) => (told = given));
    await turn();
    threads[0]?.tell({ type: 'begun' });
    threads[0]?.tell({ type: 'ask', call: { name: 'data_mutate', args: [] } });
    clock.advance(1000);
    await turn();
    expect([threads[0]?.ended, told]).toEqual([true, '']);
    answerHost();
    await code;
    expect([told, threads[0]?.answers]).toEqual(['timeout', []]);
  });

  it('are canceled where the addon is changed, and none begins after that', async () => {
    const { threads, spawn } = byHand();
    const { call, instance } = made({ spawn });
    const code = codeOf(call('f'));
    await turn();
    instance.drop();
    expect([await code, threads[0]?.ended, await codeOf(call('f'))]).toEqual(['canceled', true, 'canceled']);
  });

  it('whose thread is lost fail, and the next one begins a new thread', async () => {
    const { threads, spawn } = byHand();
    const { call } = made({ spawn });
    const code = codeOf(call('f'));
    await turn();
    threads[0]?.lost('out of memory');
    expect(await code).toBe('runtime_error');
    void codeOf(call('g'));
    await turn();
    expect(threads[1]?.calls).toEqual(['g']);
  });

  it('begin so many threads in a minute and no more', async () => {
    const { threads, spawn } = byHand();
    const clock = createTestClock();
    const { call } = made({ spawn, clock });
    const broken = async (): Promise<string> => {
      const code = codeOf(call('f'));
      await turn();
      threads.at(-1)?.lost('broken');
      return code;
    };
    for (let times = 0; times < MAX_SPAWNS_PER_MINUTE; times += 1) expect(await broken()).toBe('runtime_error');
    expect(await codeOf(call('f'))).toBe('guest_busy');
    clock.advance(60_001);
    expect(await broken()).toBe('runtime_error');
  });
});

describe('the time of a call', () => {
  it('does not run while it waits for HTTP, which has a cap of its own', () => {
    const clock = createTestClock();
    let over = 0;
    const budget = createBudget(clock, 1000, () => (over += 1));
    clock.advance(600);
    budget.pause();
    clock.advance(MAX_HTTP_WAIT_MS - 1);
    budget.resume();
    clock.advance(399);
    expect(over).toBe(0);
    budget.pause();
    clock.advance(1);
    expect(over).toBe(1);
  });

  it('is its own again behind HTTP', () => {
    const clock = createTestClock();
    let over = 0;
    const budget = createBudget(clock, 1000, () => (over += 1));
    budget.pause();
    clock.advance(5000);
    budget.resume();
    clock.advance(999);
    expect(over).toBe(0);
    clock.advance(1);
    expect([over, clock.waiting()]).toEqual([1, 0]);
  });
});
