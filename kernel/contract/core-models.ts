/** The host's own models, which every addon may point at: by key, by table, or as `core.User`. There is no published list. */
export const CORE_TABLES: ReadonlySet<string> = new Set(['users', 'organizations', 'branches', 'roles', 'permissions']);
const CORE_KEYS: ReadonlySet<string> = new Set(['User', 'Organization', 'Branch', 'Role', 'Permission']);

export const isCoreModel = (name: string): boolean => CORE_TABLES.has(name) || CORE_KEYS.has(name);
