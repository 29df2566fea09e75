import { printableEntry } from '../../kernel/bundle/messages';
import type { PreflightReport } from '../../kernel/publish/finding';
import { preflight, type PreflightOptions } from '../../kernel/publish/preflight';
import { htmlReportOf, jsonReportOf, placeOf, sarifReportOf } from '../../kernel/publish/report';
import { readAddon, type AddonFiles } from '../addon-files';
import { onlyArgument, printJson, type Command } from '../command';
import { dryRunInThread } from '../dry-run';
import { UsageError } from '../errors';
import { writeOutput } from '../files';
import { HOST_OPTION, hostOption, type HostOption } from '../host-option';
import { readPublicKey, readSignature } from '../keys';
import { EXIT, type Context } from '../io';
import { say } from '../messages';
import { sarifUri } from '../sarif';
import { sqlParserFor } from '../../kernel/contract/sql/load';
import { ownVersion } from '../version';

const FORMATS = ['text', 'json', 'sarif', 'html'] as const;

/** What review would say of an addon, with everything the command line can look at. */
export async function reviewed(
  context: Context,
  addon: AddonFiles,
  last: string | undefined,
  { signed, ...host }: Pick<PreflightOptions, 'signed'> & HostOption = {},
): Promise<PreflightReport> {
  return preflight(addon.files, {
    ...host,
    locale: context.locale,
    dryRun: dryRunInThread,
    ...(await sqlParserFor(addon.files.keys())),
    ...(last === undefined ? {} : { last: { files: (await readAddon(context, last)).included } }),
    ...(signed === undefined ? {} : { signed }),
  });
}

/** `level place rule message`, the cure on a line of its own. */
export function preflightLines(context: Context, { findings }: PreflightReport): string {
  return findings
    .map((finding) => {
      const place = placeOf(finding);
      const at = place === '' ? '' : `${printableEntry(place)} `;
      return `${say(context.locale, finding.level)} ${at}${finding.rule} ${finding.message}\n    ${say(context.locale, 'cure')}: ${finding.cure}\n`;
    })
    .join('');
}

function summaryLine(context: Context, { key, version, counts, passes }: PreflightReport): string {
  return `${say(context.locale, passes ? 'preflightPasses' : 'preflightFails', { name: `${printableEntry(key)} ${printableEntry(version)}`, ...counts })}\n`;
}

/** `preflight DIR|BUNDLE`: exit 1 when review would refuse it. */
export const preflightCommand: Command = {
  name: 'preflight',
  options: {
    last: { type: 'text' },
    key: { type: 'text' },
    sig: { type: 'text' },
    format: { type: 'text' },
    out: { type: 'text', short: 'o' },
    ...HOST_OPTION,
  },
  async run(args, context) {
    const path = onlyArgument(args, context, 'preflight', 'DIR|BUNDLE');
    const asked = args.text('format') ?? (context.json ? 'json' : 'text');
    const format = FORMATS.find((name) => name === asked);
    if (format === undefined) throw new UsageError(context.locale, 'badReportFormat', { name: asked });
    const addon = await readAddon(context, path);
    const keyFile = args.text('key');
    const signed =
      keyFile === undefined || addon.packed === null
        ? undefined
        : {
            packed: addon.packed,
            signature: await readSignature(context, args.text('sig') ?? `${path}.sig`),
            key: await readPublicKey(context, keyFile),
          };
    const report = await reviewed(context, addon, args.text('last'), { ...hostOption(args, context), ...(signed && { signed }) });
    const text = {
      text: () => `${preflightLines(context, report)}${summaryLine(context, report)}`,
      json: () => `${JSON.stringify(jsonReportOf(report), null, 2)}\n`,
      sarif: () =>
        `${JSON.stringify(
          sarifReportOf(report, ownVersion(), (file) => sarifUri(context.io.cwd, path, file)),
          null,
          2,
        )}\n`,
      html: () => htmlReportOf(report, context.locale),
    }[format]();
    const out = args.text('out');
    if (out === undefined) context.io.out(text);
    else {
      await writeOutput(context, out, text);
      if (context.json) printJson(context, { file: out, verdict: report.passes ? 'pass' : 'reject', counts: report.counts });
      else context.io.out(summaryLine(context, report));
    }
    return report.passes ? EXIT.ok : EXIT.rejected;
  },
};
