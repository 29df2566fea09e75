/** From the project to the three files an author hands out. */
import { formatSignature, signBundle, verifyBundle } from '../../kernel/bundle/sign';
import { exportPublicKey } from '../../kernel/bundle/keys';
import { readBundle } from '../../kernel/bundle/read';
import type { Locale } from '../../kernel/contract/diagnostic';
import { KernelError } from '../../kernel/errors';
import { sqlParserFor } from '../../kernel/contract/sql/load';
import { packProject } from '../../kernel/project/project';
import type { StoredKey, StoredProject } from '../../workers/project-store';

export interface ExportedFile {
  name: string;
  blob: Blob;
}

export interface Exported {
  files: ExportedFile[];
  /** SHA-256 of the bundle, 64 hex digits. */
  digest: string;
  fingerprint: string | null;
}

const blobOf = (content: Uint8Array | string, type: string): Blob => new Blob([content as BlobPart], { type });

/**
 * Packs the project, signs it when a key is given, and reads and verifies the very bytes that are handed out.
 * @throws KernelError as packProject and readBundle; `export_not_verified` when the signature does not hold
 */
export async function buildExport(project: StoredProject, key: StoredKey | null, locale: Locale): Promise<Exported> {
  const parser = await sqlParserFor(Object.keys(project.files));
  const packed = await packProject(new Map(Object.entries(project.files)), { locale, ...parser });
  await readBundle(packed.bytes);
  const bundle = { name: packed.name, blob: blobOf(packed.bytes, 'application/gzip') };
  if (!key) return { files: [bundle], digest: packed.digest, fingerprint: null };
  const { publicKey } = key.key;
  const signature = await signBundle(packed.bytes, key.key);
  const verified = await verifyBundle(packed.bytes, signature, [publicKey]);
  if (!verified) throw new KernelError('export_not_verified', 'The signature does not hold over the bundle that was built.');
  return {
    files: [
      bundle,
      { name: `${packed.name}.sig`, blob: blobOf(`${formatSignature(signature)}\n`, 'text/plain') },
      { name: `${key.name.replace(/[^A-Za-z0-9._-]+/g, '-')}.pub`, blob: blobOf(exportPublicKey(publicKey), 'application/x-pem-file') },
    ],
    digest: packed.digest,
    fingerprint: publicKey.fingerprint,
  };
}

/** Lets the browser save a file. */
export function download({ name, blob }: ExportedFile): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click is handled after this turn; a minute is more than any browser takes to begin.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
