/** The suite against the kernel itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PRINCIPAL } from '../../security/default-principal';
import type { Person } from '../../security/people';
import type { TestKernel } from '../kernel';
import { answerOf, type Asker, expectedOf, requestOf, timeless, titleOf } from './case';
import { CONSENTED, consentFlow } from './consenting';
import { openSuiteKernel } from './setup';
import { SUITE } from './suite';
import { LAST, WATCHING } from './watching';

let t: TestKernel;
let people: Person[];
beforeAll(async () => {
  t = await openSuiteKernel();
  people = await t.kernel.principals();
});
afterAll(() => t.database.close());

const personOf = (as: Asker): Person | null => people.find(({ name }) => name.startsWith(as)) ?? null;

describe(`the kernel, ${SUITE.length} requests`, () => {
  it.each(SUITE.map((one) => [titleOf(one), one] as const))('%s', async (_, one) => {
    const asker = personOf(one.as ?? 'Ada');
    const answer = await answerOf(await t.kernel.fetch(requestOf('http://kernel.test', one), asker), one);
    expect(answer).toEqual(expectedOf(one));
  });

  it('are at least three hundred', () => {
    expect(SUITE.length).toBeGreaterThanOrEqual(300);
  });
});

it('a connector is connected by the code flow', async () => {
  const told = await consentFlow((method, path, body) =>
    t.kernel.fetch(new Request(`http://kernel.test${path}`, { method, ...(body && { body: JSON.stringify(body) }) }), personOf('Ada')),
  );
  expect(told).toEqual(CONSENTED);
});

/** On what the suite left behind. */
describe('whoever watches', () => {
  it.each(WATCHING.map((one) => [one.title, one] as const))('%s', async (_, { as, sends, asks, hears }) => {
    const heard: unknown[] = [];
    const watcher = t.kernel.realtime.join(personOf(as) ?? DEFAULT_PRINCIPAL, (frame) => heard.push(timeless(frame)));
    for (const frame of sends) watcher.receive(frame);
    for (const ask of asks) {
      const response = await t.kernel.fetch(requestOf('http://kernel.test', { ...ask, answer: null }), personOf('Ada'));
      expect(response.status).toBe(ask.status);
    }
    watcher.receive(LAST);
    watcher.leave();
    expect(heard).toEqual(hears);
  });
});
