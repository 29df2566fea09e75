import { describe, expect, it } from 'vitest';
import type { StoredProject } from '../../workers/project-store';
import { answerTo, type Embedded, isFromEmbedder } from './bridge';

const around = {} as MessageEventSource;
const ask = (type: string, more: object = {}): object => ({ type: `metacore-playground:${type}`, id: 7, ...more });
const refused = (reason: string): object => ({ type: 'metacore-playground:refused', id: 7, reason });
const done = { type: 'metacore-playground:done', id: 7 };

function embedded({
  files = {},
  running = true,
  readOnly = false,
}: {
  files?: StoredProject['files'];
  running?: boolean;
  readOnly?: boolean;
}) {
  const calls: unknown[] = [];
  const project: StoredProject = {
    id: 'x',
    name: 'notes',
    files: { 'manifest.json': '{}', 'backend/a.wasm': Uint8Array.of(0), ...files },
    lastGoodManifest: null,
    updatedAt: 0,
  };
  const api: Embedded = {
    project: () => (running ? project : null),
    isReadOnly: () => readOnly,
    editFile: (...call) => calls.push(['edit', ...call]),
    openFile: (...call) => calls.push(['open', ...call]),
    showTheme: (...call) => calls.push(['theme', ...call]),
  };
  return { api, calls };
}

it('hears the window around, of the named origin, and nobody else', () => {
  const message = { source: around, origin: 'https://host.test', data: null };
  expect(isFromEmbedder(message, around, 'https://host.test')).toBe(true);
  expect(isFromEmbedder(message, around, 'https://host.test:8443')).toBe(false);
  expect(isFromEmbedder({ ...message, origin: 'null' }, around, 'https://host.test')).toBe(false);
  expect(isFromEmbedder({ ...message, source: {} as MessageEventSource }, around, 'https://host.test')).toBe(false);
  expect(isFromEmbedder({ ...message, source: null }, around, 'https://host.test')).toBe(false);
});

describe('a page around', () => {
  it('gets the texts of the project, and no bytes', () => {
    expect(answerTo(ask('get'), embedded({}).api)).toEqual({
      type: 'metacore-playground:project',
      id: 7,
      name: 'notes',
      files: { 'manifest.json': '{}' },
    });
  });

  it('writes, opens and sets the theme', () => {
    const { api, calls } = embedded({});
    expect([
      answerTo(ask('set-file', { path: 'README.md', text: '# x' }), api),
      answerTo(ask('open-file', { path: 'manifest.json' }), api),
      answerTo(ask('theme', { theme: 'dark' }), api),
    ]).toEqual([done, done, done]);
    expect(calls).toEqual([
      ['edit', 'README.md', '# x'],
      ['open', 'manifest.json'],
      ['theme', 'dark'],
    ]);
  });

  it.each<[name: string, message: object, setting: Parameters<typeof embedded>[0], answer: object]>([
    ['reads before it runs', ask('get'), { running: false }, refused('not-running')],
    ['writes before it runs', ask('set-file', { path: 'a', text: '' }), { running: false }, refused('not-running')],
    ['writes what may not be changed', ask('set-file', { path: 'a', text: '' }), { readOnly: true }, refused('read-only')],
    ['opens what is not there', ask('open-file', { path: 'a' }), {}, refused('no-such-file')],
    ['opens what is no text', ask('open-file', { path: 'backend/a.wasm' }), {}, refused('no-such-file')],
    ['opens an inherited name', ask('open-file', { path: 'constructor' }), {}, refused('no-such-file')],
    ['wants to run it', ask('run'), {}, refused('unknown')],
    [
      'adds a file too many',
      ask('set-file', { path: 'a', text: '' }),
      { files: Object.fromEntries(Array.from({ length: 198 }, (_, n) => [`f${String(n)}`, ''])) },
      refused('too-large'),
    ],
    [
      'writes more than the whole may have',
      ask('set-file', { path: 'a', text: 'x' }),
      { files: Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`f${String(n)}`, 'x'.repeat(1024 * 1024)])) },
      refused('too-large'),
    ],
  ])('is refused when it %s', (_, message, setting, answer) => {
    const { api, calls } = embedded(setting);
    expect(answerTo(message, api)).toEqual(answer);
    expect(calls).toEqual([]);
  });

  it.each<[name: string, message: object, setting: Parameters<typeof embedded>[0]]>([
    [
      'the last file there may be',
      ask('set-file', { path: 'a', text: '' }),
      { files: Object.fromEntries(Array.from({ length: 197 }, (_, n) => [`f${String(n)}`, ''])) },
    ],
    [
      'the last character there may be',
      ask('set-file', { path: 'f0', text: 'x'.repeat(1024 * 1024 - 2) }),
      { files: Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`f${String(n)}`, 'x'.repeat(1024 * 1024)])) },
    ],
  ])('writes %s', (_, message, setting) => {
    expect(answerTo(message, embedded(setting).api)).toEqual(done);
  });

  it('is not answered when it speaks to somebody else', () => expect(answerTo({ type: 'other' }, embedded({}).api)).toBe(null));
});
