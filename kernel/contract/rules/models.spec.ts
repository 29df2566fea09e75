import { describe, expect, it } from 'vitest';
import { findingsWith, type RuleCase } from '../testing';

const ORDER = '/models/0';
const LINE = '/models/1';

describe('models as tables', () => {
  it.each<RuleCase>([
    ['nothing broken', {}, []],
    ['DUP-MODEL', { [`${LINE}/key`]: 'Order' }, ['warning DUP-MODEL /models/1/key']],
    ['DUP-TABLE', { [`${LINE}/table`]: 'orders' }, ['warning DUP-TABLE /models/1/table']],
    ['DUP-COLUMN', { [`${LINE}/columns/3/name`]: 'order_id' }, ['warning DUP-COLUMN /models/1/columns/3/name']],
    [
      'DUP-INDEX',
      { [`${ORDER}/indices`]: [{ name: 'i', columns: ['total'] }], [`${LINE}/indices`]: [{ name: 'i', columns: ['amount'] }] },
      ['warning DUP-INDEX /models/1/indices/0/name'],
    ],
    [
      'NAME-LENGTH',
      { [`${LINE}/table`]: 'a'.repeat(65), [`${LINE}/columns/3/name`]: 'a'.repeat(64) },
      ['warning NAME-LENGTH /models/1/table', 'warning NAME-LENGTH /models/1/columns/3/name'],
    ],
    [
      'IDX-COL with where',
      { [`${ORDER}/indices`]: [{ name: 'i', columns: ['ghost'], where: "status = 'open'" }] },
      ['IDX-COL /models/0/indices/0/columns/0'],
    ],
    ...['total > 1\n  AND\tpaid > 2', "status <> '' and total is not null"].map((where): RuleCase => [
      `a good condition, ${where}`,
      { [`${ORDER}/indices`]: [{ name: 'i', columns: ['total'], where }] },
      [],
    ]),
    [
      'words of a condition in any case, of a type that fits',
      { [`${ORDER}/columns/3/type`]: 'boolean', [`${ORDER}/indices`]: [{ name: 'i', columns: ['total'], where: 'total = TRUE' }] },
      [],
    ],
    [
      'IDX-COL without where',
      { [`${ORDER}/indices`]: [{ name: 'i', columns: ['ghost', 'created_at'] }] },
      ['warning IDX-COL /models/0/indices/0/columns/0'],
    ],
    [
      'IDX-METHOD',
      { [`${ORDER}/indices`]: [{ name: 'i', columns: ['meta'], where: 'total > 0', method: 'gin' }] },
      ['IDX-METHOD /models/0/indices/0/where'],
    ],
    [
      'IDX-WHERE, grammar',
      { [`${ORDER}/indices`]: [{ name: 'i', columns: ['total'], where: 'total > 0 OR paid > 0' }] },
      ['IDX-WHERE /models/0/indices/0/where'],
    ],
    [
      'IDX-WHERE, column',
      { [`${ORDER}/indices`]: [{ name: 'i', columns: ['total'], where: 'ghost > 0' }] },
      ['IDX-WHERE /models/0/indices/0/where'],
    ],
    [
      'REF-MODEL, wherever a reference stands',
      {
        [`${ORDER}/columns/5/ref`]: 'Lines',
        [`${LINE}/columns/2/ref`]: 'shop.Oder',
        '/contributions/actions/0/fields': [{ key: 'to', type: 'array', item_fields: [{ key: 'who', type: 'text', ref: 'Nobody' }] }],
      },
      [
        'warning REF-MODEL /models/0/columns/5/ref',
        'warning REF-MODEL /models/1/columns/2/ref',
        'warning REF-MODEL /contributions/actions/0/fields/0/item_fields/0/ref',
      ],
    ],
    ...['Line', 'lines', 'shop.Line', 'crm.Customer', 'core.User', 'users', 'User', ''].map((ref): RuleCase => [
      `a reference to ${ref === '' ? 'nothing' : ref}`,
      { [`${ORDER}/columns/5/ref`]: ref },
      [],
    ]),
    [
      'FK-MODEL, FK-COLUMN, FK-COUNT',
      {
        [`${LINE}/foreign_keys`]: [
          { columns: ['ghost'], references: { model: 'Nobody', columns: ['id'] }, policy: 'logical' },
          { columns: ['order_id'], references: { model: 'shop.Order', columns: ['id', 'ghost'] }, policy: 'logical' },
          { columns: ['order_id'], references: { model: 'other.Model', columns: ['id'] }, policy: 'logical' },
        ],
      },
      [
        'warning FK-COLUMN /models/1/foreign_keys/0/columns/0',
        'warning FK-MODEL /models/1/foreign_keys/0/references/model',
        'warning FK-COUNT /models/1/foreign_keys/1/references/columns',
        'warning FK-COLUMN /models/1/foreign_keys/1/references/columns/1',
      ],
    ],
    [
      'REL-*',
      {
        [`${ORDER}/relations`]: [
          { name: '', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' },
          { name: 'Lines', kind: 'one_to_many', through: 'Line', foreign_key: 'ghost' },
          { name: 'x', kind: 'many_to_many', through: 'Gho st', foreign_key: 'order_id' },
          { name: 'x', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' },
        ],
      },
      [
        'REL-EMPTY /models/0/relations/0/name',
        'warning REL-NAME /models/0/relations/1/name',
        'warning REL-COLUMN /models/0/relations/1/foreign_key',
        'warning REL-MODEL /models/0/relations/2/through',
        'warning REL-NAME /models/0/relations/2/through',
        'warning REL-DUP /models/0/relations/3/name',
      ],
    ],
    [
      'SEED-*',
      { [`${ORDER}/seed`]: { key: 'ghost', rows: [{ total: 1, other: 2 }] } },
      ['SEED-KEY /models/0/seed/key', 'warning SEED-COLUMN /models/0/seed/rows/0/other'],
    ],
    [
      'SEQ-*',
      {
        [`${ORDER}/sequences`]: [
          { key: 'a', format: 'A-{seq}' },
          { key: 'a', format: '{seq:6}' },
        ],
      },
      ['SEQ-DUP /models/0/sequences/1/key', 'SEQ-FORMAT /models/0/sequences/1/format'],
    ],
    ['REASON-EMPTY', { [`${ORDER}/reason_required`]: { min_length: 3 } }, ['REASON-EMPTY /models/0/reason_required']],
    ['REASON-ACTION', { [`${LINE}/reason_required`]: { actions: ['send'] } }, ['REASON-ACTION /models/1/reason_required/actions/0']],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('computed columns', () => {
  const formula = (value: object): Record<string, unknown> => ({ [`${ORDER}/formulas`]: [value] });
  const rollup = (value: object, through = 'Line'): Record<string, unknown> => ({
    [`${ORDER}/relations`]: [{ name: 'lines', kind: 'one_to_many', through, foreign_key: 'order_id', rollups: [value] }],
  });
  const at = '/models/0/relations/0/rollups/0';
  it.each<RuleCase>([
    ['a good formula', formula({ target: 'total', expr: 'paid * 1.16' }), []],
    ['FORM-TARGET', formula({ target: 'ghost', expr: '1' }), ['FORM-TARGET /models/0/formulas/0/target']],
    ['FORM-EXPR, grammar', formula({ target: 'total', expr: 'round(paid)' }), ['FORM-EXPR /models/0/formulas/0/expr']],
    ['FORM-EXPR, column', formula({ target: 'total', expr: 'ghost' }), ['FORM-EXPR /models/0/formulas/0/expr']],
    ['FORM-EXPR, missing', formula({ target: 'total' }), ['FORM-EXPR /models/0/formulas/0/expr']],
    ['FORM-HANDLER', formula({ target: 'total', expr: '1', handler: 'wasm:f' }), ['FORM-HANDLER /models/0/formulas/0/handler']],
    ['FORM-T3-EXPR', formula({ target: 'total', tier: 3, expr: '1', handler: 'wasm:f' }), ['FORM-T3-EXPR /models/0/formulas/0/expr']],
    ['FORM-T3-HANDLER', formula({ target: 'total', tier: 3 }), ['FORM-T3-HANDLER /models/0/formulas/0/handler']],
    ['a good rollup', rollup({ target: 'total', expr: 'amount * 2' }), []],
    ['a rollup that counts', rollup({ target: 'total', fn: 'count' }), []],
    ['ROLL-TARGET', rollup({ target: 'ghost', from: 'amount' }), [`ROLL-TARGET ${at}/target`]],
    ['ROLL-FROM', rollup({ target: 'total', from: 'ghost' }), [`ROLL-FROM ${at}/from`]],
    ['ROLL-FROM of a foreign child', rollup({ target: 'total', from: 'amount' }, 'other.Line'), [`ROLL-FROM ${at}/from`]],
    ['ROLL-EXPR', rollup({ target: 'total', expr: 'amount %' }), [`ROLL-EXPR ${at}/expr`]],
    ['ROLL-BOTH', rollup({ target: 'total', from: 'amount', expr: 'amount' }), [`ROLL-BOTH ${at}`]],
    ['ROLL-NONE', rollup({ target: 'total' }), [`ROLL-NONE ${at}`]],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('stages', () => {
  const machine = { [`${ORDER}/stage_field`]: 'status', [`${ORDER}/stages`]: [{ key: 'open' }, { key: 'done' }] };
  it.each<RuleCase>([
    [
      'a good machine',
      {
        ...machine,
        [`${ORDER}/transitions`]: [{ from: 'open', to: 'done' }],
        [`${ORDER}/on_transition`]: [
          { from: '*', to: 'done', set: { paid: 1 } },
          { to: '*', do: 'wasm:f' },
        ],
      },
      [],
    ],
    ['STG-FIELD, missing', { [`${ORDER}/stages`]: [{ key: 'open' }] }, ['STG-FIELD /models/0/stage_field']],
    ['STG-FIELD, no column', { ...machine, [`${ORDER}/stage_field`]: 'ghost' }, ['STG-FIELD /models/0/stage_field']],
    ['STG-NONE', { [`${ORDER}/stage_field`]: 'status' }, ['STG-NONE /models/0/stages']],
    ['STG-KEY', { ...machine, [`${ORDER}/stages`]: [{ key: 'open' }, { key: '' }] }, ['STG-KEY /models/0/stages/1/key']],
    ['STG-DUP', { ...machine, [`${ORDER}/stages`]: [{ key: 'open' }, { key: 'open' }] }, ['STG-DUP /models/0/stages/1/key']],
    [
      'STG-TRANS',
      { ...machine, [`${ORDER}/transitions`]: [{ from: '*', to: 'gone' }] },
      ['STG-TRANS /models/0/transitions/0/from', 'STG-TRANS /models/0/transitions/0/to'],
    ],
    [
      'STG-HOOK',
      { ...machine, [`${ORDER}/on_transition`]: [{ from: 'gone', to: '', do: 'wasm:f' }] },
      ['STG-HOOK /models/0/on_transition/0/from', 'STG-HOOK /models/0/on_transition/0/to'],
    ],
    ['STG-HOOK-EMPTY', { ...machine, [`${ORDER}/on_transition`]: [{ to: 'done', set: {} }] }, ['STG-HOOK-EMPTY /models/0/on_transition/0']],
    [
      'STG-HOOK-SET',
      { ...machine, [`${ORDER}/on_transition`]: [{ to: 'done', set: { ghost: 1 } }] },
      ['STG-HOOK-SET /models/0/on_transition/0/set/ghost'],
    ],
    ['APPEND-STAGE', { ...machine, [`${ORDER}/append_only`]: true }, ['APPEND-STAGE /models/0']],
    [
      'requires_state_in_stages',
      { ...machine, [`${ORDER}/stages`]: [{ key: 'draft' }] },
      ['requires_state_in_stages /contributions/actions/0/requires_state/0'],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });

  it('softens requires_state_in_stages when not strict', () => {
    expect(findingsWith({ ...machine, [`${ORDER}/stages`]: [{ key: 'draft' }] }, { strict: false })).toEqual([
      'warning requires_state_in_stages /contributions/actions/0/requires_state/0',
    ]);
  });
});

describe('checks across records', () => {
  const rule = (value: object): Record<string, unknown> => ({ [`${LINE}/rules`]: [{ error_key: 'e', ...value }] });
  const at = '/models/1/rules/0';
  const state = { kind: 'ref_state', ref: 'order_id', parent: 'Order', require: { status: 'open' } };
  const sum = { kind: 'sum_lte', ref: 'order_id', parent: 'Order', sum: 'amount', max: 'total' };
  const unique = { kind: 'unique', columns: ['order_id', 'amount'] };
  it.each<RuleCase>([
    ['good ones', { [`${LINE}/rules`]: [state, sum, unique].map((value) => ({ error_key: 'e', ...value })) }, []],
    [
      'empty blocks say nothing',
      {
        [`${LINE}/rules`]: [
          { ...state, where: {} },
          { ...sum, require: {} },
          { ...unique, require: {}, where: {} },
        ].map((value) => ({ error_key: 'e', ...value })),
      },
      [],
    ],
    [
      'the first problem is told: columns before what does not belong',
      rule({ ...sum, sum: 'ghost', enforce: 'always' }),
      [`XRULE-SUM ${at}/sum`],
    ],
    ['XRULE-ERRKEY', rule({ ...unique, error_key: ' ' }), [`XRULE-ERRKEY ${at}/error_key`]],
    ['XRULE-PARENT', rule({ ...state, parent: ' ' }), [`XRULE-PARENT ${at}/parent`]],
    ['XRULE-REF', rule({ ...state, ref: 'ghost' }), [`XRULE-REF ${at}/ref`]],
    ['XRULE-REQUIRE', rule({ ...state, require: {} }), [`XRULE-REQUIRE ${at}/require`]],
    ['XRULE-IDENT', rule({ ...state, require: { 'Not A Column': 1 } }), [`XRULE-IDENT ${at}/require`]],
    ['XRULE-REFSTATE-EXTRA', rule({ ...state, sum: 'amount' }), [`XRULE-REFSTATE-EXTRA ${at}/sum`]],
    ['XRULE-SUM', rule({ ...sum, sum: 'ghost' }), [`XRULE-SUM ${at}/sum`]],
    ['XRULE-SUM-EXTRA', rule({ ...sum, require: { a: 1 } }), [`XRULE-SUM-EXTRA ${at}/require`]],
    ['XRULE-ENFORCE', rule({ ...sum, enforce: 'always' }), [`XRULE-ENFORCE ${at}/enforce`]],
    ['XRULE-WHERE', rule({ ...sum, where: { ghost: 1 } }), [`XRULE-WHERE ${at}/where`]],
    ['XRULE-COLUMN', rule({ ...unique, columns: ['ghost'] }), [`XRULE-COLUMN ${at}/columns`]],
    ['XRULE-FIELD', rule({ ...unique, field: 'id' }), [`XRULE-FIELD ${at}/field`]],
    ['XRULE-UNIQUE-EXTRA', rule({ ...unique, parent: 'Order' }), [`XRULE-UNIQUE-EXTRA ${at}/parent`]],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('extension tables', () => {
  const extension = (more: object = {}): Record<string, unknown> => ({
    '/models/2': { key: 'OrderTax', table: 'order_tax', extends: 'shop.Order', columns: [{ name: 'rate', type: 'numeric' }], ...more },
    '/extension_points': { model_extensions_accepted: ['Order'] },
  });
  it.each<RuleCase>([
    ['a good one', extension(), []],
    ['EXT-SELF', extension({ extends: 'shop.OrderTax' }), ['EXT-SELF /models/2/extends']],
    ['EXT-UNKNOWN', extension({ extends: 'shop.Ghost' }), ['EXT-UNKNOWN /models/2/extends']],
    [
      'EXT-CHAIN',
      {
        ...extension(),
        '/models/3': { key: 'More', table: 'more', extends: 'shop.OrderTax', columns: [{ name: 'rate', type: 'numeric' }] },
      },
      ['EXT-CHAIN /models/3/extends'],
    ],
    ['EXT-NOTOPEN', { ...extension(), '/extension_points': {} }, ['EXT-NOTOPEN /models/2/extends']],
    [
      'EXT-COLUMN',
      extension({
        columns: [
          { name: 'id', type: 'uuid' },
          { name: 'organization_id', type: 'uuid' },
        ],
      }),
      ['EXT-COLUMN /models/2/columns/0', 'EXT-COLUMN /models/2/columns/1'],
    ],
    ['EXT-LIFE', extension({ locking: 'row' }), ['EXT-LIFE /models/2/extends']],
    [
      'SKEY-*',
      {
        [`${ORDER}/search_keys`]: [
          { name: 'status', format: '{total}' },
          { name: 'key', format: 'abc' },
          { name: 'key', format: '{ghost}' },
          { name: 'meta_key', format: '{meta}' },
          { name: 'brace', format: '{total}}' },
        ],
      },
      [
        'SKEY-CLASH /models/0/search_keys/0/name',
        'SKEY-NOPH /models/0/search_keys/1/format',
        'SKEY-DUP /models/0/search_keys/2/name',
        'SKEY-COL /models/0/search_keys/2/format',
        'SKEY-TYPE /models/0/search_keys/3/format',
        'SKEY-BRACE /models/0/search_keys/4/format',
      ],
    ],
    ['blanks inside marks are fine', { [`${ORDER}/search_keys`]: [{ name: 'key', format: '{ total }/{status}' }] }, []],
    [
      'ATTR-EXTENDS',
      { [`${ORDER}/attribute_classes`]: [{ key: 'a', sections: [{ key: 's', fields: ['total'] }] }] },
      ['ATTR-EXTENDS /models/0/attribute_classes'],
    ],
    [
      'ATTR-DUP, ATTR-SEC-DUP, ATTR-FIELD',
      extension({
        attribute_classes: [
          {
            key: 'a',
            sections: [
              { key: 's', fields: ['rate'] },
              { key: 's', fields: ['ghost'] },
            ],
          },
          { key: 'a', sections: [{ key: 's', fields: ['rate'] }] },
        ],
      }),
      [
        'ATTR-SEC-DUP /models/2/attribute_classes/0/sections/1/key',
        'ATTR-FIELD /models/2/attribute_classes/0/sections/1/fields/0',
        'ATTR-DUP /models/2/attribute_classes/1/key',
      ],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});
