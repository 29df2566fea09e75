/** The files of an addon, whether it lies in a folder or in a bundle. */
import { readBundle } from '../kernel/bundle/read';
import { selectFiles } from '../kernel/project/select';
import { kindOf, readPacked } from './files';
import type { Context } from './io';
import { readProjectFolder } from './project-folder';

export interface AddonFiles {
  /** As they lie there; a folder's include what a build leaves out. */
  files: Map<string, Uint8Array>;
  /** What travels in a bundle. */
  included: Map<string, Uint8Array>;
  /** The packed bytes, where it is a bundle already. */
  packed: Uint8Array | null;
}

/** @throws UsageError (nothing of that name), KernelError `BUNDLE-…`, `FILE-…`, `FOLDER-…` */
export async function readAddon(context: Context, path: string): Promise<AddonFiles> {
  if ((await kindOf(context, path)) === 'folder') {
    const { files } = await readProjectFolder(context, path);
    return { files, included: selectFiles(files, context.locale).included, packed: null };
  }
  const packed = await readPacked(context, path);
  const { files } = await readBundle(packed, { locale: context.locale });
  return { files, included: files, packed };
}
