import { SqlError } from '../database/port';
import { KernelError, messageOf } from '../errors';
import { RequestFailure } from '../failure';
import { mountChoices } from './choices';
import { createRouter, type KernelApp } from './context';
import { mountCrud } from './crud';
import { mountMetadata } from './metadata';

/** The kernel's routes, with and without the `/api` prefix. Every answer is JSON with the wire's envelope. */
export function createApp(): KernelApp {
  const routes = createRouter();
  mountCrud(routes);
  mountChoices(routes);
  mountMetadata(routes);
  const app = createRouter();
  app.route('/api', routes);
  app.route('/', routes);
  app.notFound((context) =>
    context.json({ success: false, message: `no route ${context.req.method} ${new URL(context.req.url).pathname}` }, 404),
  );
  app.onError((error) => {
    if (error instanceof RequestFailure) return Response.json(error.body, { status: error.status });
    const code = error instanceof KernelError ? error.code : 'internal_error';
    const sqlState = error instanceof SqlError ? { sql_state: error.fault.sqlState } : {};
    return Response.json({ success: false, message: messageOf(error), code, ...sqlState }, { status: 500 });
  });
  return app;
}
