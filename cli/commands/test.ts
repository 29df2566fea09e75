/** `test`: runs the tests of tools that a project keeps in its playground.json. */
import { setMocks } from '../../kernel/host/beside';
import type { Kernel } from '../../kernel/kernel';
import { differences, type SavedTest } from '../../kernel/tools/saved-test';
import type { ToolRun } from '../../kernel/tools/run';
import { allowHosts } from '../allow';
import { ask, awake } from '../ask';
import { type Command, onlyArgument, printJson } from '../command';
import { withInstalled } from '../installed';
import { EXIT, type Context } from '../io';
import { say } from '../messages';
import { nodeNetwork } from '../network';

interface Outcome {
  name: string;
  tool: string;
  passed: boolean;
  differences: readonly string[];
}

async function runOne(kernel: Kernel, addon: string, test: SavedTest): Promise<Outcome> {
  const { tool = '', name = tool, settings, profile } = test;
  const told = (found: readonly string[]): Outcome => ({ name, tool, passed: found.length === 0, differences: found });
  if (settings !== undefined) {
    const { status, answer } = await ask(kernel, 'PUT', `/addons/${addon}/settings`, settings);
    if (status !== 200) return told([`settings: ${JSON.stringify(answer.errors ?? answer.message)}`]);
  }
  const path = `/playground/tools/${addon}/${encodeURIComponent(tool)}/run`;
  const { status, answer } = await ask(kernel, 'POST', path, { parameters: test.in ?? {}, ...(profile !== undefined && { profile }) });
  return told(status === 200 ? differences(test, answer.data as ToolRun) : [`${String(status)}: ${answer.message ?? ''}`]);
}

function textOf(context: Context, outcomes: readonly Outcome[]): string {
  const lines = outcomes.flatMap(({ name, passed, differences: found }) => [
    `${passed ? 'ok' : 'FAILED'}  ${name}`,
    ...found.map((difference) => `        ${difference}`),
  ]);
  const failed = outcomes.filter(({ passed }) => !passed).length;
  return `${[...lines, say(context.locale, 'testsRan', { passed: outcomes.length - failed, failed })].join('\n')}\n`;
}

/** `test ADDON [--allow HOST]…` */
export const testCommand: Command = {
  name: 'test',
  options: { allow: { type: 'text' } },
  async run(args, context) {
    const path = onlyArgument(args, context, 'test', 'ADDON');
    return withInstalled(context, [path], { network: nodeNetwork(), convert: true }, async (kernel, [addon = ''], [beside = {}]) => {
      allowHosts(kernel, args.texts('allow'), context);
      const outcomes: Outcome[] = [];
      for (const test of beside.tool_tests ?? []) {
        // Each begins with the answers as the file says them, those that are given in turn included.
        setMocks(kernel.webhooks, beside);
        outcomes.push(await awake(runOne(kernel, addon, test)));
      }
      if (context.json) printJson(context, { addon, tests: outcomes });
      else context.io.out(textOf(context, outcomes));
      return outcomes.every(({ passed }) => passed) ? EXIT.ok : EXIT.rejected;
    });
  },
};
