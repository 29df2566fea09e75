import { describe, expect, it } from 'vitest';
import { findingsWith, type RuleCase } from '../testing';

const STATUS = '/models/0/columns/2';
const TOTAL = '/models/0/columns/3';
const META = '/models/0/columns/6';

describe('columns', () => {
  const constraint = (value: object): Record<string, unknown> => ({
    [`${TOTAL}/constraints`]: [{ expr: 'total >= paid', error_key: 'e', ...value }],
  });
  const at = `${TOTAL}/constraints/0`;
  it.each<RuleCase>([
    ['DEFAULT, characters', { [`${STATUS}/default`]: "'); drop table x; --" }, [`DEFAULT ${STATUS}/default`]],
    ['DEFAULT, shape', { [`${META}/default`]: {} }, [`DEFAULT ${META}/default`]],
    ['good defaults', { [`${STATUS}/default`]: 'open', [`${TOTAL}/default`]: 0, [`${META}/default`]: '{}' }, []],
    ['a good constraint', constraint({}), []],
    ['CON-EXPR, two comparisons', constraint({ expr: '0 < total < 9' }), [`CON-EXPR ${at}/expr`]],
    ['CON-EXPR, too long to be run', constraint({ expr: `total >= 0${' + 0'.repeat(501)}` }), [`CON-EXPR ${at}/expr`]],
    ['CON-EXPR, column', constraint({ expr: 'ghost > 0' }), [`CON-EXPR ${at}/expr`]],
    ['CON-ERRKEY', constraint({ error_key: ' ' }), [`CON-ERRKEY ${at}/error_key`]],
    ['CON-APPR-MISSING', constraint({ on_violation: 'request_approval' }), [`CON-APPR-MISSING ${at}`]],
    ['CON-APPR-EXTRA', constraint({ approval: { roles: ['boss'] } }), [`CON-APPR-EXTRA ${at}/approval`]],
    [
      'CON-APPR-WHEN and APPR-ROLE',
      constraint({ on_violation: 'request_approval', approval: { roles: [' '], when: 'a > 1' } }),
      [`APPR-ROLE ${at}/approval/roles/0`, `CON-APPR-WHEN ${at}/approval/when`],
    ],
    [
      'a blank condition of an approval is none',
      constraint({ on_violation: 'request_approval', approval: { roles: ['boss'], when: ' ' } }),
      [],
    ],
    ['white space that only hosts know is fine around a side', constraint({ expr: '\u00a0total >= 0\u0085' }), []],
    ['the byte order mark is no white space', constraint({ expr: '\ufefftotal >= 0' }), [`CON-EXPR ${at}/expr`]],
    ['COL-SEQ', { [`${STATUS}/sequence`]: 'folio' }, [`COL-SEQ ${STATUS}/sequence`]],
    ['SEARCHABLE', { [`${META}/searchable`]: true, [`${STATUS}/searchable`]: true }, [`SEARCHABLE ${META}/searchable`]],
    [
      'audit_column_type',
      { '/models/1/columns/3': { name: 'created_at', type: 'date' }, '/models/1/columns/2': { name: 'updated_by_id', type: 'text' } },
      ['audit_column_type /models/1/columns/2/type', 'audit_column_type /models/1/columns/3/type'],
    ],
    ['VIS-CLASS', { [`${STATUS}/visible_when`]: { class: 'ghost' } }, [`VIS-CLASS ${STATUS}/visible_when/class`]],
    [
      'VIS-CLASS-ALONE',
      { [`${STATUS}/visible_when`]: { class: 'ghost', equals: 'x' } },
      [`VIS-CLASS-ALONE ${STATUS}/visible_when`, `VIS-CLASS ${STATUS}/visible_when/class`],
    ],
    [
      'empty texts beside a class say nothing',
      { [`${STATUS}/visible_when`]: { class: 'ghost', field: '', equals: '', in: [] } },
      [`VIS-CLASS ${STATUS}/visible_when/class`],
    ],
    [
      'VALIDATION',
      { [`${STATUS}/validation`]: { regex: '[', min: 3, max: 1, custom: 'Not a name' } },
      ['regex', 'min', 'custom'].map((field) => `warning VALIDATION ${STATUS}/validation/${field}`),
    ],
    [
      'SECTION',
      { '/models/0/form_layout': { mode: 'sections', sections: [{ key: 'main' }] }, [`${STATUS}/section`]: 'man' },
      [`warning SECTION ${STATUS}/section`],
    ],
    ['MULTIPLE', { [`${STATUS}/multiple`]: true, [`${META}/multiple`]: true }, [`warning MULTIPLE ${STATUS}/multiple`]],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('choices', () => {
  const when = (value: object): object[] => [{ value: 'a', label: 'A', when: value }];
  const action = '/contributions/actions/0';
  it.each<RuleCase>([
    ['a blank field is a field', { [`${STATUS}/options`]: when({ field: ' ', in: ['x'] }) }, []],
    ['a good condition by depends_on', { [`${STATUS}/options`]: when({ in: ['x'] }), [`${STATUS}/depends_on`]: 'total' }, []],
    [
      'OPT-WHEN-FIELD and OPT-WHEN-SET',
      { [`${STATUS}/options`]: when({}) },
      [`OPT-WHEN-FIELD ${STATUS}/options/0/when`, `OPT-WHEN-SET ${STATUS}/options/0/when`],
    ],
    [
      'OPT-WHEN in action fields and their cells, not in steps',
      {
        [`${action}/fields`]: [
          {
            key: 'a',
            type: 'array',
            options: when({ field: 'x' }),
            item_fields: [{ key: 'b', type: 'select', options: when({ field: 'x' }) }],
          },
        ],
        '/contributions/actions/1': {
          key: 'wizard',
          handler: { type: 'webhook', url: '/w' },
          steps: [{ title: 'One', fields: [{ key: 'a', type: 'select', options: when({}) }] }],
        },
      },
      [`OPT-WHEN-SET ${action}/fields/0/options/0/when`, `OPT-WHEN-SET ${action}/fields/0/item_fields/0/options/0/when`],
    ],
    [
      'OPTF-FIELD',
      {
        [`${STATUS}/option_filter`]: [
          { field: 'a', equals: 1 },
          { field: ' ', equals: 1 },
        ],
      },
      [`OPTF-FIELD ${STATUS}/option_filter/1/field`],
    ],
    [
      'OPTF-FIELD of a single rule',
      { [`${STATUS}/option_filter`]: { field: ' ', equals: 1 } },
      [`OPTF-FIELD ${STATUS}/option_filter/field`],
    ],
    [
      'XCOL-*',
      { [`${STATUS}/options`]: { source: 'Line', extra_columns: ['amount', 'organization_id', 'amount', 'label', 'ghost'] } },
      ['XCOL-DUP', 'XCOL-RESERVED', 'XCOL-COL'].map((rule, index) => `${rule} ${STATUS}/options/extra_columns/${index + 2}`),
    ],
    [
      'cells of cells: filters and extra columns are looked at, conditions are not',
      {
        '/contributions/actions/0/fields': [
          {
            key: 'a',
            type: 'array',
            item_fields: [
              {
                key: 'b',
                type: 'array',
                item_fields: [
                  { key: 'c', type: 'select', options: when({}), option_filter: { field: ' ', equals: 1 } },
                  { key: 'd', type: 'select', options: { source: 'Line', extra_columns: ['ghost'] } },
                ],
              },
            ],
          },
        ],
      },
      [
        'OPTF-FIELD /contributions/actions/0/fields/0/item_fields/0/item_fields/0/option_filter/field',
        'XCOL-COL /contributions/actions/0/fields/0/item_fields/0/item_fields/1/options/extra_columns/0',
      ],
    ],
    ['columns of a table are not known', { [`${STATUS}/options`]: { source: 'lines', extra_columns: ['ghost'] } }, []],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('document forms', () => {
  const forms = (type: object, more: object = {}): Record<string, unknown> => ({
    '/models/0/document_forms': { types: [{ key: 'sale', label: 'Sale', fields: [{ key: 'a', type: 'text' }], ...type }], ...more },
  });
  const at = '/models/0/document_forms';
  const source = (value: object): object => ({ sources: [{ key: 'order', label: 'Order', model: 'Order', lines: 'lines', ...value }] });
  it.each<RuleCase>([
    ['a good form', forms({ lines: true, ...source({ line_link_field: 'a', exclude_states: ['x'] }) }, { type_field: 'status' }), []],
    ['DF-TYPEFIELD', forms({}, { type_field: 'ghost' }), [`DF-TYPEFIELD ${at}/type_field`]],
    [
      'DF-DUP and DF-VALUE',
      { [at]: { type_field: 'status', types: [1, 2].map(() => ({ key: 'a', label: 'A', fields: [] })) } },
      [`DF-VALUE ${at}/types/1/value`, `DF-DUP ${at}/types/1/key`],
    ],
    [
      'a blank value is a value',
      {
        [at]: {
          type_field: 'status',
          types: [' ', 'a'].map((value, index) => ({ key: `t${String(index)}`, label: 'A', value, fields: [] })),
        },
      },
      [],
    ],
    ['DF-CREATE', forms({ create_model: 'Line' }), [`DF-CREATE ${at}/types/0/create_model`]],
    ...[
      { lines: true },
      { endpoint: '/x' },
      { submit_action: 'x' },
      { layout: 'editor' },
      { party: { field: 'a', model: 'B' } },
      { preview: { action: 'a' } },
    ].map((more): RuleCase => [
      `DF-CREATE, ${Object.keys(more).join()}`,
      forms({ create_model: 'other.Line', fields: [], ...more }),
      [`DF-CREATE ${at}/types/0/create_model`],
    ]),
    ['a type that another model creates', forms({ create_model: 'other.Line', fields: [], lines: false, endpoint: '', sources: [] }), []],
    [
      'conditions in cells of a form are not looked at',
      forms({
        fields: [
          {
            key: 'a',
            type: 'array',
            item_fields: [{ key: 'b', type: 'select', options: [{ value: 'x', label: 'X', when: {} }] }],
          },
        ],
      }),
      [],
    ],
    ['DF-LABEL', forms({ label: ' ' }), [`DF-LABEL ${at}/types/0/label`]],
    [
      'DF-FIELD and DF-FIELD-DUP',
      forms({
        fields: [
          { key: ' ', type: 'text' },
          { key: 'a', type: 'text' },
          { key: 'a', type: 'text' },
        ],
      }),
      [`DF-FIELD ${at}/types/0/fields/0/key`, `DF-FIELD-DUP ${at}/types/0/fields/2/key`],
    ],
    [
      'DF-LINES-DUP',
      forms({ lines: { columns: ['a', ' ', 'a'] } }),
      [`DF-LINES-DUP ${at}/types/0/lines/columns/1`, `DF-LINES-DUP ${at}/types/0/lines/columns/2`],
    ],
    ['DF-LINES-CLASH', forms({ lines: true }, { lines_field: 'a' }), [`DF-LINES-CLASH ${at}/types/0/lines`]],
    ['no clash without lines', forms({ lines: false }, { lines_field: 'a' }), []],
    ['DF-SRC-KEY', forms(source({ key: 'Order' })), [`DF-SRC-KEY ${at}/types/0/sources/0/key`]],
    [
      'DF-SRC-DUP',
      forms({ sources: [1, 2].map(() => ({ key: 'a', label: 'A', model: 'Order', lines: 'lines' })) }),
      [`DF-SRC-DUP ${at}/types/0/sources/1/key`],
    ],
    ['DF-SRC-BLANK', forms(source({ model: ' ' })), [`DF-SRC-BLANK ${at}/types/0/sources/0/model`]],
    ['DF-SRC-COL', forms(source({ qty_field: 'A b' })), [`DF-SRC-COL ${at}/types/0/sources/0/qty_field`]],
    ['DF-SRC-EP', forms(source({ remaining_endpoint: 'left' })), [`DF-SRC-EP ${at}/types/0/sources/0/remaining_endpoint`]],
    [
      'DF-SRC-EXCL and DF-SRC-STATE',
      forms(source({ exclude_states: [' '] })),
      [`DF-SRC-EXCL ${at}/types/0/sources/0/exclude_states`, `DF-SRC-STATE ${at}/types/0/sources/0/exclude_states/0`],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('pickers', () => {
  const display = (value: object): Record<string, unknown> => ({ '/models/0/option_display': value });
  const at = '/models/0/option_display';
  const metric = (value: object): Record<string, unknown> => ({
    '/option_metrics': [
      { key: 'sum', target: 'shop.Order', model: 'Line', foreign_key: 'order_id', aggregate: 'sum', column: 'amount', ...value },
    ],
  });
  const catalog = (value: object): Record<string, unknown> => ({
    '/provides_options': [{ key: 'orders', model: 'Order', value: 'id', label: 'status', ...value }],
  });
  it.each<RuleCase>([
    [
      'a good display',
      display({
        title: '{status} {total}',
        subtitle: ['paid'],
        trailing: [
          {
            key: 'a',
            field: 'total',
            format: 'money',
            currency_field: 'status',
            tones: [{ when: { op: 'lt', ref: 'paid' }, tone: 'danger' }],
          },
        ],
        badges: [{ text: 'x' }],
      }),
      [],
    ],
    [
      'OD-COL',
      display({ title: 'ghost', image: 'ghost', subtitle: ['{ghost}'] }),
      [`OD-COL ${at}/title`, `OD-COL ${at}/image`, `OD-COL ${at}/subtitle/0`],
    ],
    [
      'white space around names is fine',
      display({ title: ' status ', subtitle: ['{ paid } of {total} }'], badges: [{ text: ' ', values: {} }] }),
      [],
    ],
    [
      'OD-COL, other names in marks',
      display({ title: '{status} {Paid}', subtitle: ['{paid}{}'] }),
      [`OD-COL ${at}/title`, `OD-COL ${at}/subtitle/0`],
    ],
    ['OD-NOCOL', display({ title: 'No column' }), [`OD-NOCOL ${at}/title`]],
    [
      'OD-DUP',
      display({
        trailing: [
          { key: 'a', field: 'total' },
          { key: 'a', metric: 'm' },
        ],
      }),
      [`OD-DUP ${at}/trailing/1/key`],
    ],
    [
      'OD-FIELDMETRIC',
      display({ trailing: [{ key: 'a' }, { key: 'b', field: 'total', metric: 'm' }] }),
      [`OD-FIELDMETRIC ${at}/trailing/0`, `OD-FIELDMETRIC ${at}/trailing/1`],
    ],
    [
      'OD-CURRENCY',
      display({ trailing: [{ key: 'a', field: 'total', currency_field: 'status' }] }),
      [`OD-CURRENCY ${at}/trailing/0/currency_field`],
    ],
    [
      'OD-TONE-FIELD',
      display({ trailing: [{ key: 'a', field: 'total', tones: [{ tone: 'info', when: { field: 'total', op: 'empty' } }] }] }),
      [`OD-TONE-FIELD ${at}/trailing/0/tones/0/when/field`],
    ],
    [
      'OD-OPERAND',
      display({
        trailing: [
          { key: 'a', field: 'total', when: { op: 'empty', value: 1 } },
          { key: 'b', field: 'total', when: { op: 'lt' } },
        ],
      }),
      [`OD-OPERAND ${at}/trailing/0/when`, `OD-OPERAND ${at}/trailing/1/when`],
    ],
    [
      'OD-BADGE and OD-BADGE-VALUES',
      display({ badges: [{}, { values: { a: { text: 'A' } } }] }),
      [`OD-BADGE ${at}/badges/0`, `OD-BADGE-VALUES ${at}/badges/1/values`],
    ],
    [
      'a good metric',
      metric({ where: { amount: 1 }, scope: [{ context: 'x', column: 'amount', through: { model: 'Order', column: 'status' } }] }),
      [],
    ],
    [
      'OM-DUP',
      {
        '/option_metrics': [1, 2].map(() => ({
          key: 'n',
          target: 'other.Thing',
          model: 'Line',
          foreign_key: 'order_id',
          aggregate: 'count',
        })),
      },
      ['OM-DUP /option_metrics/1/key'],
    ],
    ['OM-TARGET', metric({ target: 'shop.Ghost' }), ['OM-TARGET /option_metrics/0/target']],
    ['OM-MODEL', metric({ model: 'Ghost' }), ['OM-MODEL /option_metrics/0/model']],
    [
      'OM-COL',
      metric({
        foreign_key: 'ghost',
        column: undefined,
        where: { ghost: 1 },
        scope: [{ context: 'x', column: 'ghost', through: { model: 'Order', column: 'ghost' } }],
      }),
      ['column', 'foreign_key', 'where/ghost', 'scope/0/column', 'scope/0/through/column'].map(
        (field) => `OM-COL /option_metrics/0/${field}`,
      ),
    ],
    ['a good catalog', catalog({ order_by: 'total', extras: ['paid'], where: { status: 'open' } }), []],
    [
      'POPT-DUP',
      { '/provides_options': [1, 2].map(() => ({ key: 'o', model: 'Order', value: 'id', label: 'status' })) },
      ['POPT-DUP /provides_options/1/key'],
    ],
    ['POPT-MODEL', catalog({ model: 'Ghost' }), ['POPT-MODEL /provides_options/0/model']],
    [
      'POPT-COL',
      catalog({ value: 'g1', label: 'g2', order_by: 'g3', extras: ['g4'], where: { g5: 1 } }),
      ['value', 'label', 'order_by', 'extras/0', 'where/g5'].map((field) => `POPT-COL /provides_options/0/${field}`),
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});
