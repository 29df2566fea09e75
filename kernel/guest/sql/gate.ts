/**
 * Judges the tree of a guest's SQL: one statement of the right kind, made of nodes that are known to be harmless, with functions, types
 * and operators of the allowed ones alone; and answers every relation it names, with what is done to it.
 */
import { isNode, isString, listOf, nameParts, type Node } from '../../contract/sql/nodes';
import { ALLOWED_FUNCTIONS } from './functions';
import { isCatalogue, type SqlImport } from './statement-text';

/** Thrown for what no guest may run; `invalid_sql` to it. */
export class SqlRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SqlRefusal';
  }
}

export interface NamedRelation {
  /** Null where it is looked for on the search path. */
  schema: string | null;
  table: string;
  verb: 'read' | 'write';
  /** In bytes of the text, where the name begins. */
  location: number;
}

export interface JudgedSql {
  relations: readonly NamedRelation[];
  /** What could be a function or an operator of the addon's own: names of functions, of fields and of operators. */
  names: ReadonlySet<string>;
  /** The highest number of a parameter. */
  parameters: number;
  /** In bytes of the text. */
  location: number;
  /** In bytes; 0 for all of the rest. */
  length: number;
}

const TOP: Readonly<Record<SqlImport, ReadonlySet<string>>> = {
  db_query: new Set(['SelectStmt']),
  db_exec: new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']),
};

