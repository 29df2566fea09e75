// The static site in dist/: the page, then the preview frame beside it, then the schemas other editors can point at.
import { cpSync, mkdirSync } from 'node:fs';
import { run } from './ensure.mjs';

export function build() {
  // Vite announces that a later version will want file extensions in configs; ours are plain TypeScript run by tsx.
  process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';
  const vite = ['--import', 'tsx', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'];
  run(process.execPath, [...vite, '--config', 'vite.config.ts']);
  run(process.execPath, [...vite, '--config', 'vite.frame.config.ts']);
  mkdirSync('dist/schemas', { recursive: true });
  for (const version of ['v2', 'v3']) {
    // Without a language for validators, with one for what editors show on hover.
    for (const name of [version, `${version}.en`, `${version}.es`])
      cpSync(`generated/schemas/manifest-${name}.json`, `dist/schemas/manifest-${name}.json`);
  }
}

if (process.argv[1]?.endsWith('build.mjs')) build();
