/** What only an author may do: look into the database and run SQL by hand (docs/architecture/09, CONSOLE-SQL). */
import { DEFAULT_CONSOLE_ROWS, explainQuery, MAX_CONSOLE_ROWS, type Query, runQuery } from '../console/query';
import { listTables } from '../console/tables';
import { bodyObject } from '../dynamic/values';
import { badRequest, RequestFailure } from '../failure';
import type { Operation } from '../operation/operation';
import { isNumber } from '../values/json';
import { asAdministrator, jsonBody, type KernelApp, type KernelContext } from './context';

/** @throws RequestFailure 403 where the kernel serves people who are not the author of everything in it */
function asAuthor(context: KernelContext): Operation {
  const operation = asAdministrator(context);
  if (operation.services.isAuthors) return operation;
  throw new RequestFailure(403, 'SQL by hand reaches every organization: only the page of an author runs it', { code: 'author_only' });
}

async function queryOf(context: KernelContext): Promise<Query & { explain: 'plan' | 'analyze' | null }> {
  const { sql, as = 'owner', limit, explain = null } = bodyObject(await jsonBody(context));
  if (typeof sql !== 'string' || sql.trim() === '') throw badRequest('sql is required');
  if (as !== 'owner' && as !== 'role') throw badRequest('as is "owner" or "role"');
  if (explain !== null && explain !== 'plan' && explain !== 'analyze') throw badRequest('explain is "plan" or "analyze"');
  const rows = limit === undefined ? DEFAULT_CONSOLE_ROWS : isNumber(limit) ? Number(limit) : NaN;
  if (!Number.isInteger(rows) || rows < 1 || rows > MAX_CONSOLE_ROWS)
    throw badRequest(`limit is a number up to ${String(MAX_CONSOLE_ROWS)}`);
  return { sql, as, limit: rows, explain };
}

export function mountConsole(app: KernelApp): void {
  app.get('/playground/sql', async (context) => {
    const { services } = asAuthor(context);
    return context.json({ success: true, data: await listTables(services.database) });
  });
  app.post('/playground/sql', async (context) => {
    const operation = asAuthor(context);
    const { explain, ...query } = await queryOf(context);
    const data = explain === null ? await runQuery(operation, query) : await explainQuery(operation, query, explain === 'analyze');
    return context.json({ success: true, data });
  });
}
