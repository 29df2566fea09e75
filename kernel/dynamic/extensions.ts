/**
 * Columns that models of other addons add to a model (`extends`). They stand in a table of their own, one row for a row of the
 * extended model, and are read and written as `<Key>.<column>` (docs/architecture/04, CRUD-EXTENDS).
 */
import { textOfJson } from '../columns/literal';
import type { Session } from '../database/port';
import { compile, join, sql, tableId, type Fragment } from '../database/sql';
import type { FieldErrors } from '../failure';
import { invalidFields } from '../failure';
import { authorize, permits } from '../security/permissions';
import { mayRead, ownReading, type ReadableModel } from '../security/readable';
import { applyFormulas, checkConstraints } from './computed';
import { foundOnce } from './found-once';
import { embeddedName, type DynamicModel, type ModelColumn } from '../installed/model';
import { type RegistryScope, type Operation, resolveModel } from '../operation/operation';
import { checkReferences } from './references';
import { column, from, ROW, type Row, typed, visible } from './row';
import { createValues, type SqlText, updateValues } from './values';

/** The models that extend one, in the order of their addons, whoever may read them. */
export const extensionsOf = foundOnce((operation, model): readonly DynamicModel[] =>
  operation.registry
    .addons(operation.principal.organizationId)
    .flatMap((addon) => addon.models)
    .filter((other) => other.declared?.extends !== undefined && resolveModel(operation, other, other.declared.extends) === model),
);

/** The extensions of a model that the caller may read: each is a model with grants of its own. */
export const readableExtensions = (asking: RegistryScope, model: DynamicModel): ReadableModel[] =>
  extensionsOf(asking, model).filter((extension) => mayRead(asking, extension));

/** Columns an extension adds: those it declares. */
export const addedColumns = (extension: DynamicModel): ModelColumn[] =>
  [...extension.columns.values()].filter((own) => own.declared !== null && own.name !== 'id' && own.name !== extension.tenantColumn);

const EXTENDING = 'e';

/**
 * A value of the row's extension, null where it has none. `value` is written for the alias of a row, and is one row's: inside,
 * that alias stands for the extension.
 */
export function extensionValue(operation: Operation, extension: ReadableModel, value: Fragment): Fragment {
  const same = sql`${column('id', EXTENDING)} = ${column('id')} and ${visible(extension, operation.principal.organizationId, EXTENDING)}`;
  return sql`(select ${value} from (select * from ${from(extension, EXTENDING)} where ${same}) as ${sql.id(ROW)})`;
}

/** A column the caller may read, of the model itself or of an extension, and its value in a statement about the model's row. */
export interface NamedColumn {
  readonly own: ModelColumn;
  readonly owner: ReadableModel;
  readonly at: Fragment;
}

/** A column by the name a request gives it: the model's own, or `<Key>.<column>` of an extension the caller may read. */
export function columnNamed(operation: Operation, model: ReadableModel, name: string): NamedColumn | null {
  const dot = name.indexOf('.');
  if (dot < 0) {
    const own = model.columns.get(name);
    return own ? { own, owner: model, at: column(own.name) } : null;
  }
  const extension = readableExtensions(operation, model).find(({ key }) => key === name.slice(0, dot));
  const own = extension && addedColumns(extension).find((each) => each.name === name.slice(dot + 1));
  return extension && own ? { own, owner: extension, at: extensionValue(operation, extension, column(own.name)) } : null;
}

/** What the columns of all extensions of a model are called beside its own. */
export const extensionNames = (operation: Operation, model: DynamicModel): string[] =>
  extensionsOf(operation, model).flatMap((extension) => addedColumns(extension).map((own) => `${extension.key}.${own.name}`));

/** The values of the extensions that the caller may read as list items, without the objects beside references. */
export const extensionValues = (operation: Operation, model: DynamicModel): Fragment[] =>
  extensionColumns(operation, model, () => null).map(({ name, value }) => sql`${value} as ${sql.id(name)}`);

/** The list items of the extensions that the caller may read, each with the name it is read under. */
export function extensionColumns(
  operation: Operation,
  model: DynamicModel,
  chip: (extension: DynamicModel, own: ModelColumn) => Fragment | null,
): { name: string; value: Fragment }[] {
  return readableExtensions(operation, model).flatMap((extension) =>
    addedColumns(extension).flatMap((own) => {
      const value = { name: `${extension.key}.${own.name}`, value: extensionValue(operation, extension, column(own.name)) };
      const beside = embeddedName(extension, own);
      const object = beside === null ? null : chip(extension, own);
      return object && beside !== null
        ? [value, { name: `${extension.key}.${beside}`, value: extensionValue(operation, extension, object) }]
        : [value];
    }),
  );
}

export type ExtensionInputs = ReadonlyMap<DynamicModel, Record<string, unknown>>;

/** What a body says of each extension: its keys `<Key>.<column>`, without the key. */
export function extensionInputs(operation: Operation, model: DynamicModel, body: Readonly<Record<string, unknown>>): ExtensionInputs {
  const inputs = new Map<DynamicModel, Record<string, unknown>>();
  for (const extension of extensionsOf(operation, model)) {
    const prefix = `${extension.key}.`;
    const given = Object.entries(body).filter(([name]) => name.startsWith(prefix));
    if (given.length > 0) inputs.set(extension, Object.fromEntries(given.map(([name, value]) => [name.slice(prefix.length), value])));
  }
  return inputs;
}

