/** The record behind a public link, and whether it may be shown now (PUBLIC). */
import { compile, sql } from '../database/sql';
import { get } from '../dynamic/get';
import { type BoundRoute, publicRoutesOf, TOKEN } from '../dynamic/public-tokens';
import { column, from, type Row, visible } from '../dynamic/row';
import { parseFilter } from '../events/filter';
import { predicateHolds } from '../expressions/predicate';
import { notFound, RequestFailure } from '../failure';
import { type Operation, rowsAsCaller } from '../operation/operation';
import { ownReading, unasked } from '../security/readable';
import { PUBLIC_LIMITER } from './limiter';

export interface Shown extends BoundRoute {
  record: Row;
  token: string;
}

/** Says the same of every address that is no link: unknown, taken back, or of a record that is not to be shown. */
export const noSuchLink = (): RequestFailure => notFound('this link leads nowhere');

/** Whether the time of a link is over: the day it names is its last one. */
export function isExpired({ route, model }: BoundRoute, record: Row, now: number): boolean {
  const value = record[route.expires_column ?? ''];
  if (typeof value !== 'string') return false;
  const isDay = model.columns.get(route.expires_column ?? '')?.kind === 'date';
  return isDay ? value < new Date(now).toISOString().slice(0, 10) : Date.parse(value) < now;
}

/** Whether a record is one of those that are shown. */
export function isEnabled({ route }: BoundRoute, record: Row): boolean {
  if (route.enabled_when === undefined) return true;
  const predicate = parseFilter(route.enabled_when);
  return predicate !== null && predicateHolds(predicate, (name) => record[name] ?? null);
}

/**
 * What a public address shows. `client` tells one visitor's machine from another's.
 * @throws RequestFailure 404 always alike, 410 `link_expired`, 429 `rate_limited`
 */
export async function shownBy(
  operation: Operation,
  client: string,
  { addon: addonKey, key, token }: { addon: string; key: string; token: string },
): Promise<Shown> {
  const limiter = operation.services.ports.of(PUBLIC_LIMITER);
  limiter.refuseGuessing(client);
  const bound = publicRoutesOf(operation).find(({ addon, route }) => addon.key === addonKey && route.key === key);
  const found = bound && TOKEN.test(token) ? await recordOf(operation, bound, token) : null;
  if (!bound || !found || !isEnabled(bound, found)) {
    limiter.missed(client);
    throw noSuchLink();
  }
  limiter.asked(client, token);
  if (isExpired(bound, found, operation.services.clock.now()))
    throw new RequestFailure(410, 'the time of this link is over', { code: 'link_expired' });
  return { ...bound, record: found, token };
}

async function recordOf(operation: Operation, { model, route }: BoundRoute, token: string): Promise<Row | null> {
  const own = ownReading(model);
  const rows = await rowsAsCaller<{ id: string }>(
    operation,
    compile(
      sql`select ${column('id')} from ${from(own)} where ${column(route.token_column)} = ${token} and ${visible(model, operation.principal.organizationId)} limit 2`,
    ),
  );
  const [row] = rows;
  return row && rows.length === 1 ? get(unasked(operation), own, row.id) : null;
}
