/** What the screens look for and do not find is told: a column, a model, a field, a renderer, a text. */
import { describe, expect, it } from 'vitest';
import { check } from '../check';
import { findingsWith, type RuleCase, shopWith } from '../testing';

const COLUMN = '/models/0/columns/2';
const column = (more: object): Record<string, unknown> => ({ [COLUMN]: { name: 'status', type: 'text', ...more } });
const widget = (query: object): Record<string, unknown> => ({
  '/contributions/dashboard': [{ key: 'a', title: 'A', kind: 'bar', query: { model: 'Order', group_by: 'status', ...query } }],
});
const QUERY = '/contributions/dashboard/0/query';
const ACTION = '/contributions/actions/0';
const options = [{ value: 'open', label: 'Open' }];

describe('a name that a screen looks for', () => {
  it.each<RuleCase>([
    ['DASH-COLUMN, group', widget({ group_by: 'statuz' }), [`warning DASH-COLUMN ${QUERY}/group_by`]],
    ['DASH-COLUMN, field', widget({ aggregate: 'sum', field: 'ghost' }), [`warning DASH-COLUMN ${QUERY}/field`]],
    ['DASH-COLUMN, date', widget({ date_field: 'ghost' }), [`warning DASH-COLUMN ${QUERY}/date_field`]],
    ['DASH-COLUMN, where', widget({ where: { ghost: 1, total: 2 } }), [`warning DASH-COLUMN ${QUERY}/where/ghost`]],
    ['a widget by a column of the host', widget({ group_by: 'created_by_id', date_field: 'created_at' }), []],
    ['a widget of another addon', widget({ model: 'crm.Deal', group_by: 'stage' }), []],
    ['OPT-SOURCE', column({ options: { source: 'Lime' } }), [`warning OPT-SOURCE ${COLUMN}/options/source`]],
    [
      'OPT-SOURCE, column',
      column({ options: { source: 'lines', value: 'id', label: 'ghost' } }),
      [`warning OPT-SOURCE ${COLUMN}/options/label`],
    ],
    ['choices of an own table, the host or another addon', column({ options: { source: 'lines', value: 'id', label: 'amount' } }), []],
    ['choices of another addon', column({ options: { source: 'crm.Deal', value: 'id', label: 'ghost' } }), []],
    ['FIELD-NONE, column', column({ visible_when: { field: 'tokn', equals: 'x' } }), [`warning FIELD-NONE ${COLUMN}/visible_when/field`]],
    ['FIELD-NONE, narrowed', column({ depends_on: 'ghost' }), [`warning FIELD-NONE ${COLUMN}/depends_on`]],
    ['a field that follows another', column({ visible_when: { field: 'token', equals: 'x' }, depends_on: 'customer_id' }), []],
    [
      'FIELD-NONE, action',
      {
        [`${ACTION}/fields`]: [
          { key: 'a', type: 'text', visible_when: { field: 'ghost', equals: 'x' } },
          { key: 'b', type: 'text', depends_on: 'a' },
        ],
      },
      [`warning FIELD-NONE ${ACTION}/fields/0/visible_when/field`],
    ],
    ['OPT-DEFAULT', column({ options, default: 'opn' }), [`warning OPT-DEFAULT ${COLUMN}/default`]],
    ['a default among the options', column({ options, default: 'open' }), []],
    ['RENDERER, widget', column({ widget: 'textara' }), [`warning RENDERER ${COLUMN}/widget`]],
    ['RENDERER, display', column({ display: 'bagde' }), [`warning RENDERER ${COLUMN}/display`]],
    ['RENDERER, type of a field', { [`${ACTION}/fields`]: [{ key: 'a', type: 'textara' }] }, [`warning RENDERER ${ACTION}/fields/0/type`]],
    [
      'a type of a field that is drawn, and one of another addon',
      {
        [`${ACTION}/fields`]: [
          { key: 'a', type: 'date' },
          { key: 'b', type: 'signature' },
        ],
      },
      [],
    ],
    [
      'ICON-NAME, option',
      column({ options: [{ value: 'open', label: 'Open', icon: 'CircelDot' }] }),
      [`warning ICON-NAME ${COLUMN}/options/0/icon`],
    ],
    ['ICON-NAME, action', { [`${ACTION}/icon`]: 'credit_card' }, [`warning ICON-NAME ${ACTION}/icon`]],
    ...['CircleDot', 'credit-card', 'CheckCircle2', 'assets/open.svg', ''].map((icon): RuleCase => [
      `an icon that is drawn, ${icon}`,
      column({ options: [{ value: 'open', label: 'Open', icon }] }),
      [],
    ]),
    ['a renderer of another addon', column({ display: 'signature-pad', widget: 'map_of_places' }), []],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('LABEL-KEY', () => {
  const bundles = [
    { locale: 'en', path: 'locales/en.json' },
    { locale: 'es', path: 'locales/es.json' },
  ];
  const found = (label: string, en: object, es: object): string[] =>
    check(shopWith({ '/models/0/label': label, '/i18n': { default_locale: 'en', bundles } }), {
      files: new Map([
        ['locales/en.json', JSON.stringify(en)],
        ['locales/es.json', JSON.stringify(es)],
      ]),
    }).diagnostics.flatMap(({ rule, path, message }) => (rule === 'LABEL-KEY' ? [`${path}: ${message}`] : []));

  it('tells of a text that a language lacks, and of nothing else', () => {
    const texts = { shop: { order: 'Order' } };
    expect(found('shop.order', texts, texts)).toEqual([]);
    expect(found('shop.order', texts, {})).toEqual(['/models/0/label: "shop.order" has no text in "es": people read the key.']);
    expect(found('shop.ordr', texts, texts)).toEqual(['/models/0/label: "shop.ordr" has no text in "en", "es": people read the key.']);
    expect(found('Orders', texts, texts)).toEqual([]);
    expect(found('example.com', texts, texts)).toEqual([]);
  });
});
