/** Rows of the annex: values of every type, columns of an extension, rules across records, filters on lists and instants. */
import { BRANCHES, ORGANIZATIONS, USERS } from '../../database/core-rows';
import { alias, drawId, drawLineId, gauge, gaugeId, kind, kindId, reading, readingId } from './annex-rows';
import { type Case, covering } from './case';
import { fields, gone, list, made, put, refused } from './requests';

const rule = (key: string, sentence: string, field: string): object => ({
  success: false,
  message: `constraint violation (${key}): ${sentence}`,
  code: 'constraint_violation',
  error_key: key,
  field,
});
const broken = (method: Case['method'], path: string, body: object, key: string, sentence: string, field: string): Case => ({
  method,
  path,
  body,
  status: 422,
  answer: rule(key, sentence, field),
});

const EXTRA = { 'Extra.colour': 'red', 'Extra.weight': 1.5 };
const kinds: Case[] = [
  ...covering(
    'WRITE-EXTENSION',
    made(
      '/data/annex_kinds',
      { id: kindId(1), code: 'tmp', label: 'Temperature', family: 'x', hint: 'how warm', budget: 10, ...EXTRA, 'Extra.weight': '1.5' },
      kind(1, EXTRA),
    ),
  ),
  made('/data/annex_kinds', { id: kindId(2), code: 'hum', label: 'Humidity', family: 'y', hint: '', state: 'closed' }, kind(2)),
  made('/data/annex_kinds', { id: kindId(3), code: 'prs', label: null, family: 'x' }, kind(3)),
  ...covering(
    'ERR-EXTENSION',
    fields('POST', '/data/annex_kinds', { code: 'bad', 'Extra.colour': 'green' }, { 'Extra.colour': [{ code: 'invalid_option' }] }),
  ),
  ...covering('FILTER-EXTENSION ROW-EXTENSION', list('/data/annex_kinds?f_Extra.colour=red', [kind(1, EXTRA)])),
  ...covering('ROW-EXTENSION', list('/data/annex_kinds?search=humid', [kind(2)])),
  ...covering('ROUTE-FACETS', {
    method: 'GET',
    path: '/data/annex_kinds/facets?field=Extra.colour',
    status: 200,
    answer: { success: true, data: [{ value: 'red', label: 'Red', count: 1 }], meta: { count: 1, field: 'Extra.colour' } },
  }),
  ...covering('WRITE-EXTENSION', put(`/data/annex_kinds/${kindId(2)}`, { 'Extra.weight': 3 }, kind(2, { 'Extra.weight': 3 }))),
];

const FIRST = {
  title: 'Öl 1',
  count_all: '9007199254740993',
  ratio: 0.125,
  price: 2,
  active: false,
  measured_at: '2026-03-01T00:00:00Z',
  day: '2026-03-01',
  tags: ['hot', 'new', 7],
  family: 'x',
  kind_code: 'tmp',
  frozen: 'ice',
  doubled: 4,
  lot: 'L1',
};
const SECOND = { title: 'Second', active: true, tags: { hot: 1 } };
const LONG = 'y'.repeat(100);
const G = '/data/annex_gauges';
const G1 = `${G}/${gaugeId(1)}`;
const titled = (...numbers: number[]): object[] =>
  numbers.map((number) => ({ id: gaugeId(number), title: number === 1 ? 'Öl 1' : 'Second' }));
const byTitle = 'fields=title&sortBy=title&order=asc';

