import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DashboardWidget } from '../../schemas';
import type { Clock } from '../clock';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { bucketOf, periodsOf } from './period';

// A Wednesday.
const NOW = Date.parse('2026-07-15T09:30:00Z');
const clock: Clock = { now: () => NOW, after: () => () => undefined };

const widget = (key: string, more: Partial<DashboardWidget>): DashboardWidget => ({ key, title: `t.${key}`, kind: 'stat', ...more });
const WIDGETS: DashboardWidget[] = [
  widget('all', { query: { model: 'Sale' }, order: 3, accent: 'sky', subtitle: 'Ever' }),
  widget('paid', { query: { model: 'Sale', aggregate: 'sum', field: 'amount', where: { status: 'paid' } } }),
  widget('either', { query: { model: 'Sale', where: { status: ['paid', 'open'], big: true } } }),
  widget('nothing', { query: { model: 'Sale', where: { nowhere: 1 } } }),
  widget('month', {
    query: { model: 'Sale', aggregate: 'sum', field: 'amount', date_field: 'sold_on', range: 'this_month' },
    compare: { to: 'previous_period' },
  }),
  widget('week', { query: { model: 'Sale', date_field: 'sold_on', range: 'last_7_days' }, compare: { to: 'previous_period' } }),
  widget('by_status', { kind: 'donut', query: { model: 'Sale', group_by: 'status' } }),
  widget('by_seller', {
    kind: 'bar',
    query: { model: 'Sale', group_by: 'seller_id', aggregate: 'sum', field: 'amount', order: 'asc', limit: 2 },
  }),
  widget('daily', {
    kind: 'line',
    query: { model: 'Sale', date_field: 'sold_on', interval: 'day', range: 'last_7_days', aggregate: 'sum', field: 'amount' },
  }),
  widget('monthly', { kind: 'area', query: { model: 'Sale', date_field: 'sold_on', interval: 'month' } }),
  widget('secret', { query: { model: 'Sale' }, permission: 'sales.secret' }),
  widget('elsewhere', { query: { model: 'Sale' }, condition: { addon_installed: 'nowhere' } }),
  widget('own', { kind: 'custom', expose: './Chart', slot: 'x.y' }),
];

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel({ clock });
  const manifest = manifestWith(
    'till',
    [
      {
        key: 'Sale',
        table: 'sales',
        columns: [
          { name: 'organization_id', type: 'uuid' },
          {
            name: 'status',
            type: 'text',
            options: [
              { value: 'paid', label: 'status.paid' },
              { value: 'open', label: 'Open' },
            ],
          },
          { name: 'amount', type: 'numeric(12,2)' },
          { name: 'big', type: 'boolean' },
          { name: 'sold_on', type: 'date' },
          { name: 'seller_id', type: 'uuid', ref: 'Seller' },
        ],
      },
      {
        key: 'Seller',
        table: 'sellers',
        columns: [
          { name: 'organization_id', type: 'uuid' },
          { name: 'name', type: 'text' },
        ],
      },
    ],
    { contributions: { dashboard: WIDGETS } },
  );
  await t.install(manifest, { locales: { en: { 't.all': 'All sales', 'status.paid': 'Paid' } } });
  const seller = async (name: string) => ((await t.call('POST', '/data/sellers', { name })).body as { data: { id: string } }).data.id;
  const [kim, lee, max] = [await seller('Kim'), await seller('Lee'), await seller('Max')];
  const sale = (values: object) => t.call('POST', '/data/sales', values);
  await sale({ status: 'paid', amount: 10.5, big: true, sold_on: '2026-07-15', seller_id: kim });
  await sale({ status: 'paid', amount: 20, big: false, sold_on: '2026-07-09', seller_id: lee });
  await sale({ status: 'open', amount: 5, big: true, sold_on: '2026-07-08', seller_id: max });
  await sale({ status: 'open', amount: 40, big: true, sold_on: '2026-05-31', seller_id: max });
  const dropped = await sale({ status: 'paid', amount: 999, big: true, sold_on: '2026-07-15' });
  await t.call('DELETE', `/data/sales/${(dropped.body as { data: { id: string } }).data.id}`);
});
afterAll(() => t.database.close());

const data = async (...keys: string[]): Promise<unknown> =>
  ((await t.call('GET', `/dashboard/data?keys=${keys.map((key) => `till.${key}`).join(',')}`)).body as { data: unknown }).data;

