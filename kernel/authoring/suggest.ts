/** What is offered while a file is written: the names a place may hold, else what its schema allows there. */
import type { Locale } from '../locale';
import { completionsAt, type Completions, type Surroundings } from './language/complete';
import type { Schema } from './structure/schema-at';
import { structureAt, type Structure } from './structure/structure';

/** Files whose structure is known. */
export type StructuredFile = 'manifest' | 'playground';

/** Models of the host, which every addon may point at. */
export const CORE_MODELS: readonly string[] = ['core.Organization', 'core.User', 'core.Branch', 'core.Role', 'core.Permission'];

export interface SuggestContext {
  file: StructuredFile;
  locale: Locale;
  /** Only asked for in a manifest. */
  surroundings: () => Surroundings;
  /** The schema with its teaching texts in `locale`; only asked for where no name is wanted. */
  schema: () => Promise<Schema>;
}

/** Null where the text is of another mind. Offsets are UTF-16 units. */
export async function suggestAt(
  text: string,
  offset: number,
  { file, locale, surroundings, schema }: SuggestContext,
): Promise<{ names: Completions } | { structure: Structure } | null> {
  const isManifest = file === 'manifest';
  const around = isManifest ? surroundings() : null;
  const names = around && completionsAt(text, offset, around);
  if (names) return { names };
  const structure = structureAt(text, offset, { schema: await schema(), foreignModels: around?.models ?? [], locale, isManifest });
  return structure && { structure };
}
