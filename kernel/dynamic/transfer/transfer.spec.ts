/** Files of a model: out, in, and what is wrong with them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PRINCIPAL } from '../../security/default-principal';
import { cases } from '../../testing/drawn';
import { labManifest } from '../../testing/lab';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../../testing/kernel';
import { shopManifest } from '../../testing/shop';
import { linesIn } from './testing/workbook';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(shopManifest());
  await t.install(labManifest());
});
afterAll(() => t.database.close());

const get = (path: string, as = DEFAULT_PRINCIPAL): Promise<Response> => t.kernel.fetch(new Request(`http://kernel.test${path}`), as);

async function upload(path: string, content: string | Uint8Array<ArrayBuffer>, language = 'en') {
  const form = new FormData();
  form.set('file', new File([content], 'rows.csv'));
  const headers = { 'accept-language': language };
  const response = await t.kernel.fetch(new Request(`http://kernel.test${path}`, { method: 'POST', body: form, headers }));
  return { status: response.status, body: (await response.json()) as { data: Record<string, unknown> } & Record<string, unknown> };
}

const textIn = async (response: Response): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());

async function namesOf(table: string, column: string): Promise<unknown[]> {
  const { body } = await t.call('GET', `/data/${table}?sortBy=${column}&order=asc&per_page=200`);
  return (body as { data: Record<string, unknown>[] }).data.map((row) => row[column]);
}

describe('what a file holds beside its columns', () => {
  it('is a fault of its row where a text file has more cells than headings', async () => {
    const { body } = await upload('/data/customers/import/validate', 'name,email\nSmith, John,x@example.com\nAnn,a@example.com\n');
    const message = 'has no heading: a text that holds the separator of the file belongs in quotes';
    expect(body.data).toMatchObject({ valid: 1, errors: [{ row: 2, column: 'C', field: 'C', message }] });
  });

  it('is refused where two headings are one column', async () => {
    for (const headings of ['name,email,Name', 'name,Email,email'])
      expect(await upload('/data/customers/import', `${headings}\nAnn,b,c\n`, 'es')).toMatchObject({ status: 400 });
    const { body } = await upload('/data/customers/import', 'name,email,email\nAnn,b,c\n');
    expect(body.message).toBe('the heading "email" stands twice: remove one of its columns, or call it something else');
    expect((await upload('/data/customers/import', 'name,nothing,nothing\n')).status).toBe(200);
  });
});

describe('export', () => {
  it('writes the rows of the list, its filters and its order, in every format', async () => {
    for (const [name, credit] of [
      ['Ann', 10.5],
      ['Bob, "B"', 2],
      ['Cay', null],
    ] as const)
      await t.call('POST', '/data/customers', { name, credit, since: '2026-01-02' });
    const query = 'columns=name,credit,nope&sortBy=credit&order=asc';
    const csv = await get(`/dynamic/customers/export?${query}`);
    expect([csv.status, csv.headers.get('content-type'), csv.headers.get('content-disposition')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="customers.csv"',
    ]);
    expect(await textIn(csv)).toBe('\uFEFFName,Credit\r\n"Bob, ""B""",2\r\nAnn,10.5\r\nCay,\r\n');
    const labels = encodeURIComponent(JSON.stringify({ name: 'Who', credit: 7 }));
    expect(await textIn(await get(`/data/customers/export?${query}&f_name=Ann&column_labels=${labels}`))).toBe(
      '\uFEFFWho,Credit\r\nAnn,10.5\r\n',
    );
    const json = await get(`/data/customers/export?format=json&${query}&f_credit=NOT_NULL`);
    expect(JSON.parse(await textIn(json))).toEqual([
      { name: 'Bob, "B"', credit: 2 },
      { name: 'Ann', credit: 10.5 },
    ]);
    expect(await (await get('/data/customers/export?format=json&f_name=none')).json()).toEqual([]);
    const xlsx = await get(`/data/customers/export?format=xlsx&${query}`);
    expect(await linesIn(new Uint8Array(await xlsx.arrayBuffer()))).toEqual([
      ['Name', 'Credit'],
      ['Bob, "B"', '2'],
      ['Ann', '10.5'],
      ['Cay'],
    ]);
  });

  it('says which format it does not know', async () => {
    const response = await get('/data/customers/export?format=pdf');
    expect([response.status, await response.json()]).toEqual([400, { success: false, message: 'unknown format "pdf": csv, xlsx or json' }]);
  });

  it('shows a stranger nothing', async () => {
    await t.install(shopManifest(), { organizationId: OTHER_PRINCIPAL.organizationId });
    expect(await textIn(await get('/data/customers/export?columns=name', OTHER_PRINCIPAL))).toBe('\uFEFFName\r\n');
  });

  describe('of several thousand rows', () => {
    beforeAll(async () => {
      await t.query(`delete from addon_lab.samples`);
      await t.query(
        `insert into addon_lab.samples (organization_id, name, count, ready, at_time, created_at)
         select $1::uuid, 'n' || (n % 7), nullif(n % 5, 0), true, timestamptz '2026-01-01' + n % 3 * interval '1.000001 s', timestamptz '2026-01-01' + (n % 4) * interval '1 s'
         from generate_series(1, 2500) n`,
        [DEFAULT_PRINCIPAL.organizationId],
      );
    });

    it.each(['', 'sortBy=count&order=asc', 'sortBy=count&order=desc', 'sortBy=name&order=asc', 'sortBy=at_time&order=desc'])(
      'has every row once, in the order of the list (%s)',
      async (query) => {
        const lines = (await textIn(await get(`/data/samples/export?columns=id&${query}`))).trim().split('\r\n').slice(1);
        expect(new Set(lines).size).toBe(2500);
        const listed: string[] = [];
        for (let page = 1; page <= 13; page += 1) {
          const { body } = await t.call(
            'GET',
            `/data/samples?per_page=200&page=${page}&fields=id&count=0&${query === '' ? 'sortBy=created_at' : query}`,
          );
          listed.push(...(body as { data: { id: string }[] }).data.map(({ id }) => id));
        }
        expect(lines).toEqual(listed);
      },
    );
  });
});

describe('import', () => {
  it('has a template with the headings it understands', async () => {
    const xlsx = await get('/dynamic/customers/export/template');
    expect(xlsx.headers.get('content-disposition')).toBe('attachment; filename="customers-template.xlsx"');
    expect(await linesIn(new Uint8Array(await xlsx.arrayBuffer()))).toEqual([['Name', 'Email', 'Tier', 'Vip', 'Credit', 'Since']]);
    expect(await textIn(await get('/dynamic/orders/export/template?format=csv'))).toBe(
      '\uFEFFFolio,Customer,Status,Note,Placed on,Shipped on,Tax rate\r\n',
    );
    expect((await get('/dynamic/users/export/template')).status).toBe(422);
  });

  const FILE =
    'name;Correo;EMAIL;tier;credit;since\nIda;x;ida@example.com;Gold;1.5;2026-02-01\n;;;;;\n;;no-name@example.com;;;\nIvo;;ida@example.com;;x;2026-13-01\nIvy;;ida@example.com;;;\nIra;;;basic;;\nIrv;;;;;\n';

  it('is judged row by row before anything is written', async () => {
    expect(await upload('/data/customers/import/validate', FILE)).toEqual({
      status: 200,
      body: {
        success: false,
        data: {
          rowCount: 6,
          valid: 4,
          skipped: 1,
          sample: [
            { name: 'Ida', email: 'ida@example.com', tier: 'gold', credit: '1.5', since: '2026-02-01' },
            { email: 'no-name@example.com' },
            { name: 'Ivo', email: 'ida@example.com', credit: 'x', since: '2026-13-01' },
            { name: 'Ivy', email: 'ida@example.com' },
            { name: 'Ira', tier: 'basic' },
          ],
          errors: [
            { row: 4, column: 'Name', field: 'name', message: 'a value is required' },
            { row: 5, column: 'Credit', field: 'credit', message: 'is no number' },
            { row: 5, column: 'Since', field: 'since', message: 'is no value of this column' },
          ],
          errorCount: 3,
          notes: ['These headings are no columns that a file can fill, and what stands under them is not read: Correo.'],
        },
      },
    });
  });

  it.each([
    ['csv', 'name,email\nJos\ufffd,a@example.com\nAnn,\nPe\ufffda,b\ufffd@example.com\n'],
    ['json', '[{"name":"Jos\ufffd"},{"name":"Ann"},{"name":"Pe\\ufffda","email":"b\ufffd@example.com"}]'],
  ])('tells of letters that were lost before it was written (%s)', async (_, text) => {
    expect(await upload('/data/customers/import/validate', text, 'es-MX')).toMatchObject({
      body: {
        data: {
          valid: 3,
          notes: [
            'Quien escribió el archivo ya había perdido letras: hay \ufffd en su lugar en 3 celdas, la primera en la fila 2. Se lee tal como está.',
          ],
        },
      },
    });
  });

  it('writes the good rows and says why the others were not', async () => {
    expect(await upload('/data/customers/import', FILE, 'es-MX')).toEqual({
      status: 200,
      body: {
        success: true,
        data: {
          created: 3,
          failed: 3,
          skipped: 1,
          notes: ['Estos encabezados no son columnas que un archivo pueda llenar, y lo que hay debajo no se lee: Correo.'],
          failures: [
            { row: 4, column: 'Name', field: 'name', error: 'falta un valor' },
            { row: 5, column: 'Credit', field: 'credit', error: 'no es un número' },
            { row: 5, column: 'Since', field: 'since', error: 'no es un valor de esta columna' },
            { row: 6, column: 'Email', field: 'email', error: 'ya está en uso' },
          ],
        },
      },
    });
    expect(await namesOf('customers', 'name')).toEqual(['Ann', 'Bob, "B"', 'Cay', 'Ida', 'Ira', 'Irv']);
  });

  it('finds references by what they are called, and counts like a form', async () => {
    const answer = await upload('/data/orders/import', 'customer,note\nida,first\nNobody,second\nANN,third\n');
    expect(answer.body.data).toMatchObject({
      created: 2,
      failures: [{ row: 3, column: 'Customer', field: 'customer_id', error: 'is no identifier' }],
    });
    expect(await namesOf('orders', 'folio')).toEqual(['F-00001', 'F-00002']);
  });

  it('reads what an export wrote', async () => {
    const file = new Uint8Array(await (await get('/data/products/export/template?format=xlsx')).arrayBuffer());
    expect(await upload('/data/products/import', file)).toMatchObject({ status: 200, body: { data: { created: 0, failed: 0 } } });
    expect(await upload('/data/products/import', JSON.stringify([{ sku: 'J1', title: 'Jar', price: 2, tags: { a: [1] } }]))).toMatchObject({
      body: { data: { created: 1, failures: [] } },
    });
    const csv = new TextEncoder().encode(await textIn(await get('/data/products/export')));
    expect((await upload('/data/products/import', csv)).body.data).toMatchObject({
      created: 0,
      failures: [{ row: 2, column: 'Sku', field: 'sku' }],
    });
    await t.call('DELETE', `/data/products/${String((await namesOf('products', 'id'))[0])}`);
    expect((await upload('/data/products/import', csv)).body.data).toMatchObject({ created: 1 });
    expect(await namesOf('products', 'tags')).toEqual([{ a: [1] }]);
  });

  it.each([
    ['', 400, 'the file is empty'],
    ['nothing,else\n1,2', 422, "none of the file's headings is a column of Customer that a file can fill"],
    ['PK\u0003\u0004', 400, 'the workbook is damaged: The zip archive is damaged.'],
    ['[1]', 400, 'item 1 of the list is no record'],
    [`name\n${'x\n'.repeat(100_001)}`, 413, 'the file has more than 100000 rows'],
  ])('refuses %.20j', async (content, status, message) => {
    expect(await upload('/data/customers/import', content)).toEqual({ status, body: { success: false, message } });
  });

  it('of bad rows alone is a refusal', async () => {
    expect(await upload('/data/customers/import', 'name,credit\nx,y')).toEqual({
      status: 422,
      body: {
        success: false,
        message: 'no row of the file could be written',
        data: { created: 0, failed: 1, skipped: 0, failures: [{ row: 2, column: 'Credit', field: 'credit', error: 'is no number' }] },
      },
    });
    expect(await t.call('POST', '/data/customers/import', '{}')).toEqual({
      status: 400,
      body: { success: false, message: 'the body is no form with a file' },
    });
  });

  it('of many rows with bad ones among them writes all the good ones', async () => {
    const size = cases(900, 3000);
    const rows = Array.from({ length: size }, (_, n) => `row ${n},${n % 50 === 0 ? 'x'.repeat(30) : n % 75 === 1 ? 'twin' : `k${n}`}`);
    const file = ['title,sku', ...rows].join('\n');
    const { body } = await upload('/data/products/import', file);
    // A fiftieth are too long, a seventy-fifth say "twin" and the first of them is written.
    const failed = size / 50 + size / 75 - 1;
    expect(body.data).toMatchObject({ created: size - failed, failed });
    expect(await t.query(`select count(*)::int as n from addon_shop.products where title like 'row %'`)).toEqual([{ n: size - failed }]);
  });
});

describe('a vector', () => {
  it.each(['csv', 'xlsx', 'json'])('comes back from a file of %s', async (format) => {
    await t.install(
      manifestWith('space', [
        {
          key: 'Point',
          table: 'points',
          columns: [
            { name: 'organization_id', type: 'uuid' },
            { name: 'name', type: 'text' },
            { name: 'at', type: 'vector(3)', not_null: true },
          ],
        },
      ]),
    );
    await t.query('delete from addon_space.points');
    await t.call('POST', '/data/points', { name: 'a', at: [1, 2.5, -3] });
    const file = new Uint8Array(await (await get(`/data/points/export?format=${format}`)).arrayBuffer());
    expect((await upload('/data/points/import', file)).body.data).toMatchObject({ created: 1, failures: [] });
    expect(await namesOf('points', 'at')).toEqual(['[1,2.5,-3]', '[1,2.5,-3]']);
    expect((await upload('/data/points/import', 'name,at\nb,"[1,2]"')).body.data).toMatchObject({
      created: 0,
      failures: [{ field: 'at' }],
    });
  });
});
