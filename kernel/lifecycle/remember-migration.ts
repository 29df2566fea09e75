/** The ledger of migrations: which files ran in which schema, by their checksums. */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { versionOf } from './migrations';

export async function rememberMigration(
  session: Session,
  { schema, addonKey, file, checksum }: { schema: string; addonKey: string; file: string; checksum: string },
): Promise<void> {
  await session.run(
    compile(sql`insert into public.metacore_addon_migrations (addon_key, schema_name, version, checksum)
      values (${addonKey}, ${schema}, ${versionOf(file)}, ${checksum})
      on conflict (addon_key, schema_name, version) do update set checksum = excluded.checksum, applied_at = now()`),
  );
}
