/** Names of projects: bounded, and told apart. */

export const MAX_NAME_CHARS = 64;

/** What stands against a name that a person typed; null where nothing does. `others`: names of the other projects. */
export function nameProblem(name: string, others: readonly string[]): 'empty' | 'tooLong' | 'taken' | null {
  const wanted = name.trim();
  if (wanted === '') return 'empty';
  if (wanted.length > MAX_NAME_CHARS) return 'tooLong';
  return others.includes(wanted) ? 'taken' : null;
}

/** The name, or the same with the first number from 2 on that makes it one that nobody has; never longer than a name may be. */
export function freeName(name: string, taken: readonly string[]): string {
  const names = new Set(taken);
  if (!names.has(name)) return name;
  const base = name.replace(/ \d{1,6}$/, '');
  for (let number = 2; ; number += 1) {
    const end = ` ${String(number)}`;
    const numbered = `${base.slice(0, MAX_NAME_CHARS - end.length)}${end}`;
    if (!names.has(numbered)) return numbered;
  }
}
