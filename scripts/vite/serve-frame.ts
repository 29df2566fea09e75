import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const FILES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'frame.js': 'text/javascript; charset=utf-8',
  'frame.css': 'text/css; charset=utf-8',
};

/** While developing, the preview frame comes from its own last build: a sandboxed page cannot load the dev server's modules. */
export function serveFrame(folder: string): Plugin {
  return {
    name: 'page:serve-frame',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use('/frame', (request, response, next) => {
        const name = (request.url ?? '').split(/[?#]/, 1)[0]?.replace(/^\//, '') ?? '';
        const type = FILES[name];
        const file = join(folder, name);
        if (type === undefined || !existsSync(file)) {
          next();
          return;
        }
        response.setHeader('content-type', type);
        createReadStream(file).pipe(response);
      });
    },
  };
}
