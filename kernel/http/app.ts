import { SqlError } from '../database/port';
import { KernelError, messageOf } from '../errors';
import { RequestFailure } from '../failure';
import { mountApprovals } from './approvals';
import { mountChoices } from './choices';
import { createRouter, type KernelApp, type KernelContext } from './context';
import { MAX_ECHO_CHARS } from './correlation';
import { mountCrud } from './crud';
import { mountDashboard } from './dashboard';
import { mountDocumentList } from './documents';
import { mountJobs } from './jobs';
import { mountMetadata } from './metadata';
import { mountPlayground } from './playground';
import { mountSeed } from './seed';
import { mountTriggers } from './triggers';
import { mountUnserved } from './unserved';

/** The caller's own id of the request, repeated in errors. */
function correlation(context: KernelContext): { correlation_id?: string } {
  const given = context.env.operation.correlationId;
  return given === null ? {} : { correlation_id: given };
}

/** The kernel's routes, with and without the `/api` prefix. Every answer is JSON with the wire's envelope. */
export function createApp(): KernelApp {
  const routes = createRouter();
  mountCrud(routes);
  mountChoices(routes);
  mountMetadata(routes);
  mountPlayground(routes);
  mountJobs(routes);
  mountSeed(routes);
  mountApprovals(routes);
  mountDashboard(routes);
  mountDocumentList(routes);
  mountTriggers(routes);
  mountUnserved(routes);
  const app = createRouter();
  app.route('/api', routes);
  app.route('/', routes);
  app.notFound((context) =>
    context.json(
      {
        success: false,
        message: `no route ${context.req.method} ${new URL(context.req.url).pathname.slice(0, MAX_ECHO_CHARS)}`,
        ...correlation(context),
      },
      404,
    ),
  );
  app.onError((error, context) => {
    if (error instanceof RequestFailure) return Response.json({ ...error.body, ...correlation(context) }, { status: error.status });
    const code = error instanceof KernelError ? error.code : 'internal_error';
    const sqlState = error instanceof SqlError ? { sql_state: error.fault.sqlState } : {};
    return Response.json({ success: false, message: messageOf(error), code, ...sqlState, ...correlation(context) }, { status: 500 });
  });
  return app;
}
