/** Texts as LIKE takes them, and measured in bytes. */
/** Text for LIKE in which nothing is a wildcard. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** The text up to so many bytes of UTF-8, never half a character. */
export function cutBytes(text: string, maxBytes: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= maxBytes) return text;
  return new TextDecoder().decode(bytes.slice(0, maxBytes)).replace(/\uFFFD+$/, '');
}

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;
