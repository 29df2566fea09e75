/** Who can ask: the people of every organization, as they stand in the database. */
import type { Database } from '../database/port';
import { compile, sql } from '../database/sql';
import type { Principal } from '../principal';

const ADMINISTRATORS: ReadonlySet<string> = new Set(['admin', 'owner']);

interface PersonRow {
  id: string;
  organization_id: string;
  name: string;
  email: string;
  role: string;
  branch_id: string | null;
}

/** A person with the organization's name beside, to choose from. */
export interface Person extends Principal {
  readonly organizationName: string;
}

/** A role of an organization: the host's own or one that an addon brought. */
export interface RoleEntry {
  readonly organizationId: string;
  readonly key: string;
  readonly name: string;
  /** Empty for the host's own. */
  readonly addonKey: string;
}

/** Every role a person could be given, by organization. */
export async function listRoles(database: Database): Promise<RoleEntry[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<{ organization_id: string; key: string; name: string; addon_key: string }>(
      compile(sql`select organization_id, key, name, addon_key from public.roles order by organization_id, addon_key, key`),
    ),
  );
  return rows.map((row) => ({ organizationId: row.organization_id, key: row.key, name: row.name, addonKey: row.addon_key }));
}

/** Everybody, by organization and in the order they were entered. */
export async function listPeople(database: Database): Promise<Person[]> {
  const { rows } = await database.asOwner((session) =>
    session.run<PersonRow & { organization: string }>(
      compile(sql`select u.id, u.organization_id, u.name, u.email, u.role, o.name as organization,
          (select b.id from public.branches b where b.organization_id = o.id order by b.created_at, b.id limit 1) as branch_id
        from public.users u join public.organizations o on o.id = u.organization_id order by o.created_at, o.id, u.created_at, u.id`),
    ),
  );
  return rows.map((row) => ({
    userId: row.id,
    organizationId: row.organization_id,
    name: row.name,
    email: row.email,
    roles: [row.role],
    ...(row.branch_id !== null && { branchId: row.branch_id }),
    isAdmin: ADMINISTRATORS.has(row.role),
    organizationName: row.organization,
  }));
}
