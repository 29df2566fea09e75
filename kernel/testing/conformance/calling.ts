/** Settings, connectors and tools of a connector, as published ones are: every route, code and stage (docs/architecture/11). */
import { SECRET_MASK } from '../../settings/check';
import { type Asker, type Case, covering } from './case';
import { fields, refused } from './requests';

const ask = (method: Case['method'], path: string, body: unknown, status: number, answer: unknown, as?: Asker): Case => ({
  ...{ method, path, status, answer },
  ...(body !== undefined && { body }),
  ...(as && { as }),
});
const get = (path: string, data: unknown, as?: Asker): Case => ask('GET', path, undefined, 200, { success: true, data }, as);
const done = (method: Case['method'], path: string, body: unknown, data: unknown): Case =>
  ask(method, path, body, 200, { success: true, data });
const denied = (method: Case['method'], path: string, body?: object): Case => ({
  ...refused(method, path, body, 403, 'Permission denied', { code: 'permission_denied', permission: 'playground' }),
  as: 'Bruno',
});
const nobody = (method: Case['method'], path: string, body?: object): Case => ({
  ...refused(method, path, body, 401, 'not authenticated'),
  as: 'nobody',
});

const SETTINGS = '/addons/courier/settings';
const BRANCH = 'c0000000-0000-4000-8000-000000000001';
const TOKEN = 'tok_conformance_1';
const code = (...codes: string[]): object[] => codes.map((one) => ({ code: one }));

const settings: Case[] = [
  ...covering('ROUTE-SETTINGS SET-DEFAULTS', get(`/api${SETTINGS}`, { region: 'eu' }), get(SETTINGS, { region: 'eu' })),
  ...covering('SET-WHO', denied('GET', SETTINGS), denied('PUT', SETTINGS, {}), nobody('GET', SETTINGS), nobody('PUT', SETTINGS, {})),
  ...covering('SET-WHO', refused('GET', '/addons/nothing/settings', undefined, 404, 'the addon "nothing" is not installed'), {
    ...refused('GET', SETTINGS, undefined, 404, 'the addon "courier" is not installed'),
    as: 'Dana',
  }),
  ...covering(
    'SET-CODES',
    fields(
      'PUT',
      SETTINGS,
      { region: '', token: 1, days: 1.5, speed: 'idle', insured: 'yes', rate: 'much', nothing: 1 },
      {
        ...{ region: code('required'), token: code('invalid_type'), days: code('invalid_type'), speed: code('invalid_option') },
        ...{ insured: code('invalid_type'), rate: code('invalid_type'), nothing: code('unknown_field') },
      },
    ),
    fields('PUT', SETTINGS, { extra: 'x'.repeat(65_536) }, { extra: [{ code: 'max', params: { max: 65_536, kind: 'length' } }] }),
    refused('PUT', SETTINGS, '[]', 400, 'the body must be a JSON object, not a list'),
  ),
  ...covering(
    'SET-ALL-OR-NOTHING',
    fields('PUT', SETTINGS, { speed: 'fast', nothing: 1 }, { nothing: code('unknown_field') }),
    get(SETTINGS, { region: 'eu' }),
  ),
  ...covering(
    'SET-MASK',
    done(
      'PUT',
      SETTINGS,
      { token: TOKEN, speed: 'fast', insured: true, rate: 1.5, extra: { a: [1] } },
      {
        ...{ region: 'eu', token: SECRET_MASK, speed: 'fast', insured: true, rate: 1.5, extra: { a: [1] } },
      },
    ),
    done(
      'PUT',
      SETTINGS,
      { token: SECRET_MASK, insured: null, extra: null },
      { region: 'eu', token: SECRET_MASK, speed: 'fast', rate: 1.5 },
    ),
    get(SETTINGS, { region: 'eu', token: SECRET_MASK, speed: 'fast', rate: 1.5 }),
  ),
  ...covering(
    'SET-BRANCH',
    done('PUT', `${SETTINGS}?branchId=${BRANCH}`, { days: 3 }, { region: 'eu', token: SECRET_MASK, speed: 'fast', rate: 1.5, days: 3 }),
    get(SETTINGS, { region: 'eu', token: SECRET_MASK, speed: 'fast', rate: 1.5 }),
    fields('PUT', `${SETTINGS}?branchId=${BRANCH}`, { speed: 'slow' }, { speed: code('invalid_scope') }),
    refused('GET', `${SETTINGS}?branchId=x`, undefined, 400, '"x" is no uuid'),
    refused('GET', `${SETTINGS}?branchId=c0000000-0000-4000-8000-000000000009`, undefined, 404, 'no such branch'),
  ),
  ...covering(
    'SET-OF-INSTALLATION',
    ask('POST', '/metacore/installations/courier/settings', { rate: 2 }, 200, {
      ...{ id: '<id>', organization_id: '11111111-1111-4111-8111-111111111111', addon_key: 'courier', version: '1.0.0', status: 'enabled' },
      ...{ source: 'bundle', installed_at: '<time>', enabled_at: '<time>', disabled_at: null, manifest_hash: '<hash>' },
      settings: { region: 'eu', token: SECRET_MASK, speed: 'fast', rate: 2 },
    }),
  ),
];

