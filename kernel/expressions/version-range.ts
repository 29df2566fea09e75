/** Ranges of versions in the dialect of the hosts: `>=3.0.0 <4.0.0`, `^1.2`, `~2`, `1.x`, `1.2 - 2.0`, `a || b`. */
import { compare } from 'semver';

interface Version {
  /** The parts that are given; `x` ends them. */
  parts: readonly number[];
  prerelease: string;
}

interface Constraint {
  operator: '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';
  version: Version;
}

/** Alternatives, each a list of constraints that must all hold. */
export type VersionRange = readonly (readonly Constraint[])[];

/** Longest range that is read, in characters. */
const MAX_RANGE_LENGTH = 1000;

/** Longest single version, in characters. */
const MAX_VERSION_LENGTH = 128;

// Fifteen digits are the most that a number holds exactly.
const PART = String.raw`(?:\d{1,15}|[xX*])`;
const LABEL = String.raw`(?:0|[1-9]\d{0,14}|\d*[A-Za-z-][0-9A-Za-z-]*)`;
const VERSION = String.raw`[vV]?${PART}(?:\.${PART}){0,2}(?:-${LABEL}(?:\.${LABEL})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?`;
const CONSTRAINT = new RegExp(String.raw`[\s,]*(=>|=<|>=|<=|!=|~>|[=<>~^]?)\s*(${VERSION})(?=[\s,]|$)`, 'y');
const HYPHEN = new RegExp(String.raw`^\s*(${VERSION})\s+-\s+(${VERSION})\s*$`);
const ALIASES: Readonly<Record<string, Constraint['operator']>> = { '': '=', '=>': '>=', '=<': '<=', '~>': '~' };

/** Reads a range; `null` when the text is none. */
export function parseRange(text: string): VersionRange | null {
  if (text.length > MAX_RANGE_LENGTH) return null;
  const alternatives: Constraint[][] = [];
  for (const part of text.split('||')) {
    const constraints = parseAll(part);
    if (constraints === null) return null;
    alternatives.push(constraints);
  }
  return alternatives;
}

function parseAll(text: string): Constraint[] | null {
  const hyphen = HYPHEN.exec(text);
  if (hyphen !== null) {
    if (text.length > MAX_VERSION_LENGTH) return null;
    return [
      { operator: '>=', version: readVersion(hyphen[1] ?? '') },
      { operator: '<=', version: readVersion(hyphen[2] ?? '') },
    ];
  }
  const trimmed = text.trim();
  const constraints: Constraint[] = [];
  for (let offset = 0; offset < trimmed.length;) {
    CONSTRAINT.lastIndex = offset;
    const match = CONSTRAINT.exec(trimmed);
    if (match === null || (match[2] ?? '').length > MAX_VERSION_LENGTH) return null;
    const sign = match[1] ?? '';
    constraints.push({ operator: ALIASES[sign] ?? (sign as Constraint['operator']), version: readVersion(match[2] ?? '') });
    offset = CONSTRAINT.lastIndex;
  }
  return constraints.length === 0 ? null : constraints;
}

function readVersion(text: string): Version {
  const [core = '', ...rest] = text.replace(/^[vV]/, '').replace(/\+.*$/, '').split('-');
  const parts: number[] = [];
  for (const part of core.split('.')) {
    if (!/^\d+$/.test(part)) break;
    parts.push(Number(part));
  }
  return { parts, prerelease: rest.join('-') };
}

const padded = ({ parts, prerelease }: Version): string =>
  `${parts[0] ?? 0}.${parts[1] ?? 0}.${parts[2] ?? 0}${prerelease === '' ? '' : `-${prerelease}`}`;

/** The first version after all that share the first `count` parts. */
function after(version: Version, count: number): string {
  const parts = [0, 1, 2].map((index) => (index < count ? (version.parts[index] ?? 0) : 0));
  parts[count - 1] = (parts[count - 1] ?? 0) + 1;
  return parts.join('.');
}

function holds({ operator, version }: Constraint, candidate: string): boolean {
  const given = version.parts.length;
  const low = padded(version);
  const between = (high: string | null): boolean => compare(candidate, low) >= 0 && (high === null || compare(candidate, high) < 0);
  switch (operator) {
    case '=':
      return given === 3 ? compare(candidate, low) === 0 : between(given === 0 ? null : after(version, given));
    case '!=':
      return given === 3 ? compare(candidate, low) !== 0 : given > 0 && !between(after(version, given));
    case '>':
      return given === 3 ? compare(candidate, low) > 0 : given > 0 && compare(candidate, after(version, given)) >= 0;
    case '>=':
      return compare(candidate, low) >= 0;
    case '<':
      return compare(candidate, low) < 0;
    case '<=':
      return given === 3 ? compare(candidate, low) <= 0 : given === 0 || compare(candidate, after(version, given)) < 0;
    case '~':
      return between(given === 0 ? null : after(version, Math.min(given, 2)));
    case '^': {
      const significant = version.parts.findIndex((part) => part > 0);
      return between(given === 0 ? null : after(version, significant < 0 ? given : significant + 1));
    }
  }
}

/**
 * Whether a version lies in a range. As on the hosts, a pre-release satisfies only a constraint that names one.
 * `version` must be a full version such as `1.2.3`.
 */
export function satisfies(range: VersionRange, version: string): boolean {
  const isPrerelease = version.includes('-');
  return range.some((all) => all.every((one) => (!isPrerelease || one.version.prerelease !== '') && holds(one, version)));
}
