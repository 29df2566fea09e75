/** Keys that hosts keep for themselves: the namespaces of their models (`core.User`), schemas, events and requirements. */
const RESERVED: ReadonlySet<string> = new Set(['core', 'kernel', 'metacore', 'public']);

/** Whether no addon may be called so (KEY-RESERVED). */
export const isReservedKey = (key: string): boolean => RESERVED.has(key);
