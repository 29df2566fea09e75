/** What is odd about a bundle that came from elsewhere and opens all the same: a name that says something else, files nobody asks for. */
import type { Bundle } from '../bundle/read';
import type { Locale } from '../locale';
import { bundleNotice, type BundleNotice } from '../bundle/messages';
import { routeOf } from '../bundle/paths';
import { identityOf } from './identity';

/** Longer names are of no bundle, and no regular expression looks at them. */
const MAX_NAME_CHARS = 300;
const MAX_DEPTH = 64;

/** `tickets-1.0.0.mcbundle`, also with the number that a browser adds to a second download. */
const NAMED = /^(.+)-(\d+\.\d+\.\d+\S*?)(?: ?\(\d+\))?\.(?:mcbundle|tar\.gz|tgz)$/i;

const folded = (key: string): string => key.toLowerCase().replaceAll('-', '_');

function documentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The contract's verdict says so.
    return undefined;
  }
}

/** Every text in a document, a leading `./` taken off: what a manifest could mean as a path. */
function textsIn(value: unknown, found: Set<string>, depth = 0): Set<string> {
  if (typeof value === 'string') found.add(value.replace(/^\.\//, ''));
  else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH)
    for (const member of Object.values(value)) textsIn(member, found, depth + 1);
  return found;
}

/**
 * @param fileName name of the file that was opened, without its folder
 */
export function arrivalNotices(bundle: Bundle, fileName: string, locale: Locale = 'en'): BundleNotice[] {
  const notices: BundleNotice[] = [];
  const document = documentOf(bundle.manifestText);
  const { key, version } = identityOf(document);
  const [, namedKey, namedVersion] = (fileName.length > MAX_NAME_CHARS ? null : NAMED.exec(fileName)) ?? [];
  if (namedKey !== undefined && namedVersion !== undefined && (folded(namedKey) !== folded(key) || namedVersion !== version))
    notices.push(bundleNotice('BUNDLE-FILE-NAME', '', { entry: fileName, other: `${key} ${version}` }, locale));
  const texts = textsIn(document, new Set());
  const unlisted = [...bundle.files.keys()].filter((path) => routeOf(path) === 'other' && !texts.has(path));
  const [first = ''] = unlisted;
  if (unlisted.length > 0) notices.push(bundleNotice('BUNDLE-UNLISTED', first, { entry: first, actual: unlisted.length }, locale));
  return notices;
}
