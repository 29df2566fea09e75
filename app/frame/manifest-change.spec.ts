import type { ActionMetadata, TableMetadata } from '@asteby/metacore-runtime-react';
import { describe, expect, it } from 'vitest';
import { currentAction, keepWhatFits, type ListChoices } from './manifest-change';

const metadata = (columns: string[], filters: string[] = []): Pick<TableMetadata, 'columns' | 'filters'> =>
  ({ columns: columns.map((key) => ({ key })), filters: filters.map((key) => ({ key })) }) as TableMetadata;

/** A list with choices in it, whose states change as React's do. */
function list() {
  const before = {
    sorting: [{ id: 'title', desc: true }],
    columnFilters: [{ id: 'amount', value: 'GT:5' }],
    dynamicFilters: { status: ['open', 'closed'], scope: ['mine'] },
  };
  const now = { ...before };
  const choices: ListChoices = {
    sorting: (change) => (now.sorting = change(now.sorting)),
    columnFilters: (change) => (now.columnFilters = change(now.columnFilters) as typeof now.columnFilters),
    dynamicFilters: (change) => (now.dynamicFilters = change(now.dynamicFilters) as typeof now.dynamicFilters),
  };
  return { before, now, choices };
}

describe('what was chosen in a list', () => {
  it('stays as it is, the same objects, where everything it names is still there', () => {
    const { before, now, choices } = list();
    keepWhatFits(metadata(['title', 'amount', 'status', 'added'], ['scope']), choices);
    expect(now.sorting).toBe(before.sorting);
    expect(now.columnFilters).toBe(before.columnFilters);
    expect(now.dynamicFilters).toBe(before.dynamicFilters);
  });

  it('loses what names a column that is gone, and that alone', () => {
    const { now, choices } = list();
    keepWhatFits(metadata(['amount', 'status']), choices);
    expect(now).toEqual({ sorting: [], columnFilters: [{ id: 'amount', value: 'GT:5' }], dynamicFilters: { status: ['open', 'closed'] } });
  });
});

describe('the action of an open dialog', () => {
  const action = (more: Partial<ActionMetadata>): ActionMetadata => ({
    key: 'escalate',
    label: 'Escalate',
    icon: 'Siren',
    fields: [{ key: 'reason', label: 'Reason', type: 'text' }],
    ...more,
  });

  it('is the one of the manifest now, and keeps its fields where they did not change', () => {
    const open = action({});
    const now = currentAction([action({ label: 'Raise', icon: '', confirmMessage: 'Sure?' })], open);
    expect(now).toMatchObject({ label: 'Raise', icon: 'Siren', confirm: true });
    expect(now?.fields).toBe(open.fields);
  });

  it('begins anew with other fields', () => {
    const fields = [{ key: 'why', label: 'Why', type: 'text' }] as NonNullable<ActionMetadata['fields']>;
    expect(currentAction([action({ fields })], action({}))?.fields).toBe(fields);
  });

  it('is none where the manifest has none, and what it was until there is metadata', () => {
    const open = action({});
    expect(currentAction([], open)).toBeNull();
    expect(currentAction(undefined, open)).toBe(open);
    expect(currentAction([open], null)).toBeNull();
  });
});
