/** What of a record a public link shows: the columns and relations that its route names, and nothing else (PUBLIC). */
import { lineColumns } from '../documents/render';
import { publicRoutesOf } from '../dynamic/public-tokens';
import { relationNamed } from '../dynamic/relations';
import { pageStatement, sizeOfRow, isTooLarge } from '../dynamic/page-bytes';
import { column, from, type Row, visible } from '../dynamic/row';
import { selectList } from '../dynamic/select-list';
import { sql } from '../database/sql';
import { embeddedName, type DynamicModel, type ModelColumn } from '../installed/model';
import { type Operation, rowsAsCaller } from '../operation/operation';
import { unasked } from '../security/readable';
import { columnLabel } from '../installed/label';
import { translatorFor } from '../operation/operation';
import { writeJson } from '../values/json';
import type { Shown } from './find';

const MAX_LINES = 200;

/** A value beside what it is called. */
export interface Field {
  key: string;
  label: string;
  /** As data. */
  value: unknown;
  /** As a person reads it. */
  text: string;
}

export interface Lines {
  key: string;
  columns: { key: string; label: string }[];
  rows: Field[][];
}

export interface Content {
  fields: Field[];
  references: Field[];
  lines: Lines[];
}

const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : writeJson(value);

/** The label of the row that a reference points at. */
function chipLabel(row: Row, name: string | null): string | undefined {
  const chip = name === null ? undefined : row[name];
  return typeof chip === 'object' && chip !== null && 'label' in chip ? textOf(chip.label) : undefined;
}

function fieldOf(operation: Operation, model: DynamicModel, own: ModelColumn, row: Row): Field {
  const translate = translatorFor(operation, model);
  const value = row[own.name] ?? null;
  const label = chipLabel(row, embeddedName(model, own));
  const choice = own.options.find((option) => option.value === value);
  // Ids of rows are nobody's to know who has a link to another one.
  return {
    key: own.name,
    label: columnLabel(own, translate),
    value: label ?? value,
    text: label ?? (choice ? translate(choice.label) : textOf(value)),
  };
}

/** Columns that hold a secret of some link. */
function secretsOf(operation: Operation, model: DynamicModel): Set<string> {
  return new Set(publicRoutesOf(operation).flatMap(({ model: bound, route }) => (bound === model ? [route.token_column] : [])));
}

async function linesOf(operation: Operation, { model, record }: Shown, name: string): Promise<Lines | null> {
  const relation = relationNamed(unasked(operation), model, name);
  if (typeof relation === 'string' || relation.kind !== 'one_to_many') return null;
  const { model: child, column: key } = relation;
  const rows = await rowsAsCaller<Row>(
    operation,
    pageStatement(
      selectList(unasked(operation), child, null),
      sizeOfRow(child),
      sql`from ${from(child)} where ${column(key.name)}::text = ${textOf(record.id)} and ${visible(child, operation.principal.organizationId)}
        and ${relation.scoped('t')} order by ${child.columns.has('created_at') ? sql`${column('created_at')}, ${column('id')}` : column('id')} limit ${sql.lit(MAX_LINES)}`,
    ),
  );
  const secrets = secretsOf(operation, child);
  const columns = lineColumns(relation).filter((own) => !secrets.has(own.name));
  const translate = translatorFor(operation, child);
  return {
    key: name,
    columns: columns.map((own) => ({ key: own.name, label: columnLabel(own, translate) })),
    rows: isTooLarge(rows) ? [] : rows.map((row) => columns.map((own) => fieldOf(operation, child, own, row))),
  };
}

/** The content of a link. */
export async function contentOf(operation: Operation, shown: Shown): Promise<Content> {
  const { model, record, route } = shown;
  const secrets = secretsOf(operation, model);
  const fields = (route.columns ?? []).flatMap((name): Field[] => {
    const own = model.columns.get(name);
    if (own) return secrets.has(name) ? [] : [fieldOf(operation, model, own, record)];
    // A column of an extension.
    return Object.hasOwn(record, name)
      ? [{ key: name, label: name.split('.').at(-1) ?? name, value: record[name], text: textOf(record[name]) }]
      : [];
  });
  const references: Field[] = [];
  const lines: Lines[] = [];
  for (const name of route.relations ?? []) {
    const own = model.columns.get(name) ?? model.columns.get(`${name}_id`);
    if (own) {
      const field = fieldOf(operation, model, own, record);
      if (!secrets.has(own.name) && own.ref !== null) references.push({ ...field, key: name });
    } else {
      const found = await linesOf(operation, shown, name);
      if (found) lines.push(found);
    }
  }
  return { fields, references, lines };
}

/** The content as data, by the names of columns and relations. */
export function asData({ fields, references, lines }: Content): Record<string, unknown> {
  const values = (list: readonly Field[]): [string, unknown][] => list.map(({ key, value }) => [key, value]);
  return Object.fromEntries([
    ...values(fields),
    ...references.map(({ key, value }): [string, unknown] => [key, { label: value }]),
    ...lines.map(({ key, rows }): [string, unknown] => [key, rows.map((row) => Object.fromEntries(values(row)))]),
  ]);
}
