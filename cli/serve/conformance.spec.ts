/** The suite over HTTP: what the kernel answers itself, it answers to a socket. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, type Asker, expectedOf, requestOf, titleOf } from '../../kernel/testing/conformance/case';
import { openSuiteKernel } from '../../kernel/testing/conformance/setup';
import { SUITE } from '../../kernel/testing/conformance/suite';
import type { TestKernel } from '../../kernel/testing/kernel';
import { type RunningServer, startServer } from './server';

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

describe(`the server, ${SUITE.length} requests`, () => {
  it.each(SUITE.map((one) => [titleOf(one), one] as const))('%s', async (_, one) => {
    // Without a token the first administrator asks, who is Ada.
    const token = one.as === undefined ? null : tokens.get(one.as);
    const request = requestOf(`http://127.0.0.1:${server.port}`, one, token ? { authorization: `Bearer ${token}` } : {});
    expect(await answerOf(await fetch(request), one)).toEqual(expectedOf(one));
  });
});
