/**
 * OAuth of connectors, against a provider of the playground's own: no real one knows this page. The code flow with its state, and
 * client credentials (docs/architecture/11, CONN-OAUTH). The address shows a proof key; the provider, which is here as well, asks for none.
 */
import { badRequest, RequestFailure } from '../failure';
import type { Operation } from '../operation/operation';
import type { Services } from '../operation/services';
import { toBase64Url } from '../values/encoding';
import { credentialsOf, type DeclaredConnector, keepCredentials } from './connections';

/** How long somebody may take to consent, and how long a code may be exchanged, in milliseconds. */
export const MAX_CONSENT_MS = 10 * 60_000;
export const MAX_CODE_MS = 60_000;
/** Seconds that a token of the mock provider holds. */
const TOKEN_SECONDS = 3600;
/** Flows of an organization that wait at the same time; its oldest makes room. */
const MAX_FLOWS = 100;
const PROVIDER = 'https://oauth.mock.example/authorize';

interface Flow {
  userId: string;
  connector: string;
  scopes: readonly string[];
  until: number;
  code: { text: string; until: number } | null;
}

const FLOWS = new WeakMap<Services, Map<string, Map<string, Flow>>>();

/** The flows of whoever asks, by their states, the oldest first: what one organization begins takes none of another's away. */
function flowsOf({ services, principal }: Operation): Map<string, Flow> {
  const organizations = FLOWS.get(services) ?? new Map<string, Map<string, Flow>>();
  FLOWS.set(services, organizations);
  const flows = organizations.get(principal.organizationId) ?? new Map<string, Flow>();
  organizations.set(principal.organizationId, flows);
  return flows;
}

/** The challenge of a new proof key, as hosts send it (RFC 7636, S256). */
async function newChallenge(): Promise<string> {
  const verifier = new TextEncoder().encode(crypto.randomUUID() + crypto.randomUUID());
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', verifier)));
}

/** @throws RequestFailure 422 `not_oauth2` */
function refuseOther({ connector }: DeclaredConnector): void {
  if (connector.auth !== 'oauth2')
    throw new RequestFailure(422, `the connector "${connector.key}" is not connected by OAuth`, { code: 'not_oauth2' });
}

export interface Begun {
  /** Where a host would send the browser. */
  authorize_url: string;
  state: string;
  scopes: readonly string[];
}

/** Begins the code flow. @throws RequestFailure 422 `not_oauth2` */
export async function beginOAuth(operation: Operation, declared: DeclaredConnector): Promise<Begun> {
  refuseOther(declared);
  const { services, principal } = operation;
  const { key, scopes = [] } = declared.connector;
  const flows = flowsOf(operation);
  const [oldest] = flows.keys();
  if (flows.size >= MAX_FLOWS && oldest !== undefined) flows.delete(oldest);
  const state = crypto.randomUUID();
  const until = services.clock.now() + MAX_CONSENT_MS;
  flows.set(state, { userId: principal.userId, connector: key, scopes, until, code: null });
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: (await credentialsOf(operation, key))?.client_id ?? 'playground',
    redirect_uri: `/oauth/${key}/callback`,
    scope: scopes.join(' '),
    state,
    code_challenge: await newChallenge(),
    code_challenge_method: 'S256',
  });
  return { authorize_url: `${PROVIDER}?${query.toString()}`, state, scopes };
}

/** The flow of a state: of the same person, organization and connector, and not over. @throws RequestFailure 400 `invalid_state` */
function flowOf(operation: Operation, { connector }: DeclaredConnector, state: string): Flow {
  const flow = flowsOf(operation).get(state);
  const isTheirs = flow?.userId === operation.principal.userId && flow.connector === connector.key;
  if (!flow || !isTheirs || flow.until <= operation.services.clock.now())
    throw new RequestFailure(400, 'this consent was not asked for here, or it is over', { code: 'invalid_state' });
  return flow;
}

/** The provider's side: what it sends the browser back with when a person allows or denies. @throws RequestFailure 400 `invalid_state` */
export function consent(operation: Operation, declared: DeclaredConnector, state: string, allows: boolean): Record<string, string> {
  const flow = flowOf(operation, declared, state);
  if (!allows) return { state, error: 'access_denied' };
  const until = operation.services.clock.now() + MAX_CODE_MS;
  flow.code = { text: `code_${crypto.randomUUID()}`, until };
  // Who consented in time has the whole time of the code.
  flow.until = Math.max(flow.until, until);
  return { state, code: flow.code.text };
}

const tokens = (services: Services, kind: string, scopes: readonly string[]): Record<string, string> => ({
  access_token: `mock_${kind}_${crypto.randomUUID()}`,
  token_type: 'Bearer',
  scope: scopes.join(' '),
  expires_at: new Date(services.clock.now() + TOKEN_SECONDS * 1000).toISOString(),
});

/**
 * Ends the code flow: the code becomes tokens, which are sealed beside what the form holds. A state and a code count once.
 * @throws RequestFailure 400 `invalid_state`, `access_denied`, `invalid_grant`
 */
export async function finishOAuth(
  operation: Operation,
  declared: DeclaredConnector,
  { state, code, error }: { state: string; code?: string; error?: string },
): Promise<void> {
  const flow = flowOf(operation, declared, state);
  flowsOf(operation).delete(state);
  if (error !== undefined) throw new RequestFailure(400, `the provider answered "${error.slice(0, 64)}"`, { code: 'access_denied' });
  const isRight = flow.code !== null && flow.code.text === code && flow.code.until > operation.services.clock.now();
  if (!isRight) throw new RequestFailure(400, 'the code is not the one that was given, or it is over', { code: 'invalid_grant' });
  const refresh = { refresh_token: `mock_refresh_${crypto.randomUUID()}` };
  await keepCredentials(operation, declared, { ...tokens(operation.services, 'code', flow.scopes), ...refresh });
}

/**
 * Gets a token by the client's own credentials.
 * @throws RequestFailure 422 `not_oauth2`, `client_missing` without `client_id` and `client_secret`
 */
export async function clientToken(operation: Operation, declared: DeclaredConnector): Promise<void> {
  refuseOther(declared);
  const { key, scopes = [] } = declared.connector;
  const held = (await credentialsOf(operation, key)) ?? {};
  if ((held.client_id ?? '') === '' || (held.client_secret ?? '') === '')
    throw new RequestFailure(422, `the connector "${key}" holds no client_id and client_secret`, { code: 'client_missing' });
  await keepCredentials(operation, declared, tokens(operation.services, 'client', scopes));
}

/** A text of a request's body. @throws RequestFailure 400 */
export function textIn(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw badRequest(`${name} is required`);
  return value;
}
