// `npm run bench`: prepares and builds what is stale, then measures.
import { ensure, ROOT, run } from './ensure.mjs';
import { buildIfStale } from './start.mjs';

process.chdir(ROOT);
ensure();
buildIfStale();
run(process.execPath, ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)]);
