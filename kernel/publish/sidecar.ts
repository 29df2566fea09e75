/** What goes beside a bundle: the signature block for side-loading, and checksums. Never inside: a digest cannot cover itself. */
import { sha256Hex } from '../bundle/digest';
import type { PublicKey } from '../bundle/keys';
import { toBase64, toHex } from '../values/encoding';
import type { AddonIdentity } from '../project/identity';

export interface SidecarOrder {
  bundleName: string;
  identity: AddonIdentity;
  /** 64 hex digits. */
  digest: string;
  /** 64 bytes. */
  signature: Uint8Array;
  key: PublicKey;
  /** Epoch milliseconds. */
  signedAt: number;
  /** What the bundle holds. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** Pairs, since an object would put a path that is a number first. */
async function digestsOf(files: ReadonlyMap<string, Uint8Array>): Promise<[path: string, digest: string][]> {
  const digests: [string, string][] = [];
  for (const path of [...files.keys()].sort()) digests.push([path, await sha256Hex(files.get(path) ?? new Uint8Array())]);
  return digests;
}

/**
 * `<bundle>.signature.json`: what it is about, the `signature` block as the contract describes it (base64, with the key's name), and
 * the one that a host's verifier takes (`host_signature`: hex throughout, with a digest for every file). Whole seconds in UTC.
 */
export async function sidecarOf({ bundleName, identity, digest, signature, key, signedAt, files }: SidecarOrder): Promise<string> {
  const signed_at = `${new Date(signedAt).toISOString().slice(0, 19)}Z`;
  const sidecar = {
    bundle: bundleName,
    addon_key: identity.key,
    version: identity.version,
    digest: `sha256:${digest}`,
    signature: {
      algorithm: 'ed25519',
      key_id: key.fingerprint,
      value: toBase64(signature),
      signed_at,
    },
    host_signature: {
      algorithm: 'ed25519',
      digest,
      value: toHex(signature),
      signed_at,
      checksums: Object.fromEntries(await digestsOf(files)),
    },
  };
  return `${JSON.stringify(sidecar, null, 2)}\n`;
}

/** Lines as `sha256sum` writes and checks them: digest, two blanks, path; sorted. The bundle itself comes first. */
export async function checksumsOf(bundleName: string, digest: string, files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const lines = [`${digest}  ${bundleName}`];
  for (const [path, fileDigest] of await digestsOf(files)) lines.push(`${fileDigest}  ${path}`);
  return `${lines.join('\n')}\n`;
}
