import { dropping } from '../fixes/dropping';
import type { Model } from '../../../schemas';
import { columnTypeOf } from '../../columns/column-type';
import type { ValueFault } from '../../columns/kind';
import type { ColumnKind } from '../../columns/kinds';
import { type Arithmetic, fitsSql, readArithmetic } from '../../expressions/arithmetic';
import type { ArithmeticFault } from '../../expressions/interval';
import { primaryKeyOf, type TableColumn, tenantColumnOf } from '../../schema/table-columns';
import { seededFault } from '../column-value';
import { arithmeticBudget, type ArithmeticBudget, computedOutcome, valueOfColumn, valuesLeftOut } from '../computed-value';
import { MAX_ENTRY_BYTES, MAX_ENTRY_TEXT_BYTES } from '../index-entry';
import { computedFault, cureOf, faultOf, noneOf, refused, REFUSED } from '../messages/install';
import type { Step } from '../pointer';
import { isBlank, type ModelFacts, type RuleContext } from '../read/context';
import type { Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  seedFit: (value: unknown, column: string, type: string, kind: ColumnKind, fault: ValueFault): Message => {
    const { en, es } = faultOf(fault, value, type, kind);
    const happens = fault === 'decimals' ? { en: '', es: '' } : fault === 'type' ? noneOf(value, kind) : REFUSED;
    const cure = cureOf(fault, type, kind);
    return message(`${column}: ${en} ${happens.en}`.trim(), `${column}: ${es} ${happens.es}`.trim(), cure.en, cure.es);
  },
  seedComputed: (column: string, expression: string, { fault, type }: ArithmeticFault): Message => {
    const what = computedFault(fault, type);
    return refused(
      `${column}: ${quote(expression)} ${what.en} over the values of this row.`,
      `${column}: ${quote(expression)} ${what.es} con los valores de esta fila.`,
      'Seed other values, or widen the types.',
      'Ponga otros valores o amplíe los tipos.',
    );
  },
  seedIndexed: (column: string, bytes: number): Message =>
    refused(
      `${column}: an entry of its index has ${MAX_ENTRY_BYTES} bytes, and the value has ${bytes}. It fits only where PostgreSQL can compress it.`,
      `${column}: una entrada de su índice tiene ${MAX_ENTRY_BYTES} bytes y el valor tiene ${bytes}. Solo cabe si PostgreSQL puede comprimirlo.`,
      'Seed a shorter value, or leave the column out of the index.',
      'Ponga un valor más corto o deje la columna fuera del índice.',
    ),
  seedKeyComputed: (column: string): Message =>
    refused(`${quote(column)} is computed and cannot tell rows apart.`, `${quote(column)} es calculada y no puede distinguir filas.`),
};

const utf8Bytes = (text: string): number => new TextEncoder().encode(text).length;

interface Computed {
  name: string;
  type: string;
  text: string;
  ast: Arithmetic;
}

/** The computed columns of a model whose expressions can be worked out. */
const computedColumns = ({ columns }: ModelFacts): Computed[] =>
  [...columns.values()].flatMap(({ name, type, generated: text = '' }): Computed[] => {
    const reading = isBlank(text) ? null : readArithmetic(text);
    return reading?.ok && fitsSql(reading.ast) ? [{ name, type, text, ast: reading.ast }] : [];
  });

/** Columns whose values stand in entries of a btree. */
const indexedColumns = (model: Model): Set<string> =>
  new Set([
    ...primaryKeyOf(model),
    ...(model.indices ?? []).filter(({ method = 'btree' }) => method === 'btree').flatMap(({ columns }) => columns),
  ]);

function checkRow(
  row: Readonly<Record<string, unknown>>,
  columns: ReadonlyMap<string, TableColumn>,
  indexed: ReadonlySet<string>,
  tenant: string | null,
  path: readonly Step[],
  { written }: RuleContext,
  report: Report,
): void {
  for (const [name, { type, generated }] of columns) {
    if (generated || name === tenant) continue;
    const value = Object.hasOwn(row, name) ? row[name] : undefined;
    const own = columnTypeOf(type);
    if (value === null || value === undefined || own === null) continue;
    const fault = seededFault(own, value);
    const bytes = indexed.has(name) && typeof value === 'string' ? utf8Bytes(value) : 0;
    if (fault === null && bytes > MAX_ENTRY_TEXT_BYTES) report([...path, name], texts.seedIndexed(name, bytes));
    if (fault !== null) report([...path, name], texts.seedFit(written(value, [...path, name]), name, type, own.kind, fault));
  }
}

/** Reports a row over whose values a computed column fails. */
function checkComputed(
  row: Readonly<Record<string, unknown>>,
  { name, type, text, ast }: Computed,
  { model, columns }: ModelFacts,
  path: readonly Step[],
  budget: ArithmeticBudget,
  report: Report,
): void {
  const leftOut = valuesLeftOut(model, columns);
  const outcome = computedOutcome(
    type,
    ast,
    (read) => {
      if (!Object.hasOwn(row, read)) return leftOut(read);
      return row[read] === null ? null : valueOfColumn(columns.get(read)?.type ?? '', row[read]);
    },
    budget,
  );
  if (outcome !== 'unknown' && 'failed' in outcome) report(path, texts.seedComputed(name, text, outcome.failed));
}

export const rule: Rule<'SEED-FIT'> = {
  id: 'SEED-FIT',
  level: 'warning',
  fix: dropping(),
  check: (context, report) => {
    const { manifest, models, tableColumns } = context;
    const budget = arithmeticBudget();
    for (const facts of models) {
      const { model, index } = facts;
      const columns = tableColumns(model);
      const tenant = tenantColumnOf(manifest, model);
      const computed = computedColumns(facts);
      const indexed = indexedColumns(model);
      const path = ['models', index, 'seed'];
      if (model.seed !== undefined && columns.get(model.seed.key)?.generated === true)
        report([...path, 'key'], texts.seedKeyComputed(model.seed.key));
      (model.seed?.rows ?? []).forEach((row, at) => {
        const where = [...path, 'rows', at];
        checkRow(row, columns, indexed, tenant, where, context, report);
        for (const one of computed) checkComputed(row, one, facts, where, budget, report);
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a seeded value, or what a computed column makes of it, that its column cannot hold; the install would fail',
  isOwn: true,
  why: 'Seeded rows are part of the install: one that PostgreSQL refuses undoes all of it.',
  example: {
    at: '/models/0/seed',
    before: { key: 'status', rows: [{ status: 'open', total: 'much' }] },
    after: { key: 'status', rows: [{ status: 'open', total: 10.5 }] },
  },
};
