/** Subresource integrity of the frontend's entry: checked, and computed for those who want it filled in. */
import { applyEdits, modify } from 'jsonc-parser';
import { equalBytes, fromBase64, isRecord, plainBytes, toBase64 } from '../../values/encoding';
import { textMember, type PublishCheck } from '../context';
import { publishMessages } from '../messages';

const ALGORITHMS = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const;
type Algorithm = keyof typeof ALGORITHMS;
const RANK: readonly Algorithm[] = ['sha512', 'sha384', 'sha256'];

async function hashOf(bytes: Uint8Array, algorithm: Algorithm): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest(ALGORITHMS[algorithm], plainBytes(bytes)));
}

/** `sha384-…`, as `integrity` takes it. */
export async function integrityOf(bytes: Uint8Array): Promise<string> {
  return `sha384-${toBase64(await hashOf(bytes, 'sha384'))}`;
}

interface ParsedHash {
  algorithm: Algorithm;
  hash: Uint8Array;
}

function parseIntegrity(text: string): ParsedHash[] {
  return text
    .split(/\s+/)
    .map((token) => /^(sha256|sha384|sha512)-([A-Za-z0-9+/=]+)(?:\?.*)?$/.exec(token))
    .flatMap((match) => {
      const hash = fromBase64(match?.[2] ?? '');
      return match && hash ? [{ algorithm: match[1] as Algorithm, hash }] : [];
    });
}

/** As browsers do: of several hashes only those of the strongest kind count, and one of them must hold. */
async function holds(bytes: Uint8Array, hashes: readonly ParsedHash[]): Promise<boolean> {
  const strongest = RANK.find((algorithm) => hashes.some((hash) => hash.algorithm === algorithm));
  if (strongest === undefined) return false;
  const actual = await hashOf(bytes, strongest);
  return hashes.some(({ algorithm, hash }) => algorithm === strongest && equalBytes(hash, actual));
}

interface Entry {
  entry: string;
  file: string;
  integrity: string;
}

function entryOf(document: unknown): Entry | null {
  const frontend = isRecord(document) && isRecord(document.frontend) ? document.frontend : null;
  const entry = textMember(frontend?.entry);
  if (frontend === null || entry === '') return null;
  return { entry, file: entry.replace(/^\.?\//, ''), integrity: textMember(frontend.integrity) };
}

/** Rules `PUB-SRI`, `PUB-SRI-MISSING`, `PUB-ENTRY`, `PUB-ENTRY-REMOTE`. */
export const integrity: PublishCheck = async ({ document, files, find }) => {
  const found = entryOf(document);
  if (found === null) return;
  const atEntry = { path: ['frontend', 'entry'] };
  const atHash = { path: ['frontend', 'integrity'] };
  if (/^(?:https?:)?\/\//i.test(found.entry)) {
    find('PUB-ENTRY-REMOTE', 'review', publishMessages.remoteEntry(found.entry), atEntry);
    return;
  }
  const bytes = files.get(found.file);
  if (bytes === undefined) {
    find('PUB-ENTRY', 'reject', publishMessages.entryMissing(found.entry), atEntry);
    return;
  }
  if (found.integrity.trim() === '') {
    find('PUB-SRI-MISSING', 'review', publishMessages.integrityMissing(found.entry), atHash);
    return;
  }
  const hashes = parseIntegrity(found.integrity.trim());
  if (hashes.length === 0) find('PUB-SRI', 'reject', publishMessages.integrityForm(), atHash);
  else if (!(await holds(bytes, hashes))) find('PUB-SRI', 'reject', publishMessages.integrityWrong(found.entry), atHash);
};

/**
 * The manifest's text with the integrity hash of its frontend's entry, formatting kept; the same text where there is no
 * frontend, no such file, or the hash is right already.
 */
export async function withIntegrity(manifestText: string, files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  let document: unknown;
  try {
    document = JSON.parse(manifestText);
  } catch {
    return manifestText;
  }
  const found = entryOf(document);
  const bytes = found === null ? undefined : files.get(found.file);
  if (found === null || bytes === undefined || (await holds(bytes, parseIntegrity(found.integrity.trim())))) return manifestText;
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  return applyEdits(manifestText, modify(manifestText, ['frontend', 'integrity'], await integrityOf(bytes), { formattingOptions }));
}
