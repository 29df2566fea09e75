/**
 * The string literals of Go, JavaScript and TypeScript sources, with their places, comments left out. No parser: one pass that
 * knows comments and quotes, ends a quoted string at its line's end, and so finds back into step whatever it meets.
 */

export interface SourceString {
  /** Between the quotes, escapes as they stand. */
  text: string;
  /** Of the first character between the quotes, in UTF-16 units. */
  offset: number;
}

/** Literals read of one file; minified bundles have some ten thousand. */
const MAX_STRINGS = 200_000;

const lineEnd = (source: string, from: number): number => {
  const end = source.indexOf('\n', from);
  return end === -1 ? source.length : end;
};

/** Position of the closing quote, or where the literal is given up. */
function closing(source: string, quote: string, from: number): number {
  const stop = quote === '`' ? source.length : lineEnd(source, from);
  for (let at = from; at < stop; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === quote) return at;
  }
  return stop;
}

export function stringsIn(source: string): SourceString[] {
  const found: SourceString[] = [];
  for (let at = 0; at < source.length && found.length < MAX_STRINGS; at += 1) {
    const character = source[at];
    if (character === '/' && source[at + 1] === '/') at = lineEnd(source, at);
    else if (character === '/' && source[at + 1] === '*') {
      const end = source.indexOf('*/', at + 2);
      at = end === -1 ? source.length : end + 1;
    } else if (character === '"' || character === "'" || character === '`') {
      const end = closing(source, character, at + 1);
      found.push({ text: source.slice(at + 1, end), offset: at + 1 });
      at = end;
    }
  }
  return found;
}
