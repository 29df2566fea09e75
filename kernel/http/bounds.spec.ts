/** The bounds of docs/contract/bounds.md: the page says what the sources hold, and each bound of the data plane is tried from both sides. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from './body';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { labManifest } from '../testing/lab';
import { createTestGuest } from '../testing/guest';
import { openTestKernel, type TestKernel } from '../testing/kernel';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

const UNITS: Readonly<Record<string, number>> = {
  ...{ MiB: 1024 * 1024, KiB: 1024, ms: 1, '': 1 },
  ...{ 'Mi chars': 1024 * 1024, 'Ki chars': 1024, chars: 1 },
};

/** The rows of the page's tables. */
function bounds(): { what: string; most: number; path: string; name: string }[] {
  return read('docs/contract/bounds.md')
    .split('\n')
    .flatMap((line) => {
      const [, what = '', most = '', , by = ''] = line.split('|').map((cell) => cell.trim());
      const [, number = '', unit = ''] = /^([\d,]+)(?: ([\w ]+))?$/.exec(most) ?? [];
      const [, path = '', name = ''] = /^`([^`]+)` `([^`]+)`$/.exec(by) ?? [];
      return number === '' ? [] : [{ what, most: Number(number.replaceAll(',', '')) * (UNITS[unit] ?? NaN), path, name }];
    });
}

/** The value of a constant that is a sum of products of numbers and other constants of its file, or of what it imports. */
function valueOf(path: string, name: string): number {
  const source = read(path);
  const text = new RegExp(`\\b${name}(?: =|:) ([\\dA-Z][^;,\\n]*)[;,\\n]`).exec(source)?.[1];
  if (text === undefined) throw new Error(`${path} has no ${name}`);
  const factor = (part: string): number => {
    if (/^[\d_]+$/.test(part)) return Number(part.replaceAll('_', ''));
    if (new RegExp(`const ${part} =`).test(source)) return valueOf(path, part);
    const from = new RegExp(`import \\{[^}]*\\b${part}\\b[^}]*\\} from '([^']+)'`).exec(source)?.[1] ?? part;
    return valueOf(fileURLToPath(new URL(`${from}.ts`, `file://${ROOT}${path}`)).slice(ROOT.length), part);
  };
  return text.split(' + ').reduce((sum, product) => sum + product.split(' * ').reduce((value, part) => value * factor(part.trim()), 1), 0);
}

describe('the page', () => {
  it.each(bounds())('says of $what what $path holds', ({ most, path, name }) => {
    expect(valueOf(path, name)).toBe(most);
  });

  it('names sixty bounds and more', () => {
    expect(bounds().length).toBeGreaterThan(60);
  });
});

let t: TestKernel;
let id = '';
beforeAll(async () => {
  const guest = createTestGuest();
  guest.on('OnLines', () => ({ success: true }));
  t = await openTestKernel({ guest });
  const manifest = labManifest();
  await t.install({
    ...manifest,
    contributions: {
      actions: [
        {
          key: 'lines',
          target_model: 'Sample',
          placement: 'table',
          idempotency: { key_field: 'request' },
          fields: [{ key: 'items', type: 'line_items', label: 'Items', item_fields: [{ key: 'note', type: 'text', label: 'Note' }] }],
          handler: { type: 'wasm', function: 'OnLines' },
        },
      ],
    },
  });
  const { body } = await t.call('POST', '/data/samples', { name: 'one', ready: true });
  id = (body as { data: { id: string } }).data.id;
});
afterAll(() => t.database.close());

const status = async (method: string, path: string, body?: unknown): Promise<number> => (await t.call(method, path, body)).status;
const total = async (query: string): Promise<number> =>
  ((await t.call('GET', `/data/samples?${query}`)).body as { meta: { total: number } }).meta.total;

