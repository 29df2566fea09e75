/** Tests of tools that a project keeps in `playground.json` (docs/architecture/11, TOOL-TEST): a call, and what is to come of it. Pure. */
import type { PlaygroundFile } from '../../schemas';
import { REDACTED } from '../outbound/redact';
import { writeJson } from '../values/json';
import type { ToolRun } from './run';

export type SavedTest = NonNullable<PlaygroundFile['tool_tests']>[number];

const requestIn = ({ stages }: Pick<ToolRun, 'stages'>) => stages.find((stage) => stage.stage === 'sent')?.request ?? null;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value has what is wanted of it: members of objects that are not named may be anything, lists are compared item by item. */
function has(value: unknown, wanted: unknown): boolean {
  if (isObject(wanted)) return isObject(value) && Object.entries(wanted).every(([name, inner]) => has(value[name], inner));
  if (Array.isArray(wanted))
    return Array.isArray(value) && value.length === wanted.length && wanted.every((inner, index) => has(value[index], inner));
  return writeJson(value ?? null) === writeJson(wanted ?? null);
}

/** What of a run is not as its test says: `what: wanted …, got …`; nothing where all is. */
export function differences({ expect = {} }: SavedTest, run: ToolRun): string[] {
  const told: string[] = [];
  const compare = (what: string, wanted: unknown, got: unknown, holds: boolean): void => {
    if (wanted !== undefined && !holds) told.push(`${what}: wanted ${writeJson(wanted)}, got ${writeJson(got ?? null)}`);
  };
  const { success, error, data, method, url } = expect;
  const sent = requestIn(run);
  compare('success', success, run.result.success, run.result.success === success);
  compare('error', error, run.result.error, run.result.error?.includes(error ?? '') === true);
  compare('method', method, sent?.method, sent?.method === method);
  compare('url', url, sent?.url, sent?.url === url);
  compare('data', data, run.result.data, has(run.result.data, data));
  return told;
}

/** Parameters as they were typed, but for those in which a secret was found: the file goes with every link of the project. */
function withoutSecrets({ stages }: Pick<ToolRun, 'stages'>, parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const told = stages.flatMap((stage) => (stage.stage === 'extracted' ? stage.values : []));
  const hidden = told.flatMap(({ name, value }) => (writeJson(value ?? null).includes(REDACTED) ? [[name, value] as const] : []));
  return { ...parameters, ...Object.fromEntries(hidden) };
}

/** The test that a run passes: what was sent, and how it ended. */
export function testOf(run: ToolRun, parameters: Readonly<Record<string, unknown>>): SavedTest {
  const sent = requestIn(run);
  return {
    name: `${run.tool} ${run.result.success ? 'answers' : 'fails'}`,
    tool: run.tool,
    profile: run.profile,
    in: withoutSecrets(run, parameters),
    expect: {
      success: run.result.success,
      ...(run.result.error !== undefined && { error: run.result.error }),
      ...(sent !== null && sent.method !== 'CALL' && { method: sent.method, url: sent.url }),
      ...(run.result.data !== undefined && { data: run.result.data }),
    },
  };
}
