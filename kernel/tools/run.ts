/** A call of a tool, stage by stage (docs/architecture/11, TOOL-RUN). */
import { credentialSecrets } from '../connectors/connections';
import { notFound, RequestFailure } from '../failure';
import type { InstalledAddon } from '../installed/registry';
import { HANDLER_RESOLVER, runTraced } from '../operation/handler';
import { asCaller, type Operation } from '../operation/operation';
import { exchange, type Exchange, TIMEOUT_MS } from '../outbound/exchange';
import { redactedErrors, redactor } from '../outbound/redact';
import { clearSettings } from '../settings/settings';
import { signedHeaders } from '../webhooks/sign';
import { writeJson } from '../values/json';
import { cachedAnswer, keepAnswer } from './cache';
import { prepareParameters, type Extracted, type Normalised, type Prepared } from './parameters';
import { type Profile, PROFILES } from './profile';
import { draftRequest, type Drafted, payloadOf, type ToolRequest } from './request';
import { type ToolResult, toolResult } from './result';
import { type AddonTool, toolsOf } from './tool';

export type Stage =
  | { stage: 'extracted'; values: readonly Extracted[]; dropped: readonly string[] }
  | { stage: 'normalised'; values: readonly Normalised[] }
  | { stage: 'validated'; errors: readonly string[] }
  | { stage: 'sent'; request: ToolRequest; answeredBy: Exchange['answeredBy'] | 'cache' | 'guest'; rule: string }
  | { stage: 'answered'; status: number | null; milliseconds: number; result: ToolResult };

/** What a host of each profile would send, or why it would send nothing; secrets taken out. */
export type Side = { request: ToolRequest; refusal?: undefined } | { request?: undefined; refusal: string };

export interface ToolRun {
  addon: string;
  tool: string;
  profile: Profile;
  stages: Stage[];
  /** What the caller of the route is answered. */
  status: 200 | 502;
  result: ToolResult;
  sides: Record<Profile, Side>;
}

const MAX_NAME_CHARS = 64;

/** The tool of an addon of the organization. @throws RequestFailure 404 `tool not registered` */
export function toolNamed(operation: Operation, addonKey: string, key: string): AddonTool {
  const addon = operation.registry.addons(operation.principal.organizationId).find((one) => one.key === addonKey);
  const tool = addon && toolsOf(addon).find(({ declared }) => declared.key === key);
  if (!tool) throw notFound('tool not registered');
  return tool;
}

interface Draft {
  prepared: Prepared;
  drafted: Drafted;
}

function draft(
  tool: AddonTool,
  profile: Profile,
  given: Readonly<Record<string, unknown>>,
  settings: Readonly<Record<string, unknown>>,
): Draft {
  const isSet = (name: string): boolean => Object.hasOwn(settings, name) && settings[name] !== null && settings[name] !== '';
  const prepared = prepareParameters(tool, profile, given, isSet);
  if (prepared.errors.length > 0) return { prepared, drafted: { refusal: `invalid params: ${prepared.errors.join('; ')}` } };
  return { prepared, drafted: draftRequest(tool, profile, prepared, settings, tool.addon.baseUrl) };
}

const shownSide = (drafted: Drafted, redact: (text: string) => string): Side =>
  drafted.request === undefined ? { refusal: redact(drafted.refusal) } : { request: shownRequest(drafted.request, redact) };

const shownRequest = ({ method, url, body }: ToolRequest, redact: (text: string) => string): ToolRequest => ({
  method,
  url: redact(url),
  body: redact(body),
});

/** Values without their secrets, whatever they are made of. */
function redactValue<T>(value: T, redact: (text: string) => string): T {
  return JSON.parse(redact(writeJson(value))) as T;
}

/** Runs a tool whose handler is a function of the addon's module. @throws RequestFailure 501 `guest_not_loaded` */
async function runGuest(operation: Operation, tool: AddonTool, parameters: Record<string, unknown>): Promise<ToolResult> {
  const { addon, declared, index } = tool;
  const handler = declared.handler ?? { type: 'wasm' as const };
  const run = operation.services.ports.of(HANDLER_RESOLVER)(operation, addon, handler, `the tool "${declared.key}"`);
  const place = { addon: addon.key, pointer: `/contributions/tools/${String(index)}` };
  const { failure, data, meta } = await runTraced(operation, `wasm:${handler.function ?? ''}`, place, () =>
    run({ operation, addon, handler, name: declared.key, payload: payloadOf(tool, parameters), hook: `tool:${declared.key}` }, null),
  );
  const metadata = Object.keys(meta).length === 0 ? {} : { metadata: meta };
  return failure ? { success: false, error: failure.message, ...metadata } : { success: true, data, ...metadata };
}

