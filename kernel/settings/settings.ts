/**
 * The settings of an addon as one organization has them: read for people, who see no secret, and for the addon's own calls, which
 * need them (docs/architecture/11).
 */
import type { Setting } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { badRequest, invalidFields, notFound } from '../failure';
import type { InstalledAddon } from '../installed/registry';
import { type Operation, rowsAsCaller, transact } from '../operation/operation';
import { writeJson } from '../values/json';
import { isUuid } from '../values/uuid';
import { isBlank, isSecret, SECRET_MASK, settingFaults } from './check';
import { effectiveSettings, type StoredSetting } from './merge';
import { SECRET_BOX } from './secret-box';

interface SettingRow {
  key: string;
  branch_id: string | null;
  value: unknown;
  sealed: string | null;
}

/** Where a secret belongs: it opens nowhere else. */
const placeOf = (addon: InstalledAddon, key: string, branchId: string | null): string =>
  `${addon.organizationId}/${addon.key}/${key}/${branchId ?? ''}`;

/** The addon of that key. @throws RequestFailure 404 */
export function addonNamed(operation: Operation, key: string): InstalledAddon {
  const addon = operation.registry.addons(operation.principal.organizationId).find((one) => one.key === key);
  if (!addon) throw notFound(`the addon "${key.slice(0, 64)}" is not installed`);
  return addon;
}

const storedIn = (addon: InstalledAddon) =>
  compile(sql`select key, branch_id, value, sealed from metacore.setting_values
    where organization_id = ${addon.organizationId} and addon_key = ${addon.key}`);

const storedRows = (operation: Operation, addon: InstalledAddon): Promise<SettingRow[]> =>
  rowsAsCaller<SettingRow>(operation, storedIn(addon));

const declaredBy = ({ manifest }: InstalledAddon): readonly Setting[] => manifest.settings ?? [];

/** Values of an addon's settings in clear. They go to the addon's own calls and nowhere else. */
export interface ClearSettings {
  values: Readonly<Record<string, unknown>>;
  /** Every secret among them, for whoever has to keep them out of what is shown. */
  secrets: readonly string[];
}

async function opened(
  { ports }: Pick<Operation['services'], 'ports'>,
  addon: InstalledAddon,
  rows: readonly SettingRow[],
  branchId: string | null,
): Promise<ClearSettings> {
  const box = ports.of(SECRET_BOX);
  const declared = declaredBy(addon);
  const stored = await Promise.all(
    rows.map(async ({ key, branch_id: branch, value, sealed }): Promise<StoredSetting> => ({
      key,
      branchId: branch,
      value: sealed === null ? value : await box.open(sealed, placeOf(addon, key, branch)),
    })),
  );
  const sealedKeys = new Set(rows.filter(({ sealed }) => sealed !== null).map(({ key }) => key));
  const secretKeys = new Set([...declared.filter(isSecret).map(({ key }) => key), ...sealedKeys]);
  const secrets = [...stored.map(({ key, value }) => [key, value] as const), ...Object.entries(addon.settings)].flatMap(([key, value]) =>
    secretKeys.has(key) && typeof value === 'string' && value !== '' ? [value] : [],
  );
  return { values: effectiveSettings(declared, addon.settings, stored, branchId), secrets: [...new Set(secrets)] };
}

/** What counts for a branch, secrets in clear; one that does not open under this host's key is as good as not set. */
export async function clearSettings(operation: Operation, addon: InstalledAddon, branchId: string | null): Promise<ClearSettings> {
  return opened(operation.services, addon, await storedRows(operation, addon), branchId);
}

/** The same in a transaction that is under way, which may be the owner's: so the organization is named. */
export async function clearSettingsIn(
  services: Pick<Operation['services'], 'ports'>,
  session: Session,
  addon: InstalledAddon,
  branchId: string | null,
): Promise<ClearSettings> {
  const { rows } = await session.run<SettingRow>(storedIn(addon));
  return opened(services, addon, rows, branchId);
}

/** The values a module reads by `env_get`: texts as they are, numbers and booleans as JSON, other values as compact JSON; no empty ones. */
export async function environmentOf(operation: Operation, addon: InstalledAddon, branchId: string | null): Promise<Record<string, string>> {
  const { values } = await clearSettings(operation, addon, branchId);
  const texts = Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? value : writeJson(value)] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

/** What a person may see: secrets as a mask, and whatever was sealed once, whatever the manifest calls it now. */
export async function shownSettings(
  operation: Operation,
  addon: InstalledAddon,
  branchId: string | null,
): Promise<Record<string, unknown>> {
  const declared = declaredBy(addon);
  const masked = new Set(declared.filter(isSecret).map(({ key }) => key));
  const stored = (await storedRows(operation, addon)).map(({ key, branch_id: branch, value, sealed }): StoredSetting => {
    if (sealed !== null) masked.add(key);
    return { key, branchId: branch, value: sealed === null ? value : SECRET_MASK };
  });
  const values = effectiveSettings(declared, addon.settings, stored, branchId);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, masked.has(key) && !isBlank(value) ? SECRET_MASK : value]));
}

/** A branch of the organization, from a request; null without one. @throws RequestFailure 400, 404 */
export async function branchNamed(operation: Operation, text: string | null): Promise<string | null> {
  if (text === null || text === '') return null;
  if (!isUuid(text)) throw badRequest(`"${text.slice(0, 64)}" is no uuid`);
  const id = text.toLowerCase();
  const found = await rowsAsCaller(operation, compile(sql`select 1 from public.branches where id = ${id}`));
  if (found.length === 0) throw notFound('no such branch');
  return id;
}

/**
 * Sets values, all of them or none: those that are named, the others stay. Null and a blank text take one back, and a secret's mask
 * leaves it as it is.
 * @throws RequestFailure 422 with `unknown_field`, `invalid_type`, `invalid_option`, `invalid_scope`, `required` or `max` at each key
 */
export async function setSettings(
  operation: Operation,
  addon: InstalledAddon,
  given: Readonly<Record<string, unknown>>,
  branchId: string | null,
): Promise<void> {
  const declared = declaredBy(addon);
  const faults = settingFaults(declared, given, branchId !== null);
  if (Object.keys(faults).length > 0) throw invalidFields(faults);
  const box = operation.services.ports.of(SECRET_BOX);
  const secret = new Set(declared.filter(isSecret).map(({ key }) => key));
  const wanted = Object.entries(given).filter(([key, value]) => !(secret.has(key) && value === SECRET_MASK));
  const rows = await Promise.all(
    wanted.map(async ([key, value]) => {
      if (isBlank(value)) return { key, value: null, sealed: null };
      if (!secret.has(key)) return { key, value: writeJson(value), sealed: null };
      return { key, value: null, sealed: await box.seal(value as string, placeOf(addon, key, branchId)) };
    }),
  );
  await transact(operation, async (session) => {
    for (const { key, value, sealed } of rows) {
      const own = sql`organization_id = ${addon.organizationId} and addon_key = ${addon.key} and key = ${key} and branch_id is not distinct from ${branchId}::uuid`;
      await session.run(
        compile(
          value === null && sealed === null
            ? sql`delete from metacore.setting_values where ${own}`
            : sql`insert into metacore.setting_values (organization_id, addon_key, key, branch_id, value, sealed)
                values (${addon.organizationId}, ${addon.key}, ${key}, ${branchId}::uuid, ${value}::jsonb, ${sealed})
                on conflict (organization_id, addon_key, key, branch_id) do update set value = excluded.value, sealed = excluded.sealed`,
        ),
      );
    }
  });
}
