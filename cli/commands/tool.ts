/** `tool`: calls a tool of an addon, and tells each stage of the call. */
import { readPlayground } from '../../kernel/project/playground-file';
import { setMocks } from '../../kernel/host/beside';
import type { Kernel } from '../../kernel/kernel';
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import { mocksOfOpenApi } from '../../kernel/outbound/openapi';
import { isProfile } from '../../kernel/tools/profile';
import type { Stage, ToolRun } from '../../kernel/tools/run';
import type { ManifestV3, PlaygroundFile } from '../../schemas';
import type { ParsedArguments } from '../args';
import { allowHosts } from '../allow';
import { ask, awake } from '../ask';
import { type Command, printJson } from '../command';
import { failure, UsageError } from '../errors';
import { readText } from '../files';
import { USAGE } from '../help';
import { withInstalled } from '../installed';
import { EXIT, type Context } from '../io';
import { say } from '../messages';
import { nodeNetwork } from '../network';

/** `key=value` pairs of an option that may be repeated. @throws UsageError for one without a key */
function pairsOf(args: ParsedArguments, context: Context, option: string): [string, string][] {
  return args.texts(option).map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(context.locale, 'badPair', { name: `--${option}`, given: pair });
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Values as the manifest's settings want them: numbers, booleans and JSON are read, texts stay as they are. */
function settingsOf(manifest: ManifestV3 | undefined, pairs: readonly [string, string][]): Record<string, unknown> {
  const types = new Map((manifest?.settings ?? []).map(({ key, type }) => [key, type]));
  const isRead = (key: string): boolean => ['integer', 'number', 'boolean', 'json'].includes(types.get(key) ?? '');
  return Object.fromEntries(pairs.map(([key, text]) => [key, isRead(key) ? jsonOr(text) : text]));
}

/** Parameters: lists and objects are read, the rest is text, which the tool's own rules read. */
const parametersOf = (pairs: readonly [string, string][]): Record<string, unknown> =>
  Object.fromEntries(pairs.map(([name, text]) => [name, /^\s*[[{]/.test(text) ? jsonOr(text) : text]));

/** The mocks of a file: an OpenAPI document, a playground.json, or its `mocks` alone. @throws KernelError for a file that says something else */
async function mocksIn(context: Context, file: string): Promise<PlaygroundFile['mocks']> {
  const text = await readText(context, file);
  const drawn = mocksOfOpenApi(text);
  if (drawn !== null) return drawn.mocks;
  const value = jsonOr(text);
  const isWhole = typeof value === 'object' && value !== null && 'mocks' in value;
  const { members, diagnostics } = readPlayground(isWhole ? text : JSON.stringify({ mocks: value }));
  const [fault] = diagnostics;
  if (fault) throw failure(context.locale, 'TOOL-MOCK', 'badMock', { file, reason: fault.message });
  return members.mocks;
}

async function configure(context: Context, kernel: Kernel, addon: string, values: Record<string, unknown>): Promise<void> {
  if (Object.keys(values).length === 0) return;
  const { status, answer } = await ask(kernel, 'PUT', `/addons/${addon}/settings`, values);
  if (status === 200) return;
  const faults = Object.entries(answer.errors ?? {}).map(([key, list]) => `${key}: ${list.map(({ code }) => code).join(', ')}`);
  throw failure(context.locale, 'TOOL-SETTING', 'settingRefused', { reason: faults.join('; ') || (answer.message ?? '') });
}

const compact = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function lineOf(stage: Stage): string {
  switch (stage.stage) {
    case 'extracted':
      return stage.values
        .map(({ name, source, value }) => `${name} (${source})${value === undefined ? '' : ` ${compact(value)}`}`)
        .join(', ');
    case 'normalised':
      return stage.values.flatMap(({ name, before, after }) => (before === after ? [] : [`${name}: ${before} → ${after}`])).join(', ');
    case 'validated':
      return stage.errors.join('; ');
    case 'sent':
      return `${stage.request.method} ${stage.request.url} (${stage.answeredBy}, ${stage.rule})\n             ${stage.request.body}`;
    case 'answered':
      return `${String(stage.status ?? '-')} ${compact(stage.result)}`;
  }
}

function textOf({ stages, result, status }: ToolRun): string {
  const lines = stages.map((stage) => `${stage.stage.padEnd(12)} ${lineOf(stage)}`.trimEnd());
  const end = stages.some(({ stage }) => stage === 'answered') ? [] : [`${'refused'.padEnd(12)} ${String(status)} ${compact(result)}`];
  return `${[...lines, ...end].join('\n')}\n`;
}

/** `tool ADDON TOOL [--set k=v]… [--in k=v]… [--mock FILE] [--allow HOST]… [--profile kernel|templating] [--shadow]` */
export const toolCommand: Command = {
  name: 'tool',
  options: {
    set: { type: 'text' },
    in: { type: 'text' },
    mock: { type: 'text' },
    allow: { type: 'text' },
    profile: { type: 'text' },
    shadow: { type: 'flag' },
  },
  async run(args, context) {
    const [path, key, ...rest] = args.positionals;
    const usage = USAGE.tool;
    if (path === undefined || key === undefined)
      throw new UsageError(context.locale, 'argumentMissing', { name: path === undefined ? 'ADDON' : 'TOOL', usage });
    if (rest.length > 0) throw new UsageError(context.locale, 'tooManyArguments', { name: rest.join(' '), usage });
    const profile = args.text('profile');
    if (profile !== undefined && !isProfile(profile)) throw new UsageError(context.locale, 'badProfile', { name: profile });
    const settings = pairsOf(args, context, 'set');
    const parameters = parametersOf(pairsOf(args, context, 'in'));
    const file = args.text('mock');
    const mocks = file === undefined ? undefined : await mocksIn(context, file);
    const ports = { network: nodeNetwork(), enforcement: args.flag('shadow') ? ('shadow' as const) : ('enforce' as const), convert: true };
    return withInstalled(context, [path], ports, async (kernel, [addon = '']) => {
      allowHosts(kernel, args.texts('allow'), context);
      if (mocks !== undefined) setMocks(kernel.webhooks, { mocks });
      const manifest = kernel.manifests(DEFAULT_PRINCIPAL.organizationId).find(({ metadata }) => metadata.key === addon);
      await configure(context, kernel, addon, settingsOf(manifest, settings));
      const route = `/playground/tools/${addon}/${encodeURIComponent(key)}/run`;
      const { status, answer } = await awake(ask(kernel, 'POST', route, { parameters, ...(profile !== undefined && { profile }) }));
      if (status !== 200) throw failure(context.locale, 'TOOL-REFUSED', 'toolRefused', { name: key, status, reason: answer.message ?? '' });
      const run = answer.data as ToolRun;
      if (context.json) printJson(context, run);
      else context.io.out(textOf(run));
      if (run.result.success) return EXIT.ok;
      if (!context.json) context.io.err(`${say(context.locale, 'toolFailed', { name: key, reason: run.result.error ?? '' })}\n`);
      return EXIT.rejected;
    });
  },
};
