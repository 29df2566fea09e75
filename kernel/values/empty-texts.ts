/** Hosts read an empty text of a manifest as a member that is not there; what is checked that way is also served that way. */

/** The object without those of the named members that hold an empty text. */
export function withoutEmpty<T extends object>(object: T, names: readonly (keyof T & string)[]): T {
  const empty = new Set<string>(names.filter((name) => object[name] === ''));
  return empty.size === 0 ? object : (Object.fromEntries(Object.entries(object).filter(([name]) => !empty.has(name))) as T);
}
