/** SPDX licence expressions: grammar of SPDX 2.3 annex D, over the identifiers that addons are published under. */

/** Not the whole list (it has some seven hundred): those that are in use. Others are named by `LicenseRef-…`. */
const IDENTIFIERS = new Set(
  (
    '0BSD AAL AFL-2.1 AFL-3.0 AGPL-1.0-only AGPL-3.0-only AGPL-3.0-or-later Apache-1.1 Apache-2.0 APSL-2.0 Artistic-1.0 Artistic-2.0 ' +
    'BlueOak-1.0.0 BSD-1-Clause BSD-2-Clause BSD-2-Clause-Patent BSD-3-Clause BSD-3-Clause-Clear BSD-4-Clause BSL-1.0 BUSL-1.1 ' +
    'CAL-1.0 CC0-1.0 CC-BY-3.0 CC-BY-4.0 CC-BY-NC-4.0 CC-BY-NC-SA-4.0 CC-BY-ND-4.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CDDL-1.0 CDDL-1.1 ' +
    'CECILL-2.1 CPAL-1.0 CPL-1.0 ECL-2.0 EFL-2.0 Elastic-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 GFDL-1.3-only GFDL-1.3-or-later ' +
    'GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later HPND ICU IPL-1.0 ISC JSON LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1-only ' +
    'LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later LPL-1.02 LPPL-1.3c MIT MIT-0 MIT-Modern-Variant MPL-1.1 MPL-2.0 MS-PL MS-RL ' +
    'MulanPSL-2.0 NCSA NPL-1.1 OFL-1.1 OpenSSL OSL-2.1 OSL-3.0 PHP-3.01 PolyForm-Noncommercial-1.0.0 PolyForm-Small-Business-1.0.0 ' +
    'PostgreSQL PSF-2.0 Python-2.0 QPL-1.0 RPL-1.5 Ruby SSPL-1.0 Sleepycat Unicode-3.0 Unlicense UPL-1.0 Vim W3C WTFPL X11 Zlib ZPL-2.1'
  ).split(' '),
);

const EXCEPTIONS = new Set([
  'Classpath-exception-2.0',
  'GCC-exception-3.1',
  'LLVM-exception',
  'OpenJDK-assembly-exception-1.0',
  'Linux-syscall-note',
  'Bootloader-exception',
  'GPL-3.0-linking-exception',
]);

/** What people write for what they mean. */
const MEANT: Readonly<Record<string, string>> = {
  apache: 'Apache-2.0',
  apache2: 'Apache-2.0',
  'apache 2': 'Apache-2.0',
  'apache 2.0': 'Apache-2.0',
  'apache license 2.0': 'Apache-2.0',
  bsd: 'BSD-3-Clause',
  gpl: 'GPL-3.0-or-later',
  gplv2: 'GPL-2.0-only',
  gplv3: 'GPL-3.0-only',
  'gpl-2.0': 'GPL-2.0-only',
  'gpl-3.0': 'GPL-3.0-only',
  'lgpl-2.1': 'LGPL-2.1-only',
  'lgpl-3.0': 'LGPL-3.0-only',
  'agpl-3.0': 'AGPL-3.0-only',
  mpl: 'MPL-2.0',
  'the mit license': 'MIT',
  'mit license': 'MIT',
  proprietary: 'LicenseRef-proprietary',
  commercial: 'LicenseRef-proprietary',
  unlicensed: 'LicenseRef-proprietary',
};

const MAX_EXPRESSION_CHARS = 500;
const REFERENCE = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/;

const isLicence = (word: string | undefined): boolean => {
  if (word === undefined) return false;
  return REFERENCE.test(word) || IDENTIFIERS.has(word) || (word.endsWith('+') && IDENTIFIERS.has(word.slice(0, -1)));
};

/** Whether a text is an SPDX expression of known identifiers. */
export function isSpdx(text: string): boolean {
  if (text.length > MAX_EXPRESSION_CHARS) return false;
  const words = text.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  let depth = 0;
  // expression = term { (AND | OR) term }; term = "(" expression ")" | licence [WITH exception]
  for (;;) {
    while (words[at] === '(') {
      depth += 1;
      at += 1;
    }
    if (!isLicence(words[at])) return false;
    at += 1;
    if (words[at] === 'WITH') {
      if (!EXCEPTIONS.has(words[at + 1] ?? '')) return false;
      at += 2;
    }
    while (words[at] === ')' && depth > 0) {
      depth -= 1;
      at += 1;
    }
    if (at === words.length) return depth === 0;
    if (words[at] !== 'AND' && words[at] !== 'OR') return false;
    at += 1;
  }
}

/** The identifier that was probably meant; null when that cannot be said. */
export function meantLicence(text: string): string | null {
  const folded = text.trim().toLowerCase();
  const exact = [...IDENTIFIERS].find((identifier) => identifier.toLowerCase() === folded);
  return exact ?? (Object.hasOwn(MEANT, folded) ? (MEANT[folded] ?? null) : null);
}

/** For a list to choose from, the usual ones first. */
export const COMMON_LICENCES: readonly string[] = [
  'Apache-2.0',
  'MIT',
  'BSD-3-Clause',
  'MPL-2.0',
  'LGPL-3.0-or-later',
  'GPL-3.0-or-later',
  'AGPL-3.0-or-later',
  'LicenseRef-proprietary',
];
