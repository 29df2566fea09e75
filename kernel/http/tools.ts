/** Tools of addons: their list, their call, and a run with its stages for whoever writes them (docs/architecture/11). */
import { bodyObject } from '../dynamic/values';
import { compile, sql } from '../database/sql';
import { badRequest, RequestFailure } from '../failure';
import { translator } from '../installed/label';
import type { Operation } from '../operation/operation';
import { matchTools } from '../tools/match';
import { isProfile } from '../tools/profile';
import { asToolFailure, runTool, toolNamed } from '../tools/run';
import { flatTool, functionDeclaration, inputsOf, toolsOf } from '../tools/tool';
import { isUuid } from '../values/uuid';
import { asAdministrator, jsonBody, type KernelApp, type KernelContext, parameters } from './context';

const refuse = (status: number, message: string): RequestFailure => new RequestFailure(status, message);

async function bodyIn(context: KernelContext): Promise<Record<string, unknown>> {
  try {
    return bodyObject(await jsonBody(context));
  } catch (error) {
    if (!(error instanceof RequestFailure) || error.status !== 400) throw error;
    throw refuse(400, `invalid JSON body: ${error.message}`);
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws RequestFailure 400 for what is no uuid, 403 for an installation of another organization or addon */
async function refuseForeign({ database, principal }: Operation, addonKey: string, given: unknown): Promise<void> {
  const id = given === undefined || given === null || given === '' ? null : given;
  if (id === null) return;
  if (typeof id !== 'string' || !isUuid(id)) throw refuse(400, 'invalid installation_id');
  const { rows } = await database.asOwner((session) =>
    session.run(
      compile(sql`select 1 from public.metacore_installations
        where id = ${id} and organization_id = ${principal.organizationId} and addon_key = ${addonKey}`),
    ),
  );
  if (rows.length === 0) throw refuse(403, 'installation not found for this organization/addon');
}

const parametersIn = (value: unknown): Record<string, unknown> => {
  if (value === undefined || value === null) return {};
  if (isObject(value)) return value;
  throw refuse(400, 'invalid JSON body: parameters is no object');
};

export function mountTools(app: KernelApp): void {
  app.get('/metacore/tools', (context) => {
    const { registry, principal } = context.env.operation;
    const wanted = parameters(context).get('addon_key') ?? '';
    const tools = registry
      .addons(principal.organizationId)
      .filter(({ key }) => wanted === '' || key === wanted)
      .flatMap(toolsOf);
    const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    tools.sort((a, b) => byId(a.addon.key, b.addon.key) || byId(a.declared.key, b.declared.key));
    return context.json(tools.map(flatTool));
  });
  app.post('/metacore/tools/execute', async (context) => {
    const { operation } = context.env;
    const body = await bodyIn(context);
    const given = parametersIn(body.parameters);
    const [addonKey, toolId] = [textOf(body.addon_key), textOf(body.tool_id)];
    if (addonKey === '' || toolId === '') throw refuse(400, 'addon_key and tool_id are required');
    await refuseForeign(operation, addonKey, body.installation_id);
    const tool = toolNamed(operation, addonKey, toolId);
    try {
      const { status, result } = await runTool(operation, tool, given);
      return context.json(result, status);
    } catch (error) {
      throw asToolFailure(error);
    }
  });
  app.get('/playground/tools', (context) => {
    const { registry, principal, language } = asAdministrator(context);
    const data = registry
      .addons(principal.organizationId)
      .flatMap(toolsOf)
      .map((tool) => ({
        addon: tool.addon.key,
        tool: tool.declared.key,
        profile: tool.addon.hostProfile,
        // In words; the declaration has the manifest's text, as hosts list it.
        description: translator(tool.addon, language)(tool.declared.description),
        declaration: functionDeclaration(tool),
        inputs: inputsOf(tool),
      }));
    return context.json({ success: true, data });
  });
  app.post('/playground/tools/match', async (context) => {
    const { registry, principal } = asAdministrator(context);
    const { sentence } = bodyObject(await jsonBody(context));
    if (typeof sentence !== 'string') throw badRequest('sentence is a text');
    const data = matchTools(registry.addons(principal.organizationId).flatMap(toolsOf), sentence);
    return context.json({ success: true, data });
  });
  app.post('/playground/tools/:addon/:tool/run', async (context) => {
    const operation = asAdministrator(context);
    const { addon, tool } = context.req.param();
    const body = bodyObject(await jsonBody(context, {}));
    if (body.profile !== undefined && !isProfile(body.profile)) throw badRequest('profile is kernel or templating');
    const run = await runTool(operation, toolNamed(operation, addon, tool), parametersIn(body.parameters), body.profile);
    return context.json({ success: true, data: run });
  });
}
