/** JSON as PostgreSQL's `jsonb` takes it. */

/** Deeper nesting than any form writes; the server's stack is small on purpose. */
const MAX_DEPTH = 100;

function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let index = 0; index < json.length; index += 1) {
    const char = json[index];
    if (inText) {
      if (char === '\\') index += 1;
      else if (char === '"') inText = false;
    } else if (char === '"') inText = true;
    else if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth);
    else if (char === ']' || char === '}') depth -= 1;
  }
  return deepest;
}

/** An escape `JSON.stringify` writes only for NUL and for half a surrogate pair; `jsonb` can hold neither. */
const UNSTORABLE = /(?:^|[^\\])(?:\\\\)*\\u(?:0000|d[89a-f])/;

/**
 * The JSON text of a value, or null when `jsonb` could not hold it. A text is taken for JSON and kept as it is written,
 * every digit of its numbers included.
 */
export function jsonText(value: unknown): string | null {
  try {
    const given = typeof value === 'string' ? value : JSON.stringify(value);
    if (depthOf(given) > MAX_DEPTH) return null;
    return UNSTORABLE.test(JSON.stringify(JSON.parse(given))) ? null : given;
  } catch {
    // Not JSON, or nested so deeply that JavaScript itself gave up.
    return null;
  }
}