async function send(
  operation: Operation,
  tool: AddonTool,
  request: ToolRequest,
  profile: Profile,
  secrets: readonly string[],
): Promise<Exchange> {
  const { services, trace } = operation;
  const { addon, declared, extras } = tool;
  const event = `tool:${declared.key}`;
  const timeoutMs = profile === 'templating' && extras?.timeout !== undefined ? extras.timeout * 1000 : TIMEOUT_MS;
  const headers = await signedHeaders(services.clock, addon, request, event);
  // What goes out cannot be taken back: from here on the request is not begun anew.
  operation.attempt.pin();
  const keep = (statement: Parameters<Parameters<typeof exchange>[2]>[0]) => asCaller(operation, (session) => session.run(statement));
  return exchange(services, trace, keep, {
    addon,
    cause: { kind: 'tool', name: declared.key },
    request: { ...request, headers },
    secrets,
    timeoutMs,
  });
}

const branchOf = ({ principal }: Operation): string | null => principal.branchId ?? null;

/** How a host of this addon's project is looked at, where nobody asks for another one. */
export const profileOf = ({ hostProfile }: InstalledAddon): Profile => hostProfile;

/**
 * Calls a tool. What goes wrong on the way is a result; nothing is sent where parameters do not fit.
 * @throws RequestFailure 403 `capability_missing` for a host that no capability covers, 501 `guest_not_loaded`
 */
export async function runTool(
  operation: Operation,
  tool: AddonTool,
  given: Readonly<Record<string, unknown>>,
  profile: Profile = profileOf(tool.addon),
): Promise<ToolRun> {
  const { addon, declared, extras } = tool;
  const { values, secrets: own } = await clearSettings(operation, addon, branchOf(operation));
  // A module may have read credentials, and say them.
  const secrets = [...own, ...(await credentialSecrets(operation, addon))];
  const redact = redactor([...secrets, addon.secret]);
  const drafts = Object.fromEntries(PROFILES.map((one) => [one, draft(tool, one, given, values)])) as Record<Profile, Draft>;
  const { prepared, drafted } = drafts[profile];
  const stages: Stage[] = [
    {
      stage: 'extracted',
      values: redactValue(prepared.extracted, redact),
      dropped: prepared.dropped.map((name) => name.slice(0, MAX_NAME_CHARS)),
    },
    { stage: 'normalised', values: redactValue(prepared.normalised, redact) },
    { stage: 'validated', errors: prepared.errors.map(redact) },
  ];
  const sides = { kernel: shownSide(drafts.kernel.drafted, redact), templating: shownSide(drafts.templating.drafted, redact) };
  const ended = (status: ToolRun['status'], result: ToolResult): ToolRun => ({
    ...{ addon: addon.key, tool: declared.key, profile, stages, status, result, sides },
  });
  if (prepared.errors.length > 0) return ended(200, { success: false, error: redact(drafted.refusal ?? '') });
  if (declared.handler?.type === 'wasm') {
    const started = performance.now();
    const result = redactValue(await redactedErrors(redact, () => runGuest(operation, tool, prepared.parameters)), redact);
    const request = {
      method: 'CALL',
      url: `wasm:${declared.handler.function ?? ''}`,
      body: redact(writeJson(payloadOf(tool, prepared.parameters))),
    };
    stages.push({ stage: 'sent', request, answeredBy: 'guest', rule: 'no host' });
    stages.push({ stage: 'answered', status: null, milliseconds: performance.now() - started, result });
    return ended(200, result);
  }
  if (drafted.request === undefined) return ended(502, { success: false, error: redact(drafted.refusal) });
  const { request } = drafted;
  const seconds = profile === 'templating' ? (extras?.cache_ttl ?? 0) : 0;
  const cached = seconds > 0 ? cachedAnswer(operation.services, addon, request) : null;
  if (cached !== null) {
    stages.push({ stage: 'sent', request: shownRequest(request, redact), answeredBy: 'cache', rule: 'no host' });
    stages.push({ stage: 'answered', status: 200, milliseconds: 0, result: cached });
    return ended(200, cached);
  }
  const made = await send(operation, tool, request, profile, secrets);
  stages.push({ stage: 'sent', request: shownRequest(request, redact), answeredBy: made.answeredBy, rule: made.rule });
  const result: ToolResult =
    made.response === null
      ? { success: false, error: `tool.HTTPDispatcher: ${made.failure?.message ?? 'nothing came back'}` }
      : toolResult(made.response);
  stages.push({ stage: 'answered', status: made.response?.status ?? null, milliseconds: made.milliseconds, result });
  if (seconds > 0 && result.success) keepAnswer(operation.services, addon, request, result, seconds);
  return ended(made.response === null ? 502 : 200, result);
}

/** A refusal as callers of tools read one: they look for `error`. */
export function asToolFailure(error: unknown): unknown {
  if (!(error instanceof RequestFailure) || 'error' in error.body) return error;
  const { message } = error.body;
  return new RequestFailure(error.status, message, { ...error.body, error: message });
}
