import { check } from '../../kernel/contract/check';
import { fixAll } from '../../kernel/authoring/fixes/fixes';
import { printJson, type Command } from '../command';
import { UsageError } from '../errors';
import { expand } from '../expand';
import { isThere, kindOf, readBytes, writeOutput } from '../files';
import { USAGE } from '../help';
import { HOST_OPTION, hostOption } from '../host-option';
import { interrupted } from '../interrupted';
import { EXIT, type Context } from '../io';
import { judge, manifestTextIn } from '../judge';
import { say } from '../messages';
import { jsonReport, textReport, type Report } from '../report';
import { sarifReport } from '../sarif';
import { ownVersion } from '../version';
import { whileWatched } from '../watch';

const MAX_FIXED_BYTES = 16 * 1024 * 1024;
const FORMATS = ['text', 'json', 'sarif'] as const;
type Format = (typeof FORMATS)[number];

/** Applies the safe fixes to a manifest, or to that of a folder; bundles stay as they are. Answers how many were applied. */
async function fix(context: Context, file: string, lenient: boolean): Promise<number> {
  const isFolder = (await kindOf(context, file)) === 'folder';
  const manifest = isFolder ? `${file.replace(/[/\\]+$/, '')}/manifest.json` : file;
  if (!/\.json$/i.test(manifest) || !(await isThere(context, manifest))) return 0;
  const text = manifestTextIn(context, manifest, await readBytes(context, manifest, MAX_FIXED_BYTES));
  const options = { strict: !lenient };
  const fixed = fixAll(text, check(text, options).diagnostics, options);
  if (fixed.applied > 0) {
    await writeOutput(context, manifest, fixed.text);
    context.io.err(`${say(context.locale, 'fixed', { file: manifest, count: fixed.applied })}\n`);
  }
  return fixed.applied;
}

function formatOf(asked: string | undefined, context: Context): Format {
  const format = FORMATS.find((name) => name === (asked ?? (context.json ? 'json' : 'text')));
  if (format === undefined) throw new UsageError(context.locale, 'badFormat', { name: asked ?? '' });
  return format;
}

/** `check FILE…`: exit 1 when any of them is rejected. */
export const checkCommand: Command = {
  name: 'check',
  options: { lenient: { type: 'flag' }, fix: { type: 'flag' }, watch: { type: 'flag' }, format: { type: 'text' }, ...HOST_OPTION },
  async run(args, context) {
    if (args.positionals.length === 0) throw new UsageError(context.locale, 'argumentMissing', { name: 'FILE', usage: USAGE.check });
    const format = formatOf(args.text('format'), context);
    const options = { lenient: args.flag('lenient'), ...hostOption(args, context) };
    const once = async (): Promise<number> => {
      // A mistyped name is said before any work is done.
      const files = await expand(context, args.positionals);
      const reports: Report[] = [];
      for (const file of files) {
        if (args.flag('fix')) await fix(context, file, options.lenient);
        const report = await judge(context, file, options);
        reports.push(report);
        if (format === 'text') context.io.out(textReport(context, report));
      }
      if (format === 'json') printJson(context, reports.map(jsonReport));
      if (format === 'sarif') printJson(context, sarifReport(context.io.cwd, reports, ownVersion()));
      return reports.every(({ accepted }) => accepted) ? EXIT.ok : EXIT.rejected;
    };
    if (!args.flag('watch')) return once();
    if (format !== 'text') throw new UsageError(context.locale, 'watchNeedsText', {});
    return whileWatched(context, args.positionals, context.io.stopped?.() ?? interrupted(), async () => {
      const code = await once();
      context.io.err(`${say(context.locale, 'watching')}\n`);
      return code;
    });
  },
};
