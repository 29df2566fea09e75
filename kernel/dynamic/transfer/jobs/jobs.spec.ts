/** Imports as jobs: asked for, stopped, taken up again, and never written twice. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../database/port';
import { createKernel, type Kernel } from '../../../kernel';
import { DEFAULT_PRINCIPAL } from '../../../security/default-principal';
import { openTestKernel, type TestKernel } from '../../../testing/kernel';
import { shopManifest } from '../../../testing/shop';
import type { Job } from './job';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(shopManifest());
});
afterAll(() => t.database.close());
beforeEach(() => t.query('delete from addon_shop.products'));

const fileOf = (rows: number, more = ''): string =>
  ['sku,title,price', ...Array.from({ length: rows }, (_, n) => `s${n},title ${n},1`)].join('\n') + more;

async function send(kernel: Kernel, file: string, headers: Record<string, string>, route = 'import') {
  const form = new FormData();
  form.set('file', new File([file], 'rows.csv'));
  const response = await kernel.fetch(
    new Request(`http://kernel.test/data/products/${route}`, {
      method: 'POST',
      body: form,
      headers: { 'accept-language': 'en', ...headers },
    }),
  );
  const body = (await response.json()) as { data?: { created: number; failures: unknown[] } } & Record<string, unknown>;
  return { status: response.status, body, job: response.headers.get('x-playground-job') };
}

const job = async (kernel: Kernel, id: string, method = 'GET', as = DEFAULT_PRINCIPAL) => {
  const response = await kernel.fetch(new Request(`http://kernel.test/playground/jobs/${id}`, { method }), as);
  return { status: response.status, data: ((await response.json()) as { data: Job }).data };
};

const count = async (): Promise<unknown> => (await t.query('select count(*)::int as n from addon_shop.products'))[0]?.n;

/** The same database under another kernel, which has not seen what the first one did: as after a restart. */
const restarted = (database: Database = t.database): Promise<Kernel> => createKernel({ database: { ...database } });

/** A kernel whose database is gone after so many transactions of callers. */
async function dyingAfter(transactions: number): Promise<Kernel> {
  let left = transactions;
  return createKernel({
    database: {
      ...t.database,
      asTenant: (...given) => {
        left -= 1;
        return left < 0 ? Promise.reject(new Error('the worker ended')) : t.database.asTenant(...given);
      },
    },
  });
}

