import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../contract/check';
import { isHostOnly } from '../../contract/host-only';
import { completionsAt, type Surroundings } from './complete';
import { entityGraph } from './entity-graph';
import { hoverAt } from './hover';
import { definitionAt, referencesAt } from './navigate';
import { indexManifest } from './occurrences';
import { isTextPlace } from './places';
import { renamableAt, renameAt, type TextEdit } from './rename';
import fc from '../../testing/property';

const TICKETS = readFileSync(new URL('../../../templates/tickets/manifest.json', import.meta.url), 'utf8');

const SURROUNDINGS: Surroundings = {
  files: ['README.md', 'i18n/es.json', 'migrations/0001_init.sql'],
  functions: [
    { name: 'escalate', from: 'backend/backend.wasm' },
    { name: 'on_install', from: 'backend/main.go' },
  ],
  texts: [{ key: 'tickets.title', text: 'Tickets' }],
  models: ['core.User', 'core.Branch'],
  addons: [{ key: 'billing', version: '^2.1.0' }],
  events: ['billing.paid'],
  slots: ['billing.header'],
  icons: ['Ticket', 'TicketCheck', 'Siren'],
};

/** The offset of the n-th occurrence of `text`, `into` characters inside it. */
function offsetOf(manifest: string, text: string, into = 1, nth = 0): number {
  let at = -1;
  for (let count = 0; count <= nth; count += 1) at = manifest.indexOf(text, at + 1);
  expect(at).toBeGreaterThanOrEqual(0);
  return at + into;
}

function apply(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce((out, edit) => out.slice(0, edit.offset) + edit.text + out.slice(edit.offset + edit.length), text);
}

/** Labels offered where `|` stands in the value of a member. */
function offered(manifest: string, member: string, value: string): string[] {
  const offset = offsetOf(manifest, `"${member}": "${value}"`, member.length + 5 + value.length);
  return completionsAt(manifest, offset, SURROUNDINGS)?.items.map(({ label }) => label) ?? [];
}

describe('completion', () => {
  it('offers own and foreign models where a model is wanted', () => {
    expect(offered(TICKETS, 'ref', 'core.User')).toEqual(['Ticket', 'Comment', 'core.User', 'core.Branch']);
    expect(offered(TICKETS, 'target_model', 'Ticket')).toEqual(['Ticket', 'Comment', 'core.User', 'core.Branch']);
  });

  it('offers the columns of the model a place belongs to', () => {
    const offset = offsetOf(TICKETS, '"columns": ["ticket_id"]', '"columns": ["'.length);
    expect(completionsAt(TICKETS, offset, SURROUNDINGS)?.items.map(({ label }) => label)).toEqual([
      'id',
      'organization_id',
      'ticket_id',
      'body',
      'internal',
    ]);
    expect(offered(TICKETS, 'foreign_key', 'ticket_id')).toEqual(['id', 'organization_id', 'ticket_id', 'body', 'internal']);
    const references = offsetOf(TICKETS, '"model": "Ticket", "columns": ["id"]', '"model": "Ticket", "columns": ["'.length);
    expect(completionsAt(TICKETS, references, SURROUNDINGS)?.items).toContainEqual({
      label: 'status',
      kind: 'column',
      detail: 'Ticket · text',
    });
  });

  it('offers permissions, states of the target model, addons, ranges, files and icons', () => {
    expect(offered(TICKETS, 'permission', 'tickets.index')).toEqual(expect.arrayContaining(['tickets.index', 'ticket_comments.delete']));
    const state = offsetOf(TICKETS, '"requires_state": ["resolved"]', '"requires_state": ["'.length);
    expect(completionsAt(TICKETS, state, SURROUNDINGS)?.items.map(({ label }) => label)).toEqual([
      'open',
      'in_progress',
      'resolved',
      'closed',
    ]);
    expect(offered(TICKETS, 'key', 'kernel')).toEqual(['kernel', 'billing']);
    expect(offered(TICKETS, 'version', '>=3.0.0 <4.0.0')[0]).toBe('>=3.0.0 <4.0.0');
    expect(offered(TICKETS, 'readme', 'README.md')).toEqual(['README.md']);
    expect(offered(TICKETS, 'slug', 'Ticket')).toEqual(['Ticket', 'TicketCheck']);
  });

  it('offers functions for handlers, migrations for upgrades, texts for labels', () => {
    const items = (json: string, mark: string) => completionsAt(json, offsetOf(json, mark, mark.length), SURROUNDINGS)?.items;
    const lifecycle = (step: string) => `{"lifecycle":{"install":"","upgrade":[${step}]},"models":[{"label":""}]}`;
    expect(items(lifecycle('{"type":"sql","function":""}'), '"function":"')).toEqual([
      { label: 'migrations/0001_init.sql', kind: 'file', detail: '' },
    ]);
    const functions = [
      { label: 'escalate', kind: 'function', detail: 'backend/backend.wasm' },
      { label: 'on_install', kind: 'function', detail: 'backend/main.go' },
    ];
    expect(items(lifecycle('{"type":"wasm","function":""}'), '"function":"')).toEqual(functions);
    expect(items(lifecycle(''), '"install":"')).toEqual(functions.map((item) => ({ ...item, label: `wasm:${item.label}` })));
    expect(items(lifecycle(''), '"label":"')).toEqual([{ label: 'tickets.title', kind: 'text', detail: 'Tickets' }]);
    expect(items('{"metadata":{"i18n":{"es":{"title":""}}}}', '"title":"')).toBeUndefined();
  });

  it('offers texts wherever the schema says that a key of the language files may stand', () => {
    const members = new Set<string>();
    const walk = (value: unknown, name: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { description } = value as { description?: unknown };
      if (typeof description === 'string' && description.includes('i18n key')) members.add(name);
      for (const [key, inner] of Object.entries(value)) walk(inner, key);
    };
    for (const file of readdirSync('schemas/v3')) walk(JSON.parse(readFileSync(`schemas/v3/${file}`, 'utf8')), '');
    expect([...members].sort()).toEqual(['label', 'title']);
    for (const member of members) expect(isTextPlace(['models', 0, member])).toBe(true);
  });

  it('replaces what stands between the quotes, while the text is broken around it too', () => {
    const broken = TICKETS.replace('"ref": "core.User" }', '"ref": "co');
    const offset = offsetOf(broken, '"ref": "co', '"ref": "co'.length);
    expect(completionsAt(`${broken.slice(0, offset)}"`, offset, SURROUNDINGS)).toMatchObject({ offset: offset - 2, length: 2 });
  });

  it('offers nothing where a name is defined, in a member name, or in free text', () => {
    expect(completionsAt(TICKETS, offsetOf(TICKETS, '"name": "title"', 11), SURROUNDINGS)).toBeNull();
    expect(completionsAt(TICKETS, offsetOf(TICKETS, '"columns"', 3), SURROUNDINGS)).toBeNull();
    expect(completionsAt(TICKETS, offsetOf(TICKETS, '"author": "Meta', 12), SURROUNDINGS)).toBeNull();
  });
});

