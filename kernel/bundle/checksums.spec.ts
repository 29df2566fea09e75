import { expect, it } from 'vitest';
import { checksumsOf } from '../publish/sidecar';
import { changedFiles, parseChecksums } from './checksums';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

it('names the files that were changed, added and taken away', async () => {
  const files = new Map([
    ['manifest.json', text('{}')],
    ['frontend/a.js', text('a')],
    ['gone.txt', text('')],
  ]);
  const sums = parseChecksums(await checksumsOf('x-1.0.0.mcbundle', 'f'.repeat(64), files));
  expect(await changedFiles(files, sums)).toEqual([]);
  const tampered = new Map([
    ['manifest.json', text('{}')],
    ['frontend/a.js', text('evil')],
    ['extra.js', text('')],
  ]);
  expect(await changedFiles(tampered, sums)).toEqual(['extra.js', 'frontend/a.js', 'gone.txt']);
});

it('passes over what is no line of it', () => {
  expect([...parseChecksums(`x\n${'a'.repeat(64)} *b c.txt\r\n${'A'.repeat(64)}  no\n`)]).toEqual([['b c.txt', 'a'.repeat(64)]]);
});
