/** Writes what people are told of events, in the transaction of the events (NOTIFY): told of nothing that was rolled back. */
import type { Database, Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { translator } from '../installed/label';
import type { Registry } from '../installed/registry';
import type { NotificationEvent } from '../operation/realtime-message';
import { writeJson } from '../values/json';
import { draftsOf } from './rules';
import { filled, filledLink, fillOf, textOf, valueAt } from './words';

/** Notifications that are kept in all; the oldest are forgotten. */
const MAX_KEPT = 20_000;
/** Longest text of a rule that is kept: longer ones are cut. */
const MAX_TEXT_CHARS = 2_000;

interface Outgoing {
  organizationId: string;
  name: string;
  occurrenceId: string;
  payload: unknown;
  actorId: string;
}

/**
 * Tells people of events; answers what their open screens are told after the commit.
 * @param at RFC 3339
 */
export async function notify(registry: Registry, session: Session, events: readonly Outgoing[], at: string): Promise<NotificationEvent[]> {
  const drafts = events.flatMap((event) => draftsOf(registry, event).map((draft) => ({ event, draft })));
  if (drafts.length === 0) return [];
  const rows = drafts.map(({ event, draft }, place) => {
    const { addon, audience } = draft;
    const words = [draft.title, draft.body, draft.link].map((text) => text.slice(0, MAX_TEXT_CHARS));
    const translations = words.flatMap((text) =>
      Object.values(addon.locales).flatMap((texts) => (Object.hasOwn(texts, text) ? [texts[text] ?? ''] : [])),
    );
    const [title = '', body = '', link = ''] = words;
    return {
      place,
      organization_id: event.organizationId,
      addon_key: addon.key,
      rule: draft.rule,
      event: event.name,
      occurrence_id: event.occurrenceId,
      title,
      body,
      type: draft.type,
      icon: draft.icon.slice(0, 100),
      link,
      fill: fillOf(event.payload, [...words, ...translations]),
      record_id: textOf(valueAt(event.payload, 'id')).slice(0, 200),
      audience: audience.type,
      roles: audience.roles,
      person: audience.user,
      left_out: audience.except,
    };
  });
  const { rows: told } = await session.run<{ id: string; user_id: string; occurrence_id: string; rule: string; addon_key: string }>(
    compile(sql`insert into metacore.notifications
        (organization_id, user_id, addon_key, rule, event, occurrence_id, title, body, type, icon, link, fill, record_id, created_at)
      select n.organization_id, u.id, n.addon_key, n.rule, n.event, n.occurrence_id, n.title, n.body, n.type, n.icon, n.link, n.fill,
          nullif(n.record_id, ''), ${at}::text::timestamptz
        from jsonb_to_recordset(${writeJson(rows)}::jsonb) as n(place integer, organization_id uuid, addon_key text, rule text, event text,
          occurrence_id uuid, title text, body text, type text, icon text, link text, fill jsonb, record_id text, audience text, roles jsonb,
          person text, left_out text)
        join public.users u on u.organization_id = n.organization_id and u.id::text <> n.left_out
          and case n.audience when 'org' then true when 'roles' then n.roles ? u.role else u.id::text = lower(n.person) end
        order by n.place, u.created_at, u.id
      on conflict do nothing
      returning id, user_id, occurrence_id, rule, addon_key`),
  );
  const byKey = new Map(rows.map((row) => [`${row.occurrence_id} ${row.addon_key} ${row.rule}`, row]));
  return told.flatMap(({ id, user_id, occurrence_id, rule, addon_key }): NotificationEvent[] => {
    const row = byKey.get(`${occurrence_id} ${addon_key} ${rule}`);
    if (!row) return [];
    const { organization_id, title, body, type, icon, link, fill } = row;
    // Whoever hears of it says no language: it is told in the addon's own, and read in the reader's.
    const addon = registry.addons(organization_id).find(({ key }) => key === addon_key);
    const translate = translator(addon, addon?.manifest.i18n?.default_locale ?? 'en');
    const to = filledLink(translate(link), fill);
    return [
      {
        type: 'NOTIFICATION',
        to: { organizationId: organization_id, userId: user_id },
        payload: {
          id,
          title: filled(translate(title), fill),
          message: filled(translate(body), fill),
          type,
          ...(to !== null && { link: to }),
          ...(icon !== '' && { icon }),
        },
      },
    ];
  });
}

/** Forgets the oldest. */
export async function pruneNotifications(database: Database): Promise<void> {
  await database.asOwner((session) =>
    session.run(compile(sql`delete from metacore.notifications where seq <= (select max(seq) from metacore.notifications) - ${MAX_KEPT}`)),
  );
}
