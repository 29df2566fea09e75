/** What became of an addon's tables: two accounts of the catalogue, beside each other. Pure. */
import type { CatalogueTable } from './catalogue';

export interface ColumnDiff {
  name: string;
  change: 'added' | 'removed' | 'changed';
  /** The type, with NOT NULL where it is required; null where there was none. */
  before: string | null;
  after: string | null;
}

export interface TableDiff {
  table: string;
  change: 'added' | 'removed' | 'changed';
  columns: ColumnDiff[];
  /** Indexes that came and went. */
  indexes: { added: string[]; removed: string[] };
}

type Column = CatalogueTable['columns'][number];

const written = ({ type, notNull }: Column): string => (notNull ? `${type} not null` : type);

function columnDiffs(before: readonly Column[], after: readonly Column[]): ColumnDiff[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name): ColumnDiff[] => {
    const [was, is] = [before, after].map((columns) => columns.find((column) => column.name === name));
    const told = { name, before: was ? written(was) : null, after: is ? written(is) : null };
    if (told.before === told.after) return [];
    return [{ ...told, change: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed' }];
  });
}

const without = (all: readonly string[], others: readonly string[]): string[] => all.filter((one) => !others.includes(one)).sort();

/** Tables that differ, by name; the columns of one that is new or gone are listed as well. */
export function schemaDiff(before: readonly CatalogueTable[], after: readonly CatalogueTable[]): TableDiff[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))].sort();
  return names.flatMap((table): TableDiff[] => {
    const was = before.find(({ name }) => name === table);
    const is = after.find(({ name }) => name === table);
    const columns = columnDiffs(was?.columns ?? [], is?.columns ?? []);
    const indexes = {
      added: without(is?.indexes ?? [], was?.indexes ?? []),
      removed: without(was?.indexes ?? [], is?.indexes ?? []),
    };
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    const isSame = change === 'changed' && columns.length + indexes.added.length + indexes.removed.length === 0;
    return isSame ? [] : [{ table, change, columns, indexes }];
  });
}
