/** An addon's roles and permissions as rows of the host: written at install, replaced with every change of the manifest. */
import type { ManifestV3 } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { roleGrants } from '../security/permissions';

export async function installRoles(session: Session, manifest: ManifestV3, organizationId: string): Promise<void> {
  const addonKey = manifest.metadata.key;
  const roles = roleGrants(manifest);
  const grants = roles.flatMap((role) => role.permissions.map((permission) => ({ role_key: role.key, permission })));
  await session.run(compile(sql`delete from public.permissions where organization_id = ${organizationId} and addon_key = ${addonKey}`));
  // A role that another addon or the host brought stays theirs; this addon's grants join it.
  await session.run(compile(sql`delete from public.roles where organization_id = ${organizationId} and addon_key = ${addonKey}`));
  await session.run(
    compile(sql`insert into public.roles (organization_id, addon_key, key, name)
      select ${organizationId}::uuid, ${addonKey}::text, key, name from jsonb_to_recordset(${JSON.stringify(roles)}::jsonb) as r(key text, name text)
      on conflict (organization_id, key) do nothing`),
  );
  await session.run(
    compile(sql`insert into public.permissions (organization_id, addon_key, role_key, permission)
      select ${organizationId}::uuid, ${addonKey}::text, role_key, permission
      from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as g(role_key text, permission text)
      on conflict do nothing`),
  );
}

/** Takes an addon's roles and grants away, in every organization. */
export async function removeRoles(session: Session, addonKey: string): Promise<void> {
  await session.run(compile(sql`delete from public.permissions where addon_key = ${addonKey}`));
  await session.run(compile(sql`delete from public.roles where addon_key = ${addonKey}`));
}
