/** What is kept of installations. The installer writes it, and what is installed is read from it. */
import { type Bookkeeping, script, type Migration } from '../database/bookkeeping';
import { compile, ddl, sql } from '../database/sql';
import { journalRows, noteRows, unjournaled } from '../journal/tables';

const INSTALLATIONS = `
create table if not exists public.metacore_installations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  addon_key text not null,
  version text not null,
  status text not null check (status in ('enabled', 'disabled', 'failed')),
  source text not null check (source in ('bundle', 'federated', 'compiled')),
  settings jsonb not null default '{}',
  manifest_hash text not null,
  -- json, not jsonb: the order of keys is the author's, and plans compare texts
  manifest json not null,
  locales jsonb not null default '{}',
  installed_at timestamptz not null default now(),
  enabled_at timestamptz,
  disabled_at timestamptz,
  unique (organization_id, addon_key)
);
alter table public.metacore_installations
  -- signs webhooks; made once, kept over every later install
  add column if not exists secret text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  -- what the project says of the addon's code beside its manifest
  add column if not exists backend jsonb not null default '{}',
  -- JSON schemas of published events, by their path in the bundle
  add column if not exists event_schemas json not null default '{}',
  -- templates of documents, by their path in the bundle
  add column if not exists document_templates json not null default '{}';

create table if not exists metacore.addon_schemas (
  schema text primary key,
  addon_key text not null,
  state json not null
);
`;

// A later install asks whether somebody wanted it so.
const WISHES = `
alter table public.metacore_installations
  -- a person switched it off, and no install of an author's edits switches it on again
  add column if not exists switched_off boolean not null default false,
  -- hash of the manifest that an upgrade was taken back from
  add column if not exists rolled_back_from text;
`;

/** The schemas that addons have, as a query of their names. */
export const ADDON_SCHEMAS = sql`select schema from metacore.addon_schemas`;

/** The first version journaled what requests wrote and nothing else: its tables are noted once, and journaled from then on. */
const journalEveryTable: Migration = async (session) => {
  const { rows } = await session.run<{ schema: string; table: string }>(compile(unjournaled(ADDON_SCHEMAS)));
  for (const { schema, table } of rows) {
    for (const statement of journalRows(schema, table)) await session.script(ddl(statement));
    await session.script(ddl(noteRows(schema, table)));
  }
};

export const INSTALLATION_TABLES: Bookkeeping = {
  room: 'installed',
  migrations: [
    async (session) => {
      await script(INSTALLATIONS)(session);
      await journalEveryTable(session);
    },
    script(WISHES),
  ],
  async onUninstall(session, addonKey) {
    await session.run(compile(sql`delete from metacore.addon_schemas where addon_key = ${addonKey}`));
    await session.run(compile(sql`delete from public.metacore_installations where addon_key = ${addonKey}`));
  },
};
