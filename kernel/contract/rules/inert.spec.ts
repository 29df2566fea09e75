import { describe, expect, it } from 'vitest';
import { SHAPE_V3 } from '../../../schemas';
import { check } from '../check';
import { INERT_BLOCKS } from '../inert-blocks';
import { definitionOf } from '../shape';
import { shopWith } from './testing';

const notesWith = (changes: Readonly<Record<string, unknown>>): string[] =>
  check(shopWith(changes)).diagnostics.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);

/** The definition behind a place of the table; undefined where the contract has no such member. */
function edgeAt(place: string): string | undefined {
  let edge: string | undefined = SHAPE_V3.root;
  for (const name of place.split('/')) {
    if (edge === undefined) return undefined;
    edge =
      name === '*'
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
    const places = INERT_BLOCKS.map(({ place }) => place);
    expect(places.filter((place) => edgeAt(place) === undefined)).toEqual([]);
    expect(new Set(places).size).toBe(places.length);
  });

  it('is noted with what a host would do, and the manifest stays accepted', () => {
    const changes = {
      '/settings': [{ key: 'tax_rate', type: 'number' }],
      '/models/0/locking': 'row',
      '/lifecycle': { install: 'wasm:Install' },
    };
    expect(notesWith(changes)).toEqual(['info HOST-ONLY /models/0/locking', 'info HOST-ONLY /settings', 'info HOST-ONLY /lifecycle']);
    const { accepted, diagnostics } = check(shopWith({ '/settings': changes['/settings'] }), { locale: 'es' });
    expect([accepted, diagnostics[0]?.message]).toEqual([
      true,
      '`settings` todavía no hace nada en el playground. En un host la organización rellena los ajustes.',
    ]);
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
