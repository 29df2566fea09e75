/** What cells say to columns: numbers, days, boxes, choices and references as people and spreadsheets write them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manifestWith, openTestKernel, type TestKernel } from '../../testing/kernel';
import { linesIn, workbookOf, writtenWorkbook } from './testing/workbook';

type Row = Record<string, unknown>;

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  const uuid = (name: string) => ({ name, type: 'uuid' });
  await t.install(
    manifestWith('yard', [
      {
        key: 'Thing',
        table: 'things',
        label: 'Things',
        columns: [
          { name: 'title', type: 'text', label: 'Title' },
          { name: 'code', type: 'text', label: 'Code' },
          { name: 'qty', type: 'integer', label: 'Qty' },
          { name: 'big', type: 'bigint', label: 'Big' },
          { name: 'num', type: 'numeric', label: 'Num' },
          { name: 'wide', type: 'numeric(38,18)', label: 'Wide' },
          { name: 'ok', type: 'boolean', label: 'OK' },
          { name: 'day', type: 'date', label: 'Día de alta' },
          { name: 'at', type: 'timestamptz', label: 'At' },
          {
            name: 'size',
            type: 'text',
            label: 'Size',
            options: [
              { value: 's', label: 'Small' },
              { value: 'l', label: 'Größe L' },
            ],
          },
          { ...uuid('city_id'), label: 'City', ref: 'City' },
        ],
      },
      { key: 'City', table: 'cities', label: 'Cities', columns: [{ name: 'name', type: 'text', not_null: true, label: 'Name' }] },
    ]),
  );
});
afterAll(() => t.database.close());
beforeEach(() => t.query('delete from addon_yard.things'));

async function upload(file: string | Uint8Array<ArrayBuffer>, language = 'en') {
  const form = new FormData();
  form.set('file', new File([file], 'rows'));
  const response = await t.kernel.fetch(
    new Request('http://kernel.test/data/things/import', { method: 'POST', body: form, headers: { 'accept-language': language } }),
  );
  const { message, data } = (await response.json()) as { message?: string; data?: { created: number; failures: Row[] } };
  return { status: response.status, message, created: data?.created ?? 0, failures: data?.failures ?? [] };
}

/** The rows that are there now, by their titles; only what is not empty. */
async function stored(): Promise<Row[]> {
  const rows = await t.query(
    `select title, code, qty, big::text, trim_scale(num)::text as num, trim_scale(wide)::text as wide, ok, day::text, at::text, size, (select name from addon_yard.cities c where c.id = city_id) as city from addon_yard.things order by title`,
  );
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
}

/** What an import of a good file leaves. */
async function imported(file: string | Uint8Array<ArrayBuffer>): Promise<Row[]> {
  expect(await upload(file)).toMatchObject({ status: 200, failures: [] });
  return stored();
}

const values = (rows: readonly Row[], name: string): unknown[] => rows.map((row) => row[name]);

/** One row for each text, in a file whose separator is given. */
const fileOf = (column: string, texts: readonly string[], separator = ','): string =>
  [`title${separator}${column}`, ...texts.map((text, n) => `${String(n).padStart(2, '0')}${separator}"${text}"`)].join('\n');

