// `npm run -s cli -- …`: the command line on a fresh clone. Preparation goes to stderr, so that --json stays clean on stdout.
import { spawnSync } from 'node:child_process';
import { ROOT } from './ensure.mjs';

const prepared = spawnSync(process.execPath, ['scripts/ensure.mjs'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
if (prepared.status !== 0) process.exit(prepared.status ?? 1);
// INIT_CWD is where the person typed the command: paths are theirs, not the project's.
const cwd = process.env.INIT_CWD ?? process.cwd();
const result = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), `${ROOT}/cli/main.ts`, ...process.argv.slice(2)], {
  cwd,
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