describe('an import with a job id', () => {
  it('is written once and answered alike, however often it is sent', async () => {
    const file = fileOf(3, '\ns1,twin,1\n,nameless,2');
    const first = await send(t.kernel, file, { 'x-playground-job': 'once' });
    expect(first).toEqual({
      status: 200,
      job: 'once',
      body: {
        success: true,
        data: {
          created: 3,
          failed: 2,
          skipped: 0,
          failures: [
            { row: 5, column: 'Sku', field: 'sku', error: 'is taken already' },
            { row: 6, column: 'Sku', field: 'sku', error: 'a value is required' },
          ],
        },
      },
    });
    expect(await send(t.kernel, file, { 'x-playground-job': 'once' })).toEqual(first);
    expect(await send(await restarted(), file, { 'idempotency-key': 'once' })).toEqual(first);
    expect(await count()).toBe(3);
  });

  it('sent twice at once is one run', async () => {
    const answers = await Promise.all([1, 2].map(() => send(t.kernel, fileOf(450), { 'x-playground-job': 'at-once' })));
    expect(answers.map(({ status, body }) => [status, body.data?.created])).toEqual([
      [200, 450],
      [200, 450],
    ]);
    expect(await count()).toBe(450);
  });

  it('refuses its id to another file, and says which ids it takes', async () => {
    await send(t.kernel, fileOf(1), { 'x-playground-job': 'mine' });
    for (const kernel of [t.kernel, await restarted()])
      expect(await send(kernel, fileOf(2), { 'x-playground-job': 'mine' })).toMatchObject({
        status: 409,
        body: { success: false, message: 'the job mine belongs to another file or model: choose another id', code: 'job_taken' },
      });
    expect(await send(t.kernel, fileOf(1), { 'x-playground-job': 'mine' }, 'import/validate')).toMatchObject({ status: 409 });
    expect(await send(t.kernel, fileOf(1), { 'x-playground-job': 'a b' })).toMatchObject({
      status: 400,
      body: { message: 'the header x-playground-job takes up to 128 letters, digits, dots, colons, dashes and underscores' },
    });
    expect(await count()).toBe(1);
  });

  it('says how far it is, and lets other requests in while it runs', async () => {
    const running = send(t.kernel, fileOf(900), { 'x-playground-job': 'long' });
    const seen = new Set<number>();
    const run = { done: false };
    const ended = running.then(() => (run.done = true));
    for (let turn = 0; turn < 10_000 && !run.done; turn += 1) {
      const { status, data } = await job(t.kernel, 'long');
      if (status === 200 && data.total !== null) seen.add(data.processed);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    await ended;
    // Chunks end at multiples of 200; each was seen by a question that was answered between them.
    expect([...seen].filter((rows) => rows % 200 === 0 && rows > 0)).toEqual([200, 400, 600, 800]);
    expect(await job(t.kernel, 'long')).toMatchObject({
      status: 200,
      data: { state: 'done', total: 900, processed: 900, created: 900, failed: 0 },
    });
  });

  it('stops when it is asked to, and tells exactly what stayed', async () => {
    const running = send(t.kernel, fileOf(900), { 'x-playground-job': 'stopped', 'accept-language': 'es' });
    for (let turn = 0; turn < 10_000; turn += 1) {
      const { status, data } = await job(t.kernel, 'stopped');
      if (status === 200 && data.processed >= 200) break;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    expect((await job(t.kernel, 'stopped', 'DELETE')).status).toBe(202);
    const answer = await running;
    const { data } = await job(t.kernel, 'stopped');
    expect(answer.status).toBe(409);
    expect(await count()).toBe(data.created);
    expect(answer.body).toEqual({
      success: false,
      message: 'the import was stopped',
      code: 'import_cancelled',
      data: {
        created: data.created,
        failed: 0,
        skipped: 0,
        failures: [{ row: data.created + 2, error: `la importación se detuvo aquí: no se escribieron ${900 - data.created} filas` }],
      },
    });
    // Whoever asks again gets the same, from memory and from the record.
    expect((await send(t.kernel, fileOf(900), { 'x-playground-job': 'stopped' })).body).toEqual(answer.body);
    expect((await send(await restarted(), fileOf(900), { 'x-playground-job': 'stopped' })).body).toEqual(answer.body);
    expect(await job(await restarted(), 'stopped', 'DELETE')).toMatchObject({
      status: 200,
      data: { state: 'cancelled', created: data.created },
    });
  });

  it('that the kernel did not survive says how many rows stayed, and goes on where it stopped', async () => {
    // The look for the job, its record, and two chunks.
    const dying = await dyingAfter(4);
    expect(await send(dying, fileOf(900), { 'x-playground-job': 'killed' })).toMatchObject({
      status: 500,
      body: { message: 'the import stopped in the middle: the worker ended', code: 'import_failed', data: { created: 400 } },
    });
    expect(await count()).toBe(400);
    const next = await restarted();
    expect(await job(next, 'killed')).toMatchObject({
      data: { state: 'interrupted', total: 900, processed: 400, created: 400, endedAt: null },
    });
    expect(await send(next, fileOf(900), { 'x-playground-job': 'killed' })).toMatchObject({
      status: 200,
      body: { data: { created: 900, failed: 0, failures: [] } },
    });
    expect(await count()).toBe(900);
  });

  it('is told to whoever began it and to administrators, and goes with its addon', async () => {
    const bruno = { ...DEFAULT_PRINCIPAL, userId: '00000000-0000-4000-8000-00000000b0b0', roles: ['agent'], isAdmin: false };
    expect((await job(t.kernel, 'once', 'GET', bruno)).status).toBe(404);
    expect((await job(t.kernel, 'once', 'DELETE', bruno)).status).toBe(404);
    const listed = async (kernel: Kernel, as = DEFAULT_PRINCIPAL) => {
      const response = await kernel.fetch(new Request('http://kernel.test/playground/jobs'), as);
      return ((await response.json()) as { data: Job[] }).data.map(({ id }) => id);
    };
    expect(await listed(t.kernel, bruno)).toEqual([]);
    const all = ['once', 'at-once', 'mine', 'long', 'stopped', 'killed'];
    expect((await listed(t.kernel)).sort()).toEqual(all.sort());
    expect((await listed(await restarted())).sort()).toEqual(all.sort());
    await t.kernel.reset('shop');
    expect(await listed(await restarted())).toEqual([]);
    expect(await t.query('select count(*)::int as n from metacore.job_failures')).toEqual([{ n: 0 }]);
    await t.install(shopManifest());
  });
});

describe('files that are read', () => {
  it('are four at once', async () => {
    const names = ['one', 'two', 'three', 'four'];
    const running = names.map((name) => send(t.kernel, fileOf(2000, `\n${name},${name},1`), { 'x-playground-job': name }));
    const areRunning = async (): Promise<boolean> => {
      const answers = await Promise.all(names.map((name) => job(t.kernel, name)));
      return answers.every(({ status, data }) => status === 200 && data.state === 'running');
    };
    for (let turn = 0; turn < 10_000 && !(await areRunning()); turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
    expect(await send(t.kernel, fileOf(1), { 'x-playground-job': 'five' })).toMatchObject({
      status: 429,
      body: { code: 'too_many_jobs', message: '4 files are being read already: wait until one of them is done' },
    });
    for (const name of names) expect((await job(t.kernel, name, 'DELETE')).status).toBe(202);
    await Promise.all(running);
    expect((await send(t.kernel, fileOf(0, '\nlast,last,1'), { 'x-playground-job': 'five' })).status).toBe(200);
  });

  it('are kept a hundred for an organization, the newest', async () => {
    await t.query('delete from metacore.jobs');
    await t.query(
      `insert into metacore.jobs (organization_id, user_id, job, addon_key, model, table_name, file, state, started_at)
        select $1, $2, 'old' || n, 'shop', 'Product', 'products', '{}', 'done', '2020-01-01'::timestamptz + n * interval '1 day' from generate_series(1, 99) n`,
      [DEFAULT_PRINCIPAL.organizationId, DEFAULT_PRINCIPAL.userId],
    );
    const oldest = async () => (await t.query(`select count(*)::int as n, min(started_at)::date::text as oldest from metacore.jobs`))[0];
    await send(t.kernel, fileOf(1), { 'x-playground-job': 'hundredth' });
    expect(await oldest()).toEqual({ n: 100, oldest: '2020-01-02' });
    await send(t.kernel, fileOf(1), { 'x-playground-job': 'one-more' });
    expect(await oldest()).toEqual({ n: 100, oldest: '2020-01-03' });
  });
});

describe('a check of a file', () => {
  it('is a job as well, which is not kept', async () => {
    const answer = await send(t.kernel, fileOf(450), { 'x-playground-job': 'check' }, 'import/validate');
    expect(answer).toMatchObject({ status: 200, job: 'check', body: { success: true, data: { rowCount: 450, valid: 450 } } });
    expect(await job(t.kernel, 'check')).toMatchObject({ data: { kind: 'validate', state: 'done', total: 450, processed: 450 } });
    expect((await job(await restarted(), 'check')).status).toBe(404);
    expect(await count()).toBe(0);
  });
});
