import type { Session } from '../database/port';
import { compile, join, sql, type Fragment } from '../database/sql';
import { type FieldErrors, invalidFields } from '../failure';
import { ownReading } from '../security/readable';
import { jsonText } from '../values/json-text';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { type Operation, type RegistryScope, resolveModel } from '../operation/operation';
import { foundOnce } from './found-once';
import { column, from, hasUuid, type Row, visible } from './row';
import type { SqlText } from './values';
import { isNumber } from '../values/json';

/** A condition on what a new row holds in columns that point at rows. */
interface ReferenceCheck {
  /** The column its fault stands at. */
  field: string;
  /** What it reads. Where one of them holds nothing, there is nothing to check. */
  columns: readonly string[];
  /** Whether an empty text points at nothing, too. */
  emptyIsNothing: boolean;
  /** Whether updates leave it alone. */
  onCreateOnly: boolean;
  /** The condition; `value` is a column's value, a text. */
  holds: (value: (name: string) => Fragment) => Fragment;
}

/** Columns that a foreign key speaks of: it is checked as it says. */
const keyed = (model: DynamicModel): ReadonlySet<string> => new Set(model.references.flatMap(({ columns }) => columns));

/** Whether a reference holds ids: its choices may be declared, or be another column's values. */
function holdsIds({ declared, ref }: ModelColumn): boolean {
  const options = declared?.options;
  return options === undefined || (!Array.isArray(options) && (options.source ?? ref) === ref && (options.value ?? 'id') === 'id');
}

/** Foreign keys: the row pointed at is there, and lives. */
function keyChecks(asking: RegistryScope, model: DynamicModel): ReferenceCheck[] {
  return model.references.flatMap((reference): ReferenceCheck[] => {
    const target = resolveModel(asking, model, reference.model);
    const [field] = reference.columns;
    if (!target || field === undefined) return [];
    const equal = (value: (name: string) => Fragment): Fragment[] =>
      reference.references.map((name, index) => {
        const own = model.columns.get(reference.columns[index] ?? '');
        const other = target.columns.get(name);
        if (!own || !other) return sql`false`;
        // Columns of different kinds are compared as texts: a cast to the other's type could fail.
        if (own.kind !== other.kind) return sql`${column(name, 'r')}::text = ${value(own.name)}::text`;
        return sql`${column(name, 'r')} = ${value(own.name)}::text::${sql.raw(own.kind === 'text' ? 'text' : own.sqlType)}`;
      });
    const living = visible(target, asking.principal.organizationId, 'r');
    return [
      {
        field,
        columns: reference.columns,
        emptyIsNothing: false,
        onCreateOnly: false,
        holds: (value) =>
          sql`exists (select 1 from ${from(ownReading(target), 'r')} where ${join(equal(value), sql` and `)} and ${living})`,
      },
    ];
  });
}

/**
 * Columns that point at rows (`ref`) without a foreign key: what they hold must be ids of the caller's organization, or a row of
 * somebody else's could be pointed at. The rows may be deleted: `reject_deleted_ref` asks for more.
 */
function refChecks(asking: RegistryScope, model: DynamicModel): ReferenceCheck[] {
  const taken = keyed(model);
  return [...model.columns.values()].flatMap((own): ReferenceCheck[] => {
    if (own.ref === null || taken.has(own.name)) return [];
    const target = resolveModel(asking, model, own.ref);
    if (!target || !['uuid', 'text', 'json'].includes(own.kind) || !holdsIds(own)) return [];
    const there = visible({ ...target, softDelete: false }, asking.principal.organizationId, 'r');
    const holds = (value: (name: string) => Fragment): Fragment => {
      const text = value(own.name);
      if (own.kind === 'json') {
        // Ids and nothing else in the list can lead to a row.
        const listed = sql`jsonb_path_query(${text}::text::jsonb, '$[*] ? (@.type() == "string" || @.type() == "number")') #>> '{}'`;
        const missing = sql`select 1 from (select ${listed} as id) as e where not exists (select 1 from ${from(ownReading(target), 'r')} where ${column('id', 'r')}::text = e.id and ${there})`;
        return sql`not exists (${missing})`;
      }
      const same =
        own.kind === 'uuid' && hasUuid(target)
          ? sql`${column('id', 'r')} = ${text}::text::uuid`
          : sql`${column('id', 'r')}::text = ${text}::text`;
      return sql`exists (select 1 from ${from(ownReading(target), 'r')} where ${same} and ${there})`;
    };
    return [{ field: own.name, columns: [own.name], emptyIsNothing: true, onCreateOnly: false, holds }];
  });
}