describe('dashboard widgets', () => {
  it('are listed to those they are offered to, in their order', async () => {
    const { data: list } = (await t.call('GET', '/dashboard')).body as { data: { key: string }[] };
    expect(list.map(({ key }) => key.slice('till.'.length))).toEqual(
      ['paid', 'either', 'nothing', 'month', 'week', 'by_status', 'by_seller', 'daily', 'monthly', 'secret', 'own', 'all'], // prettier-ignore
    );
    expect(list.at(-1)).toEqual({
      key: 'till.all',
      addon: 'till',
      title: 'All sales',
      subtitle: 'Ever',
      kind: 'stat',
      order: 3,
      accent: 'sky',
      model: 'Sale',
    });
    const viewer = { ...DEFAULT_PRINCIPAL, roles: ['viewer'], isAdmin: false };
    const seen = (await t.call('GET', '/dashboard', undefined, viewer)).body as { data: { key: string }[] };
    expect(seen.data.map(({ key }) => key)).not.toContain('till.secret');
    expect(seen.data.length).toBe(11);
    expect(await t.call('GET', '/dashboard', undefined, OTHER_PRINCIPAL)).toEqual({ status: 200, body: { success: true, data: [] } });
    expect(await t.call('GET', '/dashboard/data', undefined, OTHER_PRINCIPAL)).toEqual({ status: 200, body: { success: true, data: {} } });
  });

  it('count and add up what is there', async () => {
    expect(await data('all', 'paid', 'either', 'nothing', 'unknown', 'own')).toEqual({
      'till.all': { value: 4 },
      'till.paid': { value: 30.5 },
      'till.either': { value: 3 },
      'till.nothing': { value: 0 },
      'till.own': {},
    });
  });

  it('look at a window, and compare it with the one before', async () => {
    // Three of seven days against one; 35.5 this month against nothing the month before.
    expect(await data('month', 'week')).toEqual({ 'till.month': { value: 35.5, delta: null }, 'till.week': { value: 2, delta: 1 } });
  });

  it('group by choices and references, under their names', async () => {
    expect(await data('by_status', 'by_seller')).toEqual({
      'till.by_status': { series: [{ key: 'open', label: 'Open', value: 2 }, { key: 'paid', label: 'Paid', value: 2 }] }, // prettier-ignore
      'till.by_seller': {
        series: [
          { key: expect.any(String) as string, label: 'Kim', value: 10.5 },
          { key: expect.any(String) as string, label: 'Lee', value: 20 },
        ],
      },
    });
  });

  it('draw lines without gaps', async () => {
    const day = (key: string, value = 0) => ({ key, label: key, value });
    expect(await data('daily', 'monthly')).toEqual({
      'till.daily': {
        series: [day('2026-07-09', 20), day('2026-07-10'), day('2026-07-11'), day('2026-07-12'), day('2026-07-13'), day('2026-07-14'), day('2026-07-15', 10.5)], // prettier-ignore
      },
      'till.monthly': { series: [day('2026-05', 1), day('2026-06'), day('2026-07', 3)] },
    });
  });
});

describe('windows', () => {
  const days = (range: Parameters<typeof periodsOf>[0]) => {
    const found = periodsOf(range, NOW);
    return found && [found.before.from, found.current.from, found.current.to].map((at) => new Date(at).toISOString().slice(0, 10));
  };
  it('end with the current day, month or year', () => {
    expect(days('this_day')).toEqual(['2026-07-14', '2026-07-15', '2026-07-16']);
    expect(days('last_7_days')).toEqual(['2026-07-02', '2026-07-09', '2026-07-16']);
    expect(days('last_30_days')).toEqual(['2026-05-17', '2026-06-16', '2026-07-16']);
    expect(days('this_month')).toEqual(['2026-06-01', '2026-07-01', '2026-08-01']);
    expect(days('last_12_months')).toEqual(['2024-08-01', '2025-08-01', '2026-08-01']);
    expect(days('this_year')).toEqual(['2025-01-01', '2026-01-01', '2027-01-01']);
    expect([days('all'), days(undefined)]).toEqual([null, null]);
  });

  it('have weeks that begin on Mondays', () => {
    const monday = (text: string) => new Date(bucketOf('week', Date.parse(text))).toISOString().slice(0, 10);
    expect(['2026-07-12T23:59:59Z', '2026-07-13', '2026-07-15T09:30:00Z', '2026-07-19'].map(monday)).toEqual(['2026-07-06', '2026-07-13', '2026-07-13', '2026-07-13']); // prettier-ignore
  });
});