describe('a number of a file', () => {
  it.each([
    [',', ['5.0', '1e3', '+5', '-7', '007', '1,234,567', '12,345.0', "1'234"], ['5', '1000', '5', '-7', '7', '1234567', '12345', '1234']],
    [';', ['1.234.567', '12,0', '5', '-1 234', '1.234'], ['1234567', '12', '5', '-1234', '1234']],
    ['\t', ['1.0', '1e2'], ['1', '100']],
  ])('is whole however it is written (%j)', async (separator, texts, right) => {
    expect(values(await imported(fileOf('big', texts, separator)), 'big')).toEqual(right);
  });

  it.each([
    [
      ',',
      ['1.5', '1,234.5', '1234,56', '$1,234.50', '1.234', '.5', '12345678901234567890.123'],
      ['1.5', '1234.5', '1234.56', '1234.5', '1.234', '0.5', '12345678901234567890.123'],
      'points and commas',
    ],
    [
      ';',
      ['1234,56', '1.234,56', '-0,5', '1.234', '1 234,5', '€ 2,50', '3,10 €'],
      ['1234.56', '1234.56', '-0.5', '1234', '1234.5', '2.5', '3.1'],
      'commas',
    ],
    [
      ',',
      [
        '(5.25)',
        '$(1,234.50)',
        '($7)',
        '(8) €',
        '5.5-',
        '-$3.1',
        '$-3.2',
        '\u22124.5',
        '1,23,456.5',
        '12,34,56,789',
        '-1.5e-1',
        '\u22121e1',
      ],
      ['-5.25', '-1234.5', '-7', '-8', '-5.5', '-3.1', '-3.2', '-4.5', '123456.5', '123456789', '-0.15', '-10'],
      'signs of books and of accounting programs, and groups of India',
    ],
    [';', ['(1.234,5)', '1.234,5-', '-1 234,5 €'], ['-1234.5', '-1234.5', '-1234.5'], 'signs and commas'],
    [';', ['12.5', '1.234', '7'], ['12.5', '1.234', '7'], 'points'],
    ['\t', ['1,5', '1.234'], ['1.5', '1234'], 'commas of a file with tabs'],
  ])('has its decimals (%j)', async (separator, texts, right) => {
    expect(values(await imported(fileOf('wide', texts, separator)), 'wide')).toEqual(right);
  });

  it('that could be two is refused with the cure, and so is what is none', async () => {
    const { failures } = await upload(fileOf('wide', ['1.234', '5'], ';'));
    expect(failures).toEqual([
      {
        row: 2,
        column: 'Wide',
        field: 'wide',
        error: 'could be a number with decimals or with thousands: write it with a point before the decimals and nothing between thousands',
      },
    ]);
    expect((await upload(fileOf('wide', ['1,234'], ','), 'es')).failures[0]?.error).toBe(
      'puede ser un número con decimales o con miles: escríbalo con un punto antes de los decimales y sin nada entre los miles',
    );
    const none = await upload(
      fileOf('wide', ['1,23,4', '12%', '--5', '-5-', '(-5)', '-(5)', '(5', '1.2.3', '1,2345,678.9', '1,234,56', 'x', '()'], ','),
    );
    expect(none.failures.map(({ error }) => error)).toEqual(Array.from({ length: 12 }, () => 'is no number'));
    expect((await upload(fileOf('qty', ['1.5', '1e-1'], ','))).failures.map(({ error }) => error)).toEqual([
      'is no whole number',
      'is no whole number',
    ]);
  });

  it('of a workbook or of JSON is the one that is typed, whatever texts beside it have', async () => {
    const rows = await imported(
      writtenWorkbook([
        ['title', 'wide'],
        ['a', 1.234],
        ['b', '5,5'],
        ['c', '12345678901234567.25'],
      ]),
    );
    expect(values(rows, 'wide')).toEqual(['1.234', '5.5', '12345678901234567.25']);
    await t.query('delete from addon_yard.things');
    expect(values(await imported('[{"title":"a","wide":1.234,"big":5.0},{"title":"b","wide":12345678901234567890.10}]'), 'wide')).toEqual([
      '1.234',
      '12345678901234567890.1',
    ]);
  });
});

describe('a day of a file', () => {
  it('is read in every form that leaves no doubt', async () => {
    const texts = [
      '2024-01-15',
      '2024/1/5',
      '15.01.2024',
      '5.1.2024',
      '25/12/2024',
      '03/04/2024',
      '07/07/2024',
      '2024-01-15T10:30:00Z',
      '1-2-2024 9:05',
    ];
    expect(values(await imported(fileOf('day', texts)), 'day')).toEqual([
      '2024-01-15',
      '2024-01-05',
      '2024-01-15',
      '2024-01-05',
      '2024-12-25',
      '2024-04-03',
      '2024-07-07',
      '2024-01-15',
      '2024-02-01',
    ]);
    await t.query('delete from addon_yard.things');
    expect(values(await imported(fileOf('at', ['12/25/2024 9:05', '03/04/2024'])), 'at')).toEqual([
      '2024-12-25 09:05:00+00',
      '2024-03-04 00:00:00+00',
    ]);
  });

  it('that could be two is refused, and so is what is none', async () => {
    const { failures } = await upload(fileOf('day', ['03/04/2024', '31.02.2024', '15/01/24', '05/05/2024']));
    expect(failures.map(({ row, error }) => [row, error])).toEqual([
      [2, 'could be two days: write it as 2026-01-31'],
      [3, 'is no value of this column'],
      [4, 'is no value of this column'],
    ]);
    // Days of both orders say nothing about a third.
    const mixed = await upload(fileOf('day', ['25/12/2024', '12/25/2024', '03/04/2024']), 'es');
    expect([mixed.created, mixed.failures.map(({ error }) => error)]).toEqual([
      2,
      ['puede ser dos días distintos: escríbalo como 2026-01-31'],
    ]);
  });
});

