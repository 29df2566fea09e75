import { expect, it } from 'vitest';
import { sortDropped } from './dropped';

const file = (name: string): File => new File([''], name);
const names = (...files: string[]): unknown => {
  const sorted = sortDropped(files.map(file));
  if (typeof sorted === 'string') return sorted;
  const { main, kind, signature, checksums, publicKeys } = sorted;
  return [kind, main.name, signature?.name, checksums?.name, publicKeys.map(({ name }) => name)];
};

it.each<[files: string[], expected: unknown]>([
  [['a.mcbundle'], ['bundle', 'a.mcbundle', undefined, undefined, []]],
  [
    ['dev.pub', 'a.tar.gz.sig', 'A.TAR.GZ', 'a.tar.gz.checksums', 'a.tar.gz.signature.json', 'a.tar.gz.sha256'],
    ['bundle', 'A.TAR.GZ', 'a.tar.gz.sig', 'a.tar.gz.checksums', ['dev.pub']],
  ],
  [
    ['a.zip', 'README.md'],
    ['zip', 'a.zip', undefined, undefined, []],
  ],
  [['manifest.json'], ['manifest', 'manifest.json', undefined, undefined, []]],
  [['a.signature.json'], ['manifest', 'a.signature.json', undefined, undefined, []]],
  [['a.sig', 'dev.pub'], 'noBundle'],
  [[], 'noBundle'],
  [['a.mcbundle', 'b.zip'], 'tooMany'],
  [['a.mcbundle', 'manifest.json'], 'tooMany'],
  [['a.mcbundle', 'a.sig', 'b.sig'], 'tooMany'],
])('sorts %j', (files, expected) => expect(names(...files)).toEqual(expected));