const CONNECTORS = '/metacore/connectors';
const VANS = `${CONNECTORS}/vans`;
const MAPS = `${CONNECTORS}/maps`;
const shown = (connected: boolean, values: Record<string, string> = {}) => ({
  ...{ key: 'vans', label: 'Vans', auth: 'token', scopes: [], addon_key: 'courier', has_test: true, connected, values },
  credentials: [
    { key: 'user', type: 'string', label: 'User', required: true },
    { key: 'password', type: 'secret', label: 'Password', required: true },
  ],
});
const maps = (connected: boolean, values: Record<string, string> = {}) => ({
  ...{ key: 'maps', label: 'Maps', auth: 'oauth2', scopes: ['routes.read'], addon_key: 'courier', has_test: false, connected, values },
  credentials: [
    { key: 'client_id', type: 'string', label: 'Client' },
    { key: 'client_secret', type: 'secret', label: 'Client secret' },
  ],
});
const TOKENS = { access_token: SECRET_MASK, token_type: SECRET_MASK, scope: SECRET_MASK, expires_at: SECRET_MASK };
const UNKNOWN = 'no installed addon declares the connector "nothing"';
const STALE = 'this consent was not asked for here, or it is over';

const connectors: Case[] = [
  ...covering('ROUTE-CONNECTORS', get(VANS, shown(false)), get(`/api${MAPS}`, maps(false))),
  ...covering(
    'CONN-WHO',
    denied('GET', CONNECTORS),
    denied('PUT', VANS, {}),
    denied('DELETE', VANS),
    nobody('GET', VANS),
    refused('GET', `${CONNECTORS}/nothing`, undefined, 404, UNKNOWN),
    refused('PUT', `${CONNECTORS}/nothing`, {}, 404, UNKNOWN),
    refused('POST', `${CONNECTORS}/nothing/test`, {}, 404, UNKNOWN),
    { ...refused('GET', VANS, undefined, 404, 'no installed addon declares the connector "vans"'), as: 'Dana' },
  ),
  ...covering(
    'CONN-CODES',
    fields(
      'PUT',
      VANS,
      { user: 1, nothing: 'x' },
      { user: code('invalid_type'), password: code('required'), nothing: code('unknown_field') },
    ),
    fields('PUT', VANS, { user: 'ada', password: SECRET_MASK }, { password: code('required') }),
  ),
  ...covering(
    'CONN-TEST',
    refused('POST', `${VANS}/test`, {}, 409, 'the organization is not connected to "vans"', { code: 'not_connected' }),
    refused('POST', `${MAPS}/test`, {}, 422, 'the connector "maps" declares no test_export', { code: 'test_not_declared' }),
  ),
  ...covering(
    'CONN-MASK',
    done('PUT', VANS, { user: 'ada', password: 'pw_conformance_1' }, shown(true, { user: 'ada', password: SECRET_MASK })),
    get(VANS, shown(true, { user: 'ada', password: SECRET_MASK })),
  ),
  ...covering('CONN-TEST', done('POST', `${VANS}/test`, {}, {})),
  ...covering(
    'CONN-OAUTH-CODES',
    refused('POST', `${VANS}/oauth/authorize`, {}, 422, 'the connector "vans" is not connected by OAuth', { code: 'not_oauth2' }),
    refused('POST', `${VANS}/oauth/token`, {}, 422, 'the connector "vans" is not connected by OAuth', { code: 'not_oauth2' }),
    refused('POST', `${MAPS}/oauth/token`, {}, 422, 'the connector "maps" holds no client_id and client_secret', {
      code: 'client_missing',
    }),
    refused('POST', `${MAPS}/oauth/consent`, { state: 'x', allow: true }, 400, STALE, { code: 'invalid_state' }),
    refused('POST', `${MAPS}/oauth/callback`, { state: 'x', code: 'y' }, 400, STALE, { code: 'invalid_state' }),
    refused('POST', `${MAPS}/oauth/callback`, { code: 'y' }, 400, 'code is required'.replace('code', 'state')),
    refused('POST', `${MAPS}/oauth/dance`, {}, 404, 'no such step of OAuth'),
  ),
  ...covering(
    'CONN-OAUTH-CLIENT',
    done('PUT', MAPS, { client_id: 'us', client_secret: 'cs_conformance_1' }, maps(true, { client_id: 'us', client_secret: SECRET_MASK })),
    done('POST', `${MAPS}/oauth/token`, {}, maps(true, { client_id: 'us', client_secret: SECRET_MASK, ...TOKENS })),
  ),
  ...covering(
    'CONN-SDK',
    ask('GET', '/oauth/maps/status', undefined, 200, { connected: true, account: 'mock provider' }),
    ask('GET', '/api/oauth/vans/status', undefined, 200, { connected: true }),
    ask('GET', '/oauth/maps/resources', undefined, 200, []),
    refused('GET', '/oauth/nothing/status', undefined, 404, UNKNOWN),
  ),
  ...covering('CONN-DISCONNECT', ask('DELETE', VANS, undefined, 200, { success: true }), get(VANS, shown(false))),
];

