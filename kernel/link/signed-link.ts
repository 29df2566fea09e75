/**
 * Links that say who made them. A signed link has one member more, `signature`, with the raw public key and an Ed25519
 * signature, both base64url; whoever does not know the member opens the link all the same.
 *
 * Signed is, as with bundles, the SHA-256 of a text: a line that no bundle begins with, so that neither signature passes for
 * the other, and all other members of the link as JSON with sorted names. Members that this version does not know are among
 * them: nothing can be slipped in, and what a newer version adds and signs holds here too.
 */
import { equalBytes, isRecord, toBase64Url } from '../values/encoding';
import { type PrivateKey, PUBLIC_KEY_BYTES, type PublicKey, publicKeyFromBytes } from '../bundle/keys';
import { signBundle, SIGNATURE_BYTES, verifyBundle, type SignatureOptions } from '../bundle/sign';
import { canonicalJson } from '../canonical-json';
import { documentOf, fromBase64Url, type LinkDocument, type LinkedProject, misshapen, packLink, readProject, unpackLink } from './link';

const SIGNED_PREFIX = 'metacore-playground-link-v1\n';

/** What is signed of a link's document. @throws KernelError `LINK-SHAPE` for one nested without end */
function signedBytes(document: LinkDocument): Uint8Array {
  const content = Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'signature'));
  try {
    return new TextEncoder().encode(SIGNED_PREFIX + canonicalJson(content));
  } catch (error) {
    if (error instanceof RangeError) throw misshapen('signature');
    throw error;
  }
}

/** The fragment of a project under somebody's signature, without `#`. @throws KernelError as `packLink` */
export async function encodeSignedLink(project: LinkedProject, key: PrivateKey, options: SignatureOptions = {}): Promise<string> {
  const document = documentOf(project);
  const signature = await signBundle(signedBytes(document), key, options);
  return packLink({ ...document, signature: { key: toBase64Url(key.publicKey.raw), value: toBase64Url(signature) } });
}

/** Bytes of exactly this length, written in the one way there is. */
function exactBytes(text: unknown, length: number): Uint8Array {
  if (typeof text !== 'string' || text.length !== Math.ceil((length * 4) / 3)) throw misshapen('signature');
  const bytes = fromBase64Url(text);
  if (bytes.length !== length || toBase64Url(bytes) !== text) throw misshapen('signature');
  return bytes;
}

async function signatureOf(document: LinkDocument): Promise<{ key: PublicKey; value: Uint8Array } | null> {
  if (!Object.hasOwn(document, 'signature')) return null;
  const { signature } = document;
  // A third member would be one that nobody signed.
  if (!isRecord(signature) || Object.keys(signature).sort().join() !== 'key,value') throw misshapen('signature');
  const value = exactBytes(signature.value, SIGNATURE_BYTES);
  return { key: await publicKeyFromBytes(exactBytes(signature.key, PUBLIC_KEY_BYTES)), value };
}

/**
 * - `unsigned`: nobody vouches for it.
 * - `trusted`: the signature holds under a key the person trusts.
 * - `unknown-key`: it holds under a key that is not among them.
 * - `tampered`: it does not hold. What the link then says is nobody's word, and is not read.
 */
export type OpenedLink<Key extends PublicKey> =
  | { verdict: 'unsigned'; project: LinkedProject }
  | { verdict: 'trusted'; project: LinkedProject; key: Key }
  | { verdict: 'unknown-key'; project: LinkedProject; key: PublicKey }
  | { verdict: 'tampered' };

/**
 * Reads a fragment, with or without `#`, and checks who signed it before its content is looked at.
 * @param trustedKeys asked for a link only whose signature holds
 * @throws KernelError as `decodeLink`, `LINK-SHAPE` of a signature that is none, `KEY-WEAK`
 */
export async function openLink<Key extends PublicKey>(
  fragment: string,
  trustedKeys: () => Promise<readonly Key[]>,
  options: SignatureOptions = {},
): Promise<OpenedLink<Key>> {
  const document = unpackLink(fragment);
  const signature = await signatureOf(document);
  if (!signature) return { verdict: 'unsigned', project: readProject(document) };
  const { key, value } = signature;
  if (!(await verifyBundle(signedBytes(document), value, [key], options))) return { verdict: 'tampered' };
  const project = readProject(document);
  const trusted = (await trustedKeys()).find(({ raw }) => equalBytes(raw, key.raw));
  return trusted ? { verdict: 'trusted', project, key: trusted } : { verdict: 'unknown-key', project, key };
}
