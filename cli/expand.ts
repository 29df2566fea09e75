/** From the names a person gives to the things that are judged: a folder may hold one addon, or many things. */
import { readdir } from 'node:fs/promises';
import { absolute, kindOf } from './files';
import type { Context } from './io';

const MAX_DEPTH = 8;
/** More than this is not a collection of addons, but a disk. */
const MAX_FOUND = 10_000;
const PACKED = /\.(mcbundle|tar\.gz|tgz)$/i;
/** JSON that other tools keep beside manifests. */
const FOREIGN = /^(?:package(?:-lock)?|tsconfig.*|index|composer|deno|\..*)\.json$/i;

/**
 * A file stands for itself, and so does an addon's folder (it holds a `manifest.json`). Any other folder stands for what
 * is below it: addon folders, bundles and manifests, by name. A folder without any of them stands for itself, and is
 * rejected as one that has no manifest.
 *
 * @throws UsageError when there is nothing of that name
 */
export async function expand(context: Context, files: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) {
    if ((await kindOf(context, file)) === 'file') found.push(file);
    else {
      const inside = await below(context, file.replace(/[/\\]+$/, ''), 0);
      const isAddon = inside.length === 0 || (inside.length === 1 && inside[0] === file.replace(/[/\\]+$/, ''));
      found.push(...(isAddon ? [file] : inside));
    }
  }
  return found.slice(0, MAX_FOUND);
}

async function below(context: Context, folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(absolute(context, folder), { withFileTypes: true });
  if (entries.some((entry) => entry.isFile() && entry.name === 'manifest.json')) return [folder];
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || found.length >= MAX_FOUND) continue;
    const path = `${folder}/${entry.name}`;
    // Links are passed over: they could lead anywhere.
    if (entry.isDirectory() && depth < MAX_DEPTH) found.push(...(await below(context, path, depth + 1)));
    else if (entry.isFile() && (PACKED.test(entry.name) || (/\.json$/i.test(entry.name) && !FOREIGN.test(entry.name)))) found.push(path);
  }
  return found;
}
