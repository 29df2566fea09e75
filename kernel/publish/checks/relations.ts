/** Tables that migrations touch: the addon's own schema and `public` are its ground, everything else is somebody's. */
import { changedIn } from '../../contract/sql/changed';
import { isRecord } from '../../values/encoding';
import { textMember, type PublishCheck } from '../context';
import { publishMessages } from '../messages';

const MIGRATION = /^migrations\/.+\.sql$/i;
const CORE = /^(?:users|organizations|branches|roles|permissions|billing_.*)$/;
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
