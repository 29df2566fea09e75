/** Columns of a v2 table as v3 columns. */
import type { Column, FieldValidation, ManifestV2 } from '../../../schemas';
import { FLAT_TYPES } from '../../columns/column-type';
import { convertMessages } from './messages';
import type { Step } from '../../contract/pointer';
import { SIZES } from '../../contract/v2/promised';
import type { Conversion } from './context';
import { given, isAbsent, noteUnknown, textOr } from './members';

export type ColumnV2 = NonNullable<ManifestV2['model_definitions']>[number]['columns'][number];

const FIELDS = [
  'name',
  'type',
  'size',
  'required',
  'unique',
  'index',
  'default',
  'ref',
  'visibility',
  'searchable',
  'widget',
  'validation',
  'options_source',
];

/** One column. `path` is its place in the v2 document. */
export function convertColumn(conversion: Conversion, column: ColumnV2, path: readonly Step[]): Column {
  const { note } = conversion;
  noteUnknown(conversion, column, FIELDS, path);
  const type = convertType(conversion, column, path);
  const isJson = type === 'json' || type === 'jsonb';
  if (column.searchable === true && isJson) note('CONV-DROP', [...path, 'searchable'], convertMessages.dropped('searchable', 'searchable'));
  const ref = textOr(column.ref);
  return given({
    name: column.name,
    type,
    not_null: column.required === true ? true : undefined,
    default: column.default === '' ? undefined : column.default,
    ref: ref === undefined ? undefined : conversion.model(ref),
    searchable: isJson ? undefined : column.searchable,
    visibility: column.visibility === '' ? undefined : column.visibility,
    widget: textOr(column.widget),
    validation: convertValidation(conversion, column.validation, [...path, 'validation']),
    options_source: textOr(column.options_source),
  });
}

function convertType({ note }: Conversion, { type: given, size }: ColumnV2, path: readonly Step[]): string {
  const asked = given ?? '';
  const type = FLAT_TYPES.get(asked.toLowerCase());
  if (type === undefined) note('CONV-GUESS', [...path, isAbsent(given) ? 'name' : 'type'], convertMessages.columnType(asked));
  const isString = asked.toLowerCase() === 'string';
  if (typeof size !== 'number') return type ?? 'text';
  if (isString && Number.isInteger(size) && size >= 1 && size <= SIZES.largest) return `varchar(${size})`;
  if (isString) note('CONV-DROP', [...path, 'size'], convertMessages.dropped(`size ${size}`, 'no-counterpart'));
  return type ?? 'text';
}

function convertValidation(conversion: Conversion, validation: ColumnV2['validation'], path: readonly Step[]): FieldValidation | undefined {
  if (validation === null || validation === undefined) return undefined;
  noteUnknown(conversion, validation, ['regex', 'min', 'max', 'custom'], path);
  const { regex, min, max, custom } = validation;
  const kept = given({ regex: textOr(regex), min, max, custom: textOr(custom) });
  return Object.keys(kept).length === 0 ? undefined : kept;
}
