/** Webhooks among the exchanges that are kept, for whoever looks at them. */
import type { Database } from '../database/port';
import { compile, sql } from '../database/sql';
import { type StoredShape, wholeOr } from '../values/stored-shape';

/** Rows shown at once, the newest first. */
const MAX_SHOWN = 200;

export interface SentWebhook {
  id: string;
  organizationId: string;
  addonKey: string;
  event: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  /** 0 where no answer came. */
  responseStatus: number;
  responseBody: string;
  at: string;
  /** What is wrong with it as it is stored: its headers are left out then. */
  damaged?: string;
}

const SHAPE: StoredShape = { members: { headers: { mapOf: 'string' } } };

export async function sentWebhooks(database: Database, organizationId: string): Promise<SentWebhook[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<SentWebhook>(
      compile(sql`select id, organization_id as "organizationId", addon_key as "addonKey", name as event, method, url, headers, body,
          coalesce(response_status, 0) as "responseStatus", coalesce(response_body, failure, '') as "responseBody", at
        from metacore.exchanges where organization_id = ${organizationId} and cause = 'webhook' order by seq desc limit ${MAX_SHOWN}`),
    ),
  );
  return rows.map((row) => wholeOr(row, SHAPE, { headers: {} }));
}
