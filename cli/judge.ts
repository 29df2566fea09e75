/** The verdict on whatever a person names: a manifest, an addon's folder, a bundle. */
import { readBundle } from '../kernel/bundle/read';
import { check } from '../kernel/contract/check';
import { KernelError } from '../kernel/errors';
import { sqlParserFor } from '../kernel/contract/sql/load';
import { judgeProject } from '../kernel/project/judge';
import { UsageError } from './errors';
import { kindOf, readBytes, readPacked } from './files';
import type { HostOption } from './host-option';
import type { Context } from './io';
import { say } from './messages';
import { hasErrors, readProjectFolder } from './project-folder';
import { findingOf, type Report } from './report';

const MAX_MANIFEST_FILE_BYTES = 64 * 1024 * 1024;
const PACKED = /\.(mcbundle|tar\.gz|tgz)$/i;

function looksPacked(file: string, bytes: Uint8Array): boolean {
  return PACKED.test(file) || (bytes[0] === 0x1f && bytes[1] === 0x8b);
}

/** How strict a verdict is, and for which host. */
export interface JudgeOptions extends HostOption {
  lenient: boolean;
}

async function judgeFolder(context: Context, file: string, judging: JudgeOptions): Promise<Report> {
  const { files, findings: ofBackend } = await readProjectFolder(context, file);
  const options = { ...judging, locale: context.locale, ...(await sqlParserFor(files.keys())) };
  const { version, accepted, diagnostics } = judgeProject(files, options);
  return { file, version, accepted: accepted && !hasErrors(ofBackend), container: true, findings: [...diagnostics, ...ofBackend] };
}

async function judgeBundle(context: Context, file: string, packed: Uint8Array, { lenient, ...host }: JudgeOptions): Promise<Report> {
  const { locale } = context;
  const { files, manifestText, warnings } = await readBundle(packed, { locale });
  const verdict = check(manifestText, { strict: !lenient, ...host, locale, files, ...(await sqlParserFor(files.keys())) });
  const ofContract = new Set(verdict.diagnostics.map(({ file: inner }) => inner));
  const ofFiles = warnings
    // The contract says the same of steps back, with a place.
    .filter(({ rule, path }) => rule !== 'BUNDLE-DOWN-MIGRATION' || !ofContract.has(path))
    .map((notice) => ({ ...notice, file: notice.path, path: '' }));
  return { file, version: verdict.version, accepted: verdict.accepted, container: true, findings: [...verdict.diagnostics, ...ofFiles] };
}

/** @throws KernelError `FILE-ENCODING` */
export function manifestTextIn(context: Context, file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new KernelError('FILE-ENCODING', say(context.locale, 'notUtf8', { file }), { cause: error });
  }
}

function judgeManifest(context: Context, file: string, bytes: Uint8Array, { lenient, ...host }: JudgeOptions): Report {
  const verdict = check(manifestTextIn(context, file, bytes), { strict: !lenient, ...host, locale: context.locale });
  return { file, version: verdict.version, accepted: verdict.accepted, container: false, findings: verdict.diagnostics };
}

/** @throws UsageError for a file that is not there; everything else that cannot be opened is a rejected report */
export async function judge(context: Context, file: string, options: JudgeOptions): Promise<Report> {
  try {
    if ((await kindOf(context, file)) === 'folder') return await judgeFolder(context, file, options);
    const bytes = PACKED.test(file) ? await readPacked(context, file) : await readBytes(context, file, MAX_MANIFEST_FILE_BYTES);
    return looksPacked(file, bytes) ? await judgeBundle(context, file, bytes, options) : judgeManifest(context, file, bytes, options);
  } catch (error) {
    // What cannot be opened is rejected like any other input; only a file that is not there is the caller's mistake.
    if (!(error instanceof KernelError) || error instanceof UsageError) throw error;
    const finding = findingOf(error, context);
    return { file, version: null, accepted: false, container: finding.file !== '', findings: [finding] };
  }
}
