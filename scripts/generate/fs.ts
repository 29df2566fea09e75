import { readdirSync, statSync } from 'node:fs';

export { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/** The files at a path: itself, or every file below a folder (specs excepted: they do not change what is generated), sorted. */
export function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.spec.'))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}
