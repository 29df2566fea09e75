/** What a view hears while others write: the frames it sends, the requests that are asked, the frames that come. */
import { ORGANIZATIONS, USERS } from '../../database/core-rows';
import { gaugeId, kindId, readingId } from './annex-rows';
import type { Asker, Case } from './case';
import { idOf } from './rows';

export interface Watch {
  title: string;
  /** Who watches. */
  as: Asker;
  /** Frames the view sends first. */
  sends: readonly unknown[];
  /** What is asked then; only the status is compared. */
  asks: readonly Pick<Case, 'method' | 'path' | 'body' | 'status'>[];
  /** Every frame the view gets, in order; instants are `<time>`. */
  hears: readonly unknown[];
  covers: readonly string[];
}

/** A view sends this last: what answers it comes behind everything it was told. */
export const LAST = { type: 'SUBSCRIBE', payload: { models: ['last'] } };

const subscribe = (...models: string[]) => ({ type: 'SUBSCRIBE', payload: { models } });
const watching = (...models: string[]) => ({ type: 'DATA_SUBSCRIBED', payload: { models } });
const changed = (model: string, table: string, action: string, id: string, more: object = {}, addon = 'annex') => ({
  type: 'DATA_EVENT',
  payload: { org_id: ORGANIZATIONS[0].id, addon, model, table, action, id, actor_id: USERS[0].id, at: '<time>', ...more },
});
const put = (path: string, body: object): Watch['asks'][number] => ({ method: 'PUT', path, body, status: 200 });
const post = (path: string, body: object): Watch['asks'][number] => ({ method: 'POST', path, body, status: 201 });

const K1 = `/data/annex_kinds/${kindId(1)}`;
const G2 = `/data/annex_gauges/${gaugeId(2)}`;
const hint = (text: string) => put(K1, { hint: text });
const HINTED = changed('Kind', 'annex_kinds', 'updated', kindId(1), { fields: ['hint'] });

export const WATCHING: readonly Watch[] = [
  {
    title: 'a row that is made, changed and deleted',
    as: 'Ada',
    sends: [subscribe('annex_readings')],
    asks: [
      post('/data/annex_readings', { id: readingId(6), kind_id: kindId(1), amount: 1 }),
      put(`/data/annex_readings/${readingId(6)}`, { amount: 2, high: 50 }),
      { method: 'DELETE', path: `/data/annex_readings/${readingId(6)}`, status: 200 },
    ],
    hears: [
      watching('annex_readings'),
      changed('Reading', 'annex_readings', 'created', readingId(6)),
      changed('Reading', 'annex_readings', 'updated', readingId(6), { fields: ['amount', 'high'] }),
      changed('Reading', 'annex_readings', 'deleted', readingId(6)),
      watching('annex_readings', 'last'),
    ],
    covers: ['WATCH-SUBSCRIBE', 'WATCH-CREATED', 'WATCH-UPDATED', 'WATCH-DELETED'],
  },
  {
    title: 'a move between stages',
    as: 'Bruno',
    sends: [subscribe('Gauge')],
    asks: [put(G2, { state: 'old' })],
    hears: [
      watching('Gauge'),
      changed('Gauge', 'annex_gauges', 'updated', gaugeId(2), { fields: ['state'], stage_from: 'new', stage_to: 'old' }),
      watching('Gauge', 'last'),
    ],
    covers: ['WATCH-MOVED'],
  },
  ...['annex_kinds', 'Kind', 'annex.Kind', 'ANNEX_KINDS', '*'].map((name, at): Watch => ({
    title: `a model called ${name}`,
    as: 'Bruno',
    sends: [subscribe(name)],
    asks: [hint(`hint ${at}`)],
    hears: [watching(name), HINTED, watching(name, 'last')],
    covers: ['WATCH-NAMES'],
  })),
  {
    title: 'a column of an extension',
    as: 'Ada',
    sends: [subscribe('Kind')],
    asks: [put(K1, { 'Extra.weight': 9 })],
    hears: [watching('Kind'), changed('Kind', 'annex_kinds', 'updated', kindId(1), { fields: ['Extra.weight'] }), watching('Kind', 'last')],
    covers: ['WATCH-UPDATED'],
  },
  {
    title: 'another model',
    as: 'Ada',
    sends: [subscribe('Gauge')],
    asks: [hint('another model')],
    hears: [watching('Gauge'), watching('Gauge', 'last')],
    covers: ['WATCH-ELSE'],
  },
  {
    title: 'a model that may not be read',
    as: 'Carla',
    sends: [subscribe('Gauge', '*')],
    asks: [put(G2, { title: 'Second' }), hint('not read')],
    hears: [watching('Gauge', '*'), watching('Gauge', '*', 'last')],
    covers: ['WATCH-ELSE'],
  },
  {
    title: 'another organization',
    as: 'Dana',
    sends: [subscribe('*')],
    asks: [put(`/data/customers/${idOf('c', 1)}`, { since: '2026-01-30' })],
    hears: [watching('*'), watching('*', 'last')],
    covers: ['WATCH-ELSE'],
  },
  {
    title: 'what is watched no more',
    as: 'Ada',
    sends: [subscribe('Kind', 'Gauge'), { type: 'UNSUBSCRIBE', models: ['kind'] }],
    asks: [hint('no more')],
    hears: [watching('Kind', 'Gauge'), watching('Gauge'), watching('Gauge', 'last')],
    covers: ['WATCH-UNSUBSCRIBE'],
  },
  {
    title: 'what is no command',
    as: 'Ada',
    sends: [null, 5, 'SUBSCRIBE', {}, { type: 'ping' }, { type: 'SUBSCRIBE', payload: { models: 'Kind' } }, { type: 'SUBSCRIBE' }],
    asks: [hint('no command')],
    hears: [watching('last')],
    covers: ['WATCH-GARBAGE'],
  },
];
