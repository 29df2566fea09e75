/** PostgreSQL's plan of a statement as a tree that can be shown. Pure. */
import { isRecord } from '../values/encoding';

export interface PlanNode {
  /** `Seq Scan`, `Index Scan`, … */
  type: string;
  /** The relation or index that it reads, with its alias where that is another name. */
  on: string | null;
  /** What PostgreSQL expects: its cost in units of its own, and rows. */
  cost: number;
  rows: number;
  /** What was measured; null for a plan that was not run. Milliseconds of all loops, and rows of all loops. */
  actual: { milliseconds: number; rows: number; loops: number } | null;
  /** Conditions, sort keys and the like, by PostgreSQL's own words for them. */
  details: { name: string; text: string }[];
  children: PlanNode[];
}

const DETAILS = [
  ...['Filter', 'Index Cond', 'Recheck Cond', 'Hash Cond', 'Merge Cond', 'Join Filter', 'Sort Key', 'Group Key', 'Join Type', 'Strategy'],
  ...['Rows Removed by Filter', 'Sort Method', 'Shared Hit Blocks', 'Shared Read Blocks', 'Heap Fetches', 'Subplan Name', 'Operation'],
];

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function shown(value: unknown): string | null {
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').join(', ');
  return typeof value === 'number' ? String(value) : textOf(value);
}

function nodeOf(plan: Record<string, unknown>): PlanNode {
  const name = textOf(plan['Relation Name']) ?? textOf(plan['CTE Name']) ?? textOf(plan['Function Name']);
  const [alias, index] = [textOf(plan.Alias), textOf(plan['Index Name'])];
  const place = [name, alias !== null && alias !== name ? alias : null, index === null ? null : `(${index})`].filter((one) => one !== null);
  const loops = numberOf(plan['Actual Loops']);
  const children: unknown[] = Array.isArray(plan.Plans) ? plan.Plans : [];
  return {
    type: textOf(plan['Node Type']) ?? '',
    on: place.length === 0 ? null : place.join(' '),
    cost: numberOf(plan['Total Cost']),
    rows: numberOf(plan['Plan Rows']),
    actual:
      'Actual Loops' in plan
        ? { milliseconds: numberOf(plan['Actual Total Time']) * loops, rows: numberOf(plan['Actual Rows']) * loops, loops }
        : null,
    details: DETAILS.flatMap((detail) => {
      const text = shown(plan[detail]);
      return text === null || text === '' ? [] : [{ name: detail, text }];
    }),
    children: children.filter(isRecord).map(nodeOf),
  };
}

/** Of the text that `explain (format json)` answers; null for any other. */
export function parsePlan(text: string): { plan: PlanNode; planningMs: number | null; executionMs: number | null } | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const first: unknown = Array.isArray(parsed) ? parsed[0] : null;
  if (!isRecord(first) || !isRecord(first.Plan)) return null;
  const milliseconds = (name: string): number | null => (typeof first[name] === 'number' ? first[name] : null);
  return { plan: nodeOf(first.Plan), planningMs: milliseconds('Planning Time'), executionMs: milliseconds('Execution Time') };
}
