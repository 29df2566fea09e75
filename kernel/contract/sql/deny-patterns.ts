/**
 * What the command line of the platform refuses in migrations, by pattern and with its quirks: comments and texts count,
 * GRANT and REVOKE need a word right after one blank, and `\copy` at the start of a line slips through. An author who
 * publishes meets these patterns, so we report what they would, besides what a parser finds.
 */
export interface PatternHit {
  what: string;
  offset: number;
  length: number;
}

const DENIED: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['DROP ROLE', /\bdrop\s+role\b/gi],
  ['ALTER ROLE', /\balter\s+role\b/gi],
  ['CREATE ROLE', /\bcreate\s+role\b/gi],
  ['GRANT', /\bgrant\s\w/gi],
  ['REVOKE', /\brevoke\s\w/gi],
  ['pg_read_server_files', /\bpg_read_server_files\b/gi],
  ['pg_ls_dir', /\bpg_ls_dir\b/gi],
];

/**
 * Patterns that begin and end with a word and take what is between them on the line. As one expression they would look ahead
 * from every beginning, so a migration made of nothing but `copy` would take minutes; here they look back from every end.
 */
const PAIRS: readonly (readonly [what: string, begin: RegExp, end: RegExp])[] = [
  ['COPY … FROM PROGRAM', /\bcopy\b/gi, /\bfrom\s+program\b/gi],
  ['\\copy … PROGRAM', /\b\\copy\b/gi, /\bprogram\b/gi],
];
/** Longest stretch between the two, in UTF-16 units. */
const MAX_BETWEEN = 2000;

function pairHits(sql: string, [what, begin, end]: (typeof PAIRS)[number]): PatternHit[] {
  const hits: PatternHit[] = [];
  let done = 0;
  for (const match of sql.matchAll(end)) {
    if (hits.length >= MAX_HITS) break;
    const near = Math.max(done, match.index - MAX_BETWEEN);
    const from = near + sql.slice(near, match.index).lastIndexOf('\n') + 1;
    // One character more: whether a word begins here depends on what stands before.
    const context = Math.min(from, 1);
    begin.lastIndex = context;
    const start = begin.exec(sql.slice(from - context, match.index));
    if (!start) continue;
    const offset = from - context + start.index;
    done = match.index + match[0].length;
    hits.push({ what, offset, length: done - offset });
  }
  return hits;
}

/** Hits reported for one file. */
const MAX_HITS = 50;

export function deniedByPattern(sql: string): PatternHit[] {
  const hits: PatternHit[] = [];
  for (const [what, pattern] of DENIED) {
    for (const match of sql.matchAll(pattern)) {
      if (hits.length >= MAX_HITS) return hits;
      hits.push({ what, offset: match.index, length: match[0].trimEnd().length });
    }
  }
  return [...hits, ...PAIRS.flatMap((pair) => pairHits(sql, pair))].slice(0, MAX_HITS).sort((a, b) => a.offset - b.offset);
}

const SCHEMA = /\b(create|alter|drop)\s+schema\s+(?:if\s+(?:not\s+)?exists\s+)?"?([A-Za-z_][\w$]*)"?/gi;

/** Statements about a schema other than `public` and the addon's own; `SET search_path` is not seen. */
export function foreignSchemas(sql: string, addon: string): PatternHit[] {
  const own = new Set(['public', `addon_${addon}`]);
  return [...sql.matchAll(SCHEMA)]
    .filter((match) => !own.has((match[2] ?? '').toLowerCase()))
    .slice(0, MAX_HITS)
    .map((match) => ({ what: match[2] ?? '', offset: match.index, length: match[0].length }));
}
