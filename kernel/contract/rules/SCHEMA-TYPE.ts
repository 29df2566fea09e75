import { type FixRule, set } from '../fix';
import { anyOf } from '../fixes/dropping';
import { titles } from '../fixes/titles';
import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';

/** What an entry of a list is when only its name is written, and whether nothing else could be meant. */
const ENTRIES: Readonly<Record<string, readonly [entry: (name: string) => object, isSafe: boolean] | undefined>> = {
  options: [(value) => ({ value, label: value }), true],
  stages: [(key) => ({ key }), true],
  permissions: [(key) => ({ key }), true],
  columns: [(name) => ({ name, type: 'text' }), false],
  fields: [(key) => ({ key, label: key, type: 'text' }), false],
  requires: [(key) => ({ key, version: '*' }), false],
};

/** Writes the entry whose name stands in its place. */
const asEntry: FixRule = ({ path, value }) => {
  const list = path.at(-2) ?? '';
  const known = Object.hasOwn(ENTRIES, list) ? ENTRIES[list] : undefined;
  if (known === undefined || typeof value !== 'string' || value === '' || !/^\d+$/.test(path.at(-1) ?? '')) return [];
  const [entry, safe] = known;
  return [{ id: 'as-entry', title: titles.write(entry(value)), safe, changes: set(path, entry(value)) }];
};

export const rule: Rule<'SCHEMA-TYPE'> = { id: 'SCHEMA-TYPE', level: 'error', fix: anyOf(asEntry, removing(false)) };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a value of the wrong type',
  why: 'The host decodes into typed fields and refuses another type.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', not_null: 'true' } },
};
