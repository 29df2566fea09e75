// `npm pack`: what a package brings is built first. It is the command line and what that reads; the page is served from `dist/`.
import { ensure, ROOT } from './ensure.mjs';

process.chdir(ROOT);
ensure({ output: 2 });
const { bundleCli } = await import('./bundle-cli.mjs');
await bundleCli();
