// `npm start`: installs what is missing, builds what changed, serves the app and prints the address.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensure, ROOT } from './ensure.mjs';
import { build } from './build.mjs';
import { serve } from './serve.mjs';

const SOURCES = [
  'app',
  'workers',
  'kernel',
  'schemas',
  'templates',
  'scripts',
  'generated',
  'package-lock.json',
  'vite.config.ts',
  'vite.frame.config.ts',
];
const STAMP = join(ROOT, '.cache', 'build');

function sourceHash() {
  const hash = createHash('sha256');
  const add = (path) => hash.update(path).update(readFileSync(path));
  for (const source of SOURCES) {
    const path = join(ROOT, source);
    if (source.includes('.')) add(path);
    else
      for (const entry of readdirSync(path, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) add(join(entry.parentPath, entry.name));
  }
  return hash.digest('hex');
}

/** Builds unless `dist` was made from exactly these sources. */
export function buildIfStale() {
  const hash = sourceHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash && existsSync(join(ROOT, 'dist', 'index.html'))) return;
  process.stderr.write('building the app …\n');
  build();
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(STAMP, hash);
}

if (process.argv[1]?.endsWith('start.mjs')) {
  process.chdir(ROOT);
  ensure();
  buildIfStale();
  const wanted = Number(process.env.PORT ?? 5173);
  const server = await serve(join(ROOT, 'dist'), { port: wanted }).catch(() => serve(join(ROOT, 'dist')));
  console.log(`Metacore Playground: http://127.0.0.1:${server.address().port}/`);
  console.log('Stop it with Ctrl+C.');
}
