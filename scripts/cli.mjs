// `npm run -s cli -- …`: the command line on a fresh clone. Preparation goes to stderr, so that --json stays clean on stdout.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { ROOT } from './ensure.mjs';

const prepared = spawnSync(process.execPath, ['scripts/ensure.mjs'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
if (prepared.status !== 0) process.exit(prepared.status ?? 1);
// Here and in no process of its own: what is said to this one (a signal) would never reach that, and a server would outlive it.
const { register } = await import('tsx/esm/api');
register();
// INIT_CWD is where the person typed the command: paths are theirs, not the project's.
process.chdir(process.env.INIT_CWD ?? process.cwd());
process.argv[1] = `${ROOT}/cli/main.ts`;
await import(pathToFileURL(process.argv[1]).href);
