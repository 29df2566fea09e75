/** What an install is asked for, made of a bundle's bytes. */
import { type Bundle, manifestTextOf, readBundle } from '../bundle/read';
import { check } from '../contract/check';
import type { Locale } from '../locale';
import { buildInstallRequest } from './install-request';
import { installError } from './messages';
import type { InstallRequest } from './request';

const LENIENT = new TextDecoder();

/** The text of a file; undefined where the bundle has none of that path. */
const textIn =
  ({ files }: Bundle) =>
  (path: string): string | undefined => {
    const bytes = files.get(path);
    return bytes && LENIENT.decode(bytes);
  };

/**
 * A bundle opened and judged as hosts do: leniently. What is unsigned is taken; whoever asks for signatures looks at them before.
 * @throws KernelError a `BundleErrorCode` for what is no bundle, `manifest_rejected` for a manifest that is not accepted
 */
export async function requestFromBundle(packed: Uint8Array, organizationIds: readonly string[]): Promise<InstallRequest> {
  const bundle = await readBundle(packed);
  const manifestText = manifestTextOf(bundle.files);
  const { manifest } = check(manifestText, { strict: false });
  if (!manifest) {
    const said = (locale: Locale): string => check(manifestText, { strict: false, locale }).diagnostics[0]?.message ?? '';
    throw installError('manifest_rejected', { en: said('en'), es: said('es') });
  }
  const textOf = textIn(bundle);
  return { ...(await buildInstallRequest(manifest, manifestText, textOf, [...bundle.files.keys()])), organizationIds };
}
