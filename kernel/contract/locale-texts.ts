/** The texts of a language file: a JSON object of any depth whose leaves are texts, named by dotted keys. */

/** Deeper nesting than any catalog needs is not read. */
const MAX_DEPTH = 20;

/** More texts than any addon has; the rest of a catalog is not read. */
const MAX_TEXTS = 20_000;

function flatten(value: unknown, prefix: string, out: Map<string, string>, depth: number): void {
  if (out.size >= MAX_TEXTS) return;
  if (typeof value === 'string') out.set(prefix, value);
  else if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < MAX_DEPTH) {
    for (const [key, child] of Object.entries(value)) flatten(child, prefix === '' ? key : `${prefix}.${key}`, out, depth + 1);
  }
}

/** Texts by dotted key; null for what is no JSON. */
export function localeTexts(file: string): Map<string, string> | null {
  try {
    const texts = new Map<string, string>();
    flatten(JSON.parse(file.replace(/^\uFEFF/, '')), '', texts, 0);
    return texts;
  } catch {
    return null;
  }
}
