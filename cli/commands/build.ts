import { join } from 'node:path';
import { shortFingerprint } from '../../kernel/bundle/keys';
import { formatBytes } from '../../kernel/bundle/limits';
import { routeOf, type BundleRoute } from '../../kernel/bundle/paths';
import { formatSignature, signBundle } from '../../kernel/bundle/sign';
import { KernelError } from '../../kernel/errors';
import { sqlParserFor } from '../../kernel/contract/sql/load';
import { diagnosticsOf, packProject, type PackedProject, projectRefused } from '../../kernel/project/project';
import { neededOption, onlyArgument, printJson, type Command } from '../command';
import { isThere, kindOf, writeOutput } from '../files';
import { HOST_OPTION, hostOption, type HostOption } from '../host-option';
import { EXIT, type Context } from '../io';
import { readPrivateKey } from '../keys';
import { say } from '../messages';
import { hasErrors, readProjectFolder } from '../project-folder';
import { findingLines, jsonReport, type Finding } from '../report';

async function outputFile(context: Context, out: string, name: string): Promise<string> {
  const isFolder = /[/\\]$/.test(out) || ((await isThere(context, out)) && (await kindOf(context, out)) === 'folder');
  return isFolder ? join(out, name) : out;
}

/** Findings of a refused build, then the refusal itself is thrown on. */
async function packOrExplain(context: Context, folder: string, options: HostOption & { strict: boolean }): Promise<PackedProject> {
  try {
    const { files, findings } = await readProjectFolder(context, folder);
    if (hasErrors(findings)) throw projectRefused(findings, context.locale);
    const packed = await packProject(files, { ...options, locale: context.locale, ...(await sqlParserFor(files.keys())) });
    return { ...packed, diagnostics: [...packed.diagnostics, ...findings] };
  } catch (error) {
    const findings = error instanceof KernelError ? diagnosticsOf(error) : [];
    if (!context.json) context.io.err(findingLines(context, { file: folder, container: true }, findings));
    throw error;
  }
}

function diagnosticsForJson(folder: string, findings: readonly Finding[]): unknown {
  const report = jsonReport({ file: folder, version: null, accepted: true, container: true, findings: [...findings] });
  return (report as { diagnostics: unknown }).diagnostics;
}

/** `build DIR -o FILE`: checks, packs, and with --sign signs. Nothing is written when the addon is refused. */
export const buildCommand: Command = {
  name: 'build',
  options: { out: { type: 'text', short: 'o' }, strict: { type: 'flag' }, sign: { type: 'text' }, ...HOST_OPTION },
  async run(args, context) {
    const folder = onlyArgument(args, context, 'build', 'DIR');
    const out = neededOption(args, context, 'out');
    const keyFile = args.text('sign');
    const key = keyFile === undefined ? undefined : await readPrivateKey(context, keyFile);
    const packed = await packOrExplain(context, folder, { strict: args.flag('strict'), ...hostOption(args, context) });
    const file = await outputFile(context, out, packed.name);
    const signature = key === undefined ? undefined : formatSignature(await signBundle(packed.bytes, key));
    await writeOutput(context, file, packed.bytes);
    const signatureFile = signature === undefined ? undefined : `${file}.sig`;
    if (signature !== undefined && signatureFile !== undefined) await writeOutput(context, signatureFile, signature);

    const count = (route: BundleRoute) => [...packed.included.keys()].filter((path) => routeOf(path) === route).length;
    const counts = { migrations: count('migration'), frontend: count('frontend'), backend: count('backend') };
    const { identity, digest, bytes, diagnostics } = packed;
    if (context.json) {
      const signing = key === undefined ? {} : { signature: signatureFile, fingerprint: key.publicKey.fingerprint };
      const { key: addonKey, version } = identity;
      const fields = { file, key: addonKey, version, bytes: bytes.length, digest, files: packed.included.size, ...counts, ...signing };
      printJson(context, { ...fields, diagnostics: diagnosticsForJson(folder, diagnostics) });
    } else {
      context.io.err(findingLines(context, { file: folder, container: true }, diagnostics));
      context.io.out(
        `${say(context.locale, 'built', { file, size: formatBytes(bytes.length), ...counts })}\n${say(context.locale, 'digest', { digest })}\n`,
      );
      if (key && signatureFile)
        context.io.out(`${say(context.locale, 'signed', { file: signatureFile, fingerprint: shortFingerprint(key.publicKey) })}\n`);
    }
    return EXIT.ok;
  },
};
