/** Which files of an addon's folder travel in its bundle. */
import type { Diagnostic, Severity, TextRange } from '../contract/diagnostic';
import type { Locale } from '../locale';
import { checkedPath, isDownMigration, isKeyFileName, routeOf } from '../bundle/paths';
import { PLAYGROUND_FILE } from '../contract/playground-members';
import { projectNotice, type ProjectNoticeRule } from './messages';
import { isSamplePath } from './sample-rows';

/** An addon's folder: content by path, `/` between the parts. */
export type ProjectFiles = ReadonlyMap<string, string | Uint8Array>;

/** A finding about an addon as a whole: the manifest's carry a range, those about other files name the file only. */
export interface ProjectDiagnostic extends Omit<Diagnostic, 'range' | 'rule'> {
  /** A rule of the contract, of the folder or of the bundle, or the code of an error. */
  rule: string;
  severity: Severity;
  /** Path of the file inside the addon; `manifest.json` for findings of the contract. Empty: about the bundle as a whole. */
  file: string;
  /** JSON pointer into the manifest; empty for other files. */
  path: string;
  range?: TextRange;
}

export interface Selection {
  included: Map<string, Uint8Array>;
  diagnostics: ProjectDiagnostic[];
}

const ENCODER = new TextEncoder();
const MAX_KEY_TEXT_BYTES = 16 * 1024;

/** Hidden files, what tools leave behind, and the author's sample rows. Not worth a word. */
function isIgnored(path: string): boolean {
  const parts = path.split('/');
  if (parts.some((part) => part.startsWith('.') || part === 'node_modules')) return true;
  return isSamplePath(path) || /\.(sig|mcbundle|tar\.gz|tgz)$/i.test(path);
}

/** A whole PEM block of a private key. Modules that only mention the words (any TLS library does) are left alone. */
function holdsPrivateKey(content: Uint8Array): boolean {
  if (content.length > MAX_KEY_TEXT_BYTES) return false;
  const text = new TextDecoder('latin1').decode(content);
  return /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s]{40,}-----END /.test(text);
}

/** Every text of the manifest, which may be the name of a file: a screenshot, an icon. None where it is no JSON. */
function textsOf(manifest: string | Uint8Array | undefined): ReadonlySet<string> {
  const texts = new Set<string>();
  try {
    JSON.parse(typeof manifest === 'string' ? manifest : new TextDecoder().decode(manifest), (_, value: unknown) => {
      if (typeof value === 'string') texts.add(value.replace(/^\.\//, ''));
      return value;
    });
  } catch {
    // The contract says what is wrong with it.
  }
  return texts;
}

const BUILT = 'frontend/dist/';

/** Hosts serve a frontend from `frontend/`: what a build left in `frontend/dist/` is packed there, as the platform's command line does. */
const packedPath = (path: string): string => (path.startsWith(BUILT) ? `frontend/${path.slice(BUILT.length)}` : path);

/**
 * Splits a folder into what is packed and what is not. Key files never are, whatever their folder, and steps back
 * (`*.down.sql`) neither, because a host would run them on install. What the project says to the playground stays with it.
 *
 * @throws KernelError `BUNDLE-PATH-…` for a path that no bundle may have
 */
export function selectFiles(files: ProjectFiles, locale: Locale = 'en'): Selection {
  const included = new Map<string, Uint8Array>();
  const diagnostics: ProjectDiagnostic[] = [];
  const unrouted = new Map<string, number>();
  const named = textsOf(files.get('manifest.json'));
  const note = (rule: ProjectNoticeRule, file: string, count?: number) => {
    diagnostics.push({ ...projectNotice(rule, file, locale, count), file, path: '' });
  };

  const found = [...files]
    .filter(([raw]) => !isIgnored(raw) && raw !== PLAYGROUND_FILE)
    .map(([raw, content]) => [checkedPath(raw), content] as const);
  const built = new Set(found.map(([path]) => path).filter((path) => path.startsWith(BUILT)));
  for (const [path, content] of found.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const bytes = typeof content === 'string' ? ENCODER.encode(content) : content;
    if (isKeyFileName(path)) note(path.includes('/') ? 'PROJECT-KEY-IN-FOLDER' : 'PROJECT-KEY-LEFT-OUT', path);
    else if (isDownMigration(path)) note('PROJECT-DOWN-MIGRATION', path);
    else if (holdsPrivateKey(bytes)) note('PROJECT-PRIVATE-KEY', path);
    else if (!path.startsWith(BUILT) && built.has(path.replace(/^frontend\//, BUILT))) note('PROJECT-BUILT-INSTEAD', path);
    else {
      included.set(packedPath(path), bytes);
      const top = path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : path;
      if (routeOf(path) === 'other' && !named.has(path)) unrouted.set(top, (unrouted.get(top) ?? 0) + 1);
    }
  }
  // One line a folder, not one a file: sources kept beside the addon are common and harmless.
  for (const [top, count] of unrouted) note('PROJECT-UNROUTED', top, count);
  return { included, diagnostics };
}
