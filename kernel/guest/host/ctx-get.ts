/** `ctx_get({scopes?})`: for whom the call runs. What is not declared is not told, in shadow mode either. */
import { HOST_IMPORTS } from '../../contract/wasm/abi';
import { demand, isGranted } from './capability';
import { enveloped, type HostContext, type HostFunction, HostRefusal, requestOf } from './context';

const SCOPES = ['user', 'roles', 'org_config'] as const;
type Scope = (typeof SCOPES)[number];

/** What a host tells of an organization that nobody configured. */
const ORGANIZATION = { currency_code: 'USD', tax_rate: null, tax_included: null, timezone: 'UTC' };
const MAX_REQUEST_BYTES = 64 * 1024;

const isScope = (value: unknown): value is Scope => SCOPES.includes(value as Scope);
const askedFor = (scope: Scope) => ({ kinds: [`ctx:${scope}`], target: scope, caller: 'ctx_get', hard: true, anyTarget: true });

function scopesOf(context: HostContext, arg: Uint8Array | null | undefined): Scope[] {
  const { scopes } = arg?.length === 0 ? {} : requestOf(arg, MAX_REQUEST_BYTES);
  if (scopes === undefined || scopes === null) return SCOPES.filter((scope) => isGranted(context, askedFor(scope)));
  if (!Array.isArray(scopes)) throw new HostRefusal('invalid_request', '"scopes" is no list');
  const unknown = scopes.find((scope) => !isScope(scope)) as unknown;
  if (unknown !== undefined) throw new HostRefusal('invalid_request', `a scope is one of ${SCOPES.join(', ')}`);
  for (const scope of scopes as Scope[]) demand(context, askedFor(scope));
  return scopes as Scope[];
}

export const ctxGet: HostFunction = (context, [request]) =>
  enveloped(context, { fault: HOST_IMPORTS.ctx_get.errors[4] }, () => {
    const scopes = new Set(scopesOf(context, request));
    const { principal, language } = context.operation;
    return Promise.resolve({
      org_id: principal.organizationId,
      ...(scopes.has('user') && { user_id: principal.userId, user_email: principal.email }),
      ...(scopes.has('roles') && { roles: [...principal.roles].sort() }),
      ...(scopes.has('org_config') && { org: { ...ORGANIZATION, locale: language } }),
    });
  });
