/** Modules whose bytes were changed at random: each is refused, fails by name, or answers; none hangs, escapes or brings anything down. */
import { describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../clock';
import { KernelError } from '../errors';
import { cases } from '../testing/drawn';
import { testThreads } from '../testing/guest-threads';
import fc from '../testing/property';
import { relayed, relayModule } from '../testing/relay';
import { createInstance } from './instance';
import { prepareModule } from './prepare';
import { ModuleRefused } from './refusal';

/** Calls of modules that still are some: each needs a thread of its own. */
const CALLED = cases(20, 400);
const whole = relayModule();

const mutated = fc
  .array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), fc.constantFrom('set', 'drop', 'insert')), {
    minLength: 1,
    maxLength: 8,
  })
  .map((changes) => {
    const bytes = [...whole];
    for (const [at, value, how] of changes) {
      if (how === 'set') bytes[at % bytes.length] = value;
      else if (how === 'drop') bytes.splice(at % bytes.length, 1);
      else bytes.splice(at % bytes.length, 0, value);
    }
    return Uint8Array.from(bytes);
  });

/** Null where it is refused with a reason. */
function prepared(bytes: Uint8Array): ReturnType<typeof prepareModule> | null {
  try {
    return prepareModule(bytes, 8);
  } catch (error) {
    if (error instanceof ModuleRefused) return null;
    throw error;
  }
}

describe('a mutated module', () => {
  it('is refused with a reason, or has a ceiling', () => {
    fc.assert(
      fc.property(mutated, (bytes) => {
        const module = prepared(bytes);
        if (module) expect(module.pages).toBeLessThanOrEqual(128);
      }),
      { numRuns: cases(250, 5000) },
    );
  });

  it('that gets so far ends by name or answers, and never asks more than it hands over', async () => {
    const spawn = testThreads();
    let called = 0;
    await fc.assert(
      fc.asyncProperty(mutated, async (bytes) => {
        const module = prepared(bytes);
        if (!module || called >= CALLED) return;
        called += 1;
        const instance = createInstance({
          module: { bytes: module.bytes, ceiling: module.pages },
          spawn,
          clock: SYSTEM_CLOCK,
          timeoutMs: 2000,
          reportError: () => undefined,
        });
        const ended = await instance
          .call({
            function: 'call_env_get',
            payload: relayed('key'),
            inTransaction: false,
            answer: () => Promise.resolve(new TextEncoder().encode('value')),
            log: () => undefined,
          })
          .catch((error: unknown) => error);
        instance.drop();
        expect(ended instanceof Uint8Array || ended instanceof KernelError).toBe(true);
      }),
      { numRuns: cases(120, 2000) },
    );
    expect(called).toBeGreaterThan(0);
  });
});
