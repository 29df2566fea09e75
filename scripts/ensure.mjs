// Makes a fresh clone ready: dependencies from the lockfile, then the generated files that are not committed.
// Every npm script passes through here, so that none of them needs a step before it. Plain Node: nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { staleSteps } from './generate/steps.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command in the project's root, its output passed through; exits with its code when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function dependenciesAreCurrent() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  const wanted = join(ROOT, 'package-lock.json');
  if (!existsSync(installed)) return false;
  if (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return true;
  // A checkout touches the lockfile without changing it: compare versions before reinstalling.
  const versions = (file) =>
    Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages).filter(([path, entry]) => path !== '' && !entry.optional);
  const have = new Map(versions(installed).map(([path, entry]) => [path, entry.version]));
  return versions(wanted).every(([path, entry]) => have.get(path) === entry.version);
}

/**
 * Installs what is missing and generates what is stale, from the project's root. `force` generates everything again; `output`
 * is where the commands write what they say.
 */
export function ensure({ force = false, output = 1 } = {}) {
  const stdio = ['inherit', output, 'inherit'];
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node ${process.versions.node} is too old: Node 20.19 or newer is needed.`);
    process.exit(1);
  }
  if (!dependenciesAreCurrent()) run('npm', ['ci', '--no-audit', '--no-fund'], { stdio });
  process.chdir(ROOT);
  if (staleSteps(force).length > 0)
    run(process.execPath, ['--import', 'tsx', 'scripts/generate/main.ts', ...(force ? ['--force'] : [])], { stdio });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) ensure({ force: process.argv.includes('--force') });
