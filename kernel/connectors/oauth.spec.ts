/** OAuth of connectors against the mock provider, and what depends on a connection. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { createKernel } from '../kernel';
import { ownOrigin } from '../journal/origin';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { SECRET_MASK } from '../settings/check';
import { newSecretKey } from '../settings/secret-box';
import { createTestClock } from '../testing/guest';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { MAX_CODE_MS, MAX_CONSENT_MS } from './oauth';

const PATH = '/metacore/connectors/mail';
const manifest: ManifestV3 = manifestWith('till', [{ key: 'Order', table: 'orders', columns: [{ name: 'number', type: 'text' }] }], {
  capabilities: [{ kind: 'connector:read', target: 'mail', reason: 'x' }],
  connectors: [
    {
      ...{ key: 'mail', label: 'Mail', auth: 'oauth2', scopes: ['mail.read', 'mail.send'] },
      credentials: [
        { key: 'client_id', type: 'string' },
        { key: 'client_secret', type: 'secret' },
      ],
    },
    { key: 'plain', auth: 'token', credentials: [{ key: 'token', type: 'secret' }] },
  ],
  contributions: {
    actions: [
      {
        ...{ key: 'send', target_model: 'Order', placement: 'table', condition: { connector_connected: 'mail' } },
        handler: { type: 'compiled', function: 'noop' },
      },
    ],
  },
});

const clock = createTestClock();
let t: TestKernel;
let secretKey: CryptoKey;
beforeAll(async () => {
  secretKey = await newSecretKey();
  t = await openTestKernel({ clock, secretKey });
  await t.install(manifest);
  await t.install(manifest, { organizationId: OTHER_PRINCIPAL.organizationId });
});
afterAll(() => t.database.close());
beforeEach(() => t.call('DELETE', PATH));

const step = (name: string, body: unknown = {}, as = DEFAULT_PRINCIPAL, path = PATH) => t.call('POST', `${path}/oauth/${name}`, body, as);
const dataOf = ({ body }: { body: unknown }): unknown => (body as { data: unknown }).data;
const begin = async (): Promise<{ state: string; authorize_url: string; scopes: string[] }> =>
  dataOf(await step('authorize')) as { state: string; authorize_url: string; scopes: string[] };
const allowed = async (state: string): Promise<{ state: string; code: string }> =>
  dataOf(await step('consent', { state, allow: true })) as { state: string; code: string };
const read = () =>
  t.kernel.host.connector(
    {
      ...{ organizationId: DEFAULT_PRINCIPAL.organizationId, addonKey: 'till', installationId: '', principal: DEFAULT_PRINCIPAL },
      ...{ correlationId: null, origin: ownOrigin('kernel', 'spec'), depth: 0, trace: null },
    },
    'mail',
  );
const refused = (code: string, status = 400) => ({ status, body: { success: false, code } });

describe('the code flow', () => {
  it('asks for the scopes, and seals what the provider hands out', async () => {
    const { state, authorize_url: url, scopes } = await begin();
    const query = new URL(url).searchParams;
    expect(scopes).toEqual(['mail.read', 'mail.send']);
    expect([query.get('scope'), query.get('state'), query.get('response_type')]).toEqual(['mail.read mail.send', state, 'code']);
    expect([query.get('code_challenge_method'), query.get('code_challenge')]).toEqual(['S256', expect.stringMatching(/^[\w-]{43}$/)]);
    const answer = await step('callback', await allowed(state));
    expect(answer).toMatchObject({ status: 200, body: { data: { connected: true, values: { access_token: SECRET_MASK } } } });
    const held = await read();
    expect(held).toMatchObject({ success: true, data: { token_type: 'Bearer', scope: 'mail.read mail.send' } });
    const token = held.success ? (held.data.access_token ?? '') : '';
    expect(token).toMatch(/^mock_code_/);
    expect(JSON.stringify([answer, await t.call('GET', '/playground/connectors')])).not.toContain(token);
    expect(await t.call('GET', '/api/oauth/mail/status')).toEqual({ status: 200, body: { connected: true, account: 'mock provider' } });
    expect(await t.call('GET', '/api/oauth/mail/resources')).toEqual({ status: 200, body: [] });
  });

  it.each([
    ['with a state that nobody was given', () => step('callback', { state: 'x', code: 'y' }), 'invalid_state'],
    ['with the code of nobody', async () => step('callback', { state: (await begin()).state, code: 'y' }), 'invalid_grant'],
    [
      'after somebody denied it',
      async () => step('callback', dataOf(await step('consent', { state: (await begin()).state, allow: false }))),
      'access_denied',
    ],
    [
      'with a code a second time',
      async () => {
        const answer = await allowed((await begin()).state);
        await step('callback', answer);
        return step('callback', answer);
      },
      'invalid_state',
    ],
    ['by another organization', async () => step('callback', await allowed((await begin()).state), OTHER_PRINCIPAL), 'invalid_state'],
    [
      'with a code that is over',
      async () => {
        const answer = await allowed((await begin()).state);
        clock.advance(MAX_CODE_MS);
        return step('callback', answer);
      },
      'invalid_grant',
    ],
    [
      'when the consent took too long',
      async () => {
        const { state } = await begin();
        clock.advance(MAX_CONSENT_MS);
        return step('consent', { state, allow: true });
      },
      'invalid_state',
    ],
  ])('ends in a refusal %s', async (_, work, code) => {
    expect(await work()).toMatchObject(refused(code));
  });

  it('holds a code for a minute, and the question for ten', async () => {
    const { state } = await begin();
    clock.advance(MAX_CONSENT_MS - 1);
    const answer = await allowed(state);
    clock.advance(MAX_CODE_MS - 1);
    expect((await step('callback', answer)).status).toBe(200);
  });

  it('waits for a hundred at once in an organization, and what another one begins takes none of them away', async () => {
    const consent = async (others: number, as = DEFAULT_PRINCIPAL) => {
      const { state } = await begin();
      for (let n = 0; n < others; n += 1) await step('authorize', {}, as);
      return (await step('consent', { state, allow: true })).status;
    };
    expect([await consent(99), await consent(100), await consent(100, OTHER_PRINCIPAL)]).toEqual([200, 400, 200]);
  });

  it('is for connectors of OAuth, and for administrators', async () => {
    const plain = '/metacore/connectors/plain';
    expect(await step('authorize', {}, DEFAULT_PRINCIPAL, plain)).toMatchObject(refused('not_oauth2', 422));
    expect(await step('token', {}, DEFAULT_PRINCIPAL, plain)).toMatchObject(refused('not_oauth2', 422));
    expect((await step('elsewhere')).status).toBe(404);
    expect((await step('authorize', {}, { ...DEFAULT_PRINCIPAL, isAdmin: false, roles: [] })).status).toBe(403);
  });
});

it('client credentials bring a token once there are any', async () => {
  expect(await step('token')).toMatchObject(refused('client_missing', 422));
  await t.call('PUT', PATH, { client_id: 'us', client_secret: 'hush' });
  expect(await step('token')).toMatchObject({ status: 200 });
  expect(await read()).toMatchObject({
    data: { client_id: 'us', client_secret: 'hush', access_token: expect.stringMatching(/^mock_client_/) as string },
  });
});

describe('an action that asks for a connection', () => {
  const send = () => t.call('POST', '/data/orders/action/send', {});
  const isOffered = async (): Promise<boolean> => JSON.stringify((await t.call('GET', '/metadata/table/orders')).body).includes('"send"');

  it('is offered once there is one, and no longer than that', async () => {
    expect(await send()).toMatchObject({ status: 409, body: { code: 'condition_not_met' } });
    expect(await isOffered()).toBe(false);
    await t.call('PUT', PATH, { client_id: 'us' });
    expect(await send()).toMatchObject({ status: 200 });
    expect(await isOffered()).toBe(true);
    await t.call('DELETE', PATH);
    expect(await send()).toMatchObject({ status: 409 });
  });

  it('is offered by the next kernel on the same rows, under the same key alone', async () => {
    await t.call('PUT', PATH, { client_id: 'us' });
    const status = async (key: CryptoKey): Promise<number> => {
      const kernel = await createKernel({ database: t.database, secretKey: key });
      const request = new Request('http://kernel.test/data/orders/action/send', { method: 'POST', body: '{}' });
      return (await kernel.fetch(request, DEFAULT_PRINCIPAL)).status;
    };
    expect(await status(secretKey)).toBe(200);
    expect(await status(await newSecretKey())).toBe(409);
  });
});

it('a pack offers its providers, and grants nothing', async () => {
  await t.install({
    ...manifestWith('pack', []),
    kind: 'ConnectorPack',
    connector_pack: { providers: [{ key: 'bank', label: 'Bank', credentials: [{ key: 'token', type: 'secret', required: true }] }] },
  });
  const bank = '/metacore/connectors/bank';
  expect(await t.call('PUT', bank, {})).toMatchObject({ status: 422, body: { errors: { token: [{ code: 'required' }] } } });
  expect(await t.call('PUT', bank, { token: 'hush' })).toMatchObject({ body: { data: { connected: true, addon_key: 'pack' } } });
  expect(JSON.stringify(await t.call('GET', '/playground/connectors'))).toContain('"name":"Bank"');
});
