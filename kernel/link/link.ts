/**
 * A project in a link: `#v1.` and the base64url of its deflated JSON. Reading believes nothing: both sizes are capped, the
 * inflated bytes are counted as they come, and every member is checked before it is used. Nothing of a link is run here.
 */
import { deflateSync, Inflate } from 'fflate';
import { isRecord, toBase64Url } from '../values/encoding';
import { checkedPath } from '../bundle/paths';
import type { Locale } from '../locale';
import { KernelError } from '../errors';
import { type Provenance, PROVENANCE_KINDS, type ProvenanceKind } from '../project/provenance';
import { DICTIONARY_V1 } from './dictionary-v1';
import { linkError } from './messages';
import { joinBytes } from '../values/bytes';

/** What a link says besides its files of how the project is to be shown. All of it is optional, and bounded when read. */
export interface LinkedView {
  /** File to show first. */
  open?: string;
  /** Screen to show first: a table's name, or with a query as in a host's `/m/<table>?view=kanban&f_status=open`. */
  view?: string;
  /** Who asks, by user id; the administrator when absent. */
  principal?: string;
  /** Key of a role that person is given; their own when absent. */
  role?: string;
  /** Number of the sample data that fills the tables. */
  seed?: number;
  /** Rows of sample data in each table. */
  seedRows?: number;
  /** Language of the sample data: the same number gives other words in another one. */
  seedLanguage?: Locale;
}

export interface LinkedProject extends LinkedView {
  /** Version of the playground that made the link. */
  app: string;
  title: string;
  /** Contents by path; bytes for what is no text. */
  files: Record<string, string | Uint8Array>;
  /** Where the project itself came from. */
  provenance?: Provenance;
}

/** Links longer than this are refused, written and read. */
export const MAX_LINK_CHARS = 64 * 1024;
/** What a link may unfold to, in bytes. */
export const MAX_LINKED_BYTES = 2 * 1024 * 1024;
/** Sample rows that a link may ask for in each table. */
export const MAX_LINKED_SEED_ROWS = 1_000;
/** The longest `view`. */
export const MAX_VIEW_CHARS = 128;
const MAX_FILES = 200;
const MAX_PATH_BYTES = 255;
const MAX_TITLE_CHARS = 200;
const PREFIX = 'v1.';
/** Input handed to the inflater at once: what it can unfold to stays well below the cap's own size. */
const INFLATE_STEP_BYTES = 512;

const dictionary = (): Uint8Array => new TextEncoder().encode(DICTIONARY_V1);

export function fromBase64Url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw linkError('LINK-MALFORMED');
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch (error) {
    throw linkError('LINK-MALFORMED', {}, error);
  }
}

function inflate(packed: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const stream = new Inflate({ dictionary: dictionary() }, (piece) => {
    bytes += piece.length;
    if (bytes > MAX_LINKED_BYTES) throw linkError('LINK-TOO-LARGE', { limit: MAX_LINKED_BYTES });
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < packed.length; at += INFLATE_STEP_BYTES) {
      stream.push(packed.subarray(at, at + INFLATE_STEP_BYTES), at + INFLATE_STEP_BYTES >= packed.length);
    }
  } catch (error) {
    if (error instanceof KernelError) throw error;
    throw linkError('LINK-MALFORMED', {}, error);
  }
  return joinBytes(pieces);
}

/** A member that is missing or not what it should be. */
export const misshapen = (member: string): KernelError => linkError('LINK-SHAPE', { member });

/** An optional member, or undefined where it is absent. @throws KernelError `LINK-SHAPE` for one that does not `fit` */
function optional<T>(document: Record<string, unknown>, member: string, fit: (value: unknown) => value is T): T | undefined {
  const value = Object.hasOwn(document, member) ? document[member] : undefined;
  if (value === undefined) return undefined;
  if (!fit(value)) throw misshapen(member);
  return value;
}

const text =
  (maxChars: number) =>
  (value: unknown): value is string =>
    typeof value === 'string' && value.length <= maxChars;

const whole =
  (least: number, most: number) =>
  (value: unknown): value is number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;

