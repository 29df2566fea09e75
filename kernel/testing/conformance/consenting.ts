/** The code flow of a connector, each answer of which the next request needs: asked of the kernel itself and over HTTP. */

/** Asks as Ada. */
export type Ask = (method: 'GET' | 'POST', path: string, body?: object) => Promise<Response>;

const OAUTH = '/metacore/connectors/maps/oauth';

/** Goes through consent, denial, a state and a code that count once; answers what each step said. */
export async function consentFlow(ask: Ask): Promise<unknown[]> {
  const told: unknown[] = [];
  const step = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await ask('POST', `${OAUTH}/${path}`, body);
    const answer = (await response.json()) as { code?: string; data?: Record<string, unknown> };
    told.push([path, response.status, answer.code ?? 'done']);
    return answer.data ?? {};
  };
  const begin = async (): Promise<string> => {
    const { state, authorize_url: url } = await step('authorize', {});
    const query = new URL(String(url)).searchParams;
    told.push([...query.keys()], query.get('scope'), query.get('state') === state);
    return String(state);
  };
  const denied = await begin();
  await step('callback', await step('consent', { state: denied, allow: false }));
  await step('callback', { state: denied, code: 'x' });
  const state = await begin();
  const { code } = await step('consent', { state, allow: true });
  await step('callback', { state, code: 'another' });
  const again = await begin();
  const given = await step('consent', { state: again, allow: true });
  told.push(given.code === code);
  await step('callback', given);
  await step('callback', given);
  const status: unknown = await (await ask('GET', '/oauth/maps/status')).json();
  return [...told, status];
}

const BEGUN = [
  ['authorize', 200, 'done'],
  ['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'code_challenge', 'code_challenge_method'],
  'routes.read',
  true,
] as const;
const over = ['callback', 400, 'invalid_state'] as const;

export const CONSENTED: readonly unknown[] = [
  ...BEGUN,
  ['consent', 200, 'done'],
  ['callback', 400, 'access_denied'],
  over,
  ...BEGUN,
  ['consent', 200, 'done'],
  ['callback', 400, 'invalid_grant'],
  ...BEGUN,
  ['consent', 200, 'done'],
  false,
  ['callback', 200, 'done'],
  over,
  { connected: true, account: 'mock provider' },
];
