// The static site in dist/: the page, then the preview frame beside it, then the schemas other editors can point at.
// `--keep=FOLDER` names a copy of the site that is published now: tabs that have it open find their files in the new one too.
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { run } from './ensure.mjs';
import { carryAlong, nameBuild } from './version-files.mjs';

export function build(published) {
  // Vite announces that a later version will want file extensions in configs; ours are plain TypeScript run by tsx.
  process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';
  // Errors only: what the bundler warns of lies in packages whose files are not ours to change. The frame tells its own weight.
  const vite = ['--import', 'tsx', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'];
  run(process.execPath, [...vite, '--config', 'vite.config.ts']);
  run(process.execPath, [...vite, '--config', 'vite.frame.config.ts']);
  // What the frame looks at its screen with, when it is asked to; see app/frame/audit.ts.
  cpSync('node_modules/axe-core/axe.min.js', 'dist/frame/axe.js');
  mkdirSync('dist/schemas', { recursive: true });
  for (const version of ['v2', 'v3']) {
    // Without a language for validators, with one for what editors show on hover.
    for (const name of [version, `${version}.en`, `${version}.es`])
      cpSync(`generated/schemas/manifest-${name}.json`, `dist/schemas/manifest-${name}.json`);
  }
  nameBuild('dist', JSON.parse(readFileSync('package.json', 'utf8')).version);
  if (published !== undefined) carryAlong('dist', published);
}

if (process.argv[1]?.endsWith('build.mjs')) build(/^--keep=(.+)$/.exec(process.argv[2] ?? '')?.[1]);
