import { expect, it } from 'vitest';
import { summaryOf } from './summary';
import fc from '../testing/property';

it('tells of a project what is in its manifest and its files', () => {
  const manifest = {
    apiVersion: 'asteby.com/v3',
    metadata: { key: 'notes', name: 'Notes', version: '1.0.0' },
    capabilities: [{ kind: 'db:read', target: 'users' }, 7],
    rbac: {
      roles: [
        { key: 'viewer', permissions: ['notes.view', '*'] },
        { key: 'clerk', permissions: [] },
        { key: 'head\u200b', permissions: ['notes.edit'] },
        7,
      ],
    },
  };
  const files = {
    'manifest.json': JSON.stringify(manifest),
    'backend/backend.wasm': new Uint8Array(3),
    'frontend/a.js': 'é',
    'frontend/a.css': '',
    'migrations/1.sql': '',
  };
  expect(summaryOf(files)).toEqual({
    addon: 'notes',
    name: 'Notes',
    version: '1.0.0',
    bytes: new TextEncoder().encode(files['manifest.json']).length + 5,
    files: 5,
    capabilities: ['db:read users'],
    grants: ['viewer (host): * notes.view', 'head\\u200b: notes.edit'],
    hasBackend: true,
    manifestFault: null,
    runs: ['backend/backend.wasm', 'frontend/a.js', 'migrations/1.sql'],
  });
});

it('is short, and does not mind what is no manifest', () => {
  const capabilities = Array.from({ length: 100 }, () => ({ kind: 'k'.repeat(500), target: 1 }));
  const summary = summaryOf({ 'manifest.json': JSON.stringify({ key: 'x', capabilities }) });
  expect([summary.capabilities.length, summary.capabilities[0]?.length, summary.capabilities[30]]).toEqual([31, 101, '…']);
  const empty = { addon: '', name: '', version: '', files: 1, capabilities: [], grants: [], hasBackend: false, runs: [] };
  for (const text of ['[]', 'null', '{"metadata":[]}'])
    expect(summaryOf({ 'manifest.json': text })).toEqual({ ...empty, manifestFault: null, bytes: text.length });
});

it.each([
  ['', 1, 1, 'The file is empty.'],
  ['# Tickets\n', 1, 1, 'Expected a value, found "#".'],
  ['{\n  "a": 1,\n}', 2, 9, 'A comma with nothing after it.'],
  ['{"a": "b" "c"}', 1, 11, 'Expected `,` or `}`, found "\\"c\\"".'],
  ['\uFEFF{}', 1, 1, 'The file starts with a byte order mark, which is not JSON.'],
  [new Uint8Array([0xff, 0]), 1, 1, 'It is not UTF-8 text.'],
])('says where a manifest that is no JSON goes wrong: %j', (manifest, line, column, en) => {
  expect(summaryOf({ 'manifest.json': manifest })).toMatchObject({ addon: '', runs: [], manifestFault: { line, column, message: { en } } });
});

it('finds a fault in every text that is no JSON', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', 'e', '-', '\\', '\n', ' ', '/', '*', 'null') }),
      (text) => {
        const { manifestFault } = summaryOf({ 'manifest.json': text });
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(manifestFault === null).toBe(isJson);
        expect(manifestFault?.message.en).not.toBe('');
      },
    ),
  );
});
