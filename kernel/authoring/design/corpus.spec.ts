/** The designer over manifests of a corpus and the project's own templates: what nobody changes stays, what is changed holds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../contract/check';
import { applyEdits } from '../fixes/edits';
import { type Design, type DesignNav, designOf } from './design';
import { openDraft, readTree, valueIn } from './draft';
import { getNodeValue } from 'jsonc-parser';
import { DESIGN_KINDS, type WritableKind } from './kinds';
import { operate } from './operate';
import type { Operation } from './operation';

const corpus = process.env.PLAYGROUND_CORPUS === undefined ? null : join(process.env.PLAYGROUND_CORPUS, 'manifests', 'valid');
if (corpus === null) process.stderr.write('design/corpus.spec.ts: the corpus is skipped, PLAYGROUND_CORPUS is not set\n');

const read = (file: string): string => readFileSync(file, 'utf8');
const templates = readdirSync('templates', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => [`template ${name}`, read(join('templates', name, 'manifest.json'))] as const);
const MANIFESTS = [
  ...templates,
  ...(corpus === null ? [] : readdirSync(corpus).map((name) => [name, read(join(corpus, name))] as const)),
].filter(([, text]) => designOf(text).fault === null);

/** Numbers that look drawn and are the same in every run. */
function drawer(seed: number): <T>(of: readonly T[]) => T | undefined {
  let state = seed;
  return (of) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return of[Math.floor((state / 2 ** 32) * of.length)];
  };
}

const allNav = (entries: readonly DesignNav[]): DesignNav[] => entries.flatMap((entry) => [entry, ...allNav(entry.items)]);

const OTHER = 'zz_drawn';

/** Every kind of operation that a design has room for, on things that are drawn. */
function drawn(design: Design, draw: ReturnType<typeof drawer>): Operation[] {
  const operations: Operation[] = [];
  const model = draw(design.models);
  const kinds = DESIGN_KINDS.filter((kind): kind is WritableKind => kind !== 'other');
  operations.push({ do: 'add-model', key: 'ZzDrawn', table: 'zz_drawns', label: 'Drawn', inMenu: true, withPermissions: true });
  if (model !== undefined) {
    const own = model.key;
    operations.push(
      { do: 'rename-model', model: own, to: 'ZzOther' },
      { do: 'rename-table', model: own, to: 'zz_others' },
      { do: 'label-model', model: own, label: 'Other "label"' },
      { do: 'move-model', model: own, to: 0 },
      { do: 'add-action', key: OTHER, label: 'Drawn', model: own, url: 'https://drawn.example.com/hook' },
      { do: 'add-permissions', model: own },
      { do: 'remove-model', model: own },
    );
    for (const kind of kinds)
      operations.push({ do: 'add-column', model: own, name: OTHER, label: 'Drawn', kind, ...(kind === 'reference' && { ref: own }) });
    const free = model.columns.filter(({ isSystem }) => !isSystem);
    const column = draw(free);
    if (column !== undefined) {
      const name = column.name;
      operations.push(
        { do: 'rename-column', model: own, column: name, to: OTHER },
        { do: 'set-column', model: own, column: name, member: 'label', value: 'Other' },
        { do: 'set-column', model: own, column: name, member: 'comment', value: 'A note' },
        { do: 'move-column', model: own, column: name, to: 0 },
        { do: 'move-column', model: own, column: name, to: 99 },
        { do: 'duplicate-column', model: own, column: name },
        { do: 'remove-column', model: own, column: name },
      );
      const option = draw(column.options);
      if (option !== undefined)
        operations.push(
          { do: 'set-option', model: own, column: name, option: option.value, member: 'color', value: '#123456' },
          { do: 'set-option', model: own, column: name, option: option.value, member: 'label', value: 'Other' },
          { do: 'move-option', model: own, column: name, option: option.value, to: 0 },
          { do: 'add-option', model: own, column: name, value: OTHER, label: 'Drawn' },
        );
    }
    const relation = draw(model.relations);
    if (relation !== undefined)
      operations.push(
        { do: 'label-relation', model: own, relation: relation.name, label: 'Other' },
        { do: 'remove-relation', model: own, relation: relation.name },
      );
  }
  operations.push({ do: 'add-nav-group', title: 'Drawn' });
  const entry = draw(allNav(design.navigation));
  if (entry !== undefined)
    operations.push(
      { do: 'set-nav', entry, member: 'title', value: 'Other' },
      { do: 'set-nav', entry, member: 'icon', value: 'Star' },
      { do: 'move-nav', entry, to: [...entry.at.slice(0, -1), 0] },
      { do: 'remove-nav', entry },
    );
  const group = draw(design.navigation);
  if (group !== undefined && model !== undefined) operations.push({ do: 'add-nav-item', into: group, title: 'Drawn', model: model.key });
  const role = draw(design.roles);
  const permission = draw(design.permissions);
  if (permission !== undefined) {
    operations.push({ do: 'remove-permission', permission: permission.key });
    operations.push({ do: 'add-role', key: OTHER, label: 'Drawn', permissions: [permission.key] });
  }
  if (role !== undefined) {
    operations.push({ do: 'rename-role', role: role.key, to: OTHER }, { do: 'label-role', role: role.key, label: 'Other' });
    operations.push({ do: 'remove-role', role: role.key });
    if (permission !== undefined)
      operations.push(
        { do: 'grant', role: role.key, permission: permission.key, granted: true },
        { do: 'grant', role: role.key, permission: permission.key, granted: false },
      );
  }
  const action = draw(design.actions);
  if (action !== undefined) {
    const name = { action: action.key, model: action.model };
    operations.push(
      { do: 'rename-action', ...name, to: OTHER },
      { do: 'set-action', ...name, member: 'label', value: 'Other' },
      { do: 'move-action', ...name, to: 0 },
      { do: 'remove-action', ...name },
    );
    if (!action.hasSteps) operations.push({ do: 'add-field', ...name, key: OTHER, label: 'Drawn', type: 'text' });
    const field = draw(action.fields);
    if (field !== undefined)
      operations.push(
        { do: 'set-field', ...name, field: field.key, member: 'label', value: 'Other' },
        { do: 'rename-field', ...name, field: field.key, to: OTHER },
        { do: 'move-field', ...name, field: field.key, to: 0 },
        { do: 'remove-field', ...name, field: field.key },
      );
  }
  return operations;
}

