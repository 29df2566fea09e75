import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** A visit of the page in a browser that keeps `kept`. */
async function visit(kept: Map<string, string>) {
  vi.resetModules();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  });
  return (await import('./enforcement')).useEnforcement;
}

it('capabilities are enforced unless somebody chose shadow, which the next visit remembers', async () => {
  const kept = new Map<string, string>();
  const first = await visit(kept);
  expect(first.getState().enforcement).toBe('enforce');
  first.getState().setEnforcement('shadow');
  expect(first.getState().enforcement).toBe('shadow');
  const second = await visit(kept);
  expect(second.getState().enforcement).toBe('shadow');
  second.getState().setEnforcement('enforce');
  expect((await visit(kept)).getState().enforcement).toBe('enforce');
});

it('anything else that is kept means enforce', async () => {
  expect((await visit(new Map([['metacore-playground:enforcement', 'off']]))).getState().enforcement).toBe('enforce');
});
