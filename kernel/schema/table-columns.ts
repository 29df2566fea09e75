/** The columns of a model's table: those that the manifest declares, and those that hosts add. */
import type { Column, ManifestV3, Model } from '../../schemas';
import { columnTypeOf } from '../columns/column-type';
import { tenancyColumnOf } from './tenancy-column';

export interface TableColumn {
  type: string;
  /** Holds no null. */
  notNull: boolean;
  /** Somebody gives a row its value when nobody writes one: a default, or the host. */
  filled: boolean;
  generated: boolean;
}

const added = (type: string, notNull: boolean): TableColumn => ({ type, notNull, filled: true, generated: false });
const INSTANTS = ['created_at', 'updated_at', 'deleted_at'];
const PEOPLE = ['created_by_id', 'updated_by_id', 'deleted_by_id'];

/** Audit columns of a model: all six, the created pair of a ledger, two instants without audit. */
function auditNames({ audit, append_only }: Model): string[] {
  if (audit === false) return ['created_at', 'updated_at'];
  return append_only === true ? ['created_at', 'created_by_id'] : [...INSTANTS, ...PEOPLE];
}

/** The column rows are told apart by tenant, or null under an isolation that does not need one. */
export function tenantColumnOf(manifest: Pick<ManifestV3, 'tenancy'>, model: Model): string | null {
  const column = tenancyColumnOf(manifest);
  if ((manifest.tenancy?.isolation ?? 'shared') === 'shared') return model.extends === undefined ? column : 'organization_id';
  return model.columns.some(({ name }) => name === column) ? column : null;
}

/** The columns that a row of the model's key has: those marked as one, else `id`. */
export function primaryKeyOf({ columns }: Model): string[] {
  const marked = columns.filter(({ primary_key }) => primary_key === true).map(({ name }) => name);
  return marked.length > 0 ? marked : ['id'];
}

/** Whether a row that leaves the column out gets a value of it: hosts take the empty text and `null` for no default. */
export const hasDefault = ({ default: given }: Pick<Column, 'default'>): boolean =>
  given !== undefined && given !== null && given !== '' && given !== 'null';

const FILLED_INSTANTS: ReadonlySet<string> = new Set(['created_at', 'updated_at']);
/** Characters of a uuid. */
const UUID_CHARS = 36;

/**
 * What hosts write into a declared column of every new row, where the manifest itself gives it no default: when the row was made, and
 * its id, which a text takes as well. Null for what they do not fill.
 */
export function hostDefault({ name, type }: Pick<Column, 'name' | 'type'>): 'now()' | 'gen_random_uuid()' | null {
  const own = columnTypeOf(type);
  if (FILLED_INSTANTS.has(name)) return own?.kind === 'timestamp' ? 'now()' : null;
  if (name !== 'id') return null;
  return own?.kind === 'uuid' || (own?.kind === 'text' && (own.length ?? UUID_CHARS) >= UUID_CHARS) ? 'gen_random_uuid()' : null;
}

/** Every column of the table by name, in its order; of two declared with one name the last. */
export function tableColumns(manifest: Pick<ManifestV3, 'tenancy'>, model: Model): Map<string, TableColumn> {
  const columns = new Map<string, TableColumn>();
  const tenant = tenantColumnOf(manifest, model);
  columns.set('id', added('uuid', true));
  if (tenant !== null) columns.set(tenant, added('uuid', true));
  for (const name of auditNames(model))
    columns.set(name, added(INSTANTS.includes(name) ? 'timestamptz' : 'uuid', name === 'created_at' || name === 'updated_at'));
  const key = new Set(primaryKeyOf(model));
  for (const column of model.columns) {
    const { name, type, not_null, generated } = column;
    const isGenerated = (generated ?? '').trim() !== '';
    const isOwnId = name === 'id' && type === 'uuid';
    const isStamped = name === 'created_by_id' || name === 'updated_by_id';
    columns.set(name, {
      type,
      notNull: key.has(name) || isOwnId || (not_null === true && !isGenerated),
      filled: hasDefault(column) || hostDefault(column) !== null || isStamped || isGenerated || name === tenant,
      generated: isGenerated,
    });
  }
  for (const { name } of model.search_keys ?? []) columns.set(name, { type: 'text', notNull: false, filled: true, generated: true });
  return columns;
}
