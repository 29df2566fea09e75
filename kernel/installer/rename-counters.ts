/** Counters of a model that the editor renamed. They are kept by the model's key, which no table knows. */
import type { ManifestV3 } from '../../schemas';
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { MAX_RENAMES, type Rename } from './renames';

/** Counters go on under a model's new name. */
export async function renameCounters(session: Session, manifest: ManifestV3, renames: readonly Rename[]): Promise<void> {
  const keys = new Set((manifest.models ?? []).map((model) => model.key));
  for (const rename of renames.slice(-MAX_RENAMES)) {
    if (rename.kind !== 'model') continue;
    const [from, to] = keys.has(rename.to) ? [rename.from, rename.to] : [rename.to, rename.from];
    if (keys.has(from) || !keys.has(to)) continue;
    await session.run(
      compile(sql`update metacore.sequences s set model = ${to} where addon_key = ${manifest.metadata.key} and model = ${from}
        and not exists (select 1 from metacore.sequences o where o.organization_id = s.organization_id and o.addon_key = s.addon_key
          and o.model = ${to} and o.key = s.key and o.branch = s.branch)`),
    );
  }
}