describe('definition and references', () => {
  const at = (span: { offset: number; length: number } | null) => span && TICKETS.slice(span.offset, span.offset + span.length);

  it('finds the model a reference names', () => {
    const found = definitionAt(TICKETS, offsetOf(TICKETS, '"through": "Comment"', 13));
    expect(at(found)).toBe('Comment');
    expect(TICKETS.slice((found?.offset ?? 0) - 8, found?.offset)).toBe('"key": "');
  });

  it('finds every place of a column, inside an index predicate too', () => {
    const spans = referencesAt(TICKETS, offsetOf(TICKETS, '"name": "due_date"', 10));
    expect(spans.map((span) => at(span))).toEqual(['due_date', 'due_date', 'due_date']);
    expect(TICKETS.slice(spans[2]?.offset ?? 0)).toMatch(/^due_date IS NOT NULL/);
  });

  it('knows nothing of what is defined elsewhere', () => {
    expect(definitionAt(TICKETS, offsetOf(TICKETS, '"core.User"', 8))).toBeNull();
  });
});

describe('rename', () => {
  it('renames a column everywhere and keeps the manifest accepted', () => {
    const result = renameAt(TICKETS, offsetOf(TICKETS, '"name": "due_date"', 10), 'due_on', {
      'migrations/0001_init.sql': 'select 1;\nupdate tickets set due_date = now();',
    });
    if (!result.ok) throw new Error(result.message);
    const renamed = apply(TICKETS, result.edits);
    expect(result.edits).toHaveLength(3);
    expect(renamed).toContain(`"where": "status <> 'closed' AND due_on IS NOT NULL"`);
    expect(check(renamed).diagnostics.filter((found) => !isHostOnly(found))).toEqual([]);
    expect(result.migrations).toEqual([{ path: 'migrations/0001_init.sql', line: 2, text: 'update tickets set due_date = now();' }]);
    expect(result.stored).toEqual({ kind: 'column', table: 'tickets', from: 'due_date', to: 'due_on' });
    expect(result.suggestion?.path).toBe('migrations/0002_rename_tickets_due_date.sql');
  });

  it('renames a model everywhere and keeps the manifest accepted', () => {
    const result = renameAt(TICKETS, offsetOf(TICKETS, '"key": "Ticket"', 9), 'Request', {});
    if (!result.ok) throw new Error(result.message);
    const renamed = apply(TICKETS, result.edits);
    expect(result.stored).toEqual({ kind: 'model', from: 'Ticket', to: 'Request' });
    expect(result.suggestion).toBeNull();
    expect(renamed).not.toMatch(/"(ref|model|target_model)": "Ticket"/);
    expect(check(renamed).diagnostics.filter((found) => !isHostOnly(found))).toEqual([]);
  });

  it('refuses a name that is taken, a name that is none, and what is defined elsewhere', () => {
    const column = offsetOf(TICKETS, '"name": "due_date"', 10);
    expect(renameAt(TICKETS, column, 'status', {})).toEqual({ ok: false, message: '“status” is already in use.' });
    expect(renameAt(TICKETS, column, 'Due Date', {}, 'es')).toEqual({ ok: false, message: '“Due Date” no es un nombre válido aquí.' });
    expect(renamableAt(TICKETS, offsetOf(TICKETS, '"core.User"', 8))).toBeNull();
    expect(renamableAt(TICKETS, column)).toEqual({ offset: column - 1, length: 8, name: 'due_date' });
  });

  it('round trips for every name the template defines', () => {
    const definitions =
      indexManifest(TICKETS)?.occurrences.filter(
        ({ role, kind }) => role === 'definition' && (kind === 'column' || kind === 'model' || kind === 'permission'),
      ) ?? [];
    expect(definitions.length).toBeGreaterThan(20);
    for (const { offset, name, kind } of definitions) {
      const fresh = kind === 'model' ? 'Zebra' : kind === 'permission' ? 'zebra.index' : 'zebra';
      const there = renameAt(TICKETS, offset, fresh, {});
      if (!there.ok) throw new Error(there.message);
      const renamed = apply(TICKETS, there.edits);
      const back = renameAt(renamed, there.edits.find((edit) => renamed.startsWith(fresh, edit.offset))?.offset ?? offset, name, {});
      if (!back.ok) throw new Error(back.message);
      expect(apply(renamed, back.edits)).toBe(TICKETS);
    }
  });
});