describe('other cells of a file', () => {
  it('are yes and no in the words of spreadsheets', async () => {
    const texts = ['Sí', 'si', 'yes', 'x', 'TRUE', 'VERDADERO', '1', 'no', 'FALSO', 'falsch', '0'];
    expect(values(await imported(fileOf('ok', texts)), 'ok')).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect((await upload(fileOf('ok', ['maybe']))).failures[0]?.error).toBe('is no value of this column');
  });

  it('are texts as they stand, with their blanks, zeros and line breaks', async () => {
    const texts = ['007', ' x ', 'a\nb', '1.10', '2024-01-15', "'=1"];
    expect(values(await imported(fileOf('code', texts)), 'code')).toEqual(['007', ' x ', 'a\nb', '1.10', '2024-01-15', '=1']);
  });

  it('are found by headings in any spelling', async () => {
    const file = '\u0054itle ;D\u0069\u0301a  de\u00a0alta*;nope\na;2024-01-15;x';
    expect(await imported(file)).toEqual([{ title: 'a', day: '2024-01-15' }]);
  });

  it('are choices and references by what they are called, to the letter first', async () => {
    for (const name of ['ΠΑΤΡΑΣ', 'İzmir', 'Łódź', 'ann', 'ANN', 'twin', 'twin']) await t.call('POST', '/data/cities', { name });
    const file = 'title,city_id,size\na,ΠΑΤΡΑΣ,small\nb,İzmir,GRÖSSE L\nc,łódź,Größe L\nd,ann,s\ne,ANN,l\n';
    expect(await imported(file)).toEqual([
      { title: 'a', city: 'ΠΑΤΡΑΣ', size: 's' },
      { title: 'b', city: 'İzmir', size: 'l' },
      { title: 'c', city: 'Łódź', size: 'l' },
      { title: 'd', city: 'ann', size: 's' },
      { title: 'e', city: 'ANN', size: 'l' },
    ]);
    // Two are called so, or three in some case.
    expect((await upload('title,city_id\na,twin\nb,Ann\n')).failures.map(({ row, error }) => [row, error])).toEqual([
      [2, 'is no identifier'],
      [3, 'is no identifier'],
    ]);
    await t.query('delete from addon_yard.cities');
  });

  it('without a value are told with whatever else is wrong with the row', async () => {
    const sheet = workbookOf(
      '<row><c t="str"><v>title</v></c><c t="str"><v>qty</v></c><c t="str"><v>day</v></c><c t="str"><v>none</v></c></row>' +
        '<row><c t="str"><v>a</v></c><c t="e"><v>#N/A</v></c><c t="str"><v>x</v></c><c t="e"><v>#REF!</v></c></row>' +
        '<row><c t="str"><v>b</v></c><c><f>1+1</f></c></row><row><c t="str"><v>c</v></c><c><f>1+1</f><v>2</v></c><c/><c t="e"><v>#REF!</v></c></row>',
    );
    expect(await upload(sheet)).toEqual({
      status: 200,
      message: undefined,
      created: 1,
      failures: [
        { row: 2, column: 'Día de alta', field: 'day', error: 'is no value of this column' },
        { row: 2, column: 'Qty', field: 'qty', error: 'holds the error #N/A' },
        { row: 3, column: 'Qty', field: 'qty', error: 'is a formula without a result: open the file in a spreadsheet and save it' },
      ],
    });
    expect(await stored()).toEqual([{ title: 'c', qty: 2 }]);
  });
});

describe('an export', () => {
  const TEXTS = ['=HYPERLINK("x")', '+1+1', '-2', '@a', '\tb', "'=c", ' d ', 'plain, "e"', '_x0041_', 'a\rb\nc'];

  it('has no formula, and is taken back unchanged in every format', async () => {
    for (const [n, code] of TEXTS.entries())
      expect(
        await t.call('POST', '/data/things', {
          title: String(n),
          code,
          wide: n === 0 ? '-12345678901234567.25' : -n,
          ok: true,
          day: '2024-01-15',
        }),
      ).toMatchObject({ status: 201 });
    const before = await stored();
    for (const format of ['csv', 'xlsx', 'json']) {
      const response = await t.kernel.fetch(
        new Request(`http://kernel.test/data/things/export?format=${format}&columns=title,code,wide,ok,day`),
      );
      const file = new Uint8Array(await response.arrayBuffer());
      const lines = format === 'csv' ? new TextDecoder().decode(file).split('\r\n') : [];
      if (format === 'csv')
        expect([...lines].sort().slice(0, 4)).toEqual([
          '',
          `0,"'=HYPERLINK(""x"")",-12345678901234567.250000000000000000,true,2024-01-15`,
          `1,'+1+1,-1.000000000000000000,true,2024-01-15`,
          '2,-2,-2.000000000000000000,true,2024-01-15',
        ]);
      if (format === 'xlsx')
        expect((await linesIn(file)).find(([title]) => title === '1')).toEqual(['1', '+1+1', '-1', 'true', '2024-01-15']);
      await t.query('delete from addon_yard.things');
      expect(await imported(file)).toEqual(before);
    }
  });

  it('has no formula in its headings either', async () => {
    const labels = encodeURIComponent(JSON.stringify({ title: '=1+1' }));
    const response = await t.kernel.fetch(new Request(`http://kernel.test/data/things/export?columns=title&column_labels=${labels}`));
    expect(await response.text()).toBe("'=1+1\r\n");
  });
});

