/** `POST /q`: each part is answered as the GET it stands for, and refused alike. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Principal } from '../principal';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { shopManifest } from '../testing/shop';

interface Part {
  success: boolean;
  data?: unknown;
  meta?: unknown;
  message?: string;
  etag?: string;
  not_modified?: boolean;
}

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(shopManifest());
  for (const name of ['Ann', 'Ben', 'Cleo']) await t.call('POST', '/data/customers', { name });
});
afterAll(() => t.database.close());

const batch = (body: unknown, as?: Principal) => t.call('POST', '/api/q', body, as);
async function parts(tokens: Record<string, string>, inm: object = {}, as?: Principal): Promise<Record<string, Part>> {
  const { status, body } = await batch({ parts: Object.entries(tokens).map(([name, token]) => `${name}=${token}`), inm }, as);
  expect(status).toBe(200);
  return (body as { parts: Record<string, Part> }).parts;
}
const TOKENS = {
  q1: 'm:customers',
  q2: 'mm:customers',
  q3: 't:customers?page=1&per_page=2&sortBy=name&order=asc',
  q4: 'o:customers?field=id&q=Ann',
};
const GETS = {
  q1: '/metadata/table/customers',
  q2: '/metadata/modal/customers',
  q3: '/data/customers?page=1&per_page=2&sortBy=name&order=asc',
  q4: '/options/customers?field=id&q=Ann',
};

it('answers each part as the GET it stands for, with what it is known by', async () => {
  const found = await parts(TOKENS);
  for (const [name, path] of Object.entries(GETS)) {
    const { body } = await t.call('GET', path);
    const { etag, ...rest } = found[name] ?? {};
    expect(rest, name).toEqual(body);
    expect(etag, name).toMatch(/^"qh-[0-9a-f]{32}"$/);
  }
});

it('says of what is known that nothing changed, until it did', async () => {
  const etag = (await parts(TOKENS)).q3?.etag;
  expect((await parts(TOKENS, { q3: etag })).q3).toEqual({ success: true, etag, not_modified: true });
  await t.call('POST', '/data/customers', { name: 'Abe' });
  expect((await parts(TOKENS, { q3: etag })).q3?.data).toMatchObject([{ name: 'Abe' }, { name: 'Ann' }]);
});

it('refuses a part and answers the others', async () => {
  const nobody = { ...DEFAULT_PRINCIPAL, roles: [], isAdmin: false };
  const found = await parts(
    { a: 't:customers', b: 'm:customers', c: 't:nothing', d: 'x:customers', e: 't:../approvals', f: 'r:customers' },
    {},
    nobody,
  );
  expect(found.a).toEqual({ success: false, message: 'forbidden: Permission denied' });
  expect(found.b?.success).toBe(true);
  for (const name of ['c', 'd', 'e', 'f']) expect(found[name]?.success, name).toBe(false);
  expect((await parts({ a: 't:customers' }, {}, OTHER_PRINCIPAL)).a?.success).toBe(false);
});

it('refuses what is no batch, and more than one holds', async () => {
  for (const body of [
    {},
    { parts: [] },
    { parts: 'q1=m:customers' },
    { parts: [7] },
    { parts: ['m:customers'] },
    { parts: ['=m:customers'] },
    [],
  ])
    expect((await batch(body)).status).toBe(400);
  expect((await batch({ parts: ['a=m:customers', 'a=m:orders'] })).status).toBe(400);
  expect((await batch({ parts: ['__proto__=m:customers'] })).status).toBe(400);
  expect((await batch({ parts: Array.from({ length: 51 }, (_, index) => `q${index}=m:customers`) })).status).toBe(400);
  expect((await batch({ parts: Array.from({ length: 50 }, (_, index) => `q${index}=m:customers`) })).status).toBe(200);
});
