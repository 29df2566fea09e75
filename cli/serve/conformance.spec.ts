/** The suite over HTTP, its reads in another order than the kernel's own spec asks them in: what the kernel answers itself, it answers to a socket. */
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, type Asker, expectedOf, requestOf, timeless, titleOf } from '../../kernel/testing/conformance/case';
import { CONSENTED, consentFlow } from '../../kernel/testing/conformance/consenting';
import { openSuiteKernel } from '../../kernel/testing/conformance/setup';
import { withReadsShuffled } from '../../kernel/testing/conformance/suite';
import { SEED } from '../../kernel/testing/drawn';
import { LAST, WATCHING } from '../../kernel/testing/conformance/watching';
import type { TestKernel } from '../../kernel/testing/kernel';
import { type RunningServer, startServer } from './server';

const SUITE = withReadsShuffled(SEED);

let t: TestKernel;
let server: RunningServer;
const tokens = new Map<Asker, string>([['nobody', 'nonsense']]);

beforeAll(async () => {
  t = await openSuiteKernel();
  server = await startServer(t.kernel, 0);
  for (const person of await t.kernel.principals()) {
    const body = JSON.stringify({ organization: person.organizationName, user: person.email });
    const response = await fetch(`http://127.0.0.1:${server.port}/api/playground/token`, { method: 'POST', body });
    const { data } = (await response.json()) as { data: { token: string } };
    tokens.set(person.name.split(' ')[0] as Asker, data.token);
  }
});
afterAll(async () => {
  await server.close();
  await t.database.close();
});

/** Everything that was sent has been read: a pong answers in the order of the frames. */
const settled = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => {
    socket.once('pong', resolve);
    socket.ping();
  });

describe(`the server, ${SUITE.length} requests`, () => {
  it.each(SUITE.map((one) => [titleOf(one), one] as const))('%s', async (_, one) => {
    // Without a token the first administrator asks, who is Ada.
    const token = one.as === undefined ? null : tokens.get(one.as);
    const request = requestOf(`http://127.0.0.1:${server.port}`, one, token ? { authorization: `Bearer ${token}` } : {});
    expect(await answerOf(await fetch(request), one)).toEqual(expectedOf(one));
  });
});

it('a connector is connected by the code flow', async () => {
  const told = await consentFlow((method, path, body) =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { method, ...(body && { body: JSON.stringify(body) }) }),
  );
  expect(told).toEqual(CONSENTED);
});

/** On what the suite left behind. */
describe('whoever watches a socket', () => {
  it.each(WATCHING.map((one) => [one.title, one] as const))('%s', async (_, { as, sends, asks, hears }) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/ws?token=${tokens.get(as) ?? ''}`);
    const heard: unknown[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('message', (data: Buffer) => {
        const frame: unknown = timeless(JSON.parse(data.toString()));
        heard.push(frame);
        if (JSON.stringify(frame).includes('"last"')) resolve();
      });
    });
    await new Promise((resolve) => socket.once('open', resolve));
    for (const frame of sends) socket.send(JSON.stringify(frame));
    await settled(socket);
    for (const ask of asks) {
      const response = await fetch(requestOf(`http://127.0.0.1:${server.port}`, { ...ask, answer: null }));
      expect(response.status).toBe(ask.status);
    }
    socket.send(JSON.stringify(LAST));
    await ended;
    socket.close();
    expect(heard).toEqual(hears);
  });
});
