import { expect, it } from 'vitest';
import { summaryOf } from './summary';

it('tells of a project what is in its manifest and its files', () => {
  const manifest = {
    apiVersion: 'asteby.com/v3',
    metadata: { key: 'notes', name: 'Notes', version: '1.0.0' },
    capabilities: [{ kind: 'db:read', target: 'users' }, 7],
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
    bytes: files['manifest.json'].length + 5,
    files: 5,
    capabilities: ['db:read users'],
    hasBackend: true,
    runs: ['backend/backend.wasm', 'frontend/a.js', 'migrations/1.sql'],
  });
});

it('is short, and does not mind what is no manifest', () => {
  const capabilities = Array.from({ length: 100 }, () => ({ kind: 'k'.repeat(500), target: 1 }));
  const summary = summaryOf({ 'manifest.json': JSON.stringify({ key: 'x', capabilities }) });
  expect([summary.capabilities.length, summary.capabilities[0]?.length, summary.capabilities[30]]).toEqual([31, 101, '…']);
  const empty = { addon: '', name: '', version: '', files: 1, capabilities: [], hasBackend: false, runs: [] };
  for (const text of ['', '{', '[]', 'null', '{"metadata":[]}'])
    expect(summaryOf({ 'manifest.json': text })).toEqual({ ...empty, bytes: text.length });
});