const values: Case[] = [
  ...covering(
    'ROW-TYPES WRITE-BLANK WRITE-BLANK-BOX WRITE-DAY WRITE-FIRST-STAGE WRITE-GENERATED',
    made(
      G,
      {
        ...FIRST,
        id: gaugeId(1),
        ratio: '0.125',
        active: '',
        measured_at: '2026-03-01',
        day: '2026-03-01T10:00:00Z',
        clerk_id: '',
        grade: '',
        guarded: '',
        state: '',
        doubled: 7,
      },
      gauge(1, FIRST),
    ),
  ),
  ...covering(
    'WRITE-NULL-REFERENCE WRITE-UNKNOWN',
    made(G, { id: gaugeId(2), ...SECOND, active: 'true', clerk_id: null, nothing: 1 }, gauge(2, SECOND)),
  ),
  ...covering(
    'ERR-CODE-PROTECTED ERR-CODE-REGEX ERR-CODE-OPTION ERR-CODE-TYPE',
    fields(
      'POST',
      G,
      { title: 'x', active: true, guarded: 'mine', lot: 'x', state: 'lost', tags: 'no json' },
      {
        tags: [{ code: 'invalid_type' }],
        state: [{ code: 'invalid_option' }],
        guarded: [{ code: 'protected' }],
        lot: [{ code: 'regex' }],
      },
    ),
  ),
  ...covering(
    'ERR-CODE-INTEGER ERR-CODE-TYPE ERR-CODE-UUID',
    fields(
      'POST',
      G,
      { title: 'x', active: true, count_all: 'x', measured_at: 'soon', day: '', clerk_id: 'x' },
      { count_all: [{ code: 'integer' }], measured_at: [{ code: 'invalid_type' }], clerk_id: [{ code: 'uuid' }] },
    ),
  ),
  fields('PUT', G1, { guarded: 'mine' }, { guarded: [{ code: 'protected' }] }),
  ...covering(
    'FILTER-HAS',
    list(`${G}?f_tags=HAS:hot&fields=title`, titled(1)),
    list(`${G}?f_tags=has:7&fields=title`, titled(1)),
    list(`${G}?f_tags=HAS:old&fields=title`, []),
    // Only lists hold things: elsewhere the clause is dropped.
    list(`${G}?f_title=HAS:x&${byTitle}`, titled(2, 1)),
  ),
  ...covering(
    'FILTER-DATES-END',
    list(`${G}?f_measured_at=2026-02-01_2026-03-01&fields=title`, titled(1)),
    list(`${G}?f_measured_at=LTE:2026-03-01&fields=title`, titled(1)),
    list(`${G}?f_measured_at=2026-02-01_2026-02-28&fields=title`, []),
  ),
  ...covering('LIST-SEARCH-KEYS', list(`${G}?search=OL1&fields=title`, titled(1)), list(`${G}?search=l%201&fields=title`, titled(1))),
  ...covering(
    'FILTER-CONTROLS',
    list(`${G}?f_title=Sec%07ond&fields=title`, titled(2)),
    list(`${G}?f_title=%00Second&fields=title`, titled(2)),
  ),
  ...covering(
    'LIST-AND',
    list(`${G}?f_title=ILIKE:o&f_active=true&fields=title`, titled(2)),
    list(`${G}?f_active=true&f_active=false&fields=title`, []),
  ),
  ...covering(
    'FILTER-ITEMS',
    list(`${G}?f_title=IN:${Array.from({ length: 500 }, (_, at) => at).join()},Second&fields=title`, []),
    list(`${G}?f_title=IN:${Array.from({ length: 499 }, (_, at) => at).join()},Second&fields=title`, titled(2)),
  ),
  ...covering('FILTER-UNKNOWN-OPERATOR', list(`${G}?f_title=ABOUT:Second&fields=title`, [])),
  ...covering('LIST-SEARCH-COLUMNS', list(`${G}?search=Second&search_columns=lot&fields=title`, titled(2))),
  ...covering('WRITE-STAGE-MOVE', put(G1, { clerk_id: '', state: 'old' }, gauge(1, { ...FIRST, state: 'old' }))),
  ...covering(
    'ERR-MOVE',
    refused('PUT', G1, { state: 'new' }, 422, 'stage move from "old" to "new" is not allowed', { code: 'transition_not_allowed' }),
  ),
  // The others stay as they are.
  ...covering('ROUTE-UPDATE-PART', put(G1, { notes: LONG }, gauge(1, { ...FIRST, state: 'old', notes: LONG }))),
  // Looked for is what stands before the hundred and first byte.
  ...covering(
    'LIST-SEARCH-LENGTH',
    list(`${G}?search=${LONG}zzz&fields=title`, titled(1)),
    list(`${G}?search=${LONG.slice(1)}zzz&fields=title`, []),
  ),
  ...covering(
    'ROW-CHIP',
    put(
      `${G}/${gaugeId(2)}`,
      { clerk_id: USERS[1].id },
      gauge(2, { ...SECOND, clerk_id: USERS[1].id, clerk: { value: USERS[1].id, label: USERS[1].name } }),
    ),
  ),
];

