import * as Comlink from 'comlink';
import { expect, it } from 'vitest';
import { keepWorker, type WorkerLike } from './kept-worker';

interface Api {
  name: () => number;
  never: () => Promise<number>;
}

/** Workers that only look like some: an api at the other end of a channel, and whether it was ended. */
function makers() {
  const made: { ended: boolean; fail: () => void }[] = [];
  const make = (): WorkerLike => {
    const { port1, port2 } = new MessageChannel();
    const number = made.length;
    Comlink.expose({ name: () => number, never: () => new Promise(() => undefined) }, port2);
    port1.start();
    const worker = Object.assign(port1, {
      terminate: () => {
        one.ended = true;
        port1.close();
        port2.close();
      },
    });
    const one = { ended: false, fail: () => void worker.dispatchEvent(new Event('error')) };
    made.push(one);
    return worker;
  };
  return { made, make };
}

it('is loaded ahead, asked again while it answers, and ended when it is late', async () => {
  const { made, make } = makers();
  const kept = keepWorker<Api>(make);
  await kept.load();
  await kept.load();
  expect(made.length).toBe(1);
  expect(await kept.ask((api) => api.name(), 5_000, 'x')).toBe(0);
  expect(await kept.ask((api) => api.name(), 5_000, 'x')).toBe(0);
  await expect(kept.ask((api) => api.never(), 20, 'Waiting')).rejects.toMatchObject({ code: 'deadline_exceeded' });
  expect(made.map(({ ended }) => ended)).toEqual([true]);
  expect(await kept.ask((api) => api.name(), 5_000, 'x')).toBe(1);
});

it('says at once that its script could not be loaded, and that it was cancelled', async () => {
  const { made, make } = makers();
  const kept = keepWorker<Api>(make);
  const asked = kept.ask((api) => api.never(), 5_000, 'x');
  made[0]?.fail();
  await expect(asked).rejects.toMatchObject({ code: 'worker_failed' });
  const stop = new AbortController();
  const cancelled = kept.ask((api) => api.never(), 5_000, 'x', stop.signal);
  stop.abort();
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  expect(made.map(({ ended }) => ended)).toEqual([true, true]);
  await expect(kept.ask((api) => api.name(), 5_000, 'x', stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(made.length).toBe(2);
});

it('two questions at once have a worker each; one of them stays', async () => {
  const { made, make } = makers();
  const kept = keepWorker<Api>(make);
  expect(await Promise.all([kept.ask((api) => api.name(), 5_000, 'x'), kept.ask((api) => api.name(), 5_000, 'x')])).toEqual([0, 1]);
  expect(made.filter(({ ended }) => !ended).length).toBe(1);
});
