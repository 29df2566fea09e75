/** SPDX licence expressions, over the list of identifiers that SPDX publishes. */
import parse, { type Expression } from 'spdx-expression-parse';
import licenceIds from 'spdx-license-ids/index.json' with { type: 'json' };

/** Without those that SPDX no longer recommends (`GPL-2.0`), for which the right one is suggested; others are `LicenseRef-…`. */
const IDENTIFIERS: ReadonlySet<string> = new Set(licenceIds);

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

const isKnown = (expression: Expression): boolean => {
  if ('conjunction' in expression) return isKnown(expression.left) && isKnown(expression.right);
  return IDENTIFIERS.has(expression.license) || expression.license.includes('LicenseRef-');
};

/** Whether a text is an SPDX expression of known identifiers. */
export function isSpdx(text: string): boolean {
  // The parser goes down a level with each bracket.
  if (text.length > MAX_EXPRESSION_CHARS) return false;
  try {
    return isKnown(parse(text));
  } catch {
    return false;
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
