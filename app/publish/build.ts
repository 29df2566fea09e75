/** From the project to the files an author hands out. */
import { formatSignature, formatSignatureHex, signBundle, verifyBundle } from '../../kernel/bundle/sign';
import { exportPublicKey } from '../../kernel/bundle/keys';
import { readBundle } from '../../kernel/bundle/read';
import type { Locale } from '../../kernel/locale';
import { KernelError } from '../../kernel/errors';
import { checksumsOf, sidecarOf } from '../../kernel/publish/sidecar';
import type { StoredKey, StoredProject } from '../../workers/project-store';
import { askPublishWorker } from './ask-workers';
import { rememberExport } from './last-export';

export interface ExportedFile {
  name: string;
  blob: Blob;
}

export interface Exported {
  /** The bundle and, signed, its signature and public key. */
  files: ExportedFile[];
  /** Checksums and, signed, the digest and the signature in the forms that other tools take. */
  extras: ExportedFile[];
  bundle: { name: string; bytes: Uint8Array };
  /** 64 bytes; null without a key. */
  signature: Uint8Array | null;
  /** SHA-256 of the bundle, 64 hex digits. */
  digest: string;
  fingerprint: string | null;
}

const blobOf = (content: Uint8Array | string, type: string): Blob => new Blob([content as BlobPart], { type });
const textFile = (name: string, text: string, type = 'text/plain'): ExportedFile => ({ name, blob: blobOf(text, type) });

/** A key's name as a file's. */
export const fileNameOf = (keyName: string): string => keyName.replace(/[^A-Za-z0-9._-]+/g, '-');

/**
 * Has the project packed, signs it when a key is given, and reads and verifies the very bytes that are handed out.
 * @throws KernelError `export_refused`, which says in `locale` what packProject found; `export_not_verified` when the signature does not
 *   hold; as readBundle and `askPublishWorker`
 */
export async function buildExport(project: StoredProject, key: StoredKey | null, locale: Locale): Promise<Exported> {
  const packed = await askPublishWorker((api) => api.pack({ files: project.files, locale }));
  if (!packed.ok) throw new KernelError('export_refused', packed.message);
  const { name, bytes, digest, identity } = packed.value;
  const { files } = await readBundle(bytes);
  const bundle = { name, blob: blobOf(bytes, 'application/gzip') };
  const checksums = textFile(`${name}.checksums`, await checksumsOf(name, digest, files));
  const digestFile = textFile(`${name}.sha256`, `${digest}\n`);
  const common = { bundle: { name, bytes }, digest };
  if (!key) {
    await rememberExport(identity.key, bytes);
    return { ...common, files: [bundle], extras: [digestFile, checksums], signature: null, fingerprint: null };
  }
  const { publicKey } = key.key;
  const signature = await signBundle(bytes, key.key);
  const verified = await verifyBundle(bytes, signature, [publicKey]);
  if (!verified) throw new KernelError('export_not_verified', 'The signature does not hold over the bundle that was built.');
  const sidecar = await sidecarOf({ bundleName: name, identity, digest, signature, key: publicKey, signedAt: Date.now(), files });
  await rememberExport(identity.key, bytes);
  return {
    ...common,
    files: [
      bundle,
      textFile(`${name}.sig`, formatSignature(signature)),
      textFile(`${fileNameOf(key.name)}.pub`, exportPublicKey(publicKey), 'application/x-pem-file'),
    ],
    extras: [
      digestFile,
      textFile(`${name}.sig.hex`, `${formatSignatureHex(signature)}\n`),
      textFile(`${name}.signature.json`, sidecar, 'application/json'),
      checksums,
    ],
    signature,
    fingerprint: publicKey.fingerprint,
  };
}
