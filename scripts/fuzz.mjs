// `npm run fuzz`: the property specs with all their cases: documents of the contract, and pages, sums and groups of the data
// plane, each asked by a stranger too, requests of any kind, and a large import. `npm test` runs a part of them.
import { spawnSync } from 'node:child_process';
import { ensure, ROOT } from './ensure.mjs';

const SPECS = [
  'kernel/contract/oracle.spec.ts',
  'kernel/dynamic/oracle.spec.ts',
  'kernel/http/stranger.spec.ts',
  'kernel/http/load.spec.ts',
];

ensure();
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', ...SPECS, '--reporter=default', '--disable-console-intercept'],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      PLAYGROUND_FUZZ_DOCUMENTS: '20000',
      PLAYGROUND_FUZZ_PAGES: '2000',
      PLAYGROUND_FUZZ_REQUESTS: '6000',
      PLAYGROUND_FUZZ_IMPORT: '50000',
      ...process.env,
    },
  },
);
process.exit(status ?? 1);
