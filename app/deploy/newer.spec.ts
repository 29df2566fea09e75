import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { APP_VERSION } from '../version';
import { readVersionFile } from './newer';

it.each<[text: string, read: unknown]>([
  ['{"version":"0.2.0","build":"0123456789ab"}', { version: '0.2.0', build: '0123456789ab' }],
  ['{"version":"0.2.0-beta.1","build":"0123456789ab","more":1}', { version: '0.2.0-beta.1', build: '0123456789ab' }],
  ['{"version":"0.2.0","build":"<b>"}', null],
  ['{"version":"<script>","build":"0123456789ab"}', null],
  ['{"version":7,"build":"0123456789ab"}', null],
  ['{"version":"0.2.0"}', null],
  ['null', null],
  ['<!doctype html>', null],
  ['', null],
])('%s', (text, read) => expect(readVersionFile(text)).toEqual(read));

it('links name the version of the package', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(APP_VERSION).toBe(version);
});
