import { describe, expect, it } from 'vitest';
import { SHAPE_V3 } from '../../../schemas';
import { check } from '../check';
import { BLOCK_NOTES } from '../blocks';
import { isHostOnly } from '../host-only';
import { definitionOf } from '../shape';
import { shopWith } from '../testing';

/** The shop without its connector, which earns a note of its own. */
const shop = (changes: Readonly<Record<string, unknown>>): string => shopWith({ '/connectors': [], ...changes });
const notesWith = (changes: Readonly<Record<string, unknown>>): string[] =>
  check(shop(changes)).diagnostics.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);

/** The definition behind a place of the table; undefined where the contract has no such member. */
function edgeAt(place: string): string | undefined {
  let edge: string | undefined = SHAPE_V3.root;
  for (const name of place.split('/')) {
    if (edge === undefined) return undefined;
    edge = name.startsWith('*')
      ? edge
          .split('|')
          .find((side) => side.endsWith('[]'))
          ?.slice(0, -2)
      : definitionOf(SHAPE_V3, edge)[name];
  }
  return edge;
}

describe('a block that does nothing here yet', () => {
  it('is a member of the contract, named once', () => {
    const places = BLOCK_NOTES.map(({ place }) => place);
    expect(places.filter((place) => edgeAt(place) === undefined)).toEqual([]);
    expect(new Set(places).size).toBe(places.length);
  });

  it('is noted with what a host would do, and the manifest stays accepted', () => {
    const changes = {
      '/settings': [{ key: 'tax_rate', type: 'number' }],
      '/metadata/features': ['Works offline'],
      '/models/0/locking': 'row',
      '/lifecycle': { install: 'wasm:Install' },
    };
    expect(notesWith(changes)).toEqual([
      'info HOST-ONLY /metadata/features',
      'info HOST-ONLY /models/0/locking',
      'info HOST-ONLY /lifecycle',
    ]);
    const { accepted, diagnostics } = check(shop({ '/metadata/features': changes['/metadata/features'] }), { locale: 'es' });
    expect([accepted, diagnostics[0]?.message]).toEqual([
      true,
      '`features` todavía no hace nada en el playground. En un host el hub muestra las características.',
    ]);
  });

  it('is noted wherever it is nested, three times at most', () => {
    const locked = { title: 'Open', model: 'Product', filter: { status: 'open' }, locked_scope: true };
    const navigation = [{ title: 'Shop', items: [{ title: 'All', items: [locked, locked] }, locked, locked] }];
    expect(notesWith({ '/contributions/navigation': navigation }).filter((note) => note.startsWith('info'))).toEqual([
      'info HOST-ONLY /contributions/navigation/0/items/0/items/0/locked_scope',
      'info HOST-ONLY /contributions/navigation/0/items/0/items/1/locked_scope',
      'info HOST-ONLY /contributions/navigation/0/items/1/locked_scope',
    ]);
  });

  it('is noted by its value where other values of the member work', () => {
    const { diagnostics } = check(shop({ '/contributions/actions/0/handler': { type: 'native', operation: 'scan' } }));
    expect(diagnostics.filter(isHostOnly).map(({ path, message }) => `${path} ${message}`)).toEqual([
      '/contributions/actions/0/handler/type `native` does nothing in the playground yet. On a host the handler runs.',
    ]);
    expect(notesWith({ '/models/0/columns/1/widget': 'image' }).filter((note) => note.includes('HOST-ONLY'))).toEqual([
      'info HOST-ONLY /models/0/columns/1/widget',
    ]);
  });

  it('that does something else here says what', () => {
    const { diagnostics } = check(shop({ '/lifecycle': { install: 'wasm:Install' } }));
    expect(diagnostics.filter(isHostOnly).map(({ message }) => message)).toEqual([
      '`lifecycle` runs here where a bundle is installed over HTTP, and not in the page. On a host its hooks and steps run at install, upgrade and uninstall.',
    ]);
  });

  it('a connector and a condition on it are none', () => {
    expect(notesWith({ '/connectors': [{ key: 'mail' }], '/contributions/actions/0/condition': { connector_connected: 'mail' } })).toEqual(
      [],
    );
  });

  it('that is empty is nobody’s news', () => {
    expect(notesWith({ '/settings': [], '/lifecycle': {}, '/metadata/features': [] })).toEqual([]);
  });

  it('is noted for a preset, a theme and a pack of connectors', () => {
    const theme = {
      apiVersion: 'asteby.com/v3',
      kind: 'Theme',
      metadata: { key: 'dark', name: 'Dark', version: '1.0.0' },
      compatibility: { requires: [{ key: 'kernel', version: '*' }] },
      theme: { tokens: 'tokens.json' },
    };
    expect(check(JSON.stringify(theme)).diagnostics.map(({ rule, path }) => `${rule} ${path}`)).toEqual(['HOST-ONLY /theme']);
  });
});
