/** Exchanges that are kept, for whoever looks at them. */
import type { Database } from '../database/port';
import { compile, sql } from '../database/sql';
import { type StoredShape, wholeOr } from '../values/stored-shape';

/** Rows shown at once, the newest first. */
const MAX_SHOWN = 200;
/** Exchanges that are kept. */
export const MAX_EXCHANGES = 2000;

export type AnsweredBy = 'mock' | 'usual' | 'network' | 'nobody';

export interface KeptExchange {
  id: string;
  organizationId: string;
  addonKey: string;
  cause: string;
  name: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  answeredBy: AnsweredBy;
  /** The manifest's line that let it through, as `addon#/capabilities/0`; `shadow` or `no host` without one. */
  rule: string;
  responseStatus: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  failure: string | null;
  milliseconds: number;
  at: string;
  /** What is wrong with it as it is stored: its headers are left out then. */
  damaged?: string;
}

const SHAPE: StoredShape = { members: { headers: { mapOf: 'string' }, responseHeaders: { orNull: { mapOf: 'string' } } } };

export async function keptExchanges(database: Database, organizationId: string): Promise<KeptExchange[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<KeptExchange>(
      compile(sql`select id, organization_id as "organizationId", addon_key as "addonKey", cause, name, method, url, headers, body,
          answered_by as "answeredBy", rule, response_status as "responseStatus", response_headers as "responseHeaders",
          response_body as "responseBody", failure, milliseconds, at
        from metacore.exchanges where organization_id = ${organizationId} order by seq desc limit ${MAX_SHOWN}`),
    ),
  );
  return rows.map((row) => wholeOr(row, SHAPE, { headers: {}, responseHeaders: null }));
}

/** Forgets the oldest. */
export async function pruneExchanges(database: Database): Promise<void> {
  await database.asOwner((session) =>
    session.run(compile(sql`delete from metacore.exchanges where seq <= (select max(seq) from metacore.exchanges) - ${MAX_EXCHANGES}`)),
  );
}
