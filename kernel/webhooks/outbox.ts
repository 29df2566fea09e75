/** What is in the mock outbox, for whoever looks at it. */
import type { Database } from '../database/port';
import { compile, sql } from '../database/sql';

/** Rows shown at once, the newest first. */
const MAX_SHOWN = 200;
/** Webhooks that are kept. */
const MAX_KEPT = 2000;

export interface SentWebhook {
  id: string;
  organizationId: string;
  addonKey: string;
  event: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  responseStatus: number;
  responseBody: string;
  at: string;
}

export async function sentWebhooks(database: Database, organizationId: string): Promise<SentWebhook[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<SentWebhook>(
      compile(sql`select id, organization_id as "organizationId", addon_key as "addonKey", event, method, url, headers, body,
          response_status as "responseStatus", response_body as "responseBody", at
        from metacore.webhook_outbox where organization_id = ${organizationId} order by seq desc limit ${MAX_SHOWN}`),
    ),
  );
  return rows;
}

/** Forgets the oldest. */
export async function pruneOutbox(database: Database): Promise<void> {
  await database.asOwner((session) =>
    session.run(
      compile(sql`delete from metacore.webhook_outbox where seq <= (select max(seq) from metacore.webhook_outbox) - ${MAX_KEPT}`),
    ),
  );
}
