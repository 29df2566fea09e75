/** Addons that a project brings along: their bundles are files of it, installed before it wherever it is opened. */
import { BUNDLE_LIMITS } from '../../kernel/bundle/limits';
import { KernelError } from '../../kernel/errors';
import { isBesidePath } from '../../kernel/host/beside-path';
import type { Locale } from '../../kernel/locale';
import { type AddonIdentity, identityOf } from '../../kernel/project/identity';
import { askLanguage } from '../language/client';
import { editFile, removeFile } from '../workspace/edits';
import { installNewest } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import type { Answered } from './requests';

/** Key, name and version as either contract has them; empty where the manifest has none. */
function namedIn(manifestText: string): AddonIdentity {
  let manifest: unknown;
  try {
    manifest = JSON.parse(manifestText.replace(/^\ufeff/, ''));
  } catch {
    manifest = {};
  }
  const found = identityOf(manifest);
  return { ...found, name: found.name || found.key };
}

const bytesOf = async (file: File): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await file.slice(0, BUNDLE_LIMITS.maxPackedBytes + 1).arrayBuffer());

/** Which addon a chosen file is. @throws KernelError what makes it no bundle */
export async function besideFile(file: File, locale: Locale): Promise<AddonIdentity> {
  const packed = await bytesOf(file);
  const order = { packed, fileName: file.name, signature: null, checksums: null, trustedKeys: [], offeredKeyFiles: [] };
  const outcome = await askLanguage(async (api) => api.openBundle({ ...order, developmentMode: true, locale }));
  if (!outcome.ok) throw new KernelError(outcome.code, outcome.message);
  return namedIn(outcome.value.opened.bundle?.manifestText ?? '');
}

/** Makes a bundle a file of the project, which installs it, or upgrades what is there. */
export async function bringBeside(key: string, file: File): Promise<Answered<unknown>> {
  editFile(`addons/${key}.mcbundle`, await bytesOf(file));
  installNewest();
  return { ok: true, value: null };
}

/** Addons that were taken out are brought along no more. */
export function leaveBeside(keys: readonly string[]): void {
  const files = useWorkspace.getState().project?.files ?? {};
  for (const path of Object.keys(files)) if (isBesidePath(path) && keys.includes(keyOf(path))) removeFile(path);
}

const keyOf = (path: string): string => path.replace(/^addons\//, '').replace(/\.(?:mcbundle|tar\.gz)$/i, '');