describe('a body', () => {
  it('may be as long as it may be, and not a byte longer', async () => {
    const head = '{"name":"x","ready":true,"kind":"';
    const body = (bytes: number) => `${head}${'x'.repeat(bytes - head.length - 2)}"}`;
    expect(body(MAX_BODY_BYTES).length).toBe(MAX_BODY_BYTES);
    expect(await status('POST', '/data/samples', body(MAX_BODY_BYTES))).toBe(422);
    expect(await t.call('POST', '/data/samples', body(MAX_BODY_BYTES + 1))).toEqual({
      status: 413,
      body: { success: false, message: 'the body is longer than 10 MiB' },
    });
    // Two bytes each: what counts is bytes.
    const long = JSON.stringify({ name: 'x', ready: true, kind: 'ñ'.repeat(MAX_BODY_BYTES / 2) });
    expect(await status('POST', '/data/samples', long)).toBe(413);
  });

  it('is not read on behalf of nobody, nor of somebody who may not write', async () => {
    let pulled = 0;
    const body = () =>
      new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            pulled += 1;
            controller.enqueue(new Uint8Array(1024));
          },
        },
        { highWaterMark: 0 },
      );
    const ask = (principal: Parameters<typeof t.kernel.fetch>[1]) => {
      const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: body(), duplex: 'half' };
      return t.kernel.fetch(new Request('http://kernel.test/data/samples', init), principal);
    };
    expect((await ask(null)).status).toBe(401);
    expect((await ask({ ...DEFAULT_PRINCIPAL, roles: [], isAdmin: false })).status).toBe(403);
    expect(pulled).toBe(0);
    expect((await ask(undefined)).status).toBe(413);
    expect(pulled).toBe(MAX_BODY_BYTES / 1024 + 1);
  });

  it('may have so many brackets within each other', async () => {
    const deep = (brackets: number) => `{"name":"deep","ready":true,"x":${'['.repeat(brackets - 1)}${']'.repeat(brackets - 1)}}`;
    expect(await status('POST', '/data/samples', deep(200))).toBe(201);
    expect(await t.call('POST', '/data/samples', deep(201))).toEqual({
      status: 400,
      body: { success: false, message: 'the body is no JSON: more than 200 brackets stand within each other' },
    });
    expect(await status('POST', '/data/samples/action/lines', deep(201))).toBe(400);
  });

  it('may have numbers of so many digits in a JSON column', async () => {
    for (const [doc, expected] of [
      ['1e999', 200],
      ['1e1000', 422],
      ['[1e-1000]', 200],
      ['{"a":1e-1001}', 422],
      ['-1e131071', 422],
    ] as const)
      expect([doc, await status('PUT', `/data/samples/${id}`, `{"doc":${doc}}`)]).toEqual([doc, expected]);
    await t.call('PUT', `/data/samples/${id}`, { doc: null });
  });
});

describe('a row', () => {
  it('may be as large as it can be read alone', async () => {
    const half = 'x'.repeat(8 * 1024 * 1024 - 2000);
    expect(await status('PUT', `/data/samples/${id}`, { note: half })).toBe(200);
    expect(await status('PUT', `/data/samples/${id}`, { doc: { half } })).toBe(200);
    const more = await t.call('PUT', `/data/samples/${id}`, { doc: { half: `${half}${'y'.repeat(4000)}` } });
    expect(more).toMatchObject({
      status: 422,
      body: { errors: { doc: [{ code: 'max', params: { max: 16_777_216, kind: 'bytes_of_row' } }] } },
    });
    expect(await status('GET', `/data/samples/${id}`)).toBe(200);
  });
});

