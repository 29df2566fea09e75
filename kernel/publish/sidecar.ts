/** What goes beside a bundle: the signature block for side-loading, and checksums. Never inside: a digest cannot cover itself. */
import { sha256Hex } from '../bundle/digest';
import type { PublicKey } from '../bundle/keys';
import { toBase64 } from '../bundle/encoding';
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
}

/** `<bundle>.signature.json`: the `signature` block, and what it is about. Whole seconds in UTC. */
export function sidecarOf({ bundleName, identity, digest, signature, key, signedAt }: SidecarOrder): string {
  const sidecar = {
    bundle: bundleName,
    addon_key: identity.key,
    version: identity.version,
    digest: `sha256:${digest}`,
    signature: {
      algorithm: 'ed25519',
      key_id: key.fingerprint,
      value: toBase64(signature),
      signed_at: `${new Date(signedAt).toISOString().slice(0, 19)}Z`,
    },
  };
  return `${JSON.stringify(sidecar, null, 2)}\n`;
}

/** Lines as `sha256sum` writes and checks them: digest, two blanks, path; sorted. The bundle itself comes first. */
export async function checksumsOf(bundleName: string, digest: string, files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const lines = [`${digest}  ${bundleName}`];
  for (const path of [...files.keys()].sort()) lines.push(`${await sha256Hex(files.get(path) ?? new Uint8Array())}  ${path}`);
  return `${lines.join('\n')}\n`;
}
