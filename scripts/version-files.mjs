// What a published site says of itself: `version.json`, which open tabs look at, and `assets/files.json`, the files whose names
// are of this version alone. A later build that is told where this one lies carries those along, for tabs that are still open.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const META = /<meta name="playground-build" content="[0-9a-f]*" \/>\s*/;
const VERSION_FILE = 'version.json';
const LIST = 'assets/files.json';

const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();

/** Hash over names and contents, 12 hex digits. */
function buildOf(site) {
  const hash = createHash('sha256');
  for (const path of filesOf(site)) {
    if (path === VERSION_FILE || path === LIST) continue;
    const bytes = readFileSync(join(site, path));
    const content = path === 'index.html' ? bytes.toString('utf8').replace(META, '') : bytes;
    hash.update(`${path}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}

/** Writes both files into the site and the build's name into its page. */
export function nameBuild(site, version) {
  const build = buildOf(site);
  const page = join(site, 'index.html');
  const text = readFileSync(page, 'utf8').replace(META, '');
  writeFileSync(page, text.replace('</head>', `<meta name="playground-build" content="${build}" />\n  </head>`));
  writeFileSync(join(site, LIST), `${JSON.stringify(filesOf(join(site, 'assets')).filter((name) => name !== 'files.json'))}\n`);
  writeFileSync(join(site, VERSION_FILE), `${JSON.stringify({ version, build })}\n`);
  return build;
}

/** Copies the files of the version that is published now (`published`, a copy of its folder) beside those of the new one. */
export function carryAlong(site, published) {
  const list = join(published, LIST);
  if (!existsSync(list)) throw new Error(`${published} is no published site: it has no ${LIST}`);
  const names = JSON.parse(readFileSync(list, 'utf8'));
  const isName = (name) => typeof name === 'string' && /^[\w.-]+$/.test(name) && !name.startsWith('.');
  if (!Array.isArray(names) || !names.every(isName)) throw new Error(`${list} is no list of files`);
  for (const name of names) {
    const target = join(site, 'assets', name);
    if (!existsSync(target)) cpSync(join(published, 'assets', name), target);
  }
}
