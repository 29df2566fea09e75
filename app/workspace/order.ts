/** What the kernel is told to install of a project: the manifest and those of its files that matter for it. */
import type { StoredProject } from '../../workers/project-store';
import type { ProjectInstall } from '../../kernel/host/project-install';
import { isBesidePath } from '../../kernel/host/beside-path';
import { BACKEND_FILE } from '../../kernel/contract/wasm/abi';
import { PLAYGROUND_FILE } from '../../kernel/contract/playground-members';
import { localeFilesOf, sqlFilesOf, templateFilesOf, textOf } from '../project/project';

/** Every text in a JSON value: among them are the paths that a manifest names, in whichever form it is written. */
function textsIn(value: unknown, found: Set<string>): Set<string> {
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') found.add(next);
    else if (typeof next === 'object' && next !== null) open.push(...(Object.values(next) as unknown[]).filter((one) => one !== undefined));
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** JSON as it says the same however it is laid out. Digits stay: two numbers that a double cannot tell apart are two. */
const withoutLayout = (json: string): string => json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');

/** The text, or the one from before where only the layout differs. */
const sameOr = (before: string | undefined, text: string): string =>
  before !== undefined && before !== text && withoutLayout(before) === withoutLayout(text) ? before : text;

/** What the project says beside its manifest; while it is being typed and is no JSON, what it said before. */
function playgroundOf(project: StoredProject, before: ProjectInstall | null): string {
  const text = textOf(project.files[PLAYGROUND_FILE]);
  return text === '' || parsed(text) !== undefined ? sameOr(before?.playgroundText, text) : (before?.playgroundText ?? '');
}

/**
 * The order for a manifest that is accepted: with the files that it names and no others, so that an edit of another one leaves the order
 * as it is; so does one of blanks and line ends. A JSON file that is being typed, and is none at the moment, goes in as `before` had it.
 *
 * @param before what is installed of the same project, or null
 */
export function orderOf(project: StoredProject, manifestText: string, before: ProjectInstall | null): ProjectInstall {
  const named = textsIn(parsed(manifestText), new Set());
  const ofNamed = (files: Readonly<Record<string, string>>) => Object.entries(files).filter(([path]) => named.has(path));
  const localeFiles = ofNamed(localeFilesOf(project.files)).flatMap(([path, text]) => {
    const known = before?.localeFiles[path];
    if (parsed(text) !== undefined) return [[path, sameOr(known, text)] as const];
    return known === undefined ? [] : [[path, known] as const];
  });
  const sqlFiles = Object.entries(sqlFilesOf(project.files)).filter(([path]) => path.startsWith('migrations/') || named.has(path));
  const beside = Object.entries(project.files).flatMap(([path, packed]) =>
    isBesidePath(path) && packed instanceof Uint8Array ? [{ path, packed }] : [],
  );
  return {
    manifestText: sameOr(before?.manifestText, manifestText),
    localeFiles: Object.fromEntries(localeFiles),
    templateFiles: Object.fromEntries(ofNamed(templateFilesOf(project.files))),
    ...(beside.length > 0 && { beside }),
    ...(project.files[BACKEND_FILE] instanceof Uint8Array && { module: project.files[BACKEND_FILE] }),
    ...(sqlFiles.length > 0 && { sqlFiles: Object.fromEntries(sqlFiles) }),
    renames: project.renames ?? [],
    playgroundText: playgroundOf(project, before),
  };
}

/** Numbers of bytes that were met, so that two orders are compared without going through them. */
const met = new WeakMap<Uint8Array, number>();
let count = 0;

function numberOf(bytes: Uint8Array): number {
  const known = met.get(bytes) ?? (count += 1);
  met.set(bytes, known);
  return known;
}

/** Whether two orders are the same; bytes are where they are the very same file. */
export const sameOrder = (one: unknown, other: unknown): boolean => textOfOrder(one) === textOfOrder(other);

const textOfOrder = (order: unknown): string =>
  JSON.stringify(order, (_, value: unknown) => (value instanceof Uint8Array ? `bytes ${numberOf(value)}` : value));
