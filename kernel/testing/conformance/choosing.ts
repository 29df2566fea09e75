/** Choices that come from elsewhere: narrowed, borrowed, filled in, in the caller's language. */
import { USERS } from '../../database/core-rows';
import { gaugeId, kindId, readingId } from './annex-rows';
import { type Case, covering } from './case';

const choice = (value: string, label: string, more: object = {}) => ({ id: value, value, label, name: label, ...more });
const options = (path: string, data: unknown[], type: 'static' | 'dynamic' = 'dynamic', more: Partial<Case> = {}): Case => ({
  method: 'GET',
  path,
  status: 200,
  answer: { success: true, data, meta: { type, count: data.length } },
  ...more,
});

const HUM = choice('hum', 'Humidity', { state: 'closed', description: '' });
const TMP = choice('tmp', 'Temperature', { state: 'open', description: 'how warm' });
const PRS = choice('prs', 'prs', { state: 'open' });
const CODES = '/options/annex_gauges?field=kind_code';
const GRADE = { icon: 'Star', color: 'green', image: '/a.png' };
const BORROWED = '/options/annex_aliases?field=borrowed';
const people = [USERS[0], USERS[1], USERS[2]].map(({ id, name, email }) => choice(id, name, { description: email }));

export const CHOOSING: readonly Case[] = [
  ...covering('OPT-DYNAMIC OPT-EXTRA OPT-ORDER', options(CODES, [HUM, TMP, PRS])),
  ...covering('OPT-FILTER', options(`${CODES}&filter_value=x`, [TMP, PRS]), options(`${CODES}&filter_value=nobody`, [])),
  ...covering('OPT-SEARCH', options(`${CODES}&q=HUM`, [HUM]), options(`${CODES}&search=hum&limit=20`, [HUM])),
  ...covering('OPT-IDS', options(`${CODES}&ids=prs,tmp&limit=1`, [TMP, PRS])),
  ...covering('OPT-PAGE', options(`${CODES}&limit=1&offset=1`, [TMP])),
  ...covering('OPT-STATIC', options('/options/annex_gauges?field=grade', [choice('a', 'Grade A', GRADE)], 'static')),
  ...covering(
    'ROUTE-LANGUAGE',
    options('/options/annex_gauges?field=grade', [choice('a', 'Grado A', GRADE)], 'static', { headers: { 'accept-language': 'es' } }),
  ),
  ...covering('OPT-TENANT', options('/options/annex_gauges?field=clerk_id', people)),
  ...covering('OPT-UNCONFIGURED', {
    method: 'GET',
    path: '/options/annex_gauges?field=provided',
    status: 404,
    answer: { success: false, message: 'field "provided" has no options' },
  }),
  ...covering('OPT-SELF', options('/options/annex.Gauge?field=id', [choice(gaugeId(2), 'Second'), choice(gaugeId(1), 'Öl 1')])),
  ...covering(
    'OPT-LABEL-COLUMN',
    options('/options/Kind?field=id&limit=201', [
      choice(kindId(3), kindId(3)),
      choice(kindId(2), 'Humidity'),
      choice(kindId(1), 'Temperature'),
    ]),
    options(`/options/Reading?field=id`, [choice(readingId(1), readingId(1))]),
  ),
  ...covering(
    'OPT-BORROWED',
    options(BORROWED, [choice(readingId(9), 'Humidity'), choice(readingId(8), 'Temperature')]),
    options(`${BORROWED}&q=temp`, [choice(readingId(8), 'Temperature')]),
  ),
];
