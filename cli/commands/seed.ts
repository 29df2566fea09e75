/** `seed`: sample rows of addons, as JSON. */
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import type { Command } from '../command';
import { UsageError } from '../errors';
import { writeOutput } from '../files';
import { USAGE } from '../help';
import { withInstalled } from '../installed';
import { EXIT } from '../io';
import { say } from '../messages';
import { fillSample, sampleOf } from '../sample';

const DEFAULT_ROWS = 20;

/** `seed PATH… [--rows N] [--number S] [-o FILE]` */
export const seedCommand: Command = {
  name: 'seed',
  options: { rows: { type: 'text' }, number: { type: 'text' }, out: { type: 'text', short: 'o' } },
  async run(args, context) {
    const sample = sampleOf(args, context, 'rows', DEFAULT_ROWS);
    if (args.positionals.length === 0) throw new UsageError(context.locale, 'argumentMissing', { name: 'PATH', usage: USAGE.seed });
    const text = await withInstalled(context, args.positionals, {}, async (kernel) => {
      const { tables } = await fillSample(context, kernel, DEFAULT_PRINCIPAL, sample);
      const lists: string[] = [];
      for (const { addon, model, table } of tables) {
        const url = `http://kernel/data/${addon}.${model}/export?format=json&sortBy=id&order=asc`;
        lists.push(`${JSON.stringify(table)}: ${await (await kernel.fetch(new Request(url), DEFAULT_PRINCIPAL)).text()}`);
      }
      return lists.length === 0 ? '{}\n' : `{\n${lists.join(',\n')}\n}\n`;
    });
    const out = args.text('out');
    if (out === undefined) context.io.out(text);
    else {
      await writeOutput(context, out, text);
      context.io.out(context.json ? `${JSON.stringify({ file: out })}\n` : `${say(context.locale, 'written', { file: out })}\n`);
    }
    return EXIT.ok;
  },
};