const EXECUTE = '/metacore/tools/execute';
const call = (tool: string, parameters: unknown, status: number, answer: unknown, as?: Asker): Case =>
  ask('POST', EXECUTE, { addon_key: 'courier', tool_id: tool, ...(parameters !== undefined && { parameters }) }, status, answer, as);
const failed = (tool: string, parameters: unknown, status: number, error: string): Case =>
  call(tool, parameters, status, { success: false, error });
const NO_CAPABILITY = `"courier" declares no capability http:fetch for "other.example", where its tool goes (today's Go kernel asks for none)`;
const GUARD = { addon_key: 'courier', tool_id: 'track' };

const tools: Case[] = [
  ...covering(
    'ROUTE-TOOLS-RUN TOOL-ORDER',
    nobody('POST', EXECUTE, {}),
    refused('POST', EXECUTE, '[]', 400, 'invalid JSON body: the body must be a JSON object, not a list'),
    refused('POST', EXECUTE, { addon_key: 'courier' }, 400, 'addon_key and tool_id are required'),
    refused('POST', EXECUTE, { ...GUARD, installation_id: 'x' }, 400, 'invalid installation_id'),
    refused(
      'POST',
      EXECUTE,
      { addon_key: 'nothing', tool_id: 'x', installation_id: 'e0000000-0000-4000-8000-000000000001' },
      403,
      'installation not found for this organization/addon',
    ),
    refused('POST', EXECUTE, { ...GUARD, tool_id: 'nothing' }, 404, 'tool not registered'),
    { ...refused('POST', EXECUTE, GUARD, 404, 'tool not registered'), as: 'Dana' },
  ),
  ...covering(
    'TOOL-PARAMETERS',
    failed('track', undefined, 200, 'invalid params: id: required'),
    failed('track', { id: 'x', count: 'many' }, 200, 'invalid params: id: does not match pattern; count: expected number, got "many"'),
    refused('POST', EXECUTE, { ...GUARD, parameters: [] }, 400, 'invalid JSON body: parameters is no object'),
  ),
  ...covering(
    'TOOL-ANSWER',
    call('track', { id: ' p-7 ', count: ' 2 ', other: 1 }, 200, { success: true, data: { id: 'P-7', note: 'none', count: 2 } }),
    // Whoever works with the addon may call its tools.
    call('track', { id: 'p-8', note: 'a & b' }, 200, { success: true, data: { id: 'P-8', note: 'a & b', count: null } }, 'Bruno'),
    call('echo', { a: [1, { b: 'ñ' }] }, 200, { success: false, error: 'no van', metadata: { parameters: { a: [1, { b: 'ñ' }] } } }),
    failed('lost', {}, 200, 'addon returned 404: nobody home'),
  ),
  ...covering(
    'TOOL-UNSENT',
    failed('bare', {}, 502, 'tool.HTTPDispatcher: endpoint is empty'),
    failed('relative', {}, 502, 'tool.HTTPDispatcher: endpoint "/hooks/run" is relative but Installation.BaseURL is empty'),
    failed('unreachable', {}, 502, 'tool.HTTPDispatcher: the connection was refused'),
  ),
  ...covering(
    'TOOL-CAPABILITY',
    call('uncovered', {}, 403, {
      ...{ success: false, message: NO_CAPABILITY, error: NO_CAPABILITY, code: 'capability_missing' },
      ...{ capability: 'http:fetch', target: 'other.example' },
    }),
  ),
  ...covering('TOOL-GUEST', call('load', { a: 1 }, 200, { success: true, data: {} })),
  ...covering(
    'TOOL-MATCH',
    denied('POST', '/playground/tools/match', { sentence: 'x' }),
    refused('POST', '/playground/tools/match', {}, 400, 'sentence is a text'),
    done('POST', '/playground/tools/match', { sentence: 'what time is it' }, []),
    done('POST', '/playground/tools/match', { sentence: 'Where is the parcel p-12?' }, [
      {
        ...{ addon: 'courier', tool: 'track', score: 11, keywords: ['parcel'], words: ['parcel'] },
        ...{ parameters: { id: 'p-12' }, missing: [] },
      },
    ]),
  ),
  ...covering(
    'TOOL-STAGES',
    denied('POST', '/playground/tools/courier/track/run', {}),
    refused('POST', '/playground/tools/courier/track/run', { profile: 'other' }, 400, 'profile is kernel or templating'),
    done(
      'POST',
      '/playground/tools/courier/track/run',
      { parameters: { id: ' p-7 ', other: 1 } },
      {
        ...{ addon: 'courier', tool: 'track', profile: 'templating', status: 200 },
        result: { success: true, data: { id: 'P-7', note: 'none', count: null } },
        stages: [
          {
            stage: 'extracted',
            values: [
              { name: 'id', source: 'given', value: ' p-7 ' },
              { name: 'note', source: 'default', value: 'none' },
              { name: 'count', source: 'absent' },
            ],
            dropped: ['other'],
          },
          {
            stage: 'normalised',
            values: [
              { name: 'id', before: ' p-7 ', after: 'P-7', rule: 'uppercase' },
              { name: 'note', before: 'none', after: 'none', rule: '' },
            ],
          },
          { stage: 'validated', errors: [] },
          {
            stage: 'sent',
            answeredBy: 'mock',
            rule: 'courier#/capabilities/0',
            request: sent('https://eu.courier.example/parcels/P-7?note=none'),
          },
          {
            ...{ stage: 'answered', status: 200, milliseconds: '<time>' },
            result: { success: true, data: { id: 'P-7', note: 'none', count: null } },
          },
        ],
        sides: {
          templating: { request: sent('https://eu.courier.example/parcels/P-7?note=none') },
          kernel: {
            refusal:
              'tool.HTTPDispatcher: request: parse "https://{{region}}.courier.example/parcels/{{id}}?note={{note}}": invalid character "{" in host name',
          },
        },
      },
    ),
  ),
  ...covering(
    'OUT-EXCHANGES',
    denied('GET', '/playground/exchanges'),
    refused('POST', '/playground/exchanges/x/resend', {}, 404, 'no such exchange, or its addon is not installed any more'),
    refused('POST', '/playground/exchanges/x/resend', { url: 1 }, 400, 'url is a text'),
    refused('POST', '/playground/exchanges/x/resend', { method: 'get' }, 400, 'method is written in capitals'),
    denied('GET', '/playground/capabilities'),
  ),
];

function sent(url: string): object {
  const body = {
    ...{ addon_key: 'courier', tool_id: 'track', installation_id: '<id>', org_id: '11111111-1111-4111-8111-111111111111' },
    parameters: { id: 'P-7', note: 'none' },
  };
  return { method: 'GET', url, body: JSON.stringify(body) };
}

export const CALLING: readonly Case[] = [...settings, ...connectors, ...tools];
