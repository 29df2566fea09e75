/** Tables that statements change, as opposed to those that they read. */
import { isNode, isString, nameParts, type Node } from './nodes';

const MAX_NODES = 2_000_000;

/** Statements whose own relation is changed, by where the node keeps it. */
const CHANGED = [
  'AlterTableStmt',
  'InsertStmt',
  'MergeStmt',
  'UpdateStmt',
  'DeleteStmt',
  'CreateStmt',
  'IndexStmt',
  'RenameStmt',
  'CreateTrigStmt',
  'RuleStmt',
];

export interface Relation {
  schema: string;
  table: string;
  /** In bytes of the text; null where the tree does not tell. */
  location: number | null;
}

const relationOf = (value: unknown): Relation | null =>
  isNode(value) && typeof value.relname === 'string'
    ? { schema: isString(value.schemaname) ? value.schemaname : '', table: value.relname, location: Number(value.location ?? 0) }
    : null;

/** `DROP TABLE a.b` keeps its names as a list of strings. */
function droppedOf(statement: Node): Relation[] {
  if (statement.removeType !== 'OBJECT_TABLE' || !Array.isArray(statement.objects)) return [];
  return statement.objects.flatMap((object: unknown) => {
    const names = nameParts(isNode(object) && isNode(object.List) ? object.List.items : []);
    return [{ schema: names.at(-2) ?? '', table: names.at(-1) ?? '', location: null }];
  });
}

/** Every relation that a statement of the tree changes. Bodies of code are texts, and not looked into. */
export function changedIn(tree: unknown): Relation[] {
  const found: Relation[] = [];
  const stack: unknown[] = [tree];
  for (let seen = 0; stack.length > 0 && seen < MAX_NODES; seen += 1) {
    const node = stack.pop();
    if (typeof node !== 'object' || node === null) continue;
    for (const [name, value] of Object.entries(node)) {
      stack.push(value);
      if (!isNode(value)) continue;
      if (name === 'DropStmt') found.push(...droppedOf(value));
      const relation = CHANGED.includes(name) ? relationOf(value.relation) : null;
      if (relation !== null) found.push(relation);
      if (name === 'TruncateStmt' && Array.isArray(value.relations))
        for (const item of value.relations as unknown[]) {
          const truncated = isNode(item) ? relationOf(item.RangeVar) : null;
          if (truncated !== null) found.push(truncated);
        }
    }
  }
  return found;
}
