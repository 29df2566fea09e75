/**
 * Files that hold a key among other things, or in a form of one tool alone: certificates and requests for them, PKCS#7, PKCS#12, Java's
 * keystores, PuTTY's files, sets of JSON Web Keys. None is read; each is told by its name, with the command that takes the key out.
 */
import { isRecord } from '../values/encoding';
import type { KernelError } from '../errors';
import { bundleError, type KeyContainer } from './messages';
import { MAX_KEY_TEXT_CHARS, pem } from './pem';

/** By the label of a PEM block. Labels that begin with DER are ours, for files in bare bytes. */
const LABELS: readonly [label: RegExp, container: KeyContainer][] = [
  [/^(?:(?:X509 |TRUSTED )?CERTIFICATE)$/, 'certificate'],
  [/^DER CERTIFICATE$/, 'der-certificate'],
  [/^(?:NEW )?CERTIFICATE REQUEST$/, 'request'],
  [/^DER REQUEST$/, 'der-request'],
  [/^(?:PKCS7|PKCS #7 SIGNED DATA|CMS)$/, 'pkcs7'],
  [/^DER PKCS7$/, 'der-pkcs7'],
  [/^(?:DER )?PKCS12$/, 'pkcs12'],
  [/^DER KEYSTORE$/, 'keystore'],
];

const TAG = { integer: 0x02, oid: 0x06, octets: 0x04, sequence: 0x30, context0: 0xa0 } as const;
/** Where Java's own keystores begin, of both kinds. */
const KEYSTORES: readonly number[] = [0xfeedfeed, 0xcececece];
const OID_PKCS7 = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07);

/** A file of one of these, as the refusal that names it. Undefined for the label of a key. */
export function containerOfLabel(label: string): KernelError | undefined {
  const found = LABELS.find(([pattern]) => pattern.test(label));
  return found === undefined ? undefined : bundleError('KEY-CONTAINER', { label, kind: found[1] });
}

/** The same of a text without a PEM block. */
export function containerOfText(text: string): KernelError | undefined {
  const start = text.slice(0, MAX_KEY_TEXT_CHARS);
  if (/^\ufeff?PuTTY-User-Key-File-\d/.test(start)) return bundleError('KEY-CONTAINER', { kind: 'putty' });
  if (isKeySet(text)) return bundleError('KEY-CONTAINER', { kind: 'key-set' });
  return undefined;
}

function isKeySet(text: string): boolean {
  if (text.length > MAX_KEY_TEXT_CHARS) return false;
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) && Array.isArray(parsed.keys);
  } catch {
    return false;
  }
}

/** A file in DER that is no PKCS#8 and no SPKI as a PEM block whose label says what it is; undefined for anything else. */
export function containerBlock(bytes: Uint8Array): string | undefined {
  const label = labelOf(bytes);
  if (label === undefined) return undefined;
  // Of those that hold a key as it is the key is read on; of the others the label is enough, whatever their size.
  return pem(label, label.endsWith(' KEY') ? bytes : bytes.subarray(0, 0));
}

function labelOf(bytes: Uint8Array): string | undefined {
  if (bytes.length < 40) return undefined;
  if (KEYSTORES.includes(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0))) return 'DER KEYSTORE';
  const outer = elementAt(bytes, 0);
  if (outer?.tag !== TAG.sequence || (outer.end !== undefined && outer.end !== bytes.length)) return undefined;
  const first = elementAt(bytes, outer.start);
  const second = first?.end === undefined ? undefined : elementAt(bytes, first.end);
  if (first?.end === undefined || second === undefined) return undefined;
  const content = bytes.subarray(first.start, first.end);
  if (first.tag === TAG.oid) return OID_PKCS7.every((byte, at) => content[at] === byte) ? 'DER PKCS7' : undefined;
  if (first.tag === TAG.integer) {
    if (second.tag === TAG.sequence && content.length === 1 && content[0] === 3) return 'DER PKCS12';
    if (second.tag === TAG.octets) return 'EC PRIVATE KEY';
    if (second.tag === TAG.integer) return content.length === 1 ? 'RSA PRIVATE KEY' : 'RSA PUBLIC KEY';
    return undefined;
  }
  if (first.tag !== TAG.sequence || second.tag !== TAG.sequence) return undefined;
  // What is signed comes first in both, then the algorithm; a request begins with its version, a certificate with a tag for it.
  const signed = elementAt(bytes, first.start);
  if (signed?.tag === TAG.context0) return 'DER CERTIFICATE';
  if (signed?.tag !== TAG.integer || signed.end === undefined) return undefined;
  return signed.end - signed.start === 1 && bytes[signed.start] === 0 ? 'DER REQUEST' : 'DER CERTIFICATE';
}

interface Element {
  tag: number;
  /** Where its content begins. */
  start: number;
  /** Where it ends; undefined where its length is open (BER, which Windows and Java write). */
  end: number | undefined;
}

/** The element that begins at a place; undefined where none does, or one that is longer than the file. */
function elementAt(bytes: Uint8Array, at: number): Element | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || first > 0x84) return undefined;
  if (first === 0x80) return { tag, start: at + 2, end: undefined };
  const count = first > 0x80 ? first & 0x7f : 0;
  const start = at + 2 + count;
  const length = first > 0x80 ? bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0) : first;
  return start + length > bytes.length ? undefined : { tag, start, end: start + length };
}
