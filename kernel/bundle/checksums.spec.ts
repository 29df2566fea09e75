import { expect, it } from 'vitest';
import { checksumsOf } from '../publish/sidecar';
import { differencesFrom, parseChecksums } from './checksums';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const FILES = new Map([
  ['manifest.json', bytes('{}')],
  ['frontend/a b.js', bytes('a')],
  ['migrations/1.sql', bytes('select 1')],
]);

it('names no file of the very bundle that was listed', async () => {
  const checksums = await checksumsOf('x-1.0.0.mcbundle', 'ab'.repeat(32), FILES);
  expect(await differencesFrom(FILES, checksums)).toEqual({ changed: [], missing: [], unlisted: [] });
});

it('names what was changed, taken away and added', async () => {
  const checksums = await checksumsOf('x-1.0.0.mcbundle', 'ab'.repeat(32), FILES);
  const tampered = new Map([...FILES, ['frontend/a b.js', bytes('b')], ['backend/x.wasm', bytes('')]] as [string, Uint8Array][]);
  tampered.delete('migrations/1.sql');
  expect(await differencesFrom(tampered, checksums)).toEqual({
    changed: ['frontend/a b.js'],
    missing: ['migrations/1.sql'],
    unlisted: ['backend/x.wasm'],
  });
});

it('skips lines that are none', () => {
  expect([...parseChecksums(`\nx\n${'AB'.repeat(32)}  upper\n${'ab'.repeat(32)}  lower\r\n`).keys()]).toEqual(['lower']);
});
