import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../contract/check';
import { isHostOnly } from '../../contract/host-only';
import type { Locale } from '../../locale';
import fc from '../../testing/property';
import type { Schema } from './schema-at';
import { SNIPPETS } from './snippets';
import { structureAt, type StructureItem } from './structure';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const schemas: Record<Locale, Schema> = {
  en: JSON.parse(read('generated/schemas/manifest-v3.en.json')) as Schema,
  es: JSON.parse(read('generated/schemas/manifest-v3.es.json')) as Schema,
};
const TICKETS = read('templates/tickets/manifest.json');

/** A manifest with two models of which the second points at the first; `|` marks the cursor. */
const library = (marked: Readonly<Record<string, string>>): string => `{
  "apiVersion": "asteby.com/v3",
  "kind": "Addon",
  "metadata": { "key": "library", "name": "Library", "version": "1.0.0"${marked.metadata ?? ''} },
  "compatibility": { "requires": [{ "key": "kernel", "version": ">=3.0.0 <4.0.0" }${marked.requires ?? ''}] },
  "tenancy": { "isolation": "shared", "rls_column": "organization_id" },
  "models": [
    {
      "key": "Author",
      "table": "authors",
      "label": "Authors",
      "columns": [
        { "name": "organization_id", "type": "uuid", "not_null": true },
        { "name": "name", "type": "text", "not_null": true, "label": "Name" }
      ]${marked.author ?? ''}
    },
    {
      "key": "Book",
      "table": "books",
      "label": "Books",
      "columns": [
        { "name": "organization_id", "type": "uuid", "not_null": true },
        { "name": "author_id", "type": "uuid", "label": "Author", "ref": "Author" }${marked.columns ?? ''}
      ]${marked.book ?? ''}
    }${marked.models ?? ''}
  ]${marked.root ?? ''}
}
`;

interface Asked {
  text: string;
  offset: number;
  items: readonly StructureItem[];
  commaAt: number | null;
  length: number;
}

function asked(marked: string, locale: Locale = 'en'): Asked {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = structureAt(text, cursor, { schema: schemas[locale], foreignModels: ['core.User'], locale, isManifest: true });
  return { text, offset: found?.offset ?? cursor, items: found?.items ?? [], commaAt: found?.commaAt ?? null, length: found?.length ?? 0 };
}

/** The text of a snippet as it is when somebody takes what it proposes. */
const expanded = (insert: string): string =>
  insert
    .replaceAll(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
    .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replaceAll(/\$\d/g, '')
    .replaceAll(/\\([\\$}])/g, '$1');

function taken({ text, offset, length, commaAt }: Asked, insert: string): string {
  const written = text.slice(0, offset) + expanded(insert) + text.slice(offset + length);
  return commaAt === null ? written : `${written.slice(0, commaAt)},${written.slice(commaAt)}`;
}

const labelsOf = ({ items }: Asked): string[] => items.map(({ label }) => label);

describe('an empty file', () => {
  it.each<Locale>(['en', 'es'])('becomes an addon without a finding (%s)', (locale) => {
    const question = asked('|', locale);
    expect(labelsOf(question)[0]).toBe('addon');
    const result = check(taken(question, question.items[0]?.insert ?? ''));
    expect(result.diagnostics.filter((found) => !isHostOnly(found))).toEqual([]);
    expect(result.accepted).toBe(true);
  });
});

/** Where the entries of a list are asked for, and what stands around them. */
const PLACES: Readonly<Record<string, (body: string) => string>> = {
  'models/*': (body) => library({ models: `,\n    ${body}` }),
  'models/*/columns/*': (body) => library({ columns: `,\n        ${body}` }),
  'models/*/columns/*/options/*': (body) =>
    library({ columns: `,\n        { "name": "status", "type": "text", "label": "Status", "options": [${body}] }` }),
  'models/*/relations/*': (body) => library({ author: `,\n      "relations": [${body}]` }),
  'models/*/foreign_keys/*': (body) => library({ book: `,\n      "foreign_keys": [${body}]` }),
  'contributions/navigation/*': (body) => library({ root: `,\n  "contributions": { "navigation": [${body}] }` }),
  'contributions/navigation/*/items/*': (body) =>
    library({ root: `,\n  "contributions": { "navigation": [{ "title": "Library", "items": [${body}] }] }` }),
  'contributions/actions/*': (body) =>
    library({
      root: `,\n  "capabilities": [{ "kind": "http:fetch", "target": "example.com", "reason": "Tells it" }],\n  "contributions": { "actions": [${body}] }`,
    }),
  'contributions/dashboard/*': (body) => library({ root: `,\n  "contributions": { "dashboard": [${body}] }` }),
  'rbac/permissions/*': (body) => library({ root: `,\n  "rbac": { "permissions": [${body}] }` }),
  'rbac/roles/*': (body) =>
    library({
      root: `,\n  "rbac": { "permissions": [{ "key": "books.index", "label": "See books", "models": [{ "model": "Book", "actions": ["index"] }] }], "roles": [${body}] }`,
    }),
  'settings/*': (body) => library({ root: `,\n  "settings": [${body}]` }),
  'capabilities/*': (body) => library({ root: `,\n  "capabilities": [${body}]` }),
  'compatibility/requires/*': (body) => library({}).replace('[{ "key": "kernel", "version": ">=3.0.0 <4.0.0" }]', `[${body}]`),
};

