/**
 * Tables out of `CREATE TABLE`, as PostgreSQL's own parser reads it, with what `ALTER TABLE` and `CREATE TYPE` add in a dump. Ids, the
 * organization and who changed what are every table's own here; a primary key that is anything else stays as a column.
 */
import { columnTypeOf } from '../columns/column-type';
import { KINDS } from '../columns/kinds';
import { listOf, nameParts, type Node, isNode, isString, stringOf } from '../contract/sql/nodes';
import type { ParseSql } from '../contract/sql/walk';
import type { Draft, DraftKind, DraftModel } from './draft';
import { kindByName } from './guess';
import { type DraftMaker, draftMaker, plainColumn } from './model';
import { snakeName } from './names';

const MAX_OPTIONS = 30;

/** What other databases write around the same columns, replaced by as many blanks, so that places stay true. */
const FOREIGN: readonly RegExp[] = [
  /\bAUTO_?INCREMENT\b(?:\s*=\s*\d+)?/gi,
  /\b(?:ENGINE|ROW_FORMAT|COLLATE)\s*=\s*\w+/gi,
  /\b(?:DEFAULT\s+)?(?:CHARSET|CHARACTER\s+SET)\s*=?\s*\w+/gi,
  /\bUNSIGNED\b/gi,
];

function plainSql(text: string): string {
  const quoted = text.replaceAll('`', '"').replaceAll(/\[([A-Za-z_]\w*)\]/g, '"$1"');
  return FOREIGN.reduce((sql, pattern) => sql.replaceAll(pattern, (found) => ' '.repeat(found.length)), quoted);
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Where each statement begins and ends, by the semicolons at ends of lines: for texts of which some part cannot be read. */
function statementsOf(text: string): { start: number; sql: string }[] {
  const found: { start: number; sql: string }[] = [];
  let start = 0;
  for (const end of [...text.matchAll(/;[ \t]*(?:\r?\n|$)/g)].map(({ index, 0: mark }) => index + mark.length).concat(text.length)) {
    if (text.slice(start, end).trim() !== '') found.push({ start, sql: text.slice(start, end) });
    start = end;
  }
  return found;
}

/** Byte offsets of the parser as UTF-16 units; the same where the text is plain. */
function unitsAt(text: string, bytes: number): number {
  if (bytes <= 0) return 0;
  const encoded = new TextEncoder().encode(text);
  return new TextDecoder().decode(encoded.subarray(0, bytes)).length;
}

interface Found {
  kind: string;
  node: Node;
  line: number;
}

function parsed(text: string, parseSql: ParseSql, maker: DraftMaker): Found[] {
  const read = (sql: string, start: number): Found[] | { message: string; line: number } => {
    const answer = parseSql(sql);
    if (!answer.ok) return { message: answer.message, line: lineAt(text, start + answer.offset) };
    return listOf(answer.tree, 'stmts').flatMap((raw) => {
      const [entry] = Object.entries(isNode(raw.stmt) ? raw.stmt : {});
      const from = typeof raw.stmt_location === 'number' ? unitsAt(sql, raw.stmt_location) : 0;
      const blanks = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(sql.slice(from))?.[0].length ?? 0;
      return entry && isNode(entry[1]) ? [{ kind: entry[0], node: entry[1], line: lineAt(text, start + from + blanks) }] : [];
    });
  };
  const whole = read(text, 0);
  if (Array.isArray(whole)) return whole;
  return statementsOf(text).flatMap(({ start, sql }) => {
    const some = read(sql, start);
    if (Array.isArray(some)) return some;
    maker.note(some.line, { en: `PostgreSQL cannot read this: ${some.message}.`, es: `PostgreSQL no puede leer esto: ${some.message}.` });
    return [];
  });
}

const member = (node: unknown, name: string): Node => (isNode(node) && isNode(node[name]) ? node[name] : {});
const relname = (relation: unknown): string => (isNode(relation) && isString(relation.relname) ? relation.relname : '');

/** Texts anywhere in an expression, as in `status IN ('a', 'b')` or `= ANY (ARRAY['a', 'b'])`. */
function textsIn(value: unknown, depth = 0): string[] {
  if (!isNode(value) || depth > 20) return [];
  const own = isNode(value.sval) && isString(value.sval.sval) ? [value.sval.sval] : [];
  return [...own, ...Object.entries(value).flatMap(([name, inner]) => (name === 'sval' ? [] : textsIn(inner, depth + 1)))];
}

/** Columns named anywhere in an expression. */
function columnsIn(value: unknown, depth = 0): string[] {
  if (!isNode(value) || depth > 20) return [];
  const own = isNode(value.ColumnRef) ? nameParts(value.ColumnRef.fields).slice(-1) : [];
  return [...own, ...Object.values(value).flatMap((inner) => columnsIn(inner, depth + 1))];
}

/** The column and the values of a check that lists them; null for any other check. */
function listedBy(expression: unknown): { column: string; values: string[] } | null {
  const [column = '', ...others] = new Set(columnsIn(expression));
  const values = [...new Set(textsIn(expression))];
  return column !== '' && others.length === 0 && values.length > 1 && values.length <= MAX_OPTIONS ? { column, values } : null;
}

const WIDE: Readonly<Record<string, DraftKind>> = {
  bpchar: 'text',
  name: 'text',
  citext: 'text',
  inet: 'text',
  interval: 'text',
  uuid: 'text',
  time: 'text',
  timetz: 'text',
  int2: 'whole',
  int4: 'whole',
  int8: 'whole',
  float4: 'number',
  float8: 'number',
  money: 'money',
  bool: 'flag',
  year: 'whole',
  datetime: 'instant',
  serial: 'whole',
  serial4: 'whole',
  serial8: 'whole',
  tinyint: 'flag',
  mediumtext: 'long',
  json: 'long',
  jsonb: 'long',
};

/** What a column of a type holds, the name telling what types do not: a price is a `numeric`. */
function kindOf(type: string, name: string): DraftKind | null {
  const byName = kindByName(snakeName(name, ''));
  const own = columnTypeOf(type)?.kind ?? columnTypeOf(KINDS.text.aliases[type] ?? '')?.kind;
  const kind =
    WIDE[type] ??
    (own === 'decimal'
      ? 'number'
      : own === 'integer'
        ? 'whole'
        : own === 'boolean'
          ? 'flag'
          : own === 'date'
            ? 'day'
            : own === 'timestamp'
              ? 'instant'
              : own === 'text'
                ? 'text'
                : null);
  if (kind === 'text' && (byName === 'email' || byName === 'phone' || byName === 'url' || byName === 'long')) return byName;
  if (kind === 'number' && byName === 'money') return 'money';
  return kind;
}

const KEY_WORDS = { required: new Set(['CONSTR_NOTNULL', 'CONSTR_PRIMARY']), unique: new Set(['CONSTR_UNIQUE', 'CONSTR_PRIMARY']) };

function constraintsOf(node: Node): Node[] {
  return listOf(node, 'constraints').map((one) => member(one, 'Constraint'));
}

/** Takes a reference, unique key or list of values that stands apart from its column over to it. */
function applyConstraint(model: DraftModel, constraint: Node): void {
  const { contype } = constraint;
  const named = nameParts(constraint.fk_attrs ?? constraint.keys);
  const only = named.length === 1 ? model.columns.find(({ name }) => name === snakeName(named[0] ?? '', '')) : undefined;
  if (contype === 'CONSTR_FOREIGN' && only) {
    only.kind = 'reference';
    only.target = targetOf(relname(constraint.pktable));
    if (!only.name.endsWith('_id')) only.name = `${only.name}_id`;
  } else if (contype === 'CONSTR_UNIQUE' && only) {
    only.unique = true;
  } else if (contype === 'CONSTR_PRIMARY' && only) {
    only.unique = true;
    only.required = true;
  } else if (contype === 'CONSTR_CHECK') {
    const listed = listedBy(constraint.raw_expr);
    const column = listed && model.columns.find(({ name, kind }) => name === snakeName(listed.column, '') && kind === 'text');
    if (column) {
      column.kind = 'choice';
      column.options = listed.values;
    }
  }
}

const targetOf = (table: string): string => (/^(?:users?|accounts|auth_user)$/i.test(table) ? 'core.User' : snakeName(table, ''));

function takeColumn(maker: DraftMaker, model: DraftModel, node: Node, enums: ReadonlyMap<string, readonly string[]>, line: number): void {
  const called = isString(node.colname) ? node.colname : '';
  const constraints = constraintsOf(node);
  const is = (set: ReadonlySet<string>): boolean => constraints.some(({ contype }) => isString(contype) && set.has(contype));
  // A key that counts up is what the id is here.
  const type = nameParts(member(node, 'typeName').names).at(-1) ?? 'text';
  const isPrimary = constraints.some(({ contype }) => contype === 'CONSTR_PRIMARY');
  if (isPrimary && (/^(?:uuid|int\d|serial\d?|bigserial|integer)$/.test(type) || /^id$/i.test(called))) return;
  const foreign = constraints.find(({ contype }) => contype === 'CONSTR_FOREIGN');
  const flags = { required: is(KEY_WORDS.required), unique: is(KEY_WORDS.unique) };
  if (foreign) {
    maker.column(model, { ...plainColumn(called, 'reference'), ...flags, target: targetOf(relname(foreign.pktable)) }, line);
    return;
  }
  const options =
    enums.get(type) ?? constraints.map(({ raw_expr: checked }) => listedBy(checked)?.values).find((values) => values !== undefined);
  const kind = options ? 'choice' : kindOf(type, called);
  if (kind === null)
    maker.note(line, {
      en: `The type “${type}” of “${model.table}.${called}” has no counterpart: the column holds text.`,
      es: `El tipo «${type}» de «${model.table}.${called}» no tiene equivalente: la columna guarda texto.`,
    });
  maker.column(model, { ...plainColumn(called, kind ?? 'text'), ...flags, options: options ?? [] }, line);
}

/** The statement as its first words, for a note. */
const WORDS_OF: Readonly<Record<string, string>> = {
  InsertStmt: 'INSERT',
  SelectStmt: 'SELECT',
  UpdateStmt: 'UPDATE',
  DeleteStmt: 'DELETE',
  DropStmt: 'DROP',
  CopyStmt: 'COPY',
  ViewStmt: 'CREATE VIEW',
  CreateFunctionStmt: 'CREATE FUNCTION',
  CreateTrigStmt: 'CREATE TRIGGER',
  DoStmt: 'DO',
  TruncateStmt: 'TRUNCATE',
};
/** What a dump is full of and nobody misses. */
const PASSED = new Set([
  'VariableSetStmt',
  'IndexStmt',
  'CommentStmt',
  'CreateSeqStmt',
  'AlterSeqStmt',
  'CreateExtensionStmt',
  'AlterOwnerStmt',
  'GrantStmt',
  'CreateSchemaStmt',
  'TransactionStmt',
  'AlterTableStmt',
  'CreateEnumStmt',
  'CreateStmt',
]);

/** Reads SQL. Never throws. `parseSql`: PostgreSQL's parser, loaded by the caller. */
export function draftOfSql(source: string, parseSql: ParseSql): Draft {
  const maker = draftMaker();
  const found = parsed(plainSql(source), parseSql, maker);
  const enums = new Map(
    found
      .filter(({ kind }) => kind === 'CreateEnumStmt')
      .map(
        ({ node }) =>
          [
            nameParts(node.typeName).at(-1) ?? '',
            (Array.isArray(node.vals) ? node.vals : []).map(stringOf).filter((value) => value !== null),
          ] as const,
      ),
  );
  const models = new Map<string, DraftModel>();
  for (const { node, line } of found.filter(({ kind }) => kind === 'CreateStmt')) {
    const called = relname(node.relation);
    const model = maker.model(called, line);
    if (!model) break;
    models.set(called, model);
    const elements = listOf(node, 'tableElts');
    for (const element of elements) if (isNode(element.ColumnDef)) takeColumn(maker, model, element.ColumnDef, enums, line);
    for (const element of elements) if (isNode(element.Constraint)) applyConstraint(model, element.Constraint);
    if (model.columns.length === 0)
      maker.note(line, {
        en: `“${called}” has no column of its own and was left out.`,
        es: `«${called}» no tiene columnas propias y se dejó fuera.`,
      });
  }
  for (const { node } of found.filter(({ kind }) => kind === 'AlterTableStmt')) {
    const model = models.get(relname(node.relation));
    for (const command of listOf(node, 'cmds')) {
      const constraint = member(member(command, 'AlterTableCmd').def, 'Constraint');
      if (model) applyConstraint(model, constraint);
    }
  }
  for (const { kind, line } of found.filter((one) => !PASSED.has(one.kind))) {
    const word = WORDS_OF[kind] ?? kind.replace(/Stmt$/, '');
    maker.note(line, {
      en: `${word} was passed over: tables come from CREATE TABLE.`,
      es: `Se pasó por alto ${word}: las tablas salen de CREATE TABLE.`,
    });
  }
  return maker.finish('sql');
}
