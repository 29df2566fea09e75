// The command line in one file: hundreds of modules would be found, read and compiled at every call. It is made again when the
// bytes of anything that went into it differ.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { hashOf } from './generate/steps.mjs';

/** As deep as `cli/`: what the command line reads beside its modules is found from there as well. */
const FOLDER = 'generated';
export const BUNDLED_CLI = `${FOLDER}/cli.mjs`;
const STAMP = '.cache/generate/cli.json';

/** They find WebAssembly beside their own modules, or load something only where it is there. */
const LEFT_OUTSIDE = ['@electric-sql/*', 'libpg-query', 'ws', 'assemblyscript'];

function isCurrent() {
  if (!existsSync(STAMP) || !existsSync(BUNDLED_CLI)) return false;
  const { inputs, hash } = JSON.parse(readFileSync(STAMP, 'utf8'));
  return inputs.every((input) => existsSync(input)) && hashOf(inputs) === hash;
}

/** Whole or not at all: another call may be reading it. */
function replace(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}`;
  writeFileSync(part, contents);
  renameSync(part, path);
}

/** Bundles the command line unless it is current. The working directory is the project's root. */
export async function bundleCli() {
  if (isCurrent()) return;
  const { build } = await import('esbuild');
  const { metafile, outputFiles } = await build({
    entryPoints: [
      { in: 'cli/main.ts', out: 'cli' },
      { in: 'cli/dry-run-worker.mjs', out: 'dry-run-worker' },
      { in: 'cli/guest/guest-worker.ts', out: 'guest-worker' },
    ],
    outdir: FOLDER,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: LEFT_OUTSIDE,
    // Packages that are CommonJS ask for Node's own modules this way.
    banner: { js: "import { createRequire as requireFor } from 'node:module';\nconst require = requireFor(import.meta.url);" },
    metafile: true,
    logLevel: 'error',
  });
  for (const { path, contents } of outputFiles) replace(path, contents);
  // An input that is imported with attributes is listed with them.
  const bundled = Object.keys(metafile.inputs).map((input) => input.replace(/ with \{.*$/, ''));
  const inputs = [...bundled, 'scripts/bundle-cli.mjs', 'package-lock.json'].sort();
  replace(STAMP, JSON.stringify({ inputs, hash: hashOf(inputs) }));
}
