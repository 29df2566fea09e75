/** Sends what was sent before once more, as it was or changed (docs/architecture/11, OUT-RESEND). */
import { credentialSecrets } from '../connectors/connections';
import { compile, sql } from '../database/sql';
import { conflict, notFound } from '../failure';
import { asCaller, type Operation } from '../operation/operation';
import { exchange, type CauseKind, type Exchange } from '../outbound/exchange';
import { REDACTED } from '../outbound/redact';
import { clearSettings } from '../settings/settings';
import { isUuid } from '../values/uuid';
import { signedHeaders } from './sign';

interface Kept {
  addon_key: string;
  cause: CauseKind;
  name: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What somebody changed before it is sent once more. */
export interface Changed {
  method?: string;
  url?: string;
  body?: string;
}

/** Headers that are made anew with every request. */
const MADE = /^(?:content-type|x-metacore-(?:timestamp|nonce|signature|installation-id|event))$/i;

/**
 * Sends an exchange's request again, with a signature of its own and under the same rules.
 * @throws RequestFailure 404 where it is not kept, or its addon is gone; 409 `secrets_redacted` where a secret was taken out of what
 * would be sent; 403 `capability_missing`
 */
export async function resend(operation: Operation, id: string, changed: Changed): Promise<Exchange> {
  const { principal, registry, services, trace } = operation;
  const rows = !isUuid(id)
    ? []
    : await operation.database.asOwner(
        async (session) =>
          (
            await session.run<Kept>(
              compile(sql`select addon_key, cause, name, method, url, headers, body from metacore.exchanges
                where id = ${id}::uuid and organization_id = ${principal.organizationId}`),
            )
          ).rows,
      );
  const [kept] = rows;
  const addon = registry.addons(principal.organizationId).find(({ key }) => key === kept?.addon_key);
  if (!kept || !addon) throw notFound('no such exchange, or its addon is not installed any more');
  const request = { method: changed.method ?? kept.method, url: changed.url ?? kept.url, body: changed.body ?? kept.body };
  // A module makes its headers itself, and nobody signs them.
  const isGuest = kept.cause === 'guest';
  const own = Object.fromEntries(Object.entries(kept.headers).filter(([name]) => isGuest || !MADE.test(name)));
  if (JSON.stringify([request, own]).includes(REDACTED))
    throw conflict('a secret was taken out of this request, so it cannot be sent again as it was', { code: 'secrets_redacted' });
  const { secrets } = await clearSettings(operation, addon, principal.branchId ?? null);
  const signed = isGuest ? {} : await signedHeaders(services.clock, addon, request, kept.headers['X-Metacore-Event'] ?? kept.name);
  operation.attempt.pin();
  return exchange(services, trace, (statement) => asCaller(operation, (session) => session.run(statement)), {
    // Hosts ask of a module in shadow as well.
    addon: isGuest ? { ...addon, enforcement: 'enforce' } : addon,
    cause: { kind: kept.cause, name: kept.name },
    request: { ...request, headers: { ...own, ...signed } },
    secrets: [...secrets, ...(await credentialSecrets(operation, addon))],
  });
}
