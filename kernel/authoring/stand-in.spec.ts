import { expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { check } from '../contract/check';
import { manifestWith } from '../testing/kernel';
import { neededKeys, standIn } from './stand-in';

const TENANT = { name: 'organization_id', type: 'uuid', not_null: true } as const;
const needing: ManifestV3 = {
  ...manifestWith('shop', [
    {
      key: 'Line',
      table: 'shop_lines',
      columns: [
        TENANT,
        { name: 'item_id', type: 'uuid', ref: 'stock.Item' },
        { name: 'own_id', type: 'uuid', ref: 'shop.Line' },
        { name: 'user_id', type: 'uuid', ref: 'core.User' },
      ],
      foreign_keys: [{ columns: ['item_id'], references: { model: 'stock.WareHouse', columns: ['id'] }, policy: 'logical' }],
    },
    { key: 'More', table: 'shop_more', extends: 'crm.Contact', columns: [TENANT, { name: 'note', type: 'text' }] },
  ]),
  compatibility: {
    requires: [
      { key: 'kernel', version: '^3' },
      { key: 'stock', version: '>=1.2.0 <2.0.0' },
      { key: 'stock', version: '~1.3' },
    ],
  },
  contributions: {
    subscriptions: [
      { event: 'sales.order_paid', handler: { type: 'webhook', url: 'https://x.test/' } },
      { event: 'sales.*', handler: { type: 'webhook', url: 'https://x.test/' } },
    ],
    slots: [{ slot_kind: 'stock.side', entry: 'frontend/x' }],
  },
};

it('names every addon that is needed or spoken of, but the host and the addon itself', () => {
  expect(neededKeys(needing)).toEqual(['crm', 'sales', 'stock']);
});

it('has what is asked of it, in a version that is wanted, and is accepted', () => {
  const stock = standIn('stock', [needing]);
  expect(stock.metadata.version).toBe('1.3.0');
  expect(stock.models?.map(({ key, table }) => [key, table])).toEqual([
    ['Item', 'stock_items'],
    ['WareHouse', 'stock_ware_houses'],
  ]);
  expect(stock.extension_points).toEqual({ slot_kinds: [{ name: 'stock.side' }] });
  expect(standIn('sales', [needing]).extension_points).toEqual({ events: [{ name: 'sales.order_paid' }, { name: 'sales.any' }] });
  expect(standIn('crm', [needing])).toMatchObject({
    models: [{ key: 'Contact' }],
    extension_points: { model_extensions_accepted: ['Contact'] },
  });
  for (const key of neededKeys(needing)) {
    const { accepted, diagnostics } = check(JSON.stringify(standIn(key, [needing])), { strict: false });
    expect({ key, accepted, said: diagnostics.filter(({ severity }) => severity === 'error') }).toEqual({ key, accepted: true, said: [] });
  }
});

it.each([
  ['^1.2', '1.2.0'],
  ['>2.0.0', '2.0.1'],
  ['>=3.0.0 <4.0.0', '3.0.0'],
  ['*', '1.0.0'],
  ['no range', '1.0.0'],
])('is of a version in %s', (version, expected) => {
  const one = { ...needing, compatibility: { requires: [{ key: 'other', version }] } };
  expect(standIn('other', [one]).metadata.version).toBe(expected);
});
