/** Workers handle the files and the code of strangers. On a host that sends no headers they have a policy all the same. */
import type { Worker } from '@playwright/test';
import { startForeign } from './foreign';
import { expect, test } from './playground';

const nameOf = (worker: Worker): string => new URL(worker.url()).hash.slice(1);

/** What a script in the worker can try to reach another site; the word that each attempt came to. */
const attempts =
  (origin: string) =>
  async (worker: Worker): Promise<[string, Record<string, string>]> => [
    nameOf(worker),
    await worker.evaluate(async (site) => {
      const outcomes: Record<string, string> = {};
      const note = async (name: string, attempt: () => Promise<unknown>): Promise<void> => {
        outcomes[name] = await attempt().then(
          () => 'through',
          (error: unknown) => (error instanceof Error ? error.name : 'refused'),
        );
      };
      const opened = (target: EventTarget): Promise<unknown> =>
        new Promise((resolve, reject) => {
          target.addEventListener('open', resolve);
          target.addEventListener('message', resolve);
          target.addEventListener('error', () => reject(new Error('refused')));
        });
      await note('fetch', () => fetch(`${site}/fetch`));
      await note('fetch without reading', () => fetch(`${site}/blind`, { mode: 'no-cors' }));
      await note('request', () => {
        const request = new XMLHttpRequest();
        request.open('GET', `${site}/request`);
        const answer = opened(request);
        request.addEventListener('load', () => request.dispatchEvent(new Event('open')));
        request.send();
        return answer;
      });
      await note('socket', async () => opened(new WebSocket(`${site.replace('http', 'ws')}/socket`)));
      await note('events', async () => opened(new EventSource(`${site}/events`)));
      await note('worker by address', async () => opened(new Worker(`${site}/worker.js`)));
      // A worker that this one starts tells what came of its own attempt; where the policy does not let it start, nothing.
      const started = (url: string): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const worker = new Worker(url);
          worker.onmessage = ({ data }) => (data === 'through' ? resolve(data) : reject(new Error('refused')));
          worker.onerror = () => reject(new Error('refused'));
        });
      const text = (path: string): string =>
        `fetch(${JSON.stringify(site + path)}).then(() => postMessage('through'), () => postMessage('refused'))`;
      await note('worker of its own text', () => started(`data:text/javascript,${encodeURIComponent(text('/data'))}`));
      await note('worker of a blob', () => started(URL.createObjectURL(new Blob([text('/blob')], { type: 'text/javascript' }))));
      return outcomes;
    }, origin),
  ];

const REFUSED = {
  fetch: 'TypeError',
  'fetch without reading': 'TypeError',
  request: 'Error',
  socket: 'Error',
  events: 'Error',
  'worker by address': 'TypeError',
  'worker of its own text': 'TypeError',
  'worker of a blob': 'TypeError',
};

test('no worker reaches another site', async ({ page, playground }) => {
  const foreign = await startForeign();
  await playground.open();
  // The editor's own come and go.
  const lasting = ['bundle', 'kernel', 'language', 'publish'];
  const workers = () => page.workers().filter((worker) => lasting.includes(nameOf(worker)));
  await expect.poll(() => workers().map(nameOf).sort()).toEqual(lasting);
  const outcomes = Object.fromEntries(await Promise.all(workers().map(attempts(foreign.origin))));
  expect(outcomes).toEqual(Object.fromEntries(lasting.map((name) => [name, REFUSED])));
  expect(foreign.hits).toEqual([]);
  await foreign.close();
});