const R = '/data/annex_readings';
const R1 = `${R}/${readingId(1)}`;
const MAIN = { branch_id: BRANCHES[0].id, branch: { value: BRANCHES[0].id, label: BRANCHES[0].name } };

const rules: Case[] = [
  made(R, { id: readingId(1), gauge_id: gaugeId(1), kind_id: kindId(1), amount: 6, branch_id: '' }, reading(1)),
  ...covering(
    'WRITE-CROSS-SUM ERR-RULE',
    broken('POST', R, { kind_id: kindId(1), amount: 5 }, 'reading.budget', 'sum_lte of Kind', 'amount'),
  ),
  ...covering(
    'WRITE-CROSS-STATE ERR-RULE',
    broken('POST', R, { kind_id: kindId(2), amount: 1 }, 'reading.closed', 'ref_state of Kind', 'kind_id'),
  ),
  // What is not sent is compared as it stands.
  ...covering('WRITE-CONSTRAINT-MERGED ERR-CONSTRAINT', broken('PUT', R1, { high: 5 }, 'reading.high', 'amount < high', 'amount')),
  put(R1, { amount: 7, branch_id: BRANCHES[0].id }, reading(1, { amount: 7, ...MAIN })),
  ...covering('FILTER-RELATION', list(`${R}?f_kind.label=Temperature&fields=amount`, [{ id: readingId(1), amount: 7 }])),
  ...covering(
    'ROUTE-RELATED',
    list(`${R}?f_kind_id=eq:${kindId(1)}&f_branch_id=eq:${BRANCHES[0].id}&fields=amount&page=1&per_page=15`, [
      { id: readingId(1), amount: 7 },
    ]),
  ),
];

const aliases: Case[] = [
  made('/data/annex_aliases', { id: readingId(8), kind_id: kindId(1) }, alias(8, 1, null)),
  made('/data/annex_aliases', { id: readingId(9), kind_id: kindId(2), borrowed: 'x' }, alias(9, 2, 'x')),
];
/** After its choices were read. */
const draw = (number: number, more: object = {}): object => ({
  id: drawId(number),
  organization_id: ORGANIZATIONS[0].id,
  mode: null,
  terms: null,
  source_id: null,
  source: null,
  created_at: '<time>',
  updated_at: '<time>',
  ...more,
});
const refusedDraw = (body: object, errors: Record<string, object[]>): Case => fields('POST', '/data/annex_draws', body, errors);
const fault = (code: string, message: string, params: object = {}): object[] => [{ code, params: { source: 'Draw', ...params }, message }];

/** Documents made of the lines of others, and choices under a condition. */
const documents: Case[] = [
  made('/data/annex_draws', { id: drawId(1), mode: 'open' }, draw(1, { mode: 'open' })),
  made('/data/annex_draws', { id: drawId(2), mode: 'cash' }, draw(2, { mode: 'cash' })),
  made(
    '/data/annex_draw_lines',
    { id: drawLineId(1), draw_id: drawId(1), quantity: 5 },
    {
      id: drawLineId(1),
      organization_id: ORGANIZATIONS[0].id,
      draw_id: drawId(1),
      draw: { value: drawId(1), label: drawId(1) },
      from_id: null,
      quantity: 5,
      created_at: '<time>',
      updated_at: '<time>',
    },
  ),
  ...covering(
    'ERR-CODE-SOURCE',
    refusedDraw({ source_id: drawId(9), items: [] }, { source_id: fault('source_not_found', 'there is no such source “Draw”') }),
  ),
  ...covering(
    'ERR-CODE-ELIGIBLE',
    refusedDraw(
      { source_id: drawId(2), items: [] },
      { source_id: fault('source_not_eligible', 'this source “Draw” cannot be chosen now') },
    ),
  ),
  ...covering(
    'ERR-CODE-SOURCE-LINE',
    refusedDraw(
      { source_id: drawId(1), items: [{ from_id: drawLineId(9) }] },
      { 'items.0.quantity': fault('source_line_not_found', 'line 1: the source “Draw” has no such line', { line: 1 }) },
    ),
  ),
  ...covering(
    'ERR-CODE-REMAINING',
    refusedDraw(
      { source_id: drawId(1), items: [{ from_id: drawLineId(1), quantity: 6 }] },
      {
        'items.0.quantity': fault('exceeds_remaining', 'line 1: asks for 6, and 5 is left of the source “Draw”', {
          line: 1,
          requested: 6,
          remaining: 5,
        }),
      },
    ),
  ),
  ...covering(
    'ERR-CODE-ALLOWED',
    refusedDraw({ mode: 'cash', terms: 'later' }, { terms: [{ code: 'invalid_option', params: { allowed: ['now'] } }] }),
    refusedDraw({ mode: 'cash', terms: 'later', items: [] }, { terms: [{ code: 'invalid_option', params: { allowed: ['now'] } }] }),
  ),
];

