// `npm run dev`: the page with hot reload. The preview frame is built once; after a change in app/frame/ start it again.
import { ensure, ROOT, run } from './ensure.mjs';

process.chdir(ROOT);
ensure();
const vite = ['--import', 'tsx', 'node_modules/vite/bin/vite.js'];
run(process.execPath, [...vite, 'build', '--logLevel', 'warn', '--config', 'vite.frame.config.ts']);
run(process.execPath, [...vite]);
