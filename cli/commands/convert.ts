import { convert, type ConvertResult } from '../../kernel/authoring/convert/convert';
import { onlyArgument, printJson, type Command } from '../command';
import { isThere, kindOf, readBytes, writeOutput } from '../files';
import { EXIT, type Context } from '../io';
import { manifestTextIn } from '../judge';
import { say } from '../messages';
import { findingLines, jsonReport, type Finding } from '../report';

const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;

function diagnosticsForJson(file: string, findings: readonly Finding[]): unknown {
  const report = jsonReport({ file, version: 'v2', accepted: true, container: false, findings: [...findings] });
  return (report as { diagnostics: unknown }).diagnostics;
}

/** What is told: every drop and guess, then what is still wrong with the result. Both at places in the v2 text. */
const findingsOf = ({ text, diagnostics, findings }: ConvertResult): Finding[] =>
  text === null ? diagnostics : [...diagnostics, ...findings];

/** Writes the manifest and its new files. Files that are there already are not overwritten, the manifest named by -o is. */
async function write(context: Context, out: string, result: ConvertResult): Promise<string[]> {
  if (result.text === null) return [];
  const isFolder =
    /[/\\]$/.test(out) || !/\.json$/i.test(out) || ((await isThere(context, out)) && (await kindOf(context, out)) === 'folder');
  const folder = isFolder ? out.replace(/[/\\]+$/, '') : out.replace(/[^/\\]*$/, '').replace(/[/\\]+$/, '');
  const inFolder = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const manifest = isFolder ? inFolder('manifest.json') : out;
  for (const [name, content] of result.files) await writeOutput(context, inFolder(name), content, { keepExisting: true });
  await writeOutput(context, manifest, result.text);
  return [manifest, ...[...result.files.keys()].map(inFolder)];
}

/** `convert FILE|DIR [-o OUT]`: exit 1 when there is no result, or when it is rejected. */
export const convertCommand: Command = {
  name: 'convert',
  options: { out: { type: 'text', short: 'o' } },
  async run(args, context) {
    const named = onlyArgument(args, context, 'convert', 'FILE');
    const isFolder = (await kindOf(context, named)) === 'folder';
    const file = isFolder ? `${named.replace(/[/\\]+$/, '')}/manifest.json` : named;
    const text = manifestTextIn(context, file, await readBytes(context, file, MAX_MANIFEST_BYTES));
    const result = convert(text, { locale: context.locale });
    const out = args.text('out');
    const written = out === undefined ? [] : await write(context, out, result);
    const findings = findingsOf(result);
    const accepted = result.text !== null && result.result.accepted;
    if (context.json) {
      printJson(context, {
        file,
        verdict: accepted ? 'accept' : 'reject',
        manifest: result.manifest,
        files: Object.fromEntries(result.files),
        written,
        diagnostics: diagnosticsForJson(file, findings),
      });
    } else {
      context.io.err(findingLines(context, { file, container: false }, findings));
      if (out === undefined && result.text !== null) context.io.out(result.text);
      for (const name of written) context.io.out(`${say(context.locale, 'written', { file: name })}\n`);
      if (out === undefined && result.files.size > 0)
        context.io.err(`${say(context.locale, 'filesLeft', { list: [...result.files.keys()].join(', ') })}\n`);
    }
    return accepted ? EXIT.ok : EXIT.rejected;
  },
};
