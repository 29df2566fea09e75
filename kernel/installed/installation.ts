/** An installation as hosts answer one: what is kept of it, without what signs and without the manifest. */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';

export interface Installation {
  id: string;
  organization_id: string;
  addon_key: string;
  version: string;
  status: string;
  source: string;
  settings: Record<string, unknown>;
  manifest_hash: string;
  installed_at: string;
  enabled_at: string | null;
  disabled_at: string | null;
}

const SHOWN = sql.raw('id, organization_id, addon_key, version, status, source, manifest_hash, installed_at, enabled_at, disabled_at');

/** What an organization has, switched on or off, by key; settings are left to whoever may see them. Asked as the owner. */
export async function installationRows(session: Session, organizationId: string): Promise<Omit<Installation, 'settings'>[]> {
  const { rows } = await session.run<Omit<Installation, 'settings'>>(
    compile(sql`select ${SHOWN} from public.metacore_installations where organization_id = ${organizationId} order by addon_key`),
  );
  return rows;
}

/** The row of an installation with `settings` in place of what is stored; null without one. Asked as the owner. */
export async function installationRow(
  session: Session,
  organizationId: string,
  addonKey: string,
  settings: Record<string, unknown>,
): Promise<Installation | null> {
  const { rows } = await session.run<Omit<Installation, 'settings'>>(
    compile(sql`select ${SHOWN}
      from public.metacore_installations where organization_id = ${organizationId} and addon_key = ${addonKey}`),
  );
  return rows[0] ? { ...rows[0], settings } : null;
}