describe('a page', () => {
  it('that would be longer than an answer is refused with how many rows would do, and its columns can be chosen', async () => {
    // Compressed they are small: what counts is what would be answered.
    await t.query(`update addon_lab.samples set note = repeat('x', 8000000), doc = null where id = $1`, [id]);
    await t.query(`insert into addon_lab.samples (organization_id, name, ready, note, doc)
      select organization_id, 'large', true, case when n % 2 = 0 then note end, case when n % 2 = 1 then to_jsonb(note) end
      from addon_lab.samples, generate_series(1, 5) as n where id = '${id}'`);
    const found = await t.call('GET', '/data/samples?f_note=LIKE:xxx&f_name=NEQ:deep&per_page=200');
    expect(found.status).toBe(200);
    expect(await t.call('GET', '/data/samples?f_name=IN:one,large')).toEqual({
      status: 422,
      body: {
        success: false,
        message:
          'these 6 rows hold 46 MiB; one answer holds 32 MiB at most: ask for 4 of them (per_page=4), or for the columns you need (fields=id,…)',
        code: 'answer_too_large',
      },
    });
    expect(await status('GET', '/data/samples?f_name=IN:one,large&per_page=4')).toBe(200);
    expect(await status('GET', '/data/samples?f_name=IN:one,large&fields=name,ready')).toBe(200);
    expect(await status('GET', '/data/samples?f_name=IN:one,large&page=9')).toBe(200);
    // A file has them all, read a few at a time.
    let lines = 0;
    const statements = await t.statementsOf(async () => {
      const file = await t.kernel.fetch(
        new Request('http://kernel.test/data/samples/export?format=csv&columns=name,note&f_name=IN:one,large'),
      );
      lines = (await file.text()).trim().split('\n').length;
    });
    expect([lines, statements.filter((text) => text.includes('order by')).length]).toEqual([7, 3]);
    await t.query(`delete from addon_lab.samples where name = 'large'`);
    await t.query(`update addon_lab.samples set note = null where id = $1`, [id]);
  });

  it('has two hundred rows at most', async () => {
    expect((await t.call('GET', '/data/samples?per_page=200')).body).toMatchObject({ meta: { per_page: 200 } });
    expect((await t.call('GET', '/data/samples?per_page=201')).body).toMatchObject({ meta: { per_page: 200 } });
  });

  it('takes filters and lists of values up to a length', async () => {
    const all = await total('');
    expect(await total(`f_name=EQ:${'x'.repeat(255)}`)).toBe(0);
    expect(await total(`f_name=EQ:${'x'.repeat(256)}`)).toBe(all);
    const list = (length: number) =>
      `f_name=IN:${Array.from({ length }, (_, n) => (n === length - 1 ? 'one' : `n${String(n)}`)).join(',')}`;
    expect(await total(list(500))).toBe(1);
    expect(await total(list(501))).toBe(0);
    const filters = (count: number) =>
      [...Array.from({ length: count - 1 }, (_, n) => `f_name=NEQ:n${String(n)}`), 'f_name=EQ:one'].join('&');
    expect(await total(filters(200))).toBe(1);
    expect(await total(filters(201))).toBe(all);
  });

  it('groups by eight columns, with twenty aggregates', async () => {
    const columns = ['name', 'note', 'at_time', 'big', 'price', 'ok', 'ready', 'day', 'kind'];
    expect(await status('GET', `/data/samples?group_by=${columns.slice(0, 8).join()}`)).toBe(200);
    expect(await status('GET', `/data/samples?group_by=${columns.join()}`)).toBe(400);
    const sums = (count: number) => Array.from({ length: count }, (_, n) => `sum(count):s${String(n)}`).join();
    expect(await status('GET', `/data/samples?aggregate=${sums(20)}`)).toBe(200);
    expect(await status('GET', `/data/samples?aggregate=${sums(21)}`)).toBe(400);
  });
});

describe('an action', () => {
  it('takes five thousand lines, and a key of two hundred characters', async () => {
    const run = (body: object) => status('POST', '/data/samples/action/lines', body);
    const items = (length: number) => Array.from({ length }, () => ({ note: 'x' }));
    expect([await run({ items: items(5000) }), await run({ items: items(5001) })]).toEqual([200, 422]);
    expect([await run({ request: 'k'.repeat(200) }), await run({ request: 'k'.repeat(201) })]).toEqual([200, 422]);
  });
});
