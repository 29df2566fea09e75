/**
 * What hosts read of a guest's SQL before they parse it (docs/architecture/12, GUEST-SQL): how it begins, and words that may stand nowhere
 * outside of quotes. A comment counts as text.
 */

export type SqlImport = 'db_query' | 'db_exec';

const BEGINNINGS: Readonly<Record<SqlImport, readonly string[]>> = {
  db_query: ['SELECT', 'WITH'],
  db_exec: ['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'WITH'],
};

const NOWHERE = [
  ...['CREATE', 'DROP', 'ALTER', 'TRUNCATE', 'GRANT', 'REVOKE', 'CALL', 'DO', 'LISTEN', 'NOTIFY', 'COPY'],
  ...['BEGIN', 'COMMIT', 'ROLLBACK', 'SAVEPOINT', 'RELEASE'],
];
const WRITING = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'];

const BANNED: Readonly<Record<SqlImport, ReadonlySet<string>>> = {
  db_query: new Set([...NOWHERE, ...WRITING]),
  db_exec: new Set(NOWHERE),
};

/** Texts and quoted names: `E'…'` with its backslashes, `'…'`, `"…"`, `$tag$…$tag$`. */
const QUOTED = /\bE'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/gi;

/** Catalogues of the engine. */
export const isCatalogue = (name: string): boolean => /^pg_/i.test(name) || name.toLowerCase() === 'information_schema';

/** Why hosts refuse a text unread; null where they go on to parse it. */
export function textFault(sql: string, by: SqlImport): string | null {
  const bare = sql.replace(QUOTED, ' ');
  const words = bare.match(/[A-Za-z_][\w$]*/g) ?? [];
  const first = /^\s*([A-Za-z]+)/.exec(bare)?.[1]?.toUpperCase() ?? '';
  if (!BEGINNINGS[by].includes(first)) return `${by} takes a statement that begins with ${BEGINNINGS[by].join(', ')}`;
  const banned = words.find((word) => BANNED[by].has(word.toUpperCase()));
  if (banned !== undefined) return `"${banned}" stands in it, which hosts refuse wherever it stands outside of quotes`;
  const catalogue = words.find(isCatalogue);
  return catalogue === undefined ? null : `"${catalogue.slice(0, 64)}" is of the engine's catalogues`;
}
