import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { SqlError } from '../database/port';
import { isStorageFull, STORAGE_FULL, STORAGE_FULL_MESSAGES } from '../database/storage-full';
import { MAX_ANSWER_BYTES, tooLarge } from '../dynamic/page-bytes';
import { KernelError, messageOf } from '../errors';
import { RequestFailure } from '../failure';
import { localeOf } from '../locale';
import { writeJson } from '../values/json';
import { mountApprovals } from './approvals';
import { mountBatch } from './batch';
import { mountChoices } from './choices';
import { mountConnectors } from './connectors';
import { mountConsole } from './console';
import { createRouter, type KernelApp, type KernelContext } from './context';
import { MAX_ECHO_CHARS } from './correlation';
import { mountCrud } from './crud';
import { mountDashboard } from './dashboard';
import { mountDocumentList } from './documents';
import { inWords } from './field-messages';
import { mountInstallations } from './installations';
import { mountJobs } from './jobs';
import { mountMetadata } from './metadata';
import { mountNotifications } from './notifications';
import { mountOperations } from './operations';
import { mountPlayground } from './playground';
import { mountPublic } from './public';
import { mountSeed } from './seed';
import { mountSettings } from './settings';
import { mountTools } from './tools';
import { mountTriggers } from './triggers';
import { mountUnserved } from './unserved';

const jsonResponse = (body: unknown, status: number): Response =>
  new Response(writeJson(body), { status, headers: { 'content-type': 'application/json' } });

/** The JSON of an answer. A character is at least a byte, so a text that is too long in characters is too long. */
function boundedJson(body: unknown): string {
  const text = writeJson(body);
  if (text.length > MAX_ANSWER_BYTES) throw tooLarge('what was asked for is longer than that', 'ask for fewer rows, or for fewer columns');
  return text;
}

/** The caller's own id of the request, repeated in errors. */
function correlation(context: KernelContext): { correlation_id?: string } {
  const given = context.env.operation.correlationId;
  return given === null ? {} : { correlation_id: given };
}

/** The kernel's routes, with and without the `/api` prefix. Every answer is JSON with the wire's envelope. */
export function createApp(): KernelApp {
  const routes = createRouter();
  mountPublic(routes);
  mountNotifications(routes);
  mountCrud(routes);
  mountChoices(routes);
  mountMetadata(routes);
  mountInstallations(routes);
  mountPlayground(routes);
  mountConsole(routes);
  mountOperations(routes);
  mountJobs(routes);
  mountSeed(routes);
  mountSettings(routes);
  mountConnectors(routes);
  mountApprovals(routes);
  mountDashboard(routes);
  mountDocumentList(routes);
  mountTools(routes);
  mountTriggers(routes);
  mountUnserved(routes);
  const app = createRouter();
  mountBatch(routes, () => app);
  app.use(async (context, next) => {
    // Every route answers by `context.json`; this one keeps the digits that `JSON.stringify` would lose.
    context.json = ((body: unknown, status?: ContentfulStatusCode) =>
      context.newResponse(context.req.method === 'GET' ? boundedJson(body) : writeJson(body), status, {
        'content-type': 'application/json',
      })) as KernelContext['json'];
    await next();
  });
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
    if (error instanceof RequestFailure)
      return jsonResponse({ ...inWords(error.body, context.env.operation.language), ...correlation(context) }, error.status);
    if (isStorageFull(error)) {
      const message = STORAGE_FULL_MESSAGES[localeOf(context.env.operation.language)];
      return jsonResponse({ success: false, message, code: STORAGE_FULL, ...correlation(context) }, 507);
    }
    const code = error instanceof KernelError ? error.code : 'internal_error';
    const sqlState = error instanceof SqlError ? { sql_state: error.fault.sqlState } : {};
    return jsonResponse({ success: false, message: messageOf(error), code, ...sqlState, ...correlation(context) }, 500);
  });
  return app;
}
