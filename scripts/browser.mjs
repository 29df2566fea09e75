// Finds a Chromium for the end-to-end specs, in a fixed order: what the person names, what the system has, Debian's
// package when we may install it, the test tool's own download.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The variable that names a browser's executable. */
export const BROWSER_VARIABLE = 'PLAYGROUND_BROWSER';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const ELSEWHERE = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * @typedef {object} Surroundings
 * @property {Record<string, string | undefined>} env
 * @property {(path: string) => boolean} isExecutable
 * @property {boolean} isRoot
 * @property {() => boolean} hasApt
 */

/**
 * What to do for a browser: use a path, install Debian's package, or let the test tool download one.
 * @param {Surroundings} surroundings
 * @returns {{ kind: 'use', path: string, why: string } | { kind: 'install-package' } | { kind: 'download' }}
 */
export function chooseBrowser({ env, isExecutable, isRoot, hasApt }) {
  const named = env[BROWSER_VARIABLE];
  if (named) {
    if (!isExecutable(named)) throw new Error(`${BROWSER_VARIABLE} names ${named}, which cannot be run.`);
    return { kind: 'use', path: named, why: BROWSER_VARIABLE };
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE].find(isExecutable);
  if (found) return { kind: 'use', path: found, why: 'the system’s' };
  if (isRoot && hasApt()) return { kind: 'install-package' };
  return { kind: 'download' };
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const surroundings = () => ({
  env: process.env,
  isExecutable,
  isRoot: process.getuid?.() === 0,
  hasApt: () => spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0,
});

function installPackage() {
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  return apt('update', '-qq') && apt('install', '-y', '-qq', 'chromium');
}

/** The path of a browser, installed if need be; null means the test tool's own download is in place. Throws when none can be had. */
export function ensureBrowser() {
  const choice = chooseBrowser(surroundings());
  if (choice.kind === 'use') return choice.path;
  if (choice.kind === 'install-package') {
    process.stderr.write('installing Chromium from the system’s packages …\n');
    if (installPackage()) {
      const installed = chooseBrowser(surroundings());
      if (installed.kind === 'use') return installed.path;
    }
  }
  process.stderr.write('downloading Chromium …\n');
  const downloaded = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], { stdio: 'inherit' });
  if (downloaded.status === 0) return null;
  throw new Error(`No Chromium could be found or installed. Install one and name it: ${BROWSER_VARIABLE}=/path/to/chromium npm test`);
}
