/** Which columns a file carries, and how they are called in its first line. */
import type { Fragment } from '../../database/sql';
import { permits } from '../../security/permissions';
import { ownReading, type ReadableModel } from '../../security/readable';
import { addedColumns, extensionsOf, extensionValue, readableExtensions } from '../extensions';
import { computedColumns, type DynamicModel, KERNEL_COLUMNS, type ModelColumn, lockVersionColumn } from '../../installed/model';
import { columnLabel, type Translate } from '../../installed/label';
import { type Operation, translatorFor } from '../../operation/operation';
import { column } from '../row';
import { folded } from './folding';

/** A column as a file carries it: the model's own, or `<Key>.<column>` of an extension. */
export interface FileColumn {
  readonly name: string;
  readonly own: ModelColumn;
  /** Its value in the statement that reads a row. */
  readonly at: Fragment;
  readonly label: string;
}

/** The model's own columns, as a file carries them. */
export const ownColumns = (operation: Operation, model: DynamicModel, columns: readonly ModelColumn[]): FileColumn[] =>
  columns.map((own) => ({ name: own.name, own, at: column(own.name), label: columnLabel(own, translatorFor(operation, model)) }));

const extensionColumn = (operation: Operation, extension: ReadableModel, own: ModelColumn): FileColumn => ({
  name: `${extension.key}.${own.name}`,
  own,
  at: extensionValue(operation, extension, column(own.name)),
  label: columnLabel(own, translatorFor(operation, extension)),
});

/** What the extensions that the caller may read add to the rows of a file. */
export const readFileColumns = (operation: Operation, model: DynamicModel): FileColumn[] =>
  readableExtensions(operation, model).flatMap((extension) =>
    addedColumns(extension).map((own) => extensionColumn(operation, extension, own)),
  );

/** What a file may fill of the extensions that the caller may write; nothing of them is read. */
export const writtenFileColumns = (operation: Operation, model: DynamicModel): FileColumn[] =>
  extensionsOf(operation, model)
    .filter((extension) => permits(operation, extension, 'create'))
    .flatMap((extension) =>
      importColumns(extension)
        .filter((own) => own.declared !== null)
        .map((own) => extensionColumn(operation, ownReading(extension), own)),
    );

/** What a column of a file is called: the model's own, or an extension's by `<Key>.<column>`; a name that is none stays as it is. */
export function columnLabelOf(operation: Operation, model: DynamicModel, name: string): string {
  const own = model.columns.get(name);
  if (own) return columnLabel(own, translatorFor(operation, model));
  return writtenFileColumns(operation, model).find((one) => one.name === name)?.label ?? name;
}

/** Columns a person may fill by a file. */
export function importColumns(model: DynamicModel): ModelColumn[] {
  if (model.readOnly) return [];
  const computed = computedColumns(model);
  return [...model.columns.values()].filter(
    (own) =>
      own.name !== 'id' &&
      own.name !== model.tenantColumn &&
      !KERNEL_COLUMNS.has(own.name) &&
      !own.declared?.generated?.trim() &&
      own.declared?.protected !== true &&
      !computed.has(own.name) &&
      own !== lockVersionColumn(model),
  );
}

/** Headings that tell the columns apart: their labels, or their names where two labels are the same. */
export function headings(columns: readonly ModelColumn[], translate: Translate): Map<ModelColumn, string> {
  const labels = columns.map((own) => columnLabel(own, translate));
  return new Map(
    columns.map((own, index) => {
      const label = labels[index] ?? own.name;
      return [own, labels.indexOf(label) === labels.lastIndexOf(label) ? label : own.name];
    }),
  );
}

/** A heading as it is compared: a line break as a blank, without the mark of what is required. */
export const plain = (text: string): string =>
  folded(
    text
      .replace(/\s+/g, ' ')
      .replace(/\*+\s*$/, '')
      .trim(),
  );

/** The column of each heading of a file, by name, label or spoken name; undefined for one that is none of the model's. */
export function columnsOfHeadings(
  given: readonly string[],
  columns: readonly ModelColumn[],
  translate: Translate,
): (ModelColumn | undefined)[] {
  const named = new Map<string, ModelColumn>();
  const called = headings(columns, translate);
  for (const own of columns) for (const name of [columnLabel(own, translate), called.get(own) ?? '']) named.set(plain(name), own);
  for (const own of columns) named.set(plain(own.name), own);
  const taken = new Set<ModelColumn>();
  return given.map((text) => {
    const own = named.get(plain(text));
    if (!own || taken.has(own)) return undefined;
    taken.add(own);
    return own;
  });
}
