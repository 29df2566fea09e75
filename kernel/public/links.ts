/** The public links of a record, for whoever may read it; made anew by whoever may change it (PUBLIC). */
import { compile, sql } from '../database/sql';
import { get } from '../dynamic/get';
import { newToken, publicRoutesOf, TOKEN } from '../dynamic/public-tokens';
import { column, from } from '../dynamic/row';
import { notFound } from '../failure';
import { translator } from '../installed/label';
import { publishChange } from '../operation/change';
import { ORGANIZATIONS } from '../database/core-rows';
import { type Operation, transact } from '../operation/operation';
import { ownReading, type ReadableModel, unasked } from '../security/readable';
import { isEnabled, isExpired } from './find';

export interface PublicLink {
  addon: string;
  key: string;
  label: string;
  kind: 'document' | 'json' | 'html';
  /** Path of the page; null where the record has no secret yet. */
  url: string | null;
  /** What a visitor is answered now. */
  state: 'open' | 'expired' | 'disabled' | 'missing';
}

/** The links of a record. @throws RequestFailure 404 */
export async function linksOf(operation: Operation, model: ReadableModel, id: string): Promise<PublicLink[]> {
  const record = await get(operation, model, id);
  const { organizationId } = operation.principal;
  const organization = ORGANIZATIONS.find((one) => one.id === organizationId)?.slug ?? organizationId;
  return publicRoutesOf(operation)
    .filter((bound) => bound.model === model)
    .map((bound): PublicLink => {
      const { addon, route } = bound;
      const token = record[route.token_column];
      const isThere = typeof token === 'string' && TOKEN.test(token);
      const isPast = isExpired(bound, record, operation.services.clock.now());
      return {
        addon: addon.key,
        key: route.key,
        label: translator(addon, operation.language)(route.label ?? route.key),
        kind: route.kind,
        url: isThere ? `/p/${organization}/${addon.key}/${route.key}/${token}` : null,
        state: !isThere ? 'missing' : !isEnabled(bound, record) ? 'disabled' : isPast ? 'expired' : 'open',
      };
    });
}

/** Makes a link anew: whoever has the one before has none any more. @throws RequestFailure 404 */
export async function renewLink(
  operation: Operation,
  model: ReadableModel,
  id: string,
  addonKey: string,
  key: string,
): Promise<PublicLink[]> {
  const bound = publicRoutesOf(operation).find(
    ({ addon, route, model: of }) => of === model && addon.key === addonKey && route.key === key,
  );
  if (!bound) throw notFound(`${model.key} has no such link`);
  // Whether it is there for whoever asks.
  await get(operation, model, id);
  await transact(operation, async (session, outbox) => {
    await session.run(
      compile(sql`update ${from(ownReading(model))} set ${sql.id(bound.route.token_column)} = ${newToken()} where ${column('id')} = ${id}`),
    );
    outbox.afterCommit(() => publishChange(operation, { model, action: 'updated', id, before: null, after: null }));
  });
  return linksOf(unasked(operation), model, id);
}
