/** Tables that migrations touch: the addon's own schema and `public` are its ground, everything else is somebody's. */
import { WHOLE_SCHEMA } from '../../contract/sql/changed';
import { relationsIn, type ChangedRelation } from '../../contract/sql/walk';
import { isRecord } from '../../values/encoding';
import { textMember, type PublishCheck } from '../context';
import { publishMessages } from '../messages';

const MIGRATION = /^migrations\/.+\.sql$/i;
const CORE = /^(?:users|organizations|branches|roles|permissions|billing_.*)$/;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A table that hosts keep for themselves, or the schema in which all of them are. */
const isCore = ({ schema, table }: ChangedRelation): boolean =>
  (schema === '' || schema === 'public') && (CORE.test(table) || table === WHOLE_SCHEMA);

/** Where the name of a relation stands, from the place on that the statement or the tree tells. */
function spanIn(sql: string, { schema, table, offset, length }: ChangedRelation): { offset: number; length: number } {
  const names = [schema, table].filter((name) => name !== '' && name !== WHOLE_SCHEMA);
  const written = new RegExp(names.map((name) => `(?<!\\w)"?${escaped(name)}"?(?!\\w)`).join('\\s*\\.\\s*'), 'giu');
  written.lastIndex = offset;
  const match = written.exec(sql);
  return match === null ? { offset, length } : { offset: match.index, length: match[0].length };
}

/** Rule `PUB-SQL-RELATION`. Needs PostgreSQL's parser; text that it cannot read is the contract's finding. */
export const relations: PublishCheck = ({ files, textOf, parseSql, document, meta, find }) => {
  if (parseSql === undefined || !isRecord(document)) return;
  const key = textMember(meta('key'));
  const own = new Set(['', 'public', `addon_${key}`]);
  for (const file of [...files.keys()].filter((name) => MIGRATION.test(name)).sort()) {
    const sql = textOf(file) ?? '';
    const parsed = parseSql(sql);
    if (!parsed.ok) continue;
    const told = new Set<string>();
    for (const relation of relationsIn(sql, parsed.tree, key, parseSql)) {
      const schema = relation.schema === '' ? 'public' : relation.schema;
      const name = `${schema}.${relation.table}`;
      // What becomes of whole schemas of others, and what bodies do in them, is told by GATE-SQL-SCHEMA.
      const isForeign = !own.has(relation.schema) && !relation.isInBody && relation.table !== WHOLE_SCHEMA;
      if (!(isForeign || isCore(relation)) || told.has(name)) continue;
      told.add(name);
      find('PUB-SQL-RELATION', 'reject', publishMessages.foreignRelation(schema, relation.table), { file, span: spanIn(sql, relation) });
    }
  }
};
