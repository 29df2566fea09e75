import { readBundle } from '../../kernel/bundle/read';
import { check } from '../../kernel/contract/check';
import { KernelError } from '../../kernel/errors';
import { checkProject } from '../../kernel/project/project';
import type { Command } from '../command';
import { printJson } from '../command';
import { UsageError } from '../errors';
import { kindOf, readAddonFolder, readBytes, readPacked } from '../files';
import { USAGE } from '../help';
import { EXIT, type Context } from '../io';
import { findingOf, jsonReport, textReport, type Report } from '../report';
import { say } from '../messages';

const MAX_MANIFEST_FILE_BYTES = 64 * 1024 * 1024;

function looksPacked(file: string, bytes: Uint8Array): boolean {
  return /\.(mcbundle|tar\.gz|tgz)$/i.test(file) || (bytes[0] === 0x1f && bytes[1] === 0x8b);
}

async function judgeFolder(context: Context, file: string, lenient: boolean): Promise<Report> {
  const project = checkProject(await readAddonFolder(context, file), { lenient, locale: context.locale });
  return { file, version: project.version, accepted: project.accepted, container: true, findings: project.diagnostics };
}

async function judgeBundle(context: Context, file: string, packed: Uint8Array, lenient: boolean): Promise<Report> {
  const bundle = await readBundle(packed, { locale: context.locale });
  const verdict = check(bundle.manifestText, { strict: !lenient, locale: context.locale });
  const ofFiles = bundle.warnings.map((notice) => ({ ...notice, file: notice.path, path: '' }));
  return { file, version: verdict.version, accepted: verdict.accepted, container: true, findings: [...verdict.diagnostics, ...ofFiles] };
}

function judgeManifest(context: Context, file: string, bytes: Uint8Array, lenient: boolean): Report {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new KernelError('FILE-ENCODING', say(context.locale, 'notUtf8', { file }), { cause: error });
  }
  const verdict = check(text, { strict: !lenient, locale: context.locale });
  return { file, version: verdict.version, accepted: verdict.accepted, container: false, findings: verdict.diagnostics };
}

async function judge(context: Context, file: string, lenient: boolean): Promise<Report> {
  try {
    if ((await kindOf(context, file)) === 'folder') return await judgeFolder(context, file, lenient);
    const packed = /\.(mcbundle|tar\.gz|tgz)$/i.test(file);
    const bytes = packed ? await readPacked(context, file) : await readBytes(context, file, MAX_MANIFEST_FILE_BYTES);
    return looksPacked(file, bytes) ? await judgeBundle(context, file, bytes, lenient) : judgeManifest(context, file, bytes, lenient);
  } catch (error) {
    // What cannot be opened is rejected like any other input; only a file that is not there is the caller's mistake.
    if (!(error instanceof KernelError) || error instanceof UsageError) throw error;
    const finding = findingOf(error, context);
    return { file, version: null, accepted: false, container: finding.file !== '', findings: [finding] };
  }
}

/** `check FILE…`: exit 1 when any of them is rejected. */
export const checkCommand: Command = {
  name: 'check',
  options: { lenient: { type: 'flag' } },
  async run(args, context) {
    const files = args.positionals;
    if (files.length === 0) throw new UsageError(context.locale, 'argumentMissing', { name: 'FILE', usage: USAGE.check });
    // A mistyped name is said before any work is done.
    for (const file of files) await kindOf(context, file);
    const reports: Report[] = [];
    for (const file of files) {
      const report = await judge(context, file, args.flag('lenient'));
      reports.push(report);
      if (!context.json) context.io.out(textReport(context, report));
    }
    if (context.json) printJson(context, reports.map(jsonReport));
    return reports.every(({ accepted }) => accepted) ? EXIT.ok : EXIT.rejected;
  },
};