/** References that may not point at a deleted row, checked when a row is created. */
function deletedChecks(asking: RegistryScope, model: DynamicModel): ReferenceCheck[] {
  return [...model.columns.values()].flatMap((own): ReferenceCheck[] => {
    if (!own.declared?.reject_deleted_ref || own.ref === null) return [];
    const target = resolveModel(asking, model, own.ref);
    if (!target?.softDelete) return [];
    const tenant =
      target.tenantColumn === null ? sql`` : sql` and ${column(target.tenantColumn, 'r')} = ${asking.principal.organizationId}`;
    const holds = (value: (name: string) => Fragment): Fragment =>
      sql`not exists (select 1 from ${from(ownReading(target), 'r')} where ${column('id', 'r')}::text = ${value(own.name)}::text and ${column('deleted_at', 'r')} is not null${tenant})`;
    return [{ field: own.name, columns: [own.name], emptyIsNothing: false, onCreateOnly: true, holds }];
  });
}

const checksOf = foundOnce((asking, model): readonly ReferenceCheck[] => [
  ...keyChecks(asking, model),
  ...refChecks(asking, model),
  ...deletedChecks(asking, model),
]);

/** Whether the body changes what the key points at; a form sends every field again, also of a row whose target is gone. */
function isChanged(columns: readonly string[], values: ReadonlyMap<string, SqlText>, before: Row | null): boolean {
  const text = (value: unknown) =>
    typeof value === 'string' || isNumber(value) ? String(value) : typeof value === 'object' && value !== null ? jsonText(value) : '';
  return before === null || columns.some((name) => text(before[name]) !== (values.get(name) ?? ''));
}

/**
 * Foreign keys and references, checked on write in one statement: the row pointed at must exist in the caller's organization.
 * `before` is the row an update changes; `ownKey` names a column that the kernel fills, so that a key on it alone is not looked at.
 * @throws RequestFailure 422 `not_found` at the column
 */
export async function checkReferences(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  values: ReadonlyMap<string, SqlText>,
  before: Row | null,
  ownKey?: string,
): Promise<void> {
  const checks = checksOf(operation, model).filter(({ columns, emptyIsNothing, onCreateOnly }) => {
    if ((onCreateOnly && before !== null) || columns.join() === ownKey || !isChanged(columns, values, before)) return false;
    const given = columns.map((name) => values.get(name) ?? null);
    return given.every((value) => value !== null && !(emptyIsNothing && value === ''));
  });
  if (checks.length === 0) return;
  const list = join(checks.map(({ holds }, index) => sql`${holds((name) => sql`${values.get(name)}`)} as ${sql.id(`c${String(index)}`)}`));
  const { rows } = await session.run<Record<string, boolean>>(compile(sql`select ${list}`));
  const errors: FieldErrors = {};
  checks.forEach(({ field }, index) => {
    if (rows[0]?.[`c${String(index)}`] !== true) errors[field] = [{ code: 'not_found' }];
  });
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
}

/** What references of many new rows lead to nothing, in one statement: the errors of each, in their order, none where there are none. */
export async function referenceErrors(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  rows: readonly ReadonlyMap<string, SqlText>[],
): Promise<FieldErrors[]> {
  const found = rows.map((): FieldErrors => ({}));
  const holdsSomething = ({ columns }: ReferenceCheck): boolean =>
    rows.some((values) => columns.every((name) => (values.get(name) ?? null) !== null));
  const checks = checksOf(operation, model).filter(holdsSomething);
  if (checks.length === 0) return found;
  const names = [...new Set(checks.flatMap(({ columns }) => columns))];
  const columnsOfRows = names.map((name) => sql`${rows.map((values) => values.get(name) ?? null)}::text[]`);
  const given = (name: string): Fragment => sql.id('v', name);
  const broken = checks.map(({ columns, emptyIsNothing, holds }, index) => {
    const nothing = columns.map((name) => (emptyIsNothing ? sql`coalesce(${given(name)}, '') = ''` : sql`${given(name)} is null`));
    return sql`case when ${join(nothing, sql` or `)} then null when ${holds(given)} then null else ${index}::integer end`;
  });
  const { rows: faults } = await session.run<{ row: number; checks: number[] }>(
    compile(sql`select "row", checks from (
      select v."row"::integer as "row", array_remove(array[${join(broken)}], null) as checks
      from unnest(${join(columnsOfRows)}) with ordinality as v(${join(names.map((name) => sql.id(name)))}, "row")
    ) as judged where cardinality(checks) > 0`),
  );
  for (const fault of faults) {
    const errors = found[fault.row - 1];
    for (const index of fault.checks) {
      const field = checks[index]?.field;
      if (errors && field !== undefined) errors[field] = [{ code: 'not_found' }];
    }
  }
  return found;
}

/** Whether a row of the model may point at another one of its own: one of the same set, perhaps. */
export const pointsAtItself = foundOnce((asking, model): boolean =>
  [...model.references.map((reference) => reference.model), ...[...model.columns.values()].flatMap(({ ref }) => ref ?? [])].some(
    (name) => resolveModel(asking, model, name) === model,
  ),
);
