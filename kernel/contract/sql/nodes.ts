/** Reading the trees of libpg_query, which are plain data without types here. */
export type Node = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
export const isString = (value: unknown): value is string => typeof value === 'string';

/** The nodes of a list that is a member. */
export const listOf = (node: unknown, member: string): Node[] => {
  const list = isNode(node) ? node[member] : undefined;
  return Array.isArray(list) ? list.filter(isNode) : [];
};

/** What a `String` node holds. */
export const stringOf = (node: unknown): string | null =>
  isNode(node) && isNode(node.String) && isString(node.String.sval) ? node.String.sval : null;

/** The parts of a name that may be qualified. */
export const nameParts = (list: unknown): string[] => (Array.isArray(list) ? list.map(stringOf).filter((part) => part !== null) : []);
