/** The suite against the kernel itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../security/people';
import type { TestKernel } from '../kernel';
import { answerOf, expectedOf, requestOf, titleOf } from './case';
import { openSuiteKernel } from './setup';
import { SUITE } from './suite';

let t: TestKernel;
let people: Person[];
beforeAll(async () => {
  t = await openSuiteKernel();
  people = await t.kernel.principals();
});
afterAll(() => t.database.close());

describe(`the kernel, ${SUITE.length} requests`, () => {
  it.each(SUITE.map((one) => [titleOf(one), one] as const))('%s', async (_, one) => {
    const asker = people.find(({ name }) => name.startsWith(one.as ?? 'Ada')) ?? null;
    const answer = await answerOf(await t.kernel.fetch(requestOf('http://kernel.test', one), asker), one);
    expect(answer).toEqual(expectedOf(one));
  });

  it('are at least three hundred', () => {
    expect(SUITE.length).toBeGreaterThanOrEqual(300);
  });
});