const removals: Case[] = covering(
  'WRITE-DELETE-WHOLE',
  gone(`/data/annex_aliases/${readingId(9)}`),
  refused('GET', `/data/annex_aliases/${readingId(9)}`, undefined, 404, 'record not found'),
  refused('POST', `/data/annex_aliases/${readingId(9)}/restore`, undefined, 409, 'Alias keeps no deleted records'),
);

const denied = (path: string, permission: string): Case => ({
  method: 'GET',
  path,
  as: 'Bruno',
  status: 403,
  answer: { success: false, message: 'Permission denied', code: 'permission_denied', permission },
});
/** A row for somebody without a grant on the extension. */
const unextended = (row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).filter(([name]) => !name.includes('.')));

/** Bruno's grants: `kind.read`, `annex.annex_gauges.index`, `annex_readings.update`. */
const grants: Case[] = [
  ...covering('PERM-READ', list('/data/annex_kinds?f_code=prs', [unextended(kind(3))], undefined, { as: 'Bruno' })),
  ...covering('PERM-ADDON', list(`${G}?f_title=Second&fields=title`, titled(2), undefined, { as: 'Bruno' })),
  ...covering('PERM-DENIED', denied(R, 'annex_readings.index')),
  // He may change what he may not list: he is answered what the row is called.
  ...covering('PERM-INDEX', put(R1, { high: 500 }, { id: readingId(1) }, { as: 'Bruno' })),
  ...covering('PERM-ACTION', {
    method: 'POST',
    path: `${G}/${gaugeId(2)}/action/draw`,
    body: {},
    as: 'Bruno',
    status: 403,
    answer: { success: false, message: 'Permission denied', code: 'permission_denied', permission: 'annex_gauges.draw' },
  }),
  ...covering('PERM-READ', {
    method: 'GET',
    path: '/data/annex_kinds/export?columns=code&f_code=prs',
    as: 'Bruno',
    status: 200,
    answer: '\uFEFFCode\r\nprs\r\n',
  }),
];

export const KEEPING: readonly Case[] = [...kinds, ...values, ...rules, ...aliases, ...documents];
/** The template has what the metadata promises, and takes it back. */
const files: Case[] = covering(
  'ROUTE-TEMPLATE',
  {
    method: 'GET',
    path: '/data/annex_kinds/export/template?format=csv',
    status: 200,
    answer: '\uFEFFCode,Label,Family,Hint,State,Budget,Extra.colour,Extra.weight\r\n',
  },
  {
    method: 'POST',
    path: '/data/annex_kinds/import/validate',
    file: 'Code,Extra.colour\nnew,red\nold,green\n',
    status: 200,
    answer: {
      success: false,
      data: {
        rowCount: 2,
        valid: 1,
        skipped: 0,
        sample: [
          { code: 'new', 'Extra.colour': 'red' },
          { code: 'old', 'Extra.colour': 'green' },
        ],
        errors: [{ row: 3, column: 'Colour', field: 'Extra.colour', message: 'is none of the choices' }],
        errorCount: 1,
      },
    },
  },
);

export const LEAVING: readonly Case[] = [...removals, ...grants, ...files];