/** Statements and what they are made of. What is not here is refused, whatever a later version of PostgreSQL brings. */
const NODES: ReadonlySet<string> = new Set([
  ...['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'MergeWhenClause', 'CommonTableExpr', 'ReturningOption'],
  ...['ResTarget', 'MultiAssignRef', 'SetToDefault', 'RangeVar', 'RangeSubselect', 'RangeFunction', 'RangeTableFunc', 'RangeTableFuncCol'],
  ...['RangeTableSample', 'JoinExpr', 'Alias', 'ColumnDef', 'ColumnRef', 'ParamRef', 'A_Const', 'A_Expr', 'A_ArrayExpr', 'A_Star'],
  ...['A_Indices', 'A_Indirection', 'BoolExpr', 'BooleanTest', 'NullTest', 'CaseExpr', 'CaseWhen', 'CoalesceExpr', 'CollateClause'],
  ...['FuncCall', 'NamedArgExpr', 'GroupingFunc', 'GroupingSet', 'MinMaxExpr', 'RowExpr', 'SubLink', 'SortBy', 'SQLValueFunction'],
  ...['TypeCast', 'TypeName', 'WindowDef', 'IndexElem', 'LockingClause', 'List', 'String', 'Integer', 'Float', 'Boolean', 'BitString'],
  ...['JsonTable', 'JsonTableColumn', 'JsonFuncExpr', 'JsonArgument', 'JsonIsPredicate', 'JsonObjectConstructor', 'JsonArrayConstructor'],
  ...['JsonArrayQueryConstructor', 'JsonObjectAgg', 'JsonArrayAgg', 'JsonKeyValue', 'JsonValueExpr', 'JsonParseExpr', 'JsonScalarExpr'],
  ...['JsonSerializeExpr', 'JsonTablePathSpec', 'XmlExpr', 'XmlSerialize'],
]);

/** Schemas in which functions, types and operators may be named. */
const OPEN_SCHEMAS: ReadonlySet<string> = new Set(['pg_catalog', 'public']);

/** Types that look their values up in the engine's catalogues. */
const isLookupType = (name: string): boolean => /^reg[a-z]+$/.test(name) || isCatalogue(name);

/** Nodes of one statement: 16 KiB of text make some thousands. */
const MAX_NODES = 200_000;
/** Subqueries within one another; the parser has a bound of its own for parentheses. */
const MAX_DEPTH = 1000;

type Scope = ReadonlySet<string>;
const NO_SCOPE: Scope = new Set();

class Judge {
  readonly relations: NamedRelation[] = [];
  readonly names = new Set<string>();
  parameters = 0;
  private seen = 0;

  constructor(
    private readonly by: SqlImport,
    private readonly ownSchema: string,
  ) {}

  /** Whatever may stand anywhere: a list, a node by its name, or a node that its place names. */
  visit(value: unknown, scope: Scope, depth: number): void {
    if (typeof value !== 'object' || value === null) return;
    if ((this.seen += 1) > MAX_NODES || depth > MAX_DEPTH) throw new SqlRefusal('the statement is too large');
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) this.visit(item, scope, depth + 1);
      return;
    }
    const node = value as Node;
    for (const name of Object.keys(node))
      if (/^[A-Z]/.test(name) && !NODES.has(name)) throw new SqlRefusal(`${name} is nothing that a guest's SQL may hold`);
    if ('intoClause' in node) throw new SqlRefusal('SELECT INTO makes a table');
    if ('lockingClause' in node && this.by === 'db_query') throw new SqlRefusal('db_query locks no rows');
    if (isString(node.relname)) {
      this.relation(node, 'read', scope);
      return;
    }
    this.leaf(node);
    const inner = isNode(node.withClause) ? this.ctes(node.withClause, scope, depth) : scope;
    for (const [name, member] of Object.entries(node)) {
      // The relations of a lock are names of what stands in FROM.
      if (name === 'withClause' || name === 'lockedRels') continue;
      this.member(name, member, inner, depth);
    }
  }

  private member(name: string, member: unknown, scope: Scope, depth: number): void {
    if (['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'].includes(name) && isNode(member)) {
      if (!isNode(member.relation)) throw new SqlRefusal('the statement names no table');
      this.relation(member.relation, 'write', NO_SCOPE);
      const { relation, ...rest } = member;
      if (isNode(relation.alias)) this.visit(relation.alias, scope, depth + 1);
      this.visit(rest, scope, depth + 1);
    } else this.visit(member, scope, depth + 1);
  }

  /** The scope of a statement with its CTEs: one that is not recursive sees those before it alone. */
  private ctes(clause: Node, outer: Scope, depth: number): Scope {
    const ctes = listOf(clause, 'ctes').map(({ CommonTableExpr }) => (isNode(CommonTableExpr) ? CommonTableExpr : {}));
    const names = ctes.map(({ ctename }) => (isString(ctename) ? ctename : ''));
    let scope = clause.recursive === true ? new Set([...outer, ...names]) : outer;
    ctes.forEach((cte, index) => {
      this.visit(cte, scope, depth + 1);
      scope = new Set([...scope, names[index] ?? '']);
    });
    return scope;
  }

  private relation(node: Node, verb: NamedRelation['verb'], scope: Scope): void {
    const table = isString(node.relname) ? node.relname : '';
    const schema = isString(node.schemaname) ? node.schemaname : null;
    if (isString(node.catalogname)) throw new SqlRefusal('a table is named by its schema and its name');
    if (isCatalogue(schema ?? '') || isCatalogue(table))
      throw new SqlRefusal(`"${(schema ?? table).slice(0, 64)}" is of the engine's catalogues`);
    if (schema === null && scope.has(table)) return;
    this.relations.push({ schema, table, verb, location: Number(node.location ?? 0) });
  }

  private leaf(node: Node): void {
    if (Array.isArray(node.funcname)) this.called(nameParts(node.funcname));
    if (isNode(node.ColumnRef)) for (const field of nameParts(node.ColumnRef.fields)) this.names.add(field);
    if (isNode(node.A_Indirection)) for (const field of nameParts(node.A_Indirection.indirection)) this.names.add(field);
    if (isNode(node.A_Expr)) this.operator(nameParts(node.A_Expr.name));
    if (isNode(node.SubLink)) this.operator(nameParts(node.SubLink.operName));
    if (isNode(node.SortBy)) this.operator(nameParts(node.SortBy.useOp));
    if (isNode(node.ParamRef)) this.parameters = Math.max(this.parameters, Number(node.ParamRef.number ?? 0));
    if (Array.isArray(node.names) && 'typemod' in node) this.type(nameParts(node.names));
  }

  private called(parts: readonly string[]): void {
    const name = parts.at(-1) ?? '';
    const schema = parts.length > 1 ? (parts.at(-2) ?? '') : null;
    if (schema === this.ownSchema)
      throw new SqlRefusal(`functions of the addon's own are not called by a guest here: ${name.slice(0, 64)}()`);
    if ((schema !== null && !OPEN_SCHEMAS.has(schema)) || !ALLOWED_FUNCTIONS.has(name))
      throw new SqlRefusal(`the function ${name.slice(0, 64)}() is none of those that a guest's SQL may call`);
    this.names.add(name);
  }

  private operator(parts: readonly string[]): void {
    const schema = parts.length > 1 ? (parts.at(-2) ?? '') : 'public';
    if (!OPEN_SCHEMAS.has(schema)) throw new SqlRefusal(`an operator of the schema "${schema.slice(0, 64)}" is none of the host's`);
    const name = parts.at(-1);
    if (name !== undefined) this.names.add(name);
  }

  private type(parts: readonly string[]): void {
    const name = parts.at(-1) ?? '';
    const schema = parts.length > 1 ? (parts.at(-2) ?? '') : 'public';
    if (isLookupType(name) || (schema !== this.ownSchema && !OPEN_SCHEMAS.has(schema)))
      throw new SqlRefusal(`the type ${parts.join('.').slice(0, 128)} is none that a guest's SQL may name`);
  }
}

/**
 * @param tree what libpg_query made of the text
 * @throws SqlRefusal
 */
export function judgeSql(tree: unknown, by: SqlImport, ownSchema: string): JudgedSql {
  const statements = listOf(tree, 'stmts');
  const [statement] = statements;
  if (!statement || statements.length > 1) throw new SqlRefusal('it is not one statement');
  const { stmt } = statement;
  const [kind = ''] = isNode(stmt) ? Object.keys(stmt) : [];
  if (!TOP[by].has(kind)) throw new SqlRefusal(`${by} does not take a ${kind.replace(/Stmt$/, '').toUpperCase()} statement`);
  const judge = new Judge(by, ownSchema);
  judge.visit(stmt, NO_SCOPE, 0);
  if (by === 'db_query' && judge.relations.some(({ verb }) => verb === 'write')) throw new SqlRefusal('db_query changes no rows');
  return {
    relations: judge.relations,
    names: judge.names,
    parameters: judge.parameters,
    location: Number(statement.stmt_location ?? 0),
    length: Number(statement.stmt_len ?? 0),
  };
}
