import licenceIds from 'spdx-license-ids/index.json' with { type: 'json' };
import { expect, it } from 'vitest';
import { isSpdx, meantLicence } from './spdx';

it.each([
  'MIT-CMU',
  'CERN-OHL-S-2.0',
  'OGL-UK-3.0',
  'EUPL-1.0',
  'EUPL-1.2',
  'CC-BY-2.5',
  '0BSD',
  'Apache-2.0+',
  'MIT AND (BSD-3-Clause OR Zlib)',
  'GPL-3.0-or-later WITH GCC-exception-3.1',
  'LicenseRef-ours',
  'DocumentRef-all:LicenseRef-ours OR MIT',
])('%s is an expression of licences', (text) => expect(isSpdx(text)).toBe(true));

it.each([
  '',
  'mit',
  'MIT AND',
  'MIT OR OR Zlib',
  'MIT WITH Zlib',
  'MIT, Zlib',
  'GPL-2.0',
  'No-Such-1.0',
  'MIT\u0000',
  `${'('.repeat(500)}MIT`,
])('%j is none', (text) => expect(isSpdx(text)).toBe(false));

it('every identifier that SPDX recommends is one, and is meant whatever its case', () => {
  expect(licenceIds.filter((id) => !isSpdx(id) || meantLicence(id.toLowerCase()) === null)).toEqual([]);
});

it('what people write for a licence is understood', () => {
  expect(['Apache 2.0', 'GPLv3', 'GPL-2.0', 'proprietary', '__proto__', 'mine'].map(meantLicence)).toEqual([
    'Apache-2.0',
    'GPL-3.0-only',
    'GPL-2.0-only',
    'LicenseRef-proprietary',
    null,
    null,
  ]);
});
