/** Files of the person's computer as files of the project. All of them or none. */
import { BUNDLE_LIMITS, formatBytes } from '../../kernel/bundle/limits';
import type { Locale } from '../../kernel/locale';
import { fileFromBytes, type ProjectFile } from '../project/project';
import { pathProblem, placeFor } from './new-file';
import { FILE_STRINGS } from './strings';

const sizeOf = (content: ProjectFile): number => (typeof content === 'string' ? new TextEncoder().encode(content).length : content.length);

/** Sizes are looked at before anything is read. */
export async function takeFromComputer(
  chosen: readonly File[],
  files: Readonly<Record<string, ProjectFile>>,
  locale: Locale,
): Promise<{ files: [path: string, content: ProjectFile][] } | { problem: string }> {
  const strings = FILE_STRINGS[locale];
  const most = BUNDLE_LIMITS.maxUnpackedBytes;
  let total = Object.values(files).reduce((sum, content) => sum + sizeOf(content), 0);
  const taken: [string, ProjectFile][] = [];
  for (const file of chosen) {
    total += file.size;
    if (total > most) return { problem: strings.tooLarge(file.name, formatBytes(file.size), formatBytes(most)) };
    const path = placeFor(file.name);
    const problem = pathProblem(path, { ...files, ...Object.fromEntries(taken) }, locale);
    if (problem !== null) return { problem };
    taken.push([path, fileFromBytes(new Uint8Array(await file.arrayBuffer()))]);
  }
  return { files: taken };
}
