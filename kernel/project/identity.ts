import { isRecord } from '../values/encoding';
import { API_VERSION_V3 } from '../contract/api-version';

/** What names an addon in a manifest of either version. Missing members are empty. */
export interface AddonIdentity {
  key: string;
  name: string;
  version: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** From a parsed manifest: v3 keeps them under `metadata`, also where the apiVersion is still to be written; v2 at the top. */
export function identityOf(document: unknown): AddonIdentity {
  const top = isRecord(document) ? document : {};
  const source = isRecord(top.metadata) && (top.apiVersion === API_VERSION_V3 || top.key === undefined) ? top.metadata : top;
  return { key: text(source.key), name: text(source.name), version: text(source.version) };
}

/** `<key>-<version>.mcbundle`, with nothing in it that a file name may not have. */
export function bundleName({ key, version }: AddonIdentity): string {
  const safe = (part: string) => part.replace(/[^A-Za-z0-9._+-]/g, '_').slice(0, 100);
  return `${safe(key)}-${safe(version)}.mcbundle`;
}
