import { dropping } from '../fixes/dropping';
import { columnTypeOf } from '../../columns/column-type';
import { KINDS } from '../../columns/kinds';
import type { Model } from '../../../schemas';
import { primaryKeyOf, type TableColumn, tenantColumnOf } from '../../schema/table-columns';
import { decimalOf, plainDecimal } from '../../values/decimal';
import { columnDefault } from '../column-default';
import type { Rule, RulePage } from '../rule';
import { list, message, type Message } from '../text';

const texts = {
  twice: (columns: readonly string[], first: number): Message =>
    message(
      `Row ${first + 1} of the seed has the same ${list(columns)}: this one is left out without a word.`,
      `La fila ${first + 1} de los datos iniciales tiene lo mismo en ${list(columns)}: esta se omite sin aviso.`,
      'Give it a value of its own, or remove it.',
      'Dele un valor propio o quítela.',
    ),
};

/** A value as PostgreSQL compares it, as far as that can be told: what is one text here is one value there. */
function comparedText(value: unknown, { type }: TableColumn): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const kind = columnTypeOf(type)?.kind;
  const decimal = kind !== undefined && KINDS[kind].isNumber ? decimalOf(text) : null;
  if (decimal !== null) return plainDecimal(decimal);
  return kind === 'uuid' || kind === 'boolean' ? text.toLowerCase() : text;
}

/** What a row that leaves a column out holds there, where it is the same in every row. */
function constantOf(model: Model, name: string): unknown {
  const read = columnDefault(model.columns.find((column) => column.name === name)?.default);
  if (read.kind === 'text') return read.text;
  if (read.kind !== 'literal' || read.sql === 'null' || /\(\)$|^current_timestamp$/.test(read.sql)) return undefined;
  return /^'(.*)'$/s.exec(read.sql)?.[1] ?? read.sql;
}

/** The sets of columns whose values are the same in no two rows: what rows are told apart by, the primary key, unique indexes. */
function distinctColumns(model: Model, key: string, tenant: string | null): string[][] {
  const unique = (model.indices ?? []).filter((index) => index.unique === true && (index.where ?? '') === '').map(({ columns }) => columns);
  return [[key], primaryKeyOf(model), ...unique]
    .map((names) => names.filter((name) => name !== tenant))
    .filter((names) => names.length > 0);
}

export const rule: Rule<'SEED-TWICE'> = {
  id: 'SEED-TWICE',
  level: 'warning',
  fix: dropping(),
  check: ({ manifest, models, tableColumns }, report) => {
    for (const { model, index } of models) {
      if (model.seed === undefined) continue;
      const { key, rows } = model.seed;
      const columns = tableColumns(model);
      const sets = distinctColumns(model, key, tenantColumnOf(manifest, model));
      const first = sets.map(() => new Map<string, number>());
      rows.forEach((row, at) => {
        const values = (names: readonly string[]): string | null => {
          const found = names.map((name) => {
            const column = columns.get(name);
            return column === undefined || column.generated
              ? null
              : comparedText(Object.hasOwn(row, name) ? row[name] : constantOf(model, name), column);
          });
          return found.includes(null) ? null : JSON.stringify(found);
        };
        const points = sets.map(values);
        const clash = points.findIndex((point, set) => point !== null && first[set]?.has(point) === true);
        if (clash >= 0) {
          report(['models', index, 'seed', 'rows', at], texts.twice(sets[clash] ?? [], first[clash]?.get(points[clash] ?? '') ?? 0));
          return;
        }
        points.forEach((point, set) => {
          if (point !== null) first[set]?.set(point, at);
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a seeded row with the key, id or unique values of one before it; it is left out',
  isOwn: true,
  why: 'A row is seeded where none has its key value yet, and where it breaks nothing that is unique: of two that are alike the second never comes.',
  example: {
    at: '/models/0/seed',
    before: {
      key: 'status',
      rows: [
        { status: 'open', total: 1 },
        { status: 'open', total: 2 },
      ],
    },
    after: {
      key: 'status',
      rows: [
        { status: 'open', total: 1 },
        { status: 'done', total: 2 },
      ],
    },
  },
};
