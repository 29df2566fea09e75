/** Schemas with their teaching texts. They are read from their files when they are first asked for: few commands do. */
import { readFile } from 'node:fs/promises';
import type { Schema } from '../kernel/authoring/structure/schema-at';
import type { StructuredFile } from '../kernel/authoring/suggest';
import type { Locale } from '../kernel/locale';

const NAMES: Record<StructuredFile, string> = { manifest: 'manifest-v3', playground: 'playground' };
const kept = new Map<string, Promise<Schema>>();

export function schemaFor(file: StructuredFile, locale: Locale): Promise<Schema> {
  const name = `${NAMES[file]}.${locale}.json`;
  const schema =
    kept.get(name) ?? readFile(new URL(`../generated/schemas/${name}`, import.meta.url), 'utf8').then((text) => JSON.parse(text) as Schema);
  kept.set(name, schema);
  return schema;
}