const matching =
  (pattern: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && pattern.test(value);

const isLocale = (value: unknown): value is Locale => value === 'en' || value === 'es';
const isKind = (value: unknown): value is ProvenanceKind => PROVENANCE_KINDS.includes(value as ProvenanceKind);
const isTrue = (value: unknown): value is true => value === true;

/** Leaves out what is undefined. */
function present<T extends object>(members: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

function filesOf(value: unknown): Record<string, string | Uint8Array> {
  if (!isRecord(value)) throw misshapen('files');
  const entries = Object.entries(value);
  if (entries.length > MAX_FILES) throw misshapen('files');
  const contents = entries.map(([path, content]): [string, string | Uint8Array] => {
    const safe = checkedPath(path, MAX_PATH_BYTES);
    if (typeof content === 'string') return [safe, content];
    if (isRecord(content) && typeof content.base64 === 'string') return [safe, fromBase64Url(content.base64)];
    throw misshapen(safe);
  });
  // Own members only: a file called __proto__ is a file.
  const files = Object.fromEntries(contents);
  if (typeof files['manifest.json'] !== 'string') throw misshapen('manifest.json');
  return files;
}

function provenanceOf(value: Record<string, unknown>): Provenance {
  return present<Provenance>({
    title: optional(value, 'title', text(MAX_TITLE_CHARS)) ?? '',
    app: optional(value, 'app', text(32)) ?? '',
    kind: optional(value, 'kind', isKind),
    place: optional(value, 'place', text(2_000)),
    digest: optional(value, 'digest', matching(/^[0-9a-f]{64}$/)),
    signer: optional(value, 'signer', text(200)),
    at: optional(value, 'at', whole(0, Number.MAX_SAFE_INTEGER)),
    isFork: optional(value, 'isFork', isTrue),
  });
}

/** A link's JSON as it was written: anything at all until its members are read one by one. */
export type LinkDocument = Record<string, unknown>;

/** The JSON of a project. */
export function documentOf(project: LinkedProject): LinkDocument {
  const files = Object.fromEntries(
    Object.entries(project.files).map(([path, content]) => [
      path,
      typeof content === 'string' ? content : { base64: toBase64Url(content) },
    ]),
  );
  // The dictionary holds these members in this order.
  const { app, title, ...rest } = project;
  return { app, title, ...rest, files };
}

/** @throws KernelError `LINK-SHAPE`, `BUNDLE-PATH-…` */
export function readProject(document: LinkDocument): LinkedProject {
  const { provenance } = document;
  return present<LinkedProject>({
    app: optional(document, 'app', text(32)) ?? '',
    title: optional(document, 'title', text(MAX_TITLE_CHARS)) ?? '',
    files: filesOf(document.files),
    open: optional(document, 'open', text(MAX_PATH_BYTES)),
    view: optional(document, 'view', text(MAX_VIEW_CHARS)),
    principal: optional(document, 'principal', text(64)),
    role: optional(document, 'role', text(64)),
    seed: optional(document, 'seed', whole(0, Number.MAX_SAFE_INTEGER)),
    seedRows: optional(document, 'seedRows', whole(1, MAX_LINKED_SEED_ROWS)),
    seedLanguage: optional(document, 'seedLanguage', isLocale),
    provenance: isRecord(provenance) ? provenanceOf(provenance) : undefined,
  });
}

/**
 * The fragment of a document, without `#`.
 * @throws KernelError `LINK-TOO-LONG` with `details.chars`, `details.limit` and `details.largest` (paths and their share, largest first)
 */
export function packLink(document: LinkDocument): string {
  const json = new TextEncoder().encode(JSON.stringify(document));
  const fragment = PREFIX + toBase64Url(deflateSync(json, { level: 9, mem: 8, dictionary: dictionary() }));
  if (fragment.length > MAX_LINK_CHARS || json.length > MAX_LINKED_BYTES) {
    const largest = Object.entries(isRecord(document.files) ? document.files : {})
      .map(([path, content]) => ({ path, chars: JSON.stringify(content).length }))
      .sort((a, b) => b.chars - a.chars)
      .slice(0, 5);
    throw linkError('LINK-TOO-LONG', { chars: fragment.length, limit: MAX_LINK_CHARS, largest });
  }
  return fragment;
}

/**
 * The document of a fragment, with or without `#`. Its members are yet to be checked.
 * @throws KernelError `LINK-TOO-LONG`, `LINK-VERSION`, `LINK-MALFORMED`, `LINK-TOO-LARGE`, `LINK-SHAPE`
 */
export function unpackLink(fragment: string): LinkDocument {
  const packed = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  if (packed.length > MAX_LINK_CHARS) throw linkError('LINK-TOO-LONG', { limit: MAX_LINK_CHARS });
  if (!packed.startsWith(PREFIX)) throw linkError('LINK-VERSION');
  const bytes = inflate(fromBase64Url(packed.slice(PREFIX.length)));
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw linkError('LINK-MALFORMED', {}, error);
  }
  if (!isRecord(document)) throw misshapen('files');
  return document;
}

/** The fragment of a project that nobody signs, without `#`. @throws KernelError as `packLink` */
export const encodeLink = (project: LinkedProject): string => packLink(documentOf(project));

/**
 * Reads a fragment, with or without `#`. Nothing in it is run or fetched. A signature is passed over: see `openLink`.
 * @throws KernelError as `unpackLink` and `readProject`
 */
export const decodeLink = (fragment: string): LinkedProject => readProject(unpackLink(fragment));
