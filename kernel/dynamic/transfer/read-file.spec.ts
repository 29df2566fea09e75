/** Files as spreadsheets of the world write them: what is read, and what a refusal says. */
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { cases } from '../../testing/drawn';
import fc from '../../testing/property';
import { csvLine, guarded, unguarded } from './csv';
import { readFile } from './read-file';
import { linesIn, linesOf, stylesOf, workbookOf, writtenWorkbook, zipOf } from './testing/workbook';

const refusal = (file: string | Uint8Array<ArrayBuffer>, language = 'en'): Promise<unknown> =>
  readFile(typeof file === 'string' ? strToU8(file) : file, language).then(
    () => 'was read',
    (error: unknown) => (error instanceof Error ? error.message : error),
  );

const utf16 = (text: string, mark = true): Uint8Array<ArrayBuffer> => {
  const whole = mark ? `\ufeff${text}` : text;
  return Uint8Array.from(Array.from(whole, (_, index) => whole.charCodeAt(index)).flatMap((code) => [code & 0xff, code >> 8]));
};
const swapped = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => bytes.map((_, index) => bytes[index ^ 1] ?? 0);
const latin = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (char) => (char === '€' ? 0x80 : char === '’' ? 0x92 : char.charCodeAt(0)));

describe('CSV', () => {
  it.each([
    [
      'semicolons and a mark',
      '\ufeffa;b\n1;2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['tabs and the line ends of old Macs', 'a\tb\r1\t', [['a', 'b'], ['1']]],
    [
      'bars',
      'a|b\n1|2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'line ends of two kinds',
      'a,b\r\n1,2\n3,4\r5,6',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'quotes, blanks and lines within cells',
      'a,b\n"x ""y""\nz", 1 \n',
      [
        ['a', 'b'],
        ['x "y"\nz', '1'],
      ],
    ],
    [
      'blanks in quotes',
      'a,b\n" x ",y\n',
      [
        ['a', 'b'],
        [' x ', 'y'],
      ],
    ],
    [
      'blanks behind a quote',
      'a,b\n"x" ,"y"  \n',
      [
        ['a', 'b'],
        ['x', 'y'],
      ],
    ],
    [
      'inches within a cell',
      'a,b\nPipe 5" long,2\n',
      [
        ['a', 'b'],
        ['Pipe 5" long', '2'],
      ],
    ],
    [
      'separators in quoted headings',
      '"Title";"Code";"a, b, c"\n"A";"1";"x"',
      [
        ['Title', 'Code', 'a, b, c'],
        ['A', '1', 'x'],
      ],
    ],
    [
      'a heading of two lines',
      'title;code;"Size, weight,\nor length, or none"\nA;1;x',
      [
        ['title', 'code', 'Size, weight,\nor length, or none'],
        ['A', '1', 'x'],
      ],
    ],
    ['commas in the texts of one column', 'title\n"a, b"\nc\n', [['title'], ['a, b'], ['c']]],
    [
      'decimal commas beside semicolons',
      'title;price\na;1,5\nb;2,25\n',
      [
        ['title', 'price'],
        ['a', '1,5'],
        ['b', '2,25'],
      ],
    ],
    [
      'the separator said',
      'sep=;\r\ntitle;code\r\nA,B;1',
      [
        ['title', 'code'],
        ['A,B', '1'],
      ],
    ],
    [
      'a separator of its own',
      'sep=^\ntitle^code\nA^1',
      [
        ['title', 'code'],
        ['A', '1'],
      ],
    ],
    [
      'empty lines at the top',
      '\n ;\ntitle;code\nA;1',
      [
        ['title', 'code'],
        ['A', '1'],
      ],
    ],
    [
      'headings in brackets',
      '[title],[code]\nA,1',
      [
        ['[title]', '[code]'],
        ['A', '1'],
      ],
    ],
    ['cells without a heading, and lines of other lengths', 'a,,c\n1,2,3,4\n5\n', [['a', '', 'c'], ['1', '2', '3', '4'], ['5']]],
    [
      'empty columns at the end',
      `a,b${','.repeat(20_000)}\n1,2${','.repeat(20_000)}\n`,
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['zeros at the front', 'a\n007\n', [['a'], ['007']]],
    ['a text that says that it is one', "a\n'=1+1\n'tis\n", [['a'], ['=1+1'], ["'tis"]]],
  ])('with %s is read', async (_, text, lines) => {
    expect(await linesIn(text)).toEqual(lines);
  });

  it('is read in the encodings that spreadsheets write', async () => {
    const text = 'título;precio\nNº 5 añejo;1\n';
    const lines = [
      ['título', 'precio'],
      ['Nº 5 añejo', '1'],
    ];
    for (const bytes of [strToU8(text), strToU8(`\ufeff${text}`), utf16(text), swapped(utf16(text)), utf16(text, false), latin(text)])
      expect(await linesIn(bytes)).toEqual(lines);
    expect(await linesIn(latin('a\nO´Brien\n20°C €\nl’été\n'))).toEqual([['a'], ['O´Brien'], ['20°C €'], ['l’été']]);
    // Cyrillic of Windows, and the letters of old Macs, would come out as others.
    expect(await refusal(Uint8Array.of(97, 10, 0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2))).toBe(
      'the file is no UTF-8, and its letters cannot be told: save it as "CSV UTF-8"',
    );
    expect(await refusal(Uint8Array.of(97, 10, 99, 97, 102, 0x8e), 'es')).toBe(
      'el archivo no está en UTF-8 y no se puede saber qué letras contiene: guárdelo como "CSV UTF-8"',
    );
  });

  it('that is UTF-8 but for a byte is refused with its row, and letters of windows-1252 are told', async () => {
    const both = Uint8Array.of(...strToU8('título\ncafé\n'), ...latin('año\n'));
    expect(await refusal(both)).toBe('the file is UTF-8, but row 3 holds letters of another encoding: save it as "CSV UTF-8"');
    expect(await refusal(Uint8Array.of(...latin('a\naño\n'), ...strToU8('“x”\n')), 'es')).toContain('la fila 2 contiene letras');
    expect((await readFile(latin('a\naño\n'), 'en')).isWindows).toBe(true);
    expect((await readFile(strToU8('a\naño\n'), 'en')).isWindows).toBeUndefined();
  });

  it('of JSON that has a name twice in a record is refused with it, however the name is written', async () => {
    expect(await refusal('[{"a":1},{"a":1,"b":2,"a":3}]')).toBe('item 2 of the list has "a" twice: leave one of them');
    expect(await refusal('{"a":1,"\\u0061":2}\n{"a":3}')).toBe('item 1 of the list has "a" twice: leave one of them');
    expect(await linesIn('[{"a":{"b":1},"b":"x,\\"a\\":2","c":[{"a":1}]}]')).toHaveLength(2);
  });

  it('with a quote that never ends is refused with its row', async () => {
    expect(await refusal('title,code\nOak,1\n"Pipe 5"" long,2\nAsh,3\n')).toBe('row 3: a quote is opened and never closed');
    expect(await refusal('title,code\n"Pipe 5" long,2\n')).toBe(
      'row 2: text follows a closing quote; a quote inside of quotes is written twice',
    );
    expect(await refusal('title\n"', 'es')).toBe('fila 2: se abren comillas que nunca se cierran');
  });

  it('counts rows as a spreadsheet does', async () => {
    const content = await readFile(strToU8('\na\n"x\ny"\n\nz\n'), 'en');
    expect(content.rows.map(({ number }) => number)).toEqual([3, 5]);
    expect(content.skipped).toBe(1);
  });

  it('that is written is read back, and no cell of it is a formula', async () => {
    for (const text of ['=1+1', '+1+1', '-2+3', '@sum(1)', '\tx', '\rx', '\n=1', ' =1', "'=1", "''=1", '＝1', '-1-2', '+52 (55) 1234'])
      expect([text, guarded(text), unguarded(guarded(text))]).toEqual([text, `'${text}`, text]);
    for (const text of ['-5', '+5', '-1.5e-7', '', "'tis", 'a=1', '-', '1+1', "it's", '.5'].filter((text) => text !== '-'))
      expect([guarded(text), unguarded(text)]).toEqual([text, text]);
    const texts = fc.array(fc.oneof(fc.string(), fc.stringMatching(/^['=+@\-\t\r\n ;,"0-9a]{1,6}$/)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 4 }), async (rows) => {
        const file = [['a', 'b', 'c', 'd'], ...rows].map((row) => csvLine(row.map(guarded))).join('');
        const [, ...read] = await linesIn(file);
        const kept = (row: string[]): string[] => {
          const cells = row.map((text) => (text.trim() === '' ? '' : text));
          while (cells.at(-1) === '') cells.pop();
          return cells;
        };
        expect(read).toEqual(rows.map(kept).filter((row) => row.length > 0));
      }),
      { numRuns: cases(200, 20_000) },
    );
  });
});

describe('JSON', () => {
  it.each([
    [
      'a list',
      '[{"a":1,"b":"x"},{"b":null,"c":[1.0]}]',
      [
        ['a', 'b', 'c'],
        ['1', 'x'],
        ['', '', '[1.0]'],
      ],
    ],
    ['the answer of a list', '{"success":true,"data":[{"a":"x, ]}"}],"meta":{"data":[]}}', [['a'], ['x, ]}']]],
    ['a record on each line', '{"a":1}\n\n{"a":2}\r\n', [['a'], ['1'], ['2']]],
    ['numbers of any length', ' [ {"a":12345678901234567890.10} ] \n', [['a'], ['12345678901234567890.10']]],
    [
      'names with a meaning elsewhere',
      '[{"__proto__":1,"constructor":2}]',
      [
        ['__proto__', 'constructor'],
        ['1', '2'],
      ],
    ],
  ])('that is %s is read', async (_, text, lines) => {
    expect(await linesIn(text)).toEqual(lines);
  });

  it.each([
    ['[]', 'the file is empty'],
    ['[{"a":1},2]', 'item 2 of the list is no record'],
    ['[{"a":1},]', 'item 2 of the list is no JSON: Unexpected end of JSON input'],
    ['[{"a":1}', 'the file is no JSON: it ends within the list'],
    ['[{"a":1}] x', 'the file is no JSON: something follows the list'],
    ['{"rows":[]}', 'the file is no list of records'],
    [`[{"a":${'['.repeat(300)}`, 'item 1 of the list is no JSON: more than 200 brackets stand within each other'],
  ])('like %.30j is refused', async (text, message) => {
    expect(await refusal(text)).toBe(message);
  });
});

describe('a workbook', () => {
  it('keeps what is written through a reading', async () => {
    const rows = [
      ['a <b>', 'c', 'd', 'e', 'f'],
      ['=1+1', 1.5, true, null, ' "x" '],
      ['_x0041_ a\rb\u0001', -2, false, 'é\ud800', '007'],
    ];
    const bytes = writtenWorkbook(rows, 'Rows & more');
    expect(await linesIn(bytes)).toEqual([
      ['a <b>', 'c', 'd', 'e', 'f'],
      ['=1+1', '1.5', 'true', '', ' "x" '],
      ['_x0041_ a\rb\u0001', '-2', 'false', 'é', '007'],
    ]);
    expect(new TextDecoder().decode(unzipSync(bytes)['xl/workbook.xml'])).toContain('name="Rows &amp; more"');
  });

  it('of a spreadsheet is read: shared, rich and phonetic texts, gaps, entities, booleans', async () => {
    const bytes = workbookOf(
      '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row><row/><row r="3"><c t="str"><f>A1</f><v>&#233;&amp;&lt;</v></c><c t="b"><v>1</v></c><c r="D3" t="inlineStr"><is><r><t>a_x000D_</t></r><r><t>b</t></r></is></c></row>',
      {
        'xl/texts.xml':
          '<sst><si><t>no</t></si><si><r><t>ri</t></r><r><t xml:space="preserve">ch </t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si></sst>',
      },
    );
    expect(await linesIn(bytes)).toEqual([
      ['rich ', '', '東京'],
      ['é&<', 'true', '', 'a\rb'],
    ]);
  });

  it('has the numbers that were typed, however a writer wrote them', async () => {
    const numbers = [
      '5.0',
      '1.0E10',
      '1.1000000000000001',
      '0.1',
      '0.30000000000000004',
      '1E+15',
      '-0',
      '1.5E-7',
      '12345678901234567890',
      '0.12345678901234568',
    ];
    const bytes = workbookOf(`<row><c t="str"><v>h</v></c></row>${numbers.map((text) => `<row><c><v>${text}</v></c></row>`).join('')}`);
    expect((await linesIn(bytes)).slice(1).flat()).toEqual([
      '5',
      '10000000000',
      '1.1',
      '0.1',
      '0.3',
      '1000000000000000',
      '0',
      '0.00000015',
      '12345678901234567890',
      '0.12345678901234568',
    ]);
  });

  const formatted = async (cells: readonly (readonly [format: number | string, value: string])[], calendar = ''): Promise<string[]> => {
    const bytes = workbookOf(
      `<row><c t="str"><v>h</v></c></row>${cells.map(([, value], index) => `<row><c s="${index}"><v>${value}</v></c></row>`).join('')}`,
      {
        'xl/styles.xml': stylesOf(...cells.map(([format]) => format)),
        ...(calendar && {
          'xl/workbook.xml': `<workbook xmlns:q="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="${calendar}"/><sheets><sheet name="S" q:id="r9"/></sheets></workbook>`,
        }),
      },
    );
    return (await linesIn(bytes)).slice(1).map(([text = '']) => text);
  };

  it('shows days, moments, times of day and hours as its formats do', async () => {
    const cells = [
      [14, '45306'],
      [22, '45306.5'],
      [31, '45306'],
      [58, '45306'],
      [20, '0.5'],
      [18, '0.4375'],
      ['[h]:mm:ss', '1.5'],
      [46, '1.5'],
      [14, '1'],
      [14, '59'],
      [14, '60'],
      [14, '61'],
      ['yyyy\\-mm\\-dd hh:mm', '45306.25'],
      ['d "de" mmmm', '45306'],
      ['[$-409]h:mm AM/PM', '0.75'],
      ['mm:ss.0', '0.0005'],
      ['[$-411]ggge"年"m"月"d"日"', '45306'],
      ['dd/mm/yyyy;@', '45306.000011574'],
    ] as const;
    expect(await formatted(cells)).toEqual([
      '2024-01-15',
      '2024-01-15T12:00:00Z',
      '2024-01-15',
      '2024-01-15',
      '12:00:00',
      '10:30:00',
      '36:00:00',
      '36:00:00',
      '1900-01-01',
      '1900-02-28',
      '1900-02-29',
      '1900-03-01',
      '2024-01-15T06:00:00Z',
      '2024-01-15',
      '18:00:00',
      '00:00:43.200',
      '2024-01-15',
      '2024-01-15T00:00:01Z',
    ]);
  });

  it('shows numbers as numbers, whatever letters their formats have', async () => {
    const cells = [
      ['#,##0.00_D_M', '1234.5'],
      ['#,##0_P_t_s', '99.5'],
      ['0.00E+00', '12345'],
      ['0%', '0.12'],
      ['"Day "0', '3'],
      ['[Red]0;[Blue]-0', '7'],
      ['General', '1.5'],
      ['00000', '501'],
      ['00000', '1.5'],
      ['#,##0.00\\ "€";[Red]\\-#,##0.00\\ "€"', '-2.5'],
      ['[$$-409]#,##0.00', '8'],
      ['0*y', '4'],
      ['@', '46000'],
      [14, '-1'],
      [14, '9999999999'],
    ] as const;
    expect(await formatted(cells)).toEqual([
      '1234.5',
      '99.5',
      '12345',
      '0.12',
      '3',
      '7',
      '1.5',
      '00501',
      '1.5',
      '-2.5',
      '8',
      '4',
      '46000',
      '-1',
      '9999999999',
    ]);
  });

  it('of the calendar of 1904 has its own days', async () => {
    for (const said of ['1', 'true'])
      expect(
        await formatted(
          [
            [14, '43844'],
            [14, '0'],
            [20, '0.5'],
          ],
          said,
        ),
      ).toEqual(['2024-01-15', '1904-01-01', '12:00:00']);
    expect(await formatted([[14, '43844']], '0')).toEqual(['2020-01-14']);
  });

  it('says which cells hold no value', async () => {
    const bytes = workbookOf(
      '<row><c t="str"><v>h</v></c></row><row><c t="e"><v>#N/A</v></c></row><row><c><f>1+1</f></c></row><row><c><f>1+1</f><v>2</v></c></row>',
    );
    expect(await linesIn(bytes)).toEqual([['h'], ['cell_error:#N/A'], ['no_result:'], ['2']]);
  });

  const TITLE = '<x:row><x:c t="inlineStr"><x:is><x:t>A</x:t></x:is></x:c></x:row>';
  it.each([
    [
      'prefixes',
      `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>${TITLE}</x:sheetData></x:worksheet>`,
    ],
    [
      'the strict edition',
      `<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>${TITLE}</x:sheetData></x:worksheet>`,
    ],
    ['single quotes', "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>A</t></is></c></row></sheetData></worksheet>"],
    ['character data', '<worksheet><sheetData><row><c t="inlineStr"><is><t><![CDATA[A]]></t></is></c></row></sheetData></worksheet>'],
    [
      'comments and instructions',
      '<?xml version="1.0"?><!-- <row/> --><worksheet><?x y?><sheetData><!--<row><c><v>1</v></c></row>--><row><c t="inlineStr"><is><t>A<!-- B --></t></is></c></row></sheetData></worksheet>',
    ],
    [
      'a mark at its beginning',
      '\ufeff<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData><row><c t="inlineStr"><is><t>A</t></is></c></row></sheetData></worksheet>',
    ],
    [
      'elements of other namespaces',
      '<worksheet xmlns:o="urn:other"><o:sheetData><row><c><v>1</v></c></row></o:sheetData><sheetData><row><c t="inlineStr"><is><t>A</t></is></c><o:c><o:v>2</o:v></o:c></row></sheetData><extLst><ext><row><c><v>9</v></c></row></ext></extLst></worksheet>',
    ],
  ])('is read as XML: %s', async (_, sheet) => {
    expect(await linesIn(workbookOf('', { 'xl/worksheets/data.xml': sheet }))).toEqual([['A']]);
  });

  it('has its parts where its relations say', async () => {
    const odf = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
    const bytes = zipOf({
      '_rels/.rels': `<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships"><p:Relationship Id="a" Type="${strict}/officeDocument" Target="/Book/main.xml"/></p:Relationships>`,
      'Book/main.xml': `<workbook xmlns:z="${strict}"><sheets><sheet name="Notes" state="hidden" z:id="b"/><sheet name="Chart" z:id="d"/><sheet name="Data" z:id="c"/></sheets></workbook>`,
      'Book/_rels/main.xml.rels': `<p:Relationships xmlns:p="http://schemas.openxmlformats.org/package/2006/relationships"><p:Relationship Id="b" Type="${odf}/worksheet" Target="sheet1.xml"/><p:Relationship Id="d" Type="${odf}/chartsheet" Target="chart.xml"/><p:Relationship Id="c" Type="${odf}/worksheet" Target="../Sheets/./SECOND.xml"/><p:Relationship Id="t" Type="${odf}/sharedStrings" Target="/texts/all.xml"/></p:Relationships>`,
      'Book/sheet1.xml': '<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>',
      'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>',
      'sheets/second.xml': '<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>',
      'texts/all.xml': '<sst><si><t>RIGHT</t></si></sst>',
    });
    expect(await linesIn(bytes)).toEqual([['RIGHT']]);
  });

  it('has its rows and cells where it says', async () => {
    const split = '<row r="2"><c r="A2" t="str"><v>x</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>';
    const content = await readFile(
      workbookOf(
        `<row r="1"><c r="B1" t="str"><v>b</v></c><c r="A1" t="str"><v>a</v></c></row>${split}<row r="5"/><row r="10"><c r="A10"><v>9</v></c><c/><c r="$D$10"><v>4</v></c></row>`,
      ),
      'en',
    );
    expect(linesOf(content)).toEqual([
      ['a', 'b'],
      ['x', '1'],
      ['9', '', '', '4'],
    ]);
    expect([content.rows.map(({ number }) => number), content.skipped]).toEqual([[2, 10], 1]);
  });

  it('has as many rows as a sheet', async () => {
    const { rows } = await readFile(workbookOf('<row r="1"><c><v>1</v></c></row><row r="1048576"><c><v>2</v></c></row>'), 'en');
    expect(rows.map(({ number }) => number)).toEqual([1_048_576]);
  });

  it('of streaming writers, with sizes behind the contents, is read', async () => {
    // Our own writer is one of them: bit 3 of the first entry's flags.
    const bytes = writtenWorkbook([['a'], ['b']]);
    expect((bytes[6] ?? 0) & 8).toBe(8);
    expect(await linesIn(bytes)).toEqual([['a'], ['b']]);
  });

  it.each([
    ['no zip', strToU8('PK but no zip'), 'the workbook is damaged: The zip archive is damaged.'],
    ['no workbook', zipOf({ 'other.txt': 'x' }), 'the file is no workbook that can be read'],
    [
      'a document type',
      workbookOf('', { 'xl/worksheets/data.xml': '<!DOCTYPE x [<!ENTITY a "aa">]><worksheet/>' }),
      'the workbook is damaged: DOCTYPE',
    ],
    ['elements that are never closed', workbookOf('<row><c>'), 'the workbook is damaged: unexpected close tag.'],
    ['a row beyond all sheets', workbookOf('<row r="1048577"><c><v>1</v></c></row>'), 'the workbook is damaged: row 1048577'],
    ['a text that is not there', workbookOf('<row><c t="s"><v>3</v></c></row>'), 'the workbook is damaged: there is no text 3'],
    ['no cells', workbookOf('<row/>'), 'the sheet "S" is empty: the rows must stand on the first visible sheet'],
    [
      'only hidden sheets',
      workbookOf('', { 'xl/workbook.xml': '<workbook><sheets><sheet name="S" state="veryHidden"/></sheets></workbook>' }),
      'the workbook has no sheet with cells',
    ],
    [
      'an OpenDocument',
      zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }),
      'the file is an OpenDocument spreadsheet (.ods): save it as .xlsx',
    ],
    ['a binary workbook', zipOf({ 'xl/workbook.bin': 'x' }), 'the file is a binary workbook (.xlsb): save it as .xlsx'],
    ['a document of Numbers', zipOf({ 'Index/Document.iwa': 'x' }), 'the file is a document of Numbers: export it as Excel or CSV'],
    [
      'a workbook of old Excel',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      'the file is a workbook of Excel 97 to 2003 (.xls): save it as .xlsx',
    ],
    [
      'a workbook behind a password',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, ...utf16('EncryptedPackage', false)),
      'the workbook is protected by a password: save it without one',
    ],
    [
      'a web page',
      strToU8('\n<!DOCTYPE html><html>'),
      'the file is a web page, not a table: perhaps a sign-in page was saved in its place',
    ],
    ['XML', strToU8('<?xml version="1.0"?><Workbook/>'), 'the file is XML: save it as .xlsx or CSV'],
    ['a PDF', strToU8('%PDF-1.7'), 'the file is neither a workbook nor a text'],
    ['bytes', Uint8Array.of(1, 0, 2, 0xff), 'the file is neither a workbook nor a text'],
    ['nothing', new Uint8Array(), 'the file is empty'],
    ['blanks', strToU8(' \n,,\n'), 'the file is empty'],
  ])('or another file that is %s is refused by name', async (_, bytes, message) => {
    expect(await refusal(bytes)).toBe(message);
  });

  it('that arrived with another digit than was sent is refused by its checksum', async () => {
    const sent = workbookOf('<row><c><v>4242</v></c></row>');
    const digit = sent.findIndex((byte, index) => byte === 0x34 && sent[index + 1] === 0x32 && sent[index + 2] === 0x34);
    expect(await refusal(sent.with(digit, 0x39), 'es')).toBe(
      'el libro está dañado: El archivo zip está dañado: xl/worksheets/data.xml no es lo que se empaquetó.',
    );
  });

  it('with a byte changed is refused or read, and never ends anything', async () => {
    const whole = writtenWorkbook([
      ['a', 'b'],
      ['x', 1],
      ['y', 2],
    ]);
    const place = fc.nat({ max: whole.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.nat({ max: 255 }), async (at, byte) => {
        expect(typeof (await refusal(whole.with(at, byte)))).toBe('string');
      }),
      { numRuns: cases(100, 5_000) },
    );
  });

  it('whose texts were zipped at any level is the same', async () => {
    const parts = unzipSync(writtenWorkbook([['a'], ['b']]));
    for (const level of [0, 9] as const) expect(await linesIn(zipSync(parts, { level }))).toEqual([['a'], ['b']]);
  });
});
