import { diffBundles, type BundleDiff } from '../../kernel/bundle/diff';
import { formatBytes } from '../../kernel/bundle/limits';
import { printableEntry } from '../../kernel/bundle/messages';
import { adviseVersion, type VersionAdvice } from '../../kernel/publish/advice';
import { readAddon } from '../addon-files';
import { printJson, type Command } from '../command';
import { UsageError } from '../errors';
import { USAGE } from '../help';
import { EXIT, type Context } from '../io';
import { say } from '../messages';

const MARKS = { added: '+', removed: '-', changed: '~' } as const;

function sizes(before: number | null, after: number | null): string {
  return [before, after]
    .filter((bytes) => bytes !== null)
    .map(formatBytes)
    .join(' → ');
}

function textOf(context: Context, diff: BundleDiff, advice: VersionAdvice | null): string {
  const { locale } = context;
  if (diff.same) return `${say(locale, 'diffSame')}\n`;
  const lines = diff.files.map(({ path, change, before, after }) => `${MARKS[change]} ${printableEntry(path)}  ${sizes(before, after)}`);
  for (const { path, change, before, after } of diff.manifest ?? []) {
    const values = [before, after].filter((value) => value !== undefined).map(printableEntry);
    lines.push(`${MARKS[change]} manifest.json ${printableEntry(path)}  ${values.join(' → ')}`);
  }
  lines.push(say(locale, 'diffSizes', { before: formatBytes(diff.unpacked.before), after: formatBytes(diff.unpacked.after) }));
  if (advice !== null) {
    lines.push(
      say(locale, 'diffAdvice', {
        bump: say(locale, advice.bump),
        from: printableEntry(advice.from),
        version: printableEntry(advice.advised),
      }),
    );
    lines.push(...advice.changes.map(({ bump, name, message }) => `    ${say(locale, bump)}: ${printableEntry(name)}: ${message}`));
  }
  return `${lines.join('\n')}\n`;
}

/** `diff OLD NEW`: what differs, and what the next version should be called. Exit 0 whether or not anything does. */
export const diffCommand: Command = {
  name: 'diff',
  options: {},
  async run(args, context) {
    const [old, now, ...rest] = args.positionals;
    if (old === undefined || now === undefined)
      throw new UsageError(context.locale, 'argumentMissing', { name: old === undefined ? 'OLD' : 'NEW', usage: USAGE.diff });
    if (rest.length > 0) throw new UsageError(context.locale, 'tooManyArguments', { name: rest.join(' '), usage: USAGE.diff });
    const [before, after] = [await readAddon(context, old), await readAddon(context, now)];
    const diff = diffBundles(before.included, after.included);
    const advice = adviseVersion(before.included, after.included, context.locale);
    if (context.json) printJson(context, { ...diff, advice });
    else context.io.out(textOf(context, diff, advice));
    return EXIT.ok;
  },
};
