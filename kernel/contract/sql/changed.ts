/** Tables, and what stands beside them in a schema, that statements change, as opposed to those that they read. */
import { isNode, isString, nameParts, type Node, stringOf } from './nodes';

const MAX_NODES = 2_000_000;

/** Where the nodes of statements keep the relations that they change. */
const CHANGED: Readonly<Record<string, string | undefined>> = {
  AlterTableStmt: 'relation',
  AlterObjectSchemaStmt: 'relation',
  AlterPolicyStmt: 'table',
  AlterSeqStmt: 'sequence',
  ClusterStmt: 'relation',
  CompositeTypeStmt: 'typevar',
  CreatePolicyStmt: 'table',
  CreateSeqStmt: 'sequence',
  CreateStmt: 'relation',
  CreateTrigStmt: 'relation',
  DeleteStmt: 'relation',
  IndexStmt: 'relation',
  InsertStmt: 'relation',
  // What `CREATE TABLE … AS` and `SELECT … INTO` make.
  into: 'rel',
  intoClause: 'rel',
  LockStmt: 'relations',
  MergeStmt: 'relation',
  RefreshMatViewStmt: 'relation',
  ReindexStmt: 'relation',
  RenameStmt: 'relation',
  RuleStmt: 'relation',
  TruncateStmt: 'relations',
  UpdateStmt: 'relation',
  ViewStmt: 'view',
};

/** Kinds of what `DROP` takes away: whether the last name is the relation's, or that of a part of it. */
const DROPPED: Readonly<Record<string, 'relation' | 'part' | undefined>> = {
  OBJECT_FOREIGN_TABLE: 'relation',
  OBJECT_INDEX: 'relation',
  OBJECT_MATVIEW: 'relation',
  OBJECT_POLICY: 'part',
  OBJECT_RULE: 'part',
  OBJECT_SEQUENCE: 'relation',
  OBJECT_TABLE: 'relation',
  OBJECT_TRIGGER: 'part',
  OBJECT_VIEW: 'relation',
};

/** Stands for the name of a table where a whole schema is changed. */
export const WHOLE_SCHEMA = '*';

export interface Relation {
  schema: string;
  /** A table's name, or `WHOLE_SCHEMA`. */
  table: string;
  /** In bytes of the text; null where the tree does not tell. */
  location: number | null;
}

const wholeSchema = (schema: string): Relation => ({ schema, table: WHOLE_SCHEMA, location: null });

/** None for a table that lives as long as the session. */
function relationOf(value: unknown): Relation[] {
  if (!isNode(value) || !isString(value.relname) || value.relpersistence === 't') return [];
  return [{ schema: isString(value.schemaname) ? value.schemaname : '', table: value.relname, location: Number(value.location ?? 0) }];
}

const relationsOf = (value: unknown): Relation[] =>
  Array.isArray(value) ? value.flatMap((item: unknown) => (isNode(item) ? relationOf(item.RangeVar) : [])) : relationOf(value);

/** `DROP TABLE a.b` keeps its names as a list of strings, `DROP SCHEMA a` one string. */
function droppedOf(statement: Node): Relation[] {
  const kind = isString(statement.removeType) ? statement.removeType : '';
  const what = DROPPED[kind];
  if (!Array.isArray(statement.objects) || (what === undefined && kind !== 'OBJECT_SCHEMA')) return [];
  return statement.objects.flatMap((object: unknown) => {
    if (what === undefined) return [wholeSchema(stringOf(object) ?? '')];
    const names = nameParts(isNode(object) && isNode(object.List) ? object.List.items : []);
    if (what === 'part') names.pop();
    return [{ schema: names.at(-2) ?? '', table: names.at(-1) ?? '', location: null }];
  });
}

/** What a statement does to a schema: its name is taken away, or something is put into it. */
function schemasOf(name: string, statement: Node): Relation[] {
  if (name === 'RenameStmt' && statement.renameType === 'OBJECT_SCHEMA' && isString(statement.subname))
    return [wholeSchema(statement.subname)];
  if (name !== 'AlterObjectSchemaStmt' || !isString(statement.newschema)) return [];
  const [moved] = relationOf(statement.relation);
  return [moved === undefined ? wholeSchema(statement.newschema) : { ...moved, schema: statement.newschema, location: null }];
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
      if (name === 'CopyStmt' && value.is_from === true) found.push(...relationOf(value.relation));
      const member = Object.hasOwn(CHANGED, name) ? CHANGED[name] : undefined;
      if (member !== undefined) found.push(...relationsOf(value[member]), ...schemasOf(name, value));
    }
  }
  return found;
}
