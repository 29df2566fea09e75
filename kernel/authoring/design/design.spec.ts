import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../contract/check';
import { applyEdits } from '../fixes/edits';
import { designOf } from './design';
import { operate } from './operate';
import type { Operation } from './operation';

const blank = readFileSync('templates/blank/manifest.json', 'utf8');
const tickets = readFileSync('templates/tickets/manifest.json', 'utf8');

/** The text after operations, each of which has to be possible. */
function after(text: string, ...operations: readonly Operation[]): string {
  return operations.reduce((current, operation) => {
    const result = operate(current, operation, { locale: 'en' });
    if (!result.ok) throw new Error(`${operation.do}: ${result.message}`);
    return applyEdits(current, result.edits);
  }, text);
}

const refused = (text: string, operation: Operation): string | null => {
  const result = operate(text, operation, { locale: 'en' });
  return result.ok ? null : result.code;
};

const findings = (text: string): string[] => check(text).diagnostics.map(({ rule, path }) => `${rule} ${path}`);

const LIBRARY: readonly Operation[] = [
  { do: 'rename-model', model: 'Item', to: 'Book' },
  { do: 'rename-table', model: 'Book', to: 'books' },
  { do: 'label-model', model: 'Book', label: 'Books' },
  { do: 'add-permissions', model: 'Book' },
  { do: 'add-model', key: 'Member', table: 'members', label: 'Members', inMenu: true, withPermissions: true },
  { do: 'add-model', key: 'Loan', table: 'loans', label: 'Loans', inMenu: true, withPermissions: true },
  { do: 'add-column', model: 'Loan', name: 'book_id', label: 'Book', kind: 'reference', ref: 'Book', required: true },
  { do: 'add-column', model: 'Loan', name: 'member_id', label: 'Member', kind: 'reference', ref: 'Member', required: true },
  { do: 'add-column', model: 'Loan', name: 'status', label: 'Status', kind: 'status' },
  { do: 'add-column', model: 'Loan', name: 'fee', label: 'Fee', kind: 'money' },
  { do: 'add-column', model: 'Member', name: 'email', label: 'E-mail', kind: 'email' },
  { do: 'set-unique', model: 'Member', column: 'email', unique: true },
  { do: 'add-relation', model: 'Member', name: 'loans', label: 'Loans', through: 'Loan', foreignKey: 'member_id' },
  { do: 'add-role', key: 'librarian', label: 'Librarian', permissions: ['books.index', 'loans.index', 'loans.create'] },
  { do: 'add-role', key: 'reader', label: 'Reader', permissions: ['books.index'] },
  { do: 'grant', role: 'librarian', permission: 'members.index', granted: true },
  { do: 'set-nav', entry: { at: [0], title: 'my_addon.menu.my_addon.title' }, member: 'title', value: 'Library' },
];

