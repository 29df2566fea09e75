/**
 * A list of values as one text, `a,b`, as `IN:` and `NOT_IN:` take it (docs/architecture/04, CRUD-FILTER). A value that would be
 * read as something else stands in quotes, `"b,c",a`; a quote inside of them is written twice.
 */

/** One value, as it stands in a list. */
export const listItem = (value: string): string =>
  value !== value.trim() || /^$|^"|,/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** A whole item in quotes, then a comma or the end. A quote that is not closed in that way is a character like others. */
const QUOTED = /\s*"((?:[^"]|"")*)"\s*(?:,|$)/y;

/** The values of a list. Bare ones are trimmed, and left out where nothing is left. */
export function listItems(list: string): string[] {
  const items: string[] = [];
  for (let at = 0; at < list.length;) {
    QUOTED.lastIndex = at;
    const quoted = QUOTED.exec(list);
    if (quoted) {
      items.push((quoted[1] ?? '').replaceAll('""', '"'));
      at = QUOTED.lastIndex;
      continue;
    }
    const comma = list.indexOf(',', at);
    const end = comma < 0 ? list.length : comma;
    const bare = list.slice(at, end).trim();
    if (bare !== '') items.push(bare);
    at = end + 1;
  }
  return items;
}
