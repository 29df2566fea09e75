import { describe, expect, it } from 'vitest';
import { isRowState, isStoredKey, isTrustedKey, nameOfRecord, readMeta, readProject } from './stored-project';

const whole = {
  id: 'tickets-1',
  name: 'tickets',
  files: { 'manifest.json': '{}', 'backend/backend.wasm': Uint8Array.of(0, 97, 115, 109) },
  lastGoodManifest: '{}',
  renames: [{ kind: 'table', from: 'a', to: 'b' }],
  provenance: [{ title: 'Tickets', app: '0.1.0', kind: 'template', at: 1 }],
  updatedAt: 7,
};
const fingerprint = 'f'.repeat(64);
const publicKey = { algorithm: 'Ed25519', raw: new Uint8Array(32), fingerprint };

describe('a stored project', () => {
  it('comes back as it was stored', () => {
    expect(readProject(whole)).toEqual(whole);
  });

  it('owes its sample rows where that is what was stored, and nothing where something else stands there', () => {
    expect(readProject({ ...whole, sampleRowsDue: true })).toEqual({ ...whole, sampleRowsDue: true });
    for (const sampleRowsDue of [false, 'yes', 1, null]) expect(readProject({ ...whole, sampleRowsDue })).toEqual(whole);
  });

  it('of a version that knew no playground.json has in that file what a conversion left', () => {
    const { files } = whole;
    const settings = { backend: { runtime: 'wasm' }, runInTx: ['Ticket.close', 1] };
    const text = '{\n  "backend": {\n    "runtime": "wasm"\n  },\n  "run_in_tx": [\n    "Ticket.close"\n  ]\n}\n';
    expect(readProject({ ...whole, settings })).toEqual({ ...whole, files: { ...files, 'playground.json': text } });
    const own = { ...files, 'playground.json': '{}' };
    expect([readProject({ ...whole, files: own, settings }), readProject({ ...whole, settings: {} })]).toEqual([
      { ...whole, files: own },
      whole,
    ]);
  });

  it.each([
    ['no record', null],
    ['a text', 'tickets'],
    ['a list', [whole]],
    ['no id', { ...whole, id: undefined }],
    ['no files', { ...whole, files: null }],
    ['files in a list', { ...whole, files: ['{}'] }],
    ['a file that is a number', { ...whole, files: { 'manifest.json': 1 } }],
    ['a file that is gone', { ...whole, files: { 'manifest.json': null } }],
  ])('is set aside where its files cannot be told: %s', (_, value) => {
    expect(readProject(value)).toBeNull();
  });

  it('loses only what is damaged beside its files', () => {
    const damaged = {
      ...whole,
      name: '',
      lastGoodManifest: 5,
      renames: [{ kind: 'table', from: 'a', to: 'b' }, { kind: 'column', from: 'a', to: 'b' }, null],
      settings: { runInTx: [1] },
      provenance: [{ title: 'Tickets' }, { title: 'Tickets', app: '0.1.0', at: Number.NaN }, { title: 'Tickets', app: '0.1.0' }],
      updatedAt: 'yesterday',
    };
    expect(readProject(damaged)).toEqual({
      id: 'tickets-1',
      name: 'tickets-1',
      files: whole.files,
      lastGoodManifest: null,
      renames: [{ kind: 'table', from: 'a', to: 'b' }],
      provenance: [{ title: 'Tickets', app: '0.1.0' }],
      updatedAt: 0,
    });
    expect(readProject({ ...whole, renames: 'none', provenance: {} })).toEqual({ ...whole, renames: [], provenance: [] });
  });

  it('is listed by what is known of it, without its files; a record that has them could not be put apart', () => {
    const meta: Partial<typeof whole> = { ...whole };
    delete meta.files;
    expect([readMeta(meta), readMeta(whole), readMeta({ ...whole, files: null }), readMeta({ ...meta, id: 7 }), readMeta(null)]).toEqual([
      meta,
      null,
      null,
      null,
      null,
    ]);
    expect(readMeta({ ...meta, updatedAt: 'yesterday', renames: 'none' })).toEqual({ ...meta, updatedAt: 0, renames: [] });
  });

  it('is named even where it is damaged', () => {
    expect([{ name: 'tickets' }, { name: 3 }, null].map((record) => nameOfRecord(record, 'tickets-1'))).toEqual([
      'tickets',
      'tickets-1',
      'tickets-1',
    ]);
  });
});

describe('other records', () => {
  it('are used where they are whole', async () => {
    const { privateKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    const keys = [
      { name: 'dev', createdAt: 1, key: { kind: 'seed', seed: new Uint8Array(32), publicKey } },
      { name: 'dev', createdAt: 1, key: { kind: 'handle', handle: privateKey, publicKey } },
    ];
    expect(keys.map(isStoredKey)).toEqual([true, true]);
    expect(isTrustedKey({ ...publicKey, name: 'rosa', trustedAt: 1 })).toBe(true);
    expect(isRowState({ op: 'upsert', schema: 'addon_t', table: 't', id: '1', row: '{}' })).toBe(true);
  });

  it.each([
    null,
    'dev',
    {},
    { name: 'dev', createdAt: 1, key: null },
    { name: 'dev', createdAt: 1, key: { kind: 'seed', seed: new Uint8Array(31), publicKey } },
    { name: 'dev', createdAt: 1, key: { kind: 'seed', seed: new Uint8Array(32), publicKey: { ...publicKey, raw: [] } } },
    { name: 'dev', createdAt: 1, key: { kind: 'handle', handle: {}, publicKey } },
  ])('that are no keys sign nothing: %j', (value) => {
    expect(isStoredKey(value)).toBe(false);
  });

  it('that are no keys are trusted with nothing', () => {
    expect(
      [null, {}, { ...publicKey, name: 'rosa' }, { name: 'rosa', trustedAt: 1, ...publicKey, fingerprint: 1 }].map(isTrustedKey),
    ).toEqual([false, false, false, false]);
  });

  it('that are no rows are brought back nowhere', () => {
    expect(
      [null, [], { op: 'delete', schema: 'a', table: 'b', id: 'c' }, { op: 'upsert', schema: 'a', table: 'b', id: 'c' }].map(isRowState),
    ).toEqual([false, false, false, false]);
  });
});
