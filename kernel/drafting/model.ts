/** Puts a table of a description together: every name once, and only what a table may hold. */
import type { Text } from '../contract/text';
import {
  type Draft,
  type DraftColumn,
  type DraftFormat,
  type DraftModel,
  type DraftNote,
  MAX_DRAFT_COLUMNS,
  MAX_DRAFT_MODELS,
  MAX_DRAFT_NOTES,
} from './draft';
import { freeName, labelOf, pascal, singular, snakeName } from './names';

/** Columns that every table has without being asked, and that PostgreSQL keeps for itself. */
const GIVEN: ReadonlySet<string> = new Set([
  'id',
  'organization_id',
  'created_at',
  'updated_at',
  'deleted_at',
  'created_by',
  'updated_by',
  'deleted_by',
]);
const SYSTEM: ReadonlySet<string> = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']);

/** A column as a reader of one format found it. */
export type FoundColumn = Omit<DraftColumn, 'name' | 'label'> & { called: string; label?: string };

/** A column of which only the kind is known. */
export const plainColumn = (called: string, kind: DraftColumn['kind']): FoundColumn => ({
  called,
  kind,
  required: false,
  unique: false,
  options: [],
  target: '',
});

/** Collects what a description says. */
export interface DraftMaker {
  /** Begins a table; null where there are too many, which is said once. */
  model: (called: string, line: number) => DraftModel | null;
  /** Adds a column and answers its name; null for one that every table has, or one too many. */
  column: (model: DraftModel, found: FoundColumn, line: number) => string | null;
  note: (line: number, text: Text) => void;
  /** What came of it. References to tables that nobody described are made whole. */
  finish: (format: DraftFormat) => Draft;
}

export function draftMaker(): DraftMaker {
  const models: DraftModel[] = [];
  const notes: DraftNote[] = [];
  const full = new Set<DraftModel>();
  let isFull = false;

  const note = (line: number, text: Text): void => {
    if (notes.length < MAX_DRAFT_NOTES) notes.push({ line, text });
  };
  const begin = (called: string): DraftModel => {
    const table = freeName(snakeName(called, 'table'), new Set(models.map((other) => other.table)));
    const key = freeName(pascal(singular(table)), new Set(models.map((other) => other.key))).replaceAll('_', '');
    const made: DraftModel = { table, key, label: labelOf(called) || labelOf(table), columns: [], rows: [] };
    models.push(made);
    return made;
  };
  const model = (called: string, line: number): DraftModel | null => {
    if (models.length < MAX_DRAFT_MODELS) return begin(called);
    if (!isFull)
      note(line, {
        en: `A draft has ${MAX_DRAFT_MODELS} tables at most; those from here on were left out.`,
        es: `Un borrador tiene como máximo ${MAX_DRAFT_MODELS} tablas; las que siguen se dejaron fuera.`,
      });
    isFull = true;
    return null;
  };
  const column = (own: DraftModel, { called, label, ...found }: FoundColumn, line: number): string | null => {
    const wanted = snakeName(called, `column_${String(own.columns.length + 1)}`);
    if (GIVEN.has(wanted)) return null;
    if (own.columns.length >= MAX_DRAFT_COLUMNS) {
      if (!full.has(own))
        note(line, {
          en: `“${own.table}” has more than ${MAX_DRAFT_COLUMNS} columns; those after the first ${MAX_DRAFT_COLUMNS} were left out.`,
          es: `«${own.table}» tiene más de ${MAX_DRAFT_COLUMNS} columnas; las que siguen a las primeras ${MAX_DRAFT_COLUMNS} se dejaron fuera.`,
        });
      full.add(own);
      return null;
    }
    const suffixed = found.kind === 'reference' && !wanted.endsWith('_id') ? `${wanted}_id` : wanted;
    const name = freeName(SYSTEM.has(suffixed) ? `${suffixed}_value` : suffixed, new Set(own.columns.map((other) => other.name)));
    const read = label ?? (found.kind === 'reference' ? called.replace(/[_ ]?id$/i, '') : called);
    own.columns.push({ ...found, name, label: labelOf(read) || labelOf(name) });
    return name;
  };
  const finish = (format: DraftFormat): Draft => {
    const filled = models.filter(({ columns }) => columns.length > 0);
    const tables = new Set(filled.map(({ table }) => table));
    for (const own of [...filled]) {
      for (const each of own.columns) {
        if (each.kind !== 'reference' || each.target === 'core.User' || tables.has(each.target)) continue;
        const missing = models.find(({ table }) => table === each.target) ?? begin(each.target);
        missing.columns.push({ ...plainColumn('name', 'text'), name: 'name', label: labelOf('name'), required: true });
        tables.add(missing.table);
        if (!filled.includes(missing)) filled.push(missing);
        each.target = missing.table;
        note(0, {
          en: `“${missing.table}” is referred to and not described: it was made with a name.`,
          es: `Hay referencias a «${missing.table}», que no se describe: se creó con un nombre.`,
        });
      }
    }
    return { format, models: filled, notes };
  };
  return { model, column, note, finish };
}