const folder = join(process.env.PLAYGROUND_CORPUS ?? '', 'cases');
const isThere = process.env.PLAYGROUND_CORPUS !== undefined && existsSync(folder);
if (!isThere)
  process.stderr.write(
    'transfer/cells.spec.ts: files of other programs are skipped, PLAYGROUND_CORPUS does not name a folder with cases/\n',
  );

describe.skipIf(!isThere)('a file of another program', () => {
  const caseFile = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(folder, name)));

  it.each<[string, Row[]]>([
    ['I01-xlsx-1904/book.xlsx', [{ day: '2024-01-15' }]],
    ['I03-xlsx-xml-forms/prefix.xlsx', [{ title: 'A' }]],
    ['I03-xlsx-xml-forms/single-quotes.xlsx', [{ title: 'A' }]],
    ['I03-xlsx-xml-forms/cdata.xlsx', [{ title: 'a < b & c' }]],
    ['I03-xlsx-xml-forms/comment.xlsx', [{ title: 'A' }]],
    ['I04-xlsx-parts-by-name/ns0-rels.xlsx', [{ title: 'RIGHT' }]],
    ['I04-xlsx-parts-by-name/other-prefix.xlsx', [{ title: 'RIGHT' }]],
    ['I04-xlsx-parts-by-name/shared-elsewhere.xlsx', [{ title: 'Hello' }]],
    ['I05-xlsx-numbers-as-written/poi.xlsx', [{ code: '5', qty: 5, big: '10000000000' }]],
    ['I05-xlsx-numbers-as-written/noise.xlsx', [{ code: '1.1', wide: '0.1' }]],
    [
      'I05-xlsx-numbers-as-written/whole.csv',
      [
        { title: 'a', qty: 5 },
        { title: 'b', qty: 1000 },
        { title: 'c', qty: 5 },
      ],
    ],
    ['I08-xlsx-row-places/split.xlsx', [{ title: 'A', code: '1' }]],
    ['I11-csv-separator-in-quotes/heads.csv', [{ title: 'A', code: '1' }]],
    ['I11-csv-separator-in-quotes/multiline.csv', [{ title: 'A', code: '1' }]],
    ['I13-files-of-spreadsheets-refused/utf16.txt', [{ title: 'École', code: '1' }]],
    ['I13-files-of-spreadsheets-refused/sep.csv', [{ title: 'A', code: '1' }]],
    ['I13-files-of-spreadsheets-refused/blank.csv', [{ title: 'A', code: '1' }]],
    ['I15-host-import-forms/answer.json', [{ title: 'A', qty: 1 }]],
    ['I15-host-import-forms/boxes.csv', ['a', 'b', 'c', 'd', 'e'].map((title) => ({ title, ok: title !== 'e' }))],
  ])('is read as it shows it: %s', async (name, rows) => {
    const found = await imported(caseFile(name));
    expect(found.map((row) => Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, row[key]])))).toEqual(rows);
  });

  it('shows its numbers as its formats say: I06-xlsx-number-formats/formats.xlsx', async () => {
    await upload(caseFile('I06-xlsx-number-formats/formats.xlsx'));
    expect(Object.fromEntries((await stored()).map((row) => [row.title, row.num ?? row.day ?? row.code]))).toMatchObject({
      dm: '1234.5',
      pts: '99.5',
      cn58: '2024-01-15',
      cn31: '2024-01-15',
      time: '12:00:00',
      duration: '36:00:00',
      serial1: '1900-01-01',
    });
  });

  it('names the row, the quote and the headings that it is refused for', async () => {
    expect((await upload(caseFile('I08-xlsx-row-places/gap.xlsx'))).failures).toMatchObject([{ row: 10 }]);
    expect(await upload(caseFile('I10-csv-open-quote/stray.csv'))).toMatchObject({
      status: 400,
      message: 'row 3: a quote is opened and never closed',
    });
    expect((await upload(caseFile('I13-files-of-spreadsheets-refused/brackets.csv'))).status).toBe(422);
  });

  it('finds its references by what they are called: I14-labels-lowered-twice/rows.csv', async () => {
    const cities = readFileSync(join(folder, 'I14-labels-lowered-twice/cities.jsonl'), 'utf8').trim().split('\n');
    for (const line of cities) await t.call('POST', '/data/cities', JSON.parse(line));
    expect(values(await imported(caseFile('I14-labels-lowered-twice/rows.csv')), 'city')).toEqual(['ΠΑΤΡΑΣ', 'İzmir']);
  });
});
