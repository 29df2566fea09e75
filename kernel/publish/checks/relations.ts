/** Tables that migrations touch: the addon's own schema and `public` are its ground, everything else is somebody's. */
import { isRecord } from '../../values/encoding';
import { textMember, type PublishCheck } from '../context';
import { publishMessages } from '../messages';

const MIGRATION = /^migrations\/.+\.sql$/i;
const CORE = /^(?:users|organizations|branches|roles|permissions|billing_.*)$/;
/** Statements whose own relation is changed, by where the node keeps it. */
const CHANGED = [
  'AlterTableStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'CreateStmt',
  'IndexStmt',
  'RenameStmt',
  'CreateTrigStmt',
  'RuleStmt',
];
const MAX_NODES = 2_000_000;

interface Relation {
  schema: string;
  table: string;
}

const relationOf = (value: unknown): Relation | null =>
  isRecord(value) && typeof value.relname === 'string' ? { schema: textMember(value.schemaname), table: value.relname } : null;

/** `DROP TABLE a.b` keeps its names as a list of strings. */
function droppedOf(statement: Record<string, unknown>): Relation[] {
  if (statement.removeType !== 'OBJECT_TABLE' || !Array.isArray(statement.objects)) return [];
  return statement.objects.flatMap((object: unknown) => {
    const items: unknown[] = isRecord(object) && isRecord(object.List) && Array.isArray(object.List.items) ? object.List.items : [];
    const names = items.map((item) => (isRecord(item) && isRecord(item.String) ? textMember(item.String.sval) : ''));
    return [{ schema: names.at(-2) ?? '', table: names.at(-1) ?? '' }];
  });
}

/** Every relation that a statement of the tree changes. */
function changedIn(tree: unknown): Relation[] {
  const found: Relation[] = [];
  const stack: unknown[] = [tree];
  for (let seen = 0; stack.length > 0 && seen < MAX_NODES; seen += 1) {
    const node = stack.pop();
    if (typeof node !== 'object' || node === null) continue;
    for (const [name, value] of Object.entries(node)) {
      stack.push(value);
      if (!isRecord(value)) continue;
      if (name === 'DropStmt') found.push(...droppedOf(value));
      const relation = CHANGED.includes(name) ? relationOf(value.relation) : null;
      if (relation !== null) found.push(relation);
      if (name === 'TruncateStmt' && Array.isArray(value.relations))
        for (const item of value.relations as unknown[]) {
          const truncated = isRecord(item) ? relationOf(item.RangeVar) : null;
          if (truncated !== null) found.push(truncated);
        }
    }
  }
  return found;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Rule `PUB-SQL-RELATION`. Needs PostgreSQL's parser; text that it cannot read is the contract's finding. */
export const relations: PublishCheck = ({ files, textOf, parseSql, document, meta, find }) => {
  if (parseSql === undefined || !isRecord(document)) return;
  const own = new Set(['', 'public', `addon_${textMember(meta('key'))}`]);
  for (const file of [...files.keys()].filter((name) => MIGRATION.test(name)).sort()) {
    const sql = textOf(file) ?? '';
    const parsed = parseSql(sql);
    if (!parsed.ok) continue;
    const told = new Set<string>();
    for (const { schema, table } of changedIn(parsed.tree)) {
      const isCore = (schema === '' || schema === 'public') && CORE.test(table);
      const name = `${schema === '' ? 'public' : schema}.${table}`;
      if ((own.has(schema) && !isCore) || told.has(name)) continue;
      told.add(name);
      const written = schema === '' ? `\\b${escaped(table)}\\b` : `"?${escaped(schema)}"?\\s*\\.\\s*"?${escaped(table)}"?`;
      const match = new RegExp(written, 'i').exec(sql);
      const span = match === null ? { offset: 0, length: 0 } : { offset: match.index, length: match[0].length };
      find('PUB-SQL-RELATION', 'reject', publishMessages.foreignRelation(schema === '' ? 'public' : schema, table), { file, span });
    }
  }
};
