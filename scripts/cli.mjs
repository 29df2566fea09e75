// `npm run -s cli -- …`: the command line on a fresh clone. Preparation goes to stderr, so that --json stays clean on stdout.
import { pathToFileURL } from 'node:url';
import { ensure, ROOT } from './ensure.mjs';

process.chdir(ROOT);
ensure({ output: 2 });
// The bundler is a package: it may have been installed a moment ago.
const { BUNDLED_CLI, bundleCli } = await import('./bundle-cli.mjs');
await bundleCli();
// Here and in no process of its own: what is said to this one (a signal) would never reach that, and a server would outlive it.
// INIT_CWD is where the person typed the command: paths are theirs, not the project's.
process.chdir(process.env.INIT_CWD ?? ROOT);
process.argv[1] = `${ROOT}/${BUNDLED_CLI}`;
await import(pathToFileURL(process.argv[1]).href);
