import { expect, it } from 'vitest';
import { checksumsOf } from '../publish/sidecar';
import { differencesFrom, parseChecksums } from './checksums';
import { sha256Hex } from './digest';

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
  expect([...parseChecksums(`\nx\n${'ab'.repeat(31)}  short\n${'ab'.repeat(32)}  lower\r\n`).keys()]).toEqual(['lower']);
});

it('reads lists as Windows, BSD and people write them', () => {
  const list = `\ufeff${'AB'.repeat(32)} *upper\r\n${'ab'.repeat(32)}  ./below/a b\r\nSHA256 (tagged (1)) = ${'cd'.repeat(32)}\n`;
  expect([...parseChecksums(list)]).toEqual([
    ['upper', 'ab'.repeat(32)],
    ['below/a b', 'ab'.repeat(32)],
    ['tagged (1)', 'cd'.repeat(32)],
  ]);
});

it('takes the first line for a file where it is one', async () => {
  const manifest = await sha256Hex(bytes('{}'));
  expect(await differencesFrom(new Map([['manifest.json', bytes('[]')]]), `${manifest}  manifest.json\n`)).toEqual({
    changed: ['manifest.json'],
    missing: [],
    unlisted: [],
  });
});
