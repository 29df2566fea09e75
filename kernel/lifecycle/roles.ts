/**
 * An addon's roles and permissions as rows of the host. Permissions are replaced with every change of the manifest; a role is kept:
 * its id follows from organization and key, and it goes only when nobody declares it, holds it or points at it any more.
 */
import type { ManifestV3 } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { tryReadManifest } from '../installed/registry';
import { roleGrants } from '../security/role-grants';
import { schemaOf } from '../schema/schema-of';

export async function installRoles(session: Session, manifest: ManifestV3, organizationId: string): Promise<void> {
  const addonKey = manifest.metadata.key;
  const roles = roleGrants(manifest);
  const grants = roles.flatMap((role) => role.permissions.map((permission) => ({ role_key: role.key, permission })));
  await session.run(compile(sql`delete from public.permissions where organization_id = ${organizationId} and addon_key = ${addonKey}`));
  // A role that another addon or the host brought stays theirs as long as they are there; this addon's grants join it.
  await session.run(
    compile(sql`insert into public.roles (id, organization_id, addon_key, key, name)
      select public.uuid_generate_v5(${organizationId}::uuid, 'role/' || key), ${organizationId}::uuid, ${addonKey}::text, key, name
      from jsonb_to_recordset(${JSON.stringify(roles)}::jsonb) as r(key text, name text)
      on conflict (organization_id, key) do update set name = excluded.name, addon_key = excluded.addon_key, updated_at = now()
      where (roles.addon_key = excluded.addon_key and roles.name <> excluded.name) or (roles.addon_key not in ('', excluded.addon_key) and not exists
        (select 1 from public.metacore_installations i where i.organization_id = roles.organization_id and i.addon_key = roles.addon_key))`),
  );
  await session.run(
    compile(sql`insert into public.permissions (organization_id, addon_key, role_key, permission)
      select ${organizationId}::uuid, ${addonKey}::text, role_key, permission
      from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as g(role_key text, permission text)
      on conflict do nothing`),
  );
  await releaseRoles(session, addonKey, organizationId, new Set(roles.map(({ key }) => key)));
}

/** Takes an addon's grants away from one organization, and the roles that nobody there needs without it. */
export async function removeRolesOf(session: Session, addonKey: string, organizationId: string): Promise<void> {
  await session.run(compile(sql`delete from public.permissions where addon_key = ${addonKey} and organization_id = ${organizationId}`));
  await releaseRoles(session, addonKey, organizationId, new Set());
}

/** Takes an addon's grants away, in every organization, and the roles that nobody needs without it. */
export async function removeRoles(session: Session, addonKey: string): Promise<void> {
  await session.run(compile(sql`delete from public.permissions where addon_key = ${addonKey}`));
  const { rows } = await session.run<{ id: string }>(
    compile(sql`select distinct organization_id as id from public.roles where addon_key = ${addonKey}`),
  );
  for (const { id } of rows) await releaseRoles(session, addonKey, id, new Set());
}

interface Neighbour {
  addonKey: string;
  /** Null where it is damaged: what it declares and points at is not known. */
  manifest: ManifestV3 | null;
}

/** Passes the roles that an addon no longer declares on to another one that does, and drops those that nobody needs. */
async function releaseRoles(session: Session, addonKey: string, organizationId: string, kept: ReadonlySet<string>): Promise<void> {
  const { rows: own } = await session.run<{ id: string; key: string; held: boolean }>(
    compile(sql`select r.id, r.key, exists (select 1 from public.users u where u.organization_id = r.organization_id and u.role = r.key) as held
      from public.roles r where r.organization_id = ${organizationId} and r.addon_key = ${addonKey}`),
  );
  const released = own.filter(({ key }) => !kept.has(key));
  if (released.length === 0) return;
  const { rows } = await session.run<{ addon_key: string; organization_id: string; manifest: unknown }>(
    compile(sql`select addon_key, organization_id, manifest from public.metacore_installations
      where organization_id = ${organizationId} and addon_key <> ${addonKey} order by addon_key`),
  );
  const neighbours = rows.map((row): Neighbour => ({ addonKey: row.addon_key, manifest: tryReadManifest(row) }));
  for (const role of released) {
    const heirs = neighbours.flatMap(({ addonKey: heir, manifest }) =>
      (manifest?.rbac?.roles ?? []).filter(({ key }) => key === role.key).map(({ label }) => ({ heir, label })),
    );
    const [first] = heirs;
    if (first)
      await session.run(
        compile(sql`update public.roles set addon_key = ${first.heir}, name = ${first.label}, updated_at = now() where id = ${role.id}`),
      );
    else if (!role.held && !(await isReferred(session, neighbours, organizationId, role.id)))
      await session.run(compile(sql`delete from public.roles where id = ${role.id}`));
  }
}

/** How manifests name the host's roles in `ref`. */
const ROLE_NAMES: ReadonlySet<string> = new Set(['core.Role', 'core.roles', 'Role', 'roles']);

/** Whether a row of another addon points at a role, or may do so: it would point at nothing. */
async function isReferred(session: Session, neighbours: readonly Neighbour[], organizationId: string, roleId: string): Promise<boolean> {
  for (const { manifest } of neighbours) {
    if (manifest === null) return true;
    const { schema, tables } = schemaOf(manifest, organizationId);
    for (const { table, columns } of manifest.models ?? []) {
      const pointing = columns.filter(({ name, ref }) => {
        const isThere = tables.some((one) => one.name === table && one.columns.some((stored) => stored.name === name));
        return isThere && ref !== undefined && ROLE_NAMES.has(ref);
      });
      for (const { name } of pointing) {
        const { rows } = await session.run<{ there: boolean }>(
          compile(sql`select exists (select 1 from ${sql.id(schema, table)} where ${sql.id(name)}::text = ${roleId}) as there`),
        );
        if (rows[0]?.there) return true;
      }
    }
  }
  return false;
}