describe('operations of the designer', () => {
  it('write a column as the others are written, at the place that is asked for', () => {
    const text = after(blank, { do: 'add-column', model: 'Item', name: 'price', label: 'Price', kind: 'money', at: 3 });
    const line = '        { "name": "price", "type": "numeric(12,2)", "label": "Price", "display": "currency" },\n';
    const at = blank.indexOf('        { "name": "notes"');
    expect(text).toBe(blank.slice(0, at) + line + blank.slice(at));
  });

  it('make a library from the blank addon that leaves nothing to say', () => {
    expect(findings(after(blank, ...LIBRARY))).toEqual(findings(blank));
  });

  it.each(LIBRARY)('leave nothing to say after $do', (operation) => {
    const steps = LIBRARY.slice(0, LIBRARY.indexOf(operation) + 1);
    expect(findings(after(blank, ...steps))).toEqual(findings(blank));
  });

  it('take along what points at a model that goes: references, lists, menus, permissions and what roles hold of them', () => {
    const text = after(tickets, { do: 'remove-model', model: 'Comment' });
    expect(text).not.toContain('omment"');
    expect(text).not.toContain('ticket_comments');
    expect(findings(text).filter((finding) => !findings(tickets).includes(finding))).toEqual([]);
  });

  it('carry a renamed column to the rows that the addon brings and to the filters of menus', () => {
    const document = {
      apiVersion: 'asteby.com/v3',
      kind: 'Addon',
      metadata: { key: 'shop', name: 'Shop', version: '1.0.0' },
      compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
      models: [
        {
          key: 'Order',
          table: 'orders',
          columns: [
            { name: 'organization_id', type: 'uuid' },
            { name: 'state', type: 'text' },
          ],
          seed: { key: 'state', rows: [{ state: 'new' }] },
        },
      ],
      contributions: { navigation: [{ title: 'Shop', items: [{ title: 'New', model: 'Order', filter: { state: 'new' } }] }] },
    };
    const text = after(JSON.stringify(document), { do: 'rename-column', model: 'Order', column: 'state', to: 'stage' });
    expect(text).toBe(JSON.stringify(document).replaceAll('"state"', '"stage"'));
  });

  it('keep a type that is of the kind already, and drop what only the old kind had', () => {
    const { models } = designOf(after(blank, { do: 'set-kind', model: 'Item', column: 'name', kind: 'email' }));
    expect(models[0]?.columns.find(({ name }) => name === 'name')).toMatchObject({ kind: 'email', type: 'varchar(120)' });
    const made = after(
      blank,
      { do: 'set-kind', model: 'Item', column: 'notes', kind: 'status' },
      { do: 'set-kind', model: 'Item', column: 'notes', kind: 'long-text' },
    );
    expect(designOf(made).models[0]?.columns.find(({ name }) => name === 'notes')).toMatchObject({
      kind: 'long-text',
      options: [],
      default: undefined,
    });
  });

  it('refuse what is gone, what is taken, what is no name, and the last column', () => {
    expect(refused(blank, { do: 'remove-model', model: 'Nothing' })).toBe('gone');
    expect(refused(blank, { do: 'add-column', model: 'Item', name: 'name', label: '', kind: 'text' })).toBe('taken');
    expect(refused(blank, { do: 'add-column', model: 'Item', name: 'Not A Name', label: '', kind: 'text' })).toBe('name');
    expect(refused(blank, { do: 'rename-column', model: 'Item', column: 'name', to: 'notes' })).toBe('name');
    const [first, second, third, last] = designOf(blank).models[0]?.columns ?? [];
    const bare = after(
      blank,
      ...[first, second, third].map((column): Operation => ({ do: 'remove-column', model: 'Item', column: column?.name ?? '' })),
    );
    expect(refused(bare, { do: 'remove-column', model: 'Item', column: last?.name ?? '' })).toBe('last');
    expect(refused(blank, { do: 'set-nav', entry: { at: [0], title: 'Elsewhere' }, member: 'title', value: 'x' })).toBe('gone');
  });
});

describe('a text that cannot be changed here', () => {
  it.each([
    ['is half typed', '{ "apiVersion": "asteby.com/v3", "models": [{ "key": "Book", "columns": [{ "name": ', 'syntax', 1],
    ['is a v2 manifest', '{ "key": "old", "version": "1.0.0" }', 'v2', 0],
    ['is empty', '', 'empty', 0],
    ['is a theme', '{ "apiVersion": "asteby.com/v3", "kind": "Theme" }', 'modelless', 0],
  ] as const)('%s: what can be read is shown, and nothing is done', (_, text, kind, models) => {
    const design = designOf(text);
    expect(design.fault?.kind).toBe(kind);
    expect(design.models.length).toBe(models);
    expect(refused(text, { do: 'add-nav-group', title: 'x' })).toBe('text');
  });

  it('names what has no place in the designer', () => {
    const text = '{ "apiVersion": "asteby.com/v3", "models": ["odd"], "settings": [], "contributions": { "tools": [] } }';
    expect(designOf(text).left.map(({ name }) => name)).toEqual(['models.0', 'settings', 'contributions.tools']);
  });
});