/** Errors by rule: places move, and names in sentences change. */
function errorsOf(text: string): Map<string, number> {
  const count = new Map<string, number>();
  for (const { rule, severity } of check(text).diagnostics) if (severity === 'error') count.set(rule, (count.get(rule) ?? 0) + 1);
  return count;
}

function newErrors(before: string, after: string): string[] {
  const had = errorsOf(before);
  const fresh = [...errorsOf(after)].filter(([rule, number]) => number > (had.get(rule) ?? 0)).map(([rule]) => rule);
  return fresh.length === 0
    ? []
    : check(after)
        .diagnostics.filter(({ rule, severity }) => severity === 'error' && fresh.includes(rule))
        .map(({ rule, path }) => `${rule} at ${path}`);
}

const parsed = (text: string): unknown => {
  const { root } = readTree(text);
  return root === undefined ? undefined : getNodeValue(root);
};

/** The same manifest with a comment behind every fifth line and one above every seventh. */
function commented(text: string): { text: string; comments: string[] } {
  const comments: string[] = [];
  const note = (line: number, place: string): string => {
    const comment = `// ${place} ${String(line)}`;
    comments.push(comment);
    return comment;
  };
  const lines = text.split('\n').flatMap((line, at) => {
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    return [
      ...(at % 7 === 3 ? [`${indent}${note(at, 'above')}`] : []),
      at % 5 === 2 && line.trim() !== '' && !line.endsWith('\r') ? `${line} ${note(at, 'behind')}` : line,
    ];
  });
  return { text: lines.join('\n'), comments };
}

