/**
 * A project in a link: `#v1.` and the base64url of its deflated JSON. Reading believes nothing: both sizes are capped, the
 * inflated bytes are counted as they come, and every member is checked before it is used. Nothing of a link is run here.
 */
import { deflateSync, Inflate } from 'fflate';
import { checkedPath } from '../bundle/paths';
import { KernelError } from '../errors';
import { DICTIONARY_V1 } from './dictionary-v1';

/** Where a project came from, when it was forked or opened from a link. */
export interface Provenance {
  title: string;
  /** Version of the playground that made the link. */
  app: string;
}

export interface LinkedProject {
  /** Version of the playground that made the link. */
  app: string;
  title: string;
  /** Contents by path; bytes for what is no text. */
  files: Record<string, string | Uint8Array>;
  /** File to show first. */
  open?: string;
  /** Screen to show first, by table name. */
  view?: string;
  /** Who asks, by user id; the administrator when absent. */
  principal?: string;
  /** Seed number of generated rows. */
  seed?: number;
  provenance?: Provenance;
}

/** Links longer than this are refused, written and read. */
export const MAX_LINK_CHARS = 64 * 1024;
/** What a link may unfold to, in bytes. */
export const MAX_LINKED_BYTES = 2 * 1024 * 1024;
const MAX_FILES = 200;
const MAX_PATH_BYTES = 255;
const MAX_TITLE_CHARS = 200;
const PREFIX = 'v1.';
/** Input handed to the inflater at once: what it can unfold to stays well below the cap's own size. */
const INFLATE_STEP_BYTES = 512;

const fault = (code: string, message: string, cause?: unknown): KernelError => new KernelError(code, message, { cause });

const dictionary = (): Uint8Array => new TextEncoder().encode(DICTIONARY_V1);

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text))
    throw fault('LINK-MALFORMED', 'The link holds characters that no link has; it was changed or cut on its way.');
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch (error) {
    throw fault('LINK-MALFORMED', 'The link was cut on its way.', error);
  }
}

function inflate(packed: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const stream = new Inflate({ dictionary: dictionary() }, (piece) => {
    bytes += piece.length;
    if (bytes > MAX_LINKED_BYTES) throw fault('LINK-TOO-LARGE', `The link unfolds to more than ${MAX_LINKED_BYTES / 1024 / 1024} MiB.`);
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < packed.length; at += INFLATE_STEP_BYTES) {
      stream.push(packed.subarray(at, at + INFLATE_STEP_BYTES), at + INFLATE_STEP_BYTES >= packed.length);
    }
  } catch (error) {
    if (error instanceof KernelError) throw error;
    throw fault('LINK-MALFORMED', 'The link was changed or cut on its way.', error);
  }
  const joined = new Uint8Array(bytes);
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A short text member, or undefined where it is absent. @throws KernelError `LINK-SHAPE` */
function optionalText(document: Record<string, unknown>, member: string, maxChars: number): string | undefined {
  const value = Object.hasOwn(document, member) ? document[member] : undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value.length > maxChars) throw fault('LINK-SHAPE', `The link’s “${member}” is not what it should be.`);
  return value;
}

function filesOf(value: unknown): Record<string, string | Uint8Array> {
  if (!isObject(value)) throw fault('LINK-SHAPE', 'The link holds no files.');
  const entries = Object.entries(value);
  if (entries.length > MAX_FILES) throw fault('LINK-SHAPE', `The link holds more than ${MAX_FILES} files.`);
  const contents = entries.map(([path, content]): [string, string | Uint8Array] => {
    const safe = checkedPath(path, MAX_PATH_BYTES);
    if (typeof content === 'string') return [safe, content];
    if (isObject(content) && typeof content.base64 === 'string') return [safe, fromBase64Url(content.base64)];
    throw fault('LINK-SHAPE', `The link’s file ${safe} is neither text nor bytes.`);
  });
  // Own members only: a file called __proto__ is a file.
  const files = Object.fromEntries(contents);
  if (typeof files['manifest.json'] !== 'string') throw fault('LINK-SHAPE', 'The link holds no manifest.json.');
  return files;
}

function readProject(document: unknown): LinkedProject {
  if (!isObject(document)) throw fault('LINK-SHAPE', 'The link holds no project.');
  const { seed, provenance } = document;
  if (seed !== undefined && (typeof seed !== 'number' || !Number.isSafeInteger(seed) || seed < 0))
    throw fault('LINK-SHAPE', 'The link’s “seed” is not what it should be.');
  const [open, view, principal] = [
    optionalText(document, 'open', MAX_PATH_BYTES),
    optionalText(document, 'view', 128),
    optionalText(document, 'principal', 64),
  ];
  return {
    app: optionalText(document, 'app', 32) ?? '',
    title: optionalText(document, 'title', MAX_TITLE_CHARS) ?? '',
    files: filesOf(document.files),
    ...(open !== undefined && { open }),
    ...(view !== undefined && { view }),
    ...(principal !== undefined && { principal }),
    ...(typeof seed === 'number' && { seed }),
    ...(isObject(provenance) && {
      provenance: { title: optionalText(provenance, 'title', MAX_TITLE_CHARS) ?? '', app: optionalText(provenance, 'app', 32) ?? '' },
    }),
  };
}

/** Whether a fragment claims to be a link of any version. */
export const isLink = (fragment: string): boolean => /^#?v\d+\./.test(fragment);

/**
 * The fragment of a project, without `#`.
 * @throws KernelError `LINK-TOO-LONG` with `details.chars` and `details.largest` (paths and their share, largest first)
 */
export function encodeLink(project: LinkedProject): string {
  const files = Object.fromEntries(
    Object.entries(project.files).map(([path, content]) => [
      path,
      typeof content === 'string' ? content : { base64: toBase64Url(content) },
    ]),
  );
  // The dictionary holds these members in this order.
  const { app, title, ...rest } = project;
  const json = new TextEncoder().encode(JSON.stringify({ app, title, ...rest, files }));
  const fragment = PREFIX + toBase64Url(deflateSync(json, { level: 9, mem: 8, dictionary: dictionary() }));
  if (fragment.length > MAX_LINK_CHARS || json.length > MAX_LINKED_BYTES) {
    const largest = Object.entries(files)
      .map(([path, content]) => ({ path, chars: JSON.stringify(content).length }))
      .sort((a, b) => b.chars - a.chars)
      .slice(0, 5);
    throw new KernelError('LINK-TOO-LONG', `The project makes a link of ${fragment.length} characters; at most ${MAX_LINK_CHARS} fit.`, {
      details: { chars: fragment.length, largest },
    });
  }
  return fragment;
}

/**
 * Reads a fragment, with or without `#`. Nothing in it is run or fetched.
 * @throws KernelError `LINK-TOO-LONG`, `LINK-VERSION`, `LINK-MALFORMED`, `LINK-TOO-LARGE`, `LINK-SHAPE`, `BUNDLE-PATH-…`
 */
export function decodeLink(fragment: string): LinkedProject {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  if (text.length > MAX_LINK_CHARS) throw fault('LINK-TOO-LONG', `The link is longer than ${MAX_LINK_CHARS} characters.`);
  if (!text.startsWith(PREFIX))
    throw fault('LINK-VERSION', 'This link is of a version that this playground does not know. Reload the page to get the newest one.');
  const bytes = inflate(fromBase64Url(text.slice(PREFIX.length)));
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw fault('LINK-MALFORMED', 'The link was changed or cut on its way.', error);
  }
  return readProject(document);
}
