import { describe, expect, it } from 'vitest';
import { MAX_EMBED_TEXT_CHARS, readEmbedRequest } from './embed-protocol';
import fc from '../testing/property';

const message = (type: string, more: object = {}): object => ({ type: `metacore-playground:${type}`, id: 7, ...more });

describe('a message of the page around', () => {
  it.each<[name: string, data: unknown, expected: unknown]>([
    ['asks for the project', message('get'), { type: 'get', id: 7 }],
    ['writes a file', message('set-file', { path: 'a.json', text: 'x' }), { type: 'set-file', id: 7, path: 'a.json', text: 'x' }],
    ['opens a file', message('open-file', { path: 'a.json' }), { type: 'open-file', id: 7, path: 'a.json' }],
    ['sets the theme', message('theme', { theme: 'dark' }), { type: 'theme', id: 7, theme: 'dark' }],
    ['wants to run it', message('run'), { refused: 'unknown', id: 7 }],
    ['wants the keys', message('keys'), { refused: 'unknown', id: 7 }],
    ['has no id', { type: 'metacore-playground:get' }, { refused: 'malformed', id: 0 }],
    ['has an id that is none', message('get', { id: 1.5 }), { refused: 'malformed', id: 0 }],
    ['climbs out', message('set-file', { path: '../a', text: '' }), { refused: 'malformed', id: 7 }],
    ['writes no text', message('set-file', { path: 'a', text: {} }), { refused: 'malformed', id: 7 }],
    [
      'writes as much as it may',
      message('set-file', { path: 'a', text: 'x'.repeat(MAX_EMBED_TEXT_CHARS) }),
      { type: 'set-file', id: 7, path: 'a', text: 'x'.repeat(MAX_EMBED_TEXT_CHARS) },
    ],
    ['writes too much', message('set-file', { path: 'a', text: 'x'.repeat(MAX_EMBED_TEXT_CHARS + 1) }), { refused: 'malformed', id: 7 }],
    ['sets another theme', message('theme', { theme: 'red' }), { refused: 'malformed', id: 7 }],
    ['inherits its type', Object.create(message('get')), null],
    ['is for somebody else', { type: 'metacore:connect', id: 1 }, null],
    ['is a text', 'metacore-playground:get', null],
    ['is nothing', null, null],
  ])('%s', (_, data, expected) => expect(readEmbedRequest(data)).toEqual(expected));

  it('is read whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.record({
            type: fc.constantFrom('metacore-playground:get', 'metacore-playground:set-file'),
            id: fc.anything(),
            path: fc.anything(),
            text: fc.anything(),
          }),
        ),
        (data) => {
          const read = readEmbedRequest(data);
          expect(read === null || 'type' in read || 'refused' in read).toBe(true);
        },
      ),
    );
  });
});