const isBlank = (value: unknown): boolean => value === null || value === undefined || value === '' || value === false;

/** A form sends every field: one in which nothing was filled asks for no row. */
const isFilled = (input: Readonly<Record<string, unknown>>): boolean => Object.values(input).some((value) => !isBlank(value));

const prefixed = (extension: DynamicModel, errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).map(([name, list]) => [`${extension.key}.${name}`, list]));

/**
 * Refuses a new row that fills an extension the caller may not write.
 * @throws RequestFailure 403 with the permission that is missing
 */
export function refuseUngranted(operation: Operation, inputs: ExtensionInputs): void {
  for (const [extension, input] of inputs) if (isFilled(input)) authorize(operation, extension, 'create');
}

/**
 * Whether a change of an extension is to be written. A form sends every field it shows, so whoever reads an extension and may not
 * change it sends it back as it is.
 * @throws RequestFailure 403 with the permission that is missing
 */
function mayChange(operation: Operation, extension: DynamicModel, values: ReadonlyMap<string, SqlText>, before: Row | null): boolean {
  if (permits(operation, extension, 'update')) return true;
  const isSame = ([name, value]: [string, SqlText]): boolean => {
    const own = extension.columns.get(name);
    return own !== undefined && textOfJson(own.kind, before?.[name] ?? null) === value;
  };
  if (![...values].every(isSame)) authorize(operation, extension, 'update');
  return false;
}

/** What is wrong with the extensions of a new row, by field. */
export function extensionErrors(inputs: ExtensionInputs): FieldErrors {
  return Object.assign({}, ...[...inputs].filter(([, input]) => isFilled(input)).map(([extension, input]) => prefixed(extension, createValues(extension, input).errors))) as FieldErrors; // prettier-ignore
}

async function rowOf(session: Session, operation: Operation, extension: DynamicModel, id: string): Promise<Row | null> {
  const { rows } = await session.run<Row>(
    compile(
      sql`select * from ${from(ownReading(extension))} where ${column('id')} = ${id} and ${visible(extension, operation.principal.organizationId)} for update`,
    ),
  );
  return rows[0] ?? null;
}

async function writeOne(
  operation: Operation,
  session: Session,
  extension: DynamicModel,
  id: string,
  input: Record<string, unknown>,
  isNew: boolean,
): Promise<boolean> {
  const before = isNew ? null : await rowOf(session, operation, extension, id);
  // From whoever may not read it either, any word of it is refused: that a value is the same would tell what it is.
  if (!isNew && !mayRead(operation, extension)) authorize(operation, extension, 'update');
  if (!before && !isFilled(input)) return false;
  const { values, errors } = before
    ? updateValues(extension, input, before, mayRead(operation, extension))
    : createValues(extension, input);
  if (!isNew && !mayChange(operation, extension, values, before)) return false;
  if (Object.keys(errors).length > 0) throw invalidFields(prefixed(extension, errors));
  const { organizationId, userId } = operation.principal;
  const stamps: [string, SqlText][] = [
    ...(before || !extension.columns.has('created_by_id') ? [] : [['created_by_id', userId] as [string, SqlText]]),
    ...(extension.columns.has('updated_by_id') ? [['updated_by_id', userId] as [string, SqlText]] : []),
  ];
  for (const [name, value] of stamps) values.set(name, value);
  applyFormulas(extension, values, before);
  checkConstraints(operation, extension, values, before);
  values.delete('id');
  await checkReferences(operation, session, extension, values, before, 'id');
  const target = tableId(extension.schema, extension.table);
  const list = [...values].map(([name, value]) => ({ at: sql.id(name), value: typed(extension, name, value) }));
  const touched = extension.columns.has('updated_at') ? [{ at: sql.id('updated_at'), value: sql`now()` }] : [];
  if (before) {
    const assigned = [...list, ...touched].map(({ at, value }) => sql`${at} = ${value}`);
    if (assigned.length > 0)
      await session.run(compile(sql`update ${target} as ${sql.id(ROW)} set ${join(assigned)} where ${column('id')} = ${id}`));
    return true;
  }
  list.push({ at: sql.id('id'), value: sql`${id}::uuid` });
  if (extension.tenantColumn !== null) list.push({ at: sql.id(extension.tenantColumn), value: sql`${organizationId}::uuid` });
  // A row that was deleted comes back as what is written now.
  const revived = [...list.map(({ at }) => sql`${at} = excluded.${at}`), ...(extension.softDelete ? [sql`deleted_at = null`] : [])];
  await session.run(
    compile(
      sql`insert into ${target} (${join(list.map(({ at }) => at))}) values (${join(list.map(({ value }) => value))}) on conflict (id) do update set ${join(revived)}`,
    ),
  );
  return true;
}

/**
 * Writes what a body says of a row's extensions, inside the transaction that wrote the row. Answers whether anything was written.
 * @throws RequestFailure 422 by `<Key>.<column>`, 403 for an extension the caller may not change
 */
export async function writeExtensions(
  operation: Operation,
  session: Session,
  inputs: ExtensionInputs,
  id: string,
  isNew: boolean,
): Promise<boolean> {
  let written = false;
  for (const [extension, input] of inputs) written = (await writeOne(operation, session, extension, id, input, isNew)) || written;
  return written;
}