describe.each(MANIFESTS)('%s', (name, text) => {
  it('stays as it is where nothing is changed, and every part is found where it stands', () => {
    expect(openDraft(text).edits()).toEqual([]);
    const design = designOf(text);
    const document = parsed(text);
    const places = [
      ...design.models,
      ...design.models.flatMap(({ columns, relations }) => [...columns, ...relations, ...columns.flatMap(({ options }) => options)]),
      ...allNav(design.navigation),
      ...design.roles,
      ...design.permissions,
      ...design.actions,
      ...design.actions.flatMap(({ fields }) => fields),
      ...design.left,
    ];
    for (const { path, offset, length } of places) expect(parsed(text.slice(offset, offset + length))).toEqual(valueIn(document, path));
  });

  it('still holds after whatever is done to it', () => {
    const wrong: string[] = [];
    for (const seed of [1, 2])
      for (const operation of drawn(designOf(text), drawer(seed * 7_919 + text.length))) {
        const result = operate(text, operation, { locale: 'en' });
        // What is taken or has no such name is refused.
        if (!result.ok) continue;
        const after = applyEdits(text, result.edits);
        expect(readTree(after).errors).toEqual([]);
        const found = newErrors(text, after);
        if (found.length > 0) wrong.push(`${JSON.stringify(operation)}: ${found.join(', ')}`);
      }
    expect(wrong).toEqual([]);
  });

  it('keeps its comments, and says the same as without them', () => {
    const { text: noted, comments } = commented(text);
    for (const operation of drawn(designOf(text), drawer(text.length))) {
      const [bare, rich] = [text, noted].map((each) => {
        const result = operate(each, operation, { locale: 'en' });
        return result.ok ? applyEdits(each, result.edits) : null;
      });
      if (bare === null || rich === null || bare === undefined || rich === undefined) {
        expect(rich).toBe(bare);
        continue;
      }
      expect(parsed(rich)).toEqual(parsed(bare));
      expect(readTree(rich).errors).toEqual([]);
      const isTaking = operation.do.startsWith('remove-') || (operation.do === 'grant' && !operation.granted);
      const isKept = operation.do !== 'move-nav';
      if (!isTaking && isKept) expect(comments.filter((comment) => !rich.includes(comment))).toEqual([]);
    }
  });

  it('is the same to the byte after an operation and the one that takes it back', () => {
    const design = designOf(text);
    const draw = drawer(text.length + name.length);
    const model = draw(design.models.filter(({ columns }) => columns.some(({ isSystem }) => !isSystem)));
    const column = draw(model?.columns.filter(({ isSystem }) => !isSystem) ?? []);
    const pairs: [Operation, Operation][] = [
      ...(design.models.length > 0
        ? [
            [
              { do: 'add-model', key: 'ZzDrawn', table: 'zz_drawns', label: 'Drawn', inMenu: false, withPermissions: false },
              { do: 'remove-model', model: 'ZzDrawn' },
            ] satisfies [Operation, Operation],
          ]
        : []),
    ];
    if (model !== undefined && column !== undefined) {
      const own = { model: model.key, column: column.name };
      const from = model.columns.findIndex(({ name: each }) => each === column.name);
      pairs.push(
        [
          { do: 'add-column', model: model.key, name: OTHER, label: 'Drawn', kind: 'status', at: from },
          { do: 'remove-column', model: model.key, column: OTHER },
        ],
        [
          { do: 'move-column', ...own, to: 0 },
          { do: 'move-column', ...own, to: from },
        ],
        [
          { do: 'move-column', ...own, to: model.columns.length - 1 },
          { do: 'move-column', ...own, to: from },
        ],
        [
          { do: 'duplicate-column', ...own },
          { do: 'remove-column', model: model.key, column: `${column.name}_copy` },
        ],
        [
          { do: 'rename-column', ...own, to: OTHER },
          { do: 'rename-column', model: model.key, column: OTHER, to: column.name },
        ],
      );
      if (column.comment === '')
        pairs.push([
          { do: 'set-column', ...own, member: 'comment', value: 'x' },
          { do: 'set-column', ...own, member: 'comment', value: '' },
        ]);
    }
    const [role] = design.roles;
    if (role !== undefined)
      pairs.push([
        { do: 'add-role', key: OTHER, label: 'Drawn', permissions: [] },
        { do: 'remove-role', role: OTHER },
      ]);
    if (design.navigation.length > 0)
      pairs.push([
        { do: 'add-nav-group', title: 'Drawn' },
        { do: 'remove-nav', entry: { at: [design.navigation.length], title: 'Drawn' } },
      ]);
    for (const [one, back] of pairs) {
      const first = operate(text, one, { locale: 'en' });
      if (!first.ok) continue;
      const between = applyEdits(text, first.edits);
      const second = operate(between, back, { locale: 'en' });
      expect(second, JSON.stringify(back)).toMatchObject({ ok: true });
      if (second.ok) expect(applyEdits(between, second.edits), JSON.stringify(one)).toBe(text);
    }
  });
});
