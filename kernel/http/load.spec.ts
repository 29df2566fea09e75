/** Many at once, and much at once: the specified answer, and nothing half written. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from '../testing/drawn';
import { openTestKernel, type TestKernel } from '../testing/kernel';
import { shopManifest } from '../testing/shop';

/** Rows of the import, one in fifty of them bad. `npm run fuzz` takes fifty thousand. */
const IMPORTED = cases(2_000, 50_000);
const MINUTES = 60_000;

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(shopManifest());
});
afterAll(() => t.database.close());

const idOf = ({ body }: { body: unknown }): string => (body as { data: { id: string } }).data.id;

describe('one row', () => {
  it('that two hundred change at once is what the last of them wrote', async () => {
    const id = idOf(await t.call('POST', '/data/customers', { name: 'Ann' }));
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => t.call('PUT', `/data/customers/${id}`, { credit: n })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await t.call('GET', `/data/customers/${id}`)).toMatchObject({ body: { data: { credit: 199 } } });
  });

  it('with a version is changed by one of those who saw the same state', async () => {
    const customer = idOf(await t.call('POST', '/data/customers', { name: 'Bob' }));
    const id = idOf(await t.call('POST', '/data/orders', { customer_id: customer }));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => t.call('PUT', `/data/orders/${id}`, { note: `n${n}`, version: 1 })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
    expect(await t.call('GET', `/data/orders/${id}`)).toMatchObject({ body: { data: { note: 'n0', version: 2 } } });
  });

  it('that is changed, deleted and read at once is whole in every answer', async () => {
    const id = idOf(await t.call('POST', '/data/customers', { name: 'Cay', credit: 1 }));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => {
        if (n % 3 === 0) return t.call('GET', `/data/customers/${id}`);
        return n === 40
          ? t.call('DELETE', `/data/customers/${id}`)
          : t.call('PUT', `/data/customers/${id}`, { name: `Cay ${n}`, credit: n });
      }),
    );
    for (const { status, body } of answers) {
      expect([200, 404]).toContain(status);
      const { data } = body as { data?: { name: string; credit: number } };
      if (data && data.name !== 'Cay') expect(data.name).toBe(`Cay ${data.credit}`);
    }
    expect((await t.call('GET', `/data/customers/${id}`)).status).toBe(404);
    expect(await t.query('select deleted_at is null as alive from addon_shop.customers where id = $1', [id])).toEqual([{ alive: false }]);
  });
});

describe('requests of all kinds', () => {
  it('two hundred in flight are answered in the order they came', async () => {
    const order: number[] = [];
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const answer = await t.call('POST', '/data/products', { sku: `S${n}`, title: `Product ${n}`, price: n });
        order.push(n);
        return answer.status;
      }),
    );
    expect(new Set(answers)).toEqual(new Set([201]));
    expect(order).toEqual(Array.from({ length: 200 }, (_, n) => n));
    expect(await t.query('select count(*)::int as n, sum(price)::int as s from addon_shop.products')).toEqual([{ n: 200, s: 19_900 }]);
  });
});

describe(`an import of ${IMPORTED} rows`, () => {
  it(
    'writes the good ones and says of every bad one why',
    async () => {
      const isBad = (n: number): boolean => n % 50 === 7;
      const bad = Array.from({ length: IMPORTED }, (_, n) => n).filter(isBad);
      const lines = Array.from({ length: IMPORTED }, (_, n) =>
        isBad(n) ? `,bad${n}@example.com,${n}` : `Imported ${n},i${n}@example.com,${n % 100}`,
      );
      const form = new FormData();
      form.set('file', new File([`name,email,credit\n${lines.join('\n')}\n`], 'rows.csv'));
      const response = await t.kernel.fetch(new Request('http://kernel.test/data/customers/import', { method: 'POST', body: form }));
      const { success, data } = (await response.json()) as {
        success: boolean;
        data: { created: number; failed: number; skipped: number; failures: { row: number; column: string; error: string }[] };
      };
      expect([response.status, success, data.created, data.failed, data.skipped]).toEqual([
        200,
        true,
        IMPORTED - bad.length,
        bad.length,
        0,
      ]);
      expect(data.failures).toEqual(
        bad.slice(0, 1_000).map((n) => ({ row: n + 2, column: 'Name', field: 'name', error: 'a value is required' })),
      );
      const [written] = await t.query(
        `select count(*)::int as rows, count(distinct email)::int as mails, count(*) filter (where name is null)::int as nameless from addon_shop.customers where name like 'Imported %'`,
      );
      expect(written).toEqual({ rows: IMPORTED - bad.length, mails: IMPORTED - bad.length, nameless: 0 });
      expect(await t.query(`select * from addon_shop.customers where email like 'bad%'`)).toEqual([]);
    },
    10 * MINUTES,
  );
});