describe('hover', () => {
  const sqlTypeOf = (type: string) => (type === 'numeric(12,2)' ? 'numeric(12,2)' : null);

  it('tells what a column becomes, in both languages', () => {
    const offset = offsetOf(TICKETS, '"name": "amount"', 10);
    expect(hoverAt(TICKETS, offset, 'en', sqlTypeOf)?.text).toBe(
      '**`Ticket.amount`** · `numeric(12,2)` → `numeric(12,2)` in PostgreSQL\n\nnamed in 1 place',
    );
    expect(hoverAt(TICKETS, offset, 'es', sqlTypeOf)?.text).toBe(
      '**`Ticket.amount`** · `numeric(12,2)` → `numeric(12,2)` en PostgreSQL\n\nnombrado en 1 lugar',
    );
  });

  it('tells what a model is, from a place that names it', () => {
    expect(hoverAt(TICKETS, offsetOf(TICKETS, '"target_model": "Ticket"', 19), 'en', sqlTypeOf)?.text).toBe(
      '**`Ticket`** · table `tickets` · 11 columns\n\nnamed in 13 places',
    );
  });
});

describe('the entity graph', () => {
  it('shows models, what points where, and models of others', () => {
    const graph = entityGraph(TICKETS);
    expect(graph.entities.map(({ key, table, columns }) => [key, table, columns.length])).toEqual([
      ['Ticket', 'tickets', 11],
      ['Comment', 'ticket_comments', 5],
      ['core.User', '', 0],
    ]);
    expect(graph.links).toEqual([
      { from: 'Ticket', to: 'core.User', label: 'assignee_id', kind: 'reference' },
      { from: 'Comment', to: 'Ticket', label: 'ticket_id', kind: 'foreign-key' },
    ]);
  });
});

it('the graph has two hundred models at most', () => {
  const shown = (count: number) =>
    entityGraph(JSON.stringify({ models: Array.from({ length: count }, (_, n) => ({ key: `M${n}`, table: `m${n}`, columns: [] })) }))
      .entities.length;
  expect([shown(199), shown(200), shown(201)]).toEqual([199, 200, 200]);
});

describe('hostile text', () => {
  it('never throws, wherever the cursor stands in whatever text', () => {
    fc.assert(
      fc.property(fc.nat(TICKETS.length), fc.nat(200), fc.string(), (cut, removed, inserted) => {
        const text = TICKETS.slice(0, cut) + inserted + TICKETS.slice(cut + removed);
        completionsAt(text, cut, SURROUNDINGS);
        hoverAt(text, cut, 'en', () => null);
        referencesAt(text, cut);
        renameAt(text, cut, 'x', {});
        entityGraph(text);
      }),
      { numRuns: 200 },
    );
  });

  it('is read where names are no texts', () => {
    const text =
      '{"models":[{"key":"A","table":{},"columns":[{"name":[]}],"foreign_keys":[{"columns":[{},"a"],"references":{"model":"A"}}]}]}';
    expect(entityGraph(text).links).toEqual([{ from: 'A', to: 'A', label: ', a', kind: 'foreign-key' }]);
    expect(hoverAt(text, text.indexOf('"A"') + 1, 'en', () => null)?.text).toBe('**`A`** · table `` · 1 columns\n\nnamed in 2 places');
  });

  it('reads __proto__ as the name it is', () => {
    expect(indexManifest('{"__proto__":{"models":[]},"models":[{"key":"__proto__","columns":[{"name":"constructor"}]}]}')).not.toBeNull();
  });
});
