// `npm run fuzz`: the property specs of the contract with all their documents. `npm test` runs a twentieth of them.
import { spawnSync } from 'node:child_process';
import { ensure, ROOT } from './ensure.mjs';

ensure();
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'kernel/contract/oracle.spec.ts', '--reporter=default', '--disable-console-intercept'],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PLAYGROUND_FUZZ_DOCUMENTS: process.env.PLAYGROUND_FUZZ_DOCUMENTS ?? '20000' },
  },
);
process.exit(status ?? 1);
