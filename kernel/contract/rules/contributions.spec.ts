import { describe, expect, it } from 'vitest';
import { findingsWith, type RuleCase } from '../testing';

const ACTION = '/contributions/actions/0';
const contribution = (block: string, ...values: unknown[]): Record<string, unknown> => ({ [`/contributions/${block}`]: values });

const ELSEWHERE = { '/capabilities': [{ kind: 'http:fetch', target: 'other.example', reason: 'r' }] };

describe('actions and handlers', () => {
  const lines = { key: 'lines', type: 'array', item_fields: [{ key: 'debit', type: 'number' }] };
  const handler = (value: object): Record<string, unknown> => ({ [`${ACTION}/handler`]: value });
  const call = (value: object): Record<string, unknown> => handler({ type: 'capability', capability: 'messaging.whatsapp.send', ...value });
  const provides = (value: object): Record<string, unknown> => ({
    '/provides_capabilities': [{ key: 'messaging.whatsapp.send', handler: { type: 'wasm', function: 'f' }, ...value }],
  });
  it.each<RuleCase>([
    [
      'ACT-STEPS-FIELDS',
      { [`${ACTION}/fields`]: [lines], [`${ACTION}/steps`]: [{ title: 'One', fields: [lines] }] },
      [`ACT-STEPS-FIELDS ${ACTION}`],
    ],
    ['ACT-STEP-TITLE', { [`${ACTION}/steps`]: [{ title: ' ', fields: [lines] }] }, [`ACT-STEP-TITLE ${ACTION}/steps/0/title`]],
    ['ACT-IDEM', { [`${ACTION}/idempotency`]: { key_field: ' ' } }, [`ACT-IDEM ${ACTION}/idempotency/key_field`]],
    ['ACT-MODEL', { [`${ACTION}/target_model`]: 'Ordr' }, [`warning ACT-MODEL ${ACTION}/target_model`]],
    [
      'BAL-ITEMS',
      { [`${ACTION}/fields`]: [{ key: 'a', type: 'array', balance: { debit_column: 'a', credit_column: 'b' } }] },
      [`BAL-ITEMS ${ACTION}/fields/0/balance`],
    ],
    [
      'BAL-COL',
      { [`${ACTION}/fields`]: [{ ...lines, balance: { debit_column: 'debit', credit_column: 'credit' } }] },
      [`BAL-COL ${ACTION}/fields/0/balance/credit_column`],
    ],
    [
      'a good approval',
      { [`${ACTION}/approval`]: { roles: ['boss'], when: 'total > reason' }, [`${ACTION}/fields`]: [{ key: 'reason', type: 'number' }] },
      [],
    ],
    ['a blank condition of an approval is none', { [`${ACTION}/approval`]: { roles: ['boss'], when: ' ' } }, []],
    ['DEC-TYPE', { [`${ACTION}/modal_width`]: 720 }, [`DEC-TYPE ${ACTION}/modal_width`]],
    ['a width as text', { [`${ACTION}/modal_width`]: '720px' }, []],
    ['ACT-APPR-WHEN, grammar', { [`${ACTION}/approval`]: { roles: ['boss'], when: 'total' } }, [`ACT-APPR-WHEN ${ACTION}/approval/when`]],
    [
      'ACT-APPR-WHEN, name',
      { [`${ACTION}/approval`]: { roles: [' '], when: 'ghost > 1' } },
      [`APPR-ROLE ${ACTION}/approval/roles/0`, `ACT-APPR-WHEN ${ACTION}/approval/when`],
    ],
    ['a good call', call({ input: { to: 'record.phone', message: 'const:hello' } }), []],
    [
      'HCAP-EXTRA',
      handler({ type: 'wasm', function: 'f', capability: 'a.b', input: { a: 'record.b' } }),
      [`HCAP-EXTRA ${ACTION}/handler/capability`, `HCAP-EXTRA ${ACTION}/handler/input`],
    ],
    ['an empty input is none', handler({ type: 'wasm', function: 'f', input: {} }), []],
    ['HCAP-KEY', handler({ type: 'capability' }), [`HCAP-KEY ${ACTION}/handler/capability`]],
    [
      'HCAP-MIX',
      call({ url: 'https://x', function: '', connector: ' ' }),
      [`HCAP-MIX ${ACTION}/handler/url`, `HCAP-MIX ${ACTION}/handler/connector`],
    ],
    [
      'CAPIN-*',
      call({ input: { '9to': 'record.a', ghost: 'record.a', to: 'phone' } }),
      [`CAPIN-TARGET ${ACTION}/handler/input/9to`, `CAPIN-FIELD ${ACTION}/handler/input/ghost`, `CAPIN-SOURCE ${ACTION}/handler/input/to`],
    ],
    [
      'CAPIN-* of what is provided',
      provides({ key: 'a.b', input: { 'a-b': 'payload.to', to: 'phone', any: 'payload.ghost' } }),
      ['CAPIN-TARGET /provides_capabilities/0/input/a-b', 'CAPIN-SOURCE /provides_capabilities/0/input/to'],
    ],
    ['PCAP-FN', provides({ handler: { type: 'wasm' } }), ['PCAP-FN /provides_capabilities/0/handler/function']],
    ['PCAP-OP', provides({ handler: { type: 'native' } }), ['PCAP-OP /provides_capabilities/0/handler/operation']],
    ['PCAP-FIELD', provides({ input: { a: 'payload.ghost', b: 'payload.to' } }), ['PCAP-FIELD /provides_capabilities/0/input/a']],
    [
      'PCAP-DUP',
      { '/provides_capabilities': [1, 2].map(() => ({ key: 'a.b', handler: { type: 'wasm', function: 'f' } })) },
      ['PCAP-DUP /provides_capabilities/1/key'],
    ],
    ['WASM-NAME', handler({ type: 'wasm', function: 'do it' }), [`warning WASM-NAME ${ACTION}/handler/function`]],
    ['GATE-MODAL', { [`${ACTION}/modal`]: 'send' }, [`GATE-MODAL ${ACTION}/modal`]],
    ['GATE-URL', handler({ type: 'webhook' }), [`GATE-URL ${ACTION}/handler/url`]],
    ['a confirm-only webhook needs no address', { ...handler({ type: 'webhook' }), [`${ACTION}/confirm`]: true }, []],
    ['GATE-FUNCTION', handler({ type: 'wasm' }), [`GATE-FUNCTION ${ACTION}/handler/function`]],
    [
      'GATE-TWIN',
      {
        ...contribution('tools', { key: 'send', description: 'd', handler: { type: 'webhook', url: 'http://other.example/else' } }),
        ...ELSEWHERE,
      },
      ['GATE-TWIN /contributions/tools/0/handler/url'],
    ],
    [
      'a twin on another host',
      {
        ...contribution('tools', { key: 'send', description: 'd', handler: { type: 'webhook', url: 'http://other.example/send/' } }),
        ...ELSEWHERE,
      },
      [],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });

  it('softens the publish gates when not strict', () => {
    expect(findingsWith(handler({ type: 'wasm' }), { strict: false })).toEqual([`warning GATE-FUNCTION ${ACTION}/handler/function`]);
  });
});

describe('navigation and conditions', () => {
  const item = (value: object): Record<string, unknown> =>
    contribution('navigation', { title: 'Shop', items: [{ title: 'More', items: [{ title: 'Orders', ...value }] }] });
  const at = '/contributions/navigation/0/items/0/items/0';
  it.each<RuleCase>([
    ['a good board', item({ model: 'Order', view_type: 'kanban', group_by: 'status' }), []],
    ['NAV-KANBAN', item({ model: 'Order', view_type: 'kanban' }), [`NAV-KANBAN ${at}/group_by`]],
    ['NAV-MODEL', item({ model: 'Ordr' }), [`warning NAV-MODEL ${at}/model`]],
    ['COND-EMPTY', item({ condition: { operator: 'eq' } }), [`COND-EMPTY ${at}/condition`]],
    ['COND-EMPTY, blank', item({ condition: { field: ' ' } }), [`COND-EMPTY ${at}/condition`]],
    ['COND-CONN', { [`${ACTION}/condition`]: { connector_connected: 'ghost' } }, [`COND-CONN ${ACTION}/condition/connector_connected`]],
    [
      'COND-UNMET',
      contribution('routes', { domain: 'a', handler: 'b', condition: { field: 'x', unmet: 'disable' } }),
      ['COND-UNMET /contributions/routes/0/condition/unmet'],
    ],
    [
      'good conditions',
      {
        [`${ACTION}/condition`]: { connector_connected: 'mail', unmet: 'disable' },
        ...contribution('slots', { slot_kind: 'core.b', entry: 'x', condition: { addon_installed: 'other' } }),
      },
      [],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('dashboard, documents, routes, rules, config', () => {
  const widget = (value: object, query: object = { model: 'Order' }): Record<string, unknown> =>
    contribution('dashboard', { key: 'a', title: 'A', kind: 'stat', query, ...value });
  const at = '/contributions/dashboard/0';
  const rule = (value: object): Record<string, unknown> =>
    contribution('rules', { key: 'a', model: 'Order', when: 'paid != total', then: { kind: 'flag', message: 'm' }, ...value });
  it.each<RuleCase>([
    [
      'a good widget',
      widget(
        { kind: 'line', compare: { to: 'previous' } },
        { model: 'Order', aggregate: 'sum', field: 'total', date_field: 'expires_at', interval: 'day', range: 'this_month' },
      ),
      [],
    ],
    ['DASH-KEY and DASH-TITLE', widget({ key: '', title: '' }), [`DASH-KEY ${at}/key`, `DASH-TITLE ${at}/title`]],
    [
      'DASH-DUP',
      contribution('dashboard', ...[1, 2].map(() => ({ key: 'a', title: 'A', kind: 'stat', query: { model: 'Order' } }))),
      ['DASH-DUP /contributions/dashboard/1/key'],
    ],
    ['DASH-EXPOSE and DASH-FRONTEND', widget({ kind: 'custom' }), [`DASH-EXPOSE ${at}/expose`, `DASH-FRONTEND ${at}`]],
    [
      'white space is a text',
      {
        ...contribution(
          'dashboard',
          { key: ' ', title: ' ', kind: 'custom', expose: ' ' },
          { key: 'b', title: 'B', kind: 'bar', query: { model: ' ', aggregate: 'sum', field: ' ', group_by: ' ' } },
        ),
        '/frontend': { entry: 'remote.js', format: 'federation' },
      },
      ['warning DASH-OWN /contributions/dashboard/1/query/model'],
    ],
    ['DASH-QUERY', contribution('dashboard', { key: 'a', title: 'A', kind: 'stat' }), [`DASH-QUERY ${at}/query`]],
    ['DASH-MODEL', widget({}, { model: '' }), [`DASH-MODEL ${at}/query/model`]],
    ['DASH-OWN', widget({}, { model: 'Ghost' }), [`warning DASH-OWN ${at}/query/model`]],
    ['DASH-FIELD', widget({}, { model: 'Order', aggregate: 'avg' }), [`DASH-FIELD ${at}/query/field`]],
    ['DASH-GROUP', widget({ kind: 'pie' }), [`DASH-GROUP ${at}/query/group_by`]],
    ['DASH-DATE and DASH-INTERVAL', widget({ kind: 'area' }), [`DASH-DATE ${at}/query/date_field`, `DASH-INTERVAL ${at}/query/interval`]],
    ['DASH-COMPARE', widget({ compare: { to: 'previous' } }), [`DASH-COMPARE ${at}/compare`]],
    [
      'DOC-DUP and DOC-MODEL',
      contribution(
        'documents',
        { key: 'a', model: 'Order', template: 'a.html', paper: 'A4' },
        { key: 'a', model: 'Ghost', template: 'a.html', paper: 'A4' },
      ),
      ['DOC-DUP /contributions/documents/1/key', 'DOC-MODEL /contributions/documents/1/model'],
    ],
    [
      'DOC-COND',
      contribution('documents', { key: 'a', model: 'Order', template: 'a.html', paper: 'A4', condition: { field: ' ' } }),
      ['DOC-COND /contributions/documents/0/condition/field'],
    ],
    [
      'ROUTE-DUP',
      contribution(
        'routes',
        { domain: 'a', handler: 'x', match: { p: '1', q: '2' } },
        { domain: 'a', handler: 'y', match: { q: '2', p: '1' }, priority: 0 },
      ),
      ['ROUTE-DUP /contributions/routes/1'],
    ],
    [
      'ROUTE-MATCH',
      contribution('routes', { domain: 'a', handler: 'x', match: { ' ': '1' } }),
      ['ROUTE-MATCH /contributions/routes/0/match/ '],
    ],
    ['a good rule', rule({}), []],
    [
      'RULE-DUP',
      contribution(
        'rules',
        ...[1, 2].map(() => ({ key: 'a', model: 'Order', when: 'paid != total', then: { kind: 'flag', message: 'm' } })),
      ),
      ['RULE-DUP /contributions/rules/1/key'],
    ],
    ['RULE-MODEL', rule({ model: 'Ghost' }), ['RULE-MODEL /contributions/rules/0/model']],
    ['RULE-WHEN', rule({ when: 'paid = total' }), ['RULE-WHEN /contributions/rules/0/when']],
    ['RULE-COL', rule({ when: 'ghost > 1' }), ['RULE-COL /contributions/rules/0/when']],
    ['RULE-MSG', rule({ then: { kind: 'flag', message: ' ' } }), ['RULE-MSG /contributions/rules/0/then/message']],
    ['RULE-ROLES', rule({ then: { kind: 'notify', message: 'm' } }), ['RULE-ROLES /contributions/rules/0/then/notify_roles']],
    ['CFG-BOTH', { '/contributions/config': { model: 'Order', url: '/x' } }, ['CFG-BOTH /contributions/config']],
    ['empty texts of the settings entry are none, blank ones are some', { '/contributions/config': { model: '', url: ' ' } }, []],
    ['CFG-NONE', { '/contributions/config': { title: 'x' } }, ['CFG-NONE /contributions/config']],
    ['CFG-MODEL', { '/contributions/config': { model: 'Ghost' } }, ['CFG-MODEL /contributions/config/model']],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });
});

describe('public routes', () => {
  const route = (value: object): Record<string, unknown> =>
    contribution('public_routes', { key: 'a', model: 'Order', token_column: 'token', kind: 'html', columns: ['status'], ...value });
  const at = '/contributions/public_routes/0';
  const printed = contribution('documents', { key: 'doc', model: 'Line', template: 'a.html', paper: 'A4' });
  const offers = (change: Record<string, unknown>): Record<string, unknown> => ({ ...route({ actions: [{ action: 'send' }] }), ...change });
  const where = `${at}/actions/0/action`;
  it.each<RuleCase>([
    [
      'a good page',
      offers(
        route({
          expires_column: 'expires_at',
          relations: ['customer'],
          enabled_when: "status in ('sent') && total > 0",
          actions: [{ action: 'send' }],
        }),
      ),
      [],
    ],
    [
      'PUB-DUP',
      contribution(
        'public_routes',
        ...[1, 2].map(() => ({ key: 'a', model: 'Order', token_column: 'token', kind: 'json', columns: ['status'] })),
      ),
      ['PUB-DUP /contributions/public_routes/1/key'],
    ],
    ['PUB-MODEL', route({ model: 'Ghost' }), [`PUB-MODEL ${at}/model`]],
    ['PUB-TOKEN', route({ token_column: 'ghost' }), [`PUB-TOKEN ${at}/token_column`]],
    ['PUB-TOKEN-TYPE', route({ token_column: 'total' }), [`PUB-TOKEN-TYPE ${at}/token_column`]],
    ['PUB-TOKEN-EXPOSED', route({ columns: ['status', 'token'] }), [`PUB-TOKEN-EXPOSED ${at}/columns/1`]],
    ['PUB-DOC, missing', route({ kind: 'document' }), [`PUB-DOC ${at}/document`]],
    ['PUB-DOC, unknown', route({ document: 'ghost' }), [`PUB-DOC ${at}/document`]],
    ['PUB-DOC-MODEL', { ...printed, ...route({ document: 'doc' }) }, [`PUB-DOC-MODEL ${at}/document`]],
    ['PUB-COLS', route({ columns: [] }), [`PUB-COLS ${at}/columns`]],
    ['PUB-COL', route({ columns: ['ghost'] }), [`PUB-COL ${at}/columns/0`]],
    ['PUB-REL', route({ relations: ['ghost'] }), [`PUB-REL ${at}/relations/0`]],
    ['PUB-EXP', route({ expires_column: 'ghost' }), [`PUB-EXP ${at}/expires_column`]],
    ['PUB-EXP-TYPE', route({ expires_column: 'status' }), [`PUB-EXP-TYPE ${at}/expires_column`]],
    ['PUB-WHEN', route({ enabled_when: 'status == sent' }), [`PUB-WHEN ${at}/enabled_when`]],
    ['PUB-WHEN-COL', route({ enabled_when: "ghost == 'x'" }), [`PUB-WHEN-COL ${at}/enabled_when`]],
    [
      'PUB-ACT-KIND',
      offers({
        [`/contributions/public_routes`]: [
          { key: 'a', model: 'Order', token_column: 'token', kind: 'json', columns: ['status'], actions: [{ action: 'send' }] },
        ],
      }),
      [`PUB-ACT-KIND ${at}/actions`],
    ],
    [
      'PUB-ACT and PUB-ACT-DUP',
      route({ actions: [{ action: 'ghost' }, { action: 'ghost' }] }),
      [`PUB-ACT ${where}`, `PUB-ACT ${at}/actions/1/action`, `PUB-ACT-DUP ${at}/actions/1/action`],
    ],
    ['PUB-ACT-MODEL', offers({ [`${ACTION}/target_model`]: 'Line' }), [`PUB-ACT-MODEL ${where}`]],
    ['PUB-ACT-ROW', offers({ [`${ACTION}/placement`]: 'table' }), [`PUB-ACT-ROW ${where}`]],
    ['PUB-ACT-STATE', offers({ [`${ACTION}/requires_state`]: [] }), [`PUB-ACT-STATE ${where}`]],
    ['PUB-ACT-FORM', offers({ [`${ACTION}/modal`]: 'shop.send' }), [`PUB-ACT-FORM ${where}`]],
    [
      'of two actions with one key the last counts',
      offers({
        '/contributions/actions/1': { key: 'send', target_model: 'Line', handler: { type: 'webhook', url: '/send' } },
      }),
      [`PUB-ACT-MODEL ${where}`, `PUB-ACT-STATE ${where}`],
    ],
    ['a field without a type collects text', offers({ [`${ACTION}/fields`]: [{ key: 'a', type: '' }] }), []],
    [
      'PUB-ACT-FIELD',
      offers({
        [`${ACTION}/fields`]: [
          { key: 'a', type: 'text' },
          { key: 'b', type: 'number' },
        ],
      }),
      [`PUB-ACT-FIELD ${where}`],
    ],
  ])('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });

  it('lets extension columns be shown and tested', () => {
    const extension = {
      '/models/2': { key: 'OrderTax', table: 'order_tax', extends: 'shop.Order', columns: [{ name: 'rate', type: 'numeric' }] },
      '/extension_points': { model_extensions_accepted: ['Order'] },
    };
    expect(findingsWith({ ...extension, ...route({ columns: ['OrderTax.rate'], enabled_when: 'OrderTax.rate > 0' }) })).toEqual([]);
  });
});
