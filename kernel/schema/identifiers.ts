/** Names in PostgreSQL. */

/** The longest identifier PostgreSQL keeps; longer ones it would cut in silence, and two could become one. */
export const MAX_IDENTIFIER_BYTES = 63;
const HASH_CHARS = 8;

/** FNV-1a, 32 bits: only to tell cut names apart. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(HASH_CHARS, '0');
}

/**
 * A name that PostgreSQL keeps whole: one that fits stays, a longer one is cut and completed by `_` and eight hex digits
 * of a hash of the whole.
 *
 * @example fitIdentifier('tickets') // 'tickets'
 */
export function fitIdentifier(name: string): string {
  const bytes = new TextEncoder().encode(name);
  if (bytes.length <= MAX_IDENTIFIER_BYTES) return name;
  const kept = new TextDecoder().decode(bytes.slice(0, MAX_IDENTIFIER_BYTES - HASH_CHARS - 1)).replace(/\uFFFD+$/, '');
  return `${kept}_${shortHash(name)}`;
}

/**
 * The schema that holds an addon's tables: one for all under shared isolation, one per organization (named by the first
 * eight digits of its uuid) where `organizationId` is given.
 */
export function addonSchema(addonKey: string, organizationId?: string): string {
  const shared = `addon_${addonKey.toLowerCase()}`;
  return fitIdentifier(organizationId === undefined ? shared : `${shared}_${organizationId.slice(0, 8).toLowerCase()}`);
}
