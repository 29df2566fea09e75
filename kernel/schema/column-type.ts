import { type ColumnType, columnTypeOf } from '../columns/column-type';
import { schemaError } from './messages';

/**
 * The type of a column that a manifest declares.
 * @throws KernelError `unknown_column_type`
 */
export function columnType(type: string): ColumnType {
  const known = columnTypeOf(type);
  if (!known) throw schemaError('unknown_column_type', { type });
  return known;
}