const cases = Object.entries(PLACES).flatMap(([at, around]) =>
  (['en', 'es'] as const).flatMap((locale) => {
    const question = asked(around('|'), locale);
    const entries = question.items.filter(({ kind }) => kind === 'entry');
    return entries.map(({ label, insert }): [string, string, string] => [`${at} (${locale})`, label, taken(question, insert)]);
  }),
);

describe('an entry', () => {
  it('is there for every list that has some', () => {
    expect(Object.keys(PLACES).sort()).toEqual(Object.keys(SNIPPETS).sort());
    for (const at of Object.keys(PLACES)) expect(cases.filter(([name]) => name.startsWith(`${at} `)).length).toBeGreaterThan(1);
  });

  it.each(cases)('of %s leaves no finding: %s', (_, __, text) => {
    const { diagnostics, accepted } = check(text);
    expect(diagnostics.filter((found) => !isHostOnly(found))).toEqual([]);
    expect(accepted).toBe(true);
  });

  it('speaks of the project’s own models', () => {
    const references = labelsOf(asked(library({ columns: ',\n        |' })));
    expect(references).toEqual(expect.arrayContaining(['reference to Author', 'reference to Book', 'reference to core.User']));
    expect(labelsOf(asked(library({ author: ',\n      "relations": [|]' })))).toEqual(['list of Book', '{}']);
    const menu = asked(library({ root: ',\n  "contributions": { "navigation": [|] }' }));
    expect(expanded(menu.items[0]?.insert ?? '')).toContain('"model": "Author"');
  });
});

describe('members', () => {
  it('come as people write them: what is required first, then what is usual', () => {
    const column = asked(library({ columns: ',\n        { | }' }));
    expect(labelsOf(column).slice(0, 6)).toEqual(['name', 'type', 'label', 'not_null', 'default', 'options']);
    expect(column.items[0]?.detail).toBe('text · required');
    expect(column.items[0]?.documentation).not.toBe('');
  });

  it('are those that are not there yet, with their values begun', () => {
    const root = asked(library({ root: ',\n  |' }));
    expect(labelsOf(root)).not.toContain('models');
    expect(root.items.find(({ label }) => label === 'contributions')?.insert).toBe('"contributions": {\n\t$1\n}');
    expect(root.items.find(({ label }) => label === 'settings')?.insert).toBe('"settings": [\n\t$1\n]');
    expect(asked('{ | }').items.find(({ label }) => label === 'metadata')?.insert).toBe(
      '"metadata": { "key": "$1", "name": "$2", "version": "$3" }',
    );
    expect(asked('{ | }').items.find(({ label }) => label === 'apiVersion')?.insert).toBe('"apiVersion": "asteby.com/v3"');
  });

  it('take the place of the word that is being written, with quotes or without', () => {
    for (const typed of ['"lab|', '"lab|"', 'lab|']) {
      const question = asked(library({ columns: `,\n        { "name": "x", ${typed} }` }));
      const label = question.items.find((item) => item.label === 'label')?.insert ?? '';
      expect(taken(question, label)).toContain('{ "name": "x", "label": "" }');
    }
  });

  it('keep a value that is there', () => {
    const question = asked(library({ columns: ',\n        { "name": "x", "ty|": "text" }' }));
    expect(taken(question, question.items.find(({ label }) => label === 'type')?.insert ?? '')).toContain(
      '{ "name": "x", "type": "text" }',
    );
  });

  it('bring the comma that was forgotten, and the one that has to follow', () => {
    const question = asked(library({ columns: ',\n        { "name": "x"\n          |\n          "type": "text" }' }));
    const label = question.items.find((item) => item.label === 'label')?.insert ?? '';
    expect(JSON.parse(taken(question, label))).toMatchObject({
      models: [{}, { columns: [{}, {}, { name: 'x', label: '', type: 'text' }] }],
    });
  });
});

describe('values', () => {
  it('are those of a closed list', () => {
    expect(labelsOf(asked(library({ author: ',\n      "relations": [{ "kind": "|" }]' })))).toContain('one_to_many');
    expect(labelsOf(asked(library({ columns: ',\n        { "not_null": | }' })))).toEqual(['true', 'false']);
    const granted = (root: string) => labelsOf(asked(library({ root })));
    expect(granted(',\n  "rbac": { "permissions": [{ "key": "k", "models": [{ "model": "Book", "actions": ["|"] }] }] }')).toEqual([
      'index',
      'create',
      'update',
      'delete',
    ]);
  });

  it('are left to names where names are wanted', () => {
    expect(asked(library({ columns: ',\n        { "ref": "|" }' })).items).toEqual([]);
    const ref = asked(library({ columns: ',\n        { | }' })).items.find(({ label }) => label === 'ref');
    expect([ref?.insert, ref?.continues]).toEqual(['"ref": "$1"', true]);
  });

  it('are none behind a value, or where the schema knows nothing', () => {
    expect(asked('{ "kind": "Addon" | }').items).toEqual([]);
    expect(asked('{ "nothing": { "x": | } }').items).toEqual([]);
  });
});

describe('any text', () => {
  it('is answered or not, and never throws', () => {
    fc.assert(
      fc.property(fc.nat(TICKETS.length), fc.nat(200), fc.string(), (cut, removed, inserted) => {
        const text = TICKETS.slice(0, cut) + inserted + TICKETS.slice(cut + removed);
        const found = structureAt(text, cut, { schema: schemas.en, foreignModels: [], locale: 'en', isManifest: true });
        expect(found === null || (found.offset >= 0 && found.offset + found.length <= text.length)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
