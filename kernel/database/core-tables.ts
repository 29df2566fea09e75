/** The tables and rows that a host has before any addon, and the role that requests run under. */
import { APP_ROLE, type Bookkeeping, ownRowsOnly, type Migration } from './bookkeeping';
import { BRANCHES, ORGANIZATIONS, ROLES, USERS } from './core-rows';
import { compile, join, sql, type Fragment } from './sql';

const OF_ORGANIZATIONS = ['users', 'branches', 'roles', 'permissions'];

const STRUCTURE = `
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists "uuid-ossp";
create extension if not exists vector;

do $role$ begin
  if not exists (select from pg_roles where rolname = '${APP_ROLE}') then create role ${APP_ROLE} nologin; end if;
end $role$;
grant usage on schema public, metacore to ${APP_ROLE};

create table if not exists public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table if not exists public.users (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  name text not null,
  email text not null unique,
  role text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table if not exists public.branches (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  name text not null,
  code text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table if not exists public.roles (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  key text not null,
  name text not null,
  -- the addon that brought it; empty for the host's own
  addon_key text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, key)
);
create table if not exists public.permissions (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  role_key text not null,
  permission text not null,
  addon_key text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- Databases of the first versions do not tell who brought a role or a permission.
alter table public.roles add column if not exists addon_key text not null default '';
alter table public.permissions add column if not exists addon_key text not null default '';
alter table public.permissions drop constraint if exists permissions_organization_id_role_key_permission_key;
alter table public.permissions drop constraint if exists permissions_organization_id_addon_key_role_key_permission_key;
alter table public.permissions add constraint permissions_organization_id_addon_key_role_key_permission_key
  unique (organization_id, addon_key, role_key, permission);

${ownRowsOnly('public.organizations', 'id')}
${OF_ORGANIZATIONS.map((table) => ownRowsOnly(`public.${table}`)).join('\n')}
grant select on public.organizations, ${OF_ORGANIZATIONS.map((table) => `public.${table}`).join(', ')} to ${APP_ROLE};

revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
grant execute on function pg_catalog.set_config(text, text, boolean) to ${APP_ROLE};
`;

function insertRows(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Fragment {
  const values = rows.map((row) => sql`(${join(row.map((value) => sql`${value}`))})`);
  return sql`insert into ${sql.id('public', table)} (${join(columns.map((column) => sql.id(column)))}) values ${join(values)} on conflict do nothing`;
}

const organization = (index: 0 | 1): string => ORGANIZATIONS[index].id;

/** As for the roles of addons: the id follows from organization and key, so that rows point at the same role in every database. */
const ROLE_ROWS = sql`insert into public.roles (id, organization_id, key, name)
  select public.uuid_generate_v5(o.id, 'role/' || r.key), o.id, r.key, r.name
  from public.organizations o, jsonb_to_recordset(${JSON.stringify(ROLES)}::jsonb) as r(key text, name text)
  order by o.id on conflict do nothing`;

const rows: Migration = async (session) => {
  const inserts = [
    insertRows(
      'organizations',
      ['id', 'name', 'slug'],
      ORGANIZATIONS.map((o) => [o.id, o.name, o.slug]),
    ),
    insertRows(
      'users',
      ['id', 'organization_id', 'name', 'email', 'role'],
      USERS.map((u) => [u.id, organization(u.organization), u.name, u.email, u.role]),
    ),
    insertRows(
      'branches',
      ['id', 'organization_id', 'name', 'code'],
      BRANCHES.map((b) => [b.id, organization(b.organization), b.name, b.code]),
    ),
    ROLE_ROWS,
    insertRows(
      'permissions',
      ['organization_id', 'role_key', 'permission'],
      ORGANIZATIONS.flatMap((o) => ROLES.flatMap((role) => role.permissions.map((permission) => [o.id, role.key, permission]))),
    ),
  ];
  for (const insert of inserts) await session.run(compile(insert));
};

export const CORE_TABLES: Bookkeeping = {
  room: 'core',
  migrations: [
    async (session) => {
      await session.script(STRUCTURE);
      await rows(session);
    },
  ],
};
