import { isRecord } from '../../kernel/values/encoding';
import { formatBytes } from '../../kernel/bundle/limits';
import { printableEntry } from '../../kernel/bundle/messages';
import { routeOf, type BundleRoute } from '../../kernel/bundle/paths';
import { readBundle, type Bundle } from '../../kernel/bundle/read';
import { parseSignature } from '../../kernel/bundle/sign';
import { check } from '../../kernel/contract/check';
import { KernelError } from '../../kernel/errors';
import { identityOf } from '../../kernel/project/identity';
import { onlyArgument, printJson, type Command } from '../command';
import { isThere, readPacked } from '../files';
import { EXIT, type Context } from '../io';
import { readSignature } from '../keys';
import { say } from '../messages';

type SignatureState = 'absent' | 'present' | 'malformed';

async function signatureState(context: Context, signatureFile: string): Promise<SignatureState> {
  if (!(await isThere(context, signatureFile))) return 'absent';
  try {
    parseSignature(await readSignature(context, signatureFile));
    return 'present';
  } catch (error) {
    if (error instanceof KernelError) return 'malformed';
    throw error;
  }
}

/** Keys of the models, of either version. */
function modelKeys(document: unknown): string[] {
  if (!isRecord(document)) return [];
  const listed: unknown = document.models ?? document.model_definitions;
  const models: unknown[] = Array.isArray(listed) ? listed : [];
  const nameOf = (model: Record<string, unknown>) =>
    [model.key, model.model_key, model.table, model.table_name].find((name) => typeof name === 'string');
  return models.filter(isRecord).map((model) => nameOf(model) ?? '?');
}

interface Summary {
  file: string;
  key: string;
  name: string;
  version: string;
  contract: string;
  verdict: 'accept' | 'reject';
  models: string[];
  digest: string;
  packedBytes: number;
  unpackedBytes: number;
  signature: SignatureState;
  migrations: string[];
  frontend: string[];
  backend: string[];
  files: { path: string; bytes: number }[];
  warnings: { rule: string; path: string; message: string }[];
}

function summarize(context: Context, file: string, packedBytes: number, bundle: Bundle, signature: SignatureState): Summary {
  const verdict = check(bundle.manifestText, { locale: context.locale });
  const files = [...bundle.files].map(([path, { length }]) => ({ path, bytes: length }));
  const of = (route: BundleRoute) => files.map(({ path }) => path).filter((path) => routeOf(path) === route);
  return {
    file,
    ...identityOf(verdict.document),
    contract: verdict.version,
    verdict: verdict.accepted ? 'accept' : 'reject',
    models: modelKeys(verdict.document),
    digest: bundle.digest,
    packedBytes,
    unpackedBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    signature,
    migrations: of('migration').sort(),
    frontend: of('frontend'),
    backend: of('backend'),
    files,
    warnings: bundle.warnings.map(({ rule, path, message }) => ({ rule, path, message })),
  };
}

function printSummary(context: Context, summary: Summary, signatureFile: string): void {
  const { locale } = context;
  const none = say(locale, 'none');
  const list = (items: readonly string[]) => (items.length === 0 ? none : items.map(printableEntry).join(', '));
  const frontendBytes = summary.files.filter(({ path }) => routeOf(path) === 'frontend').reduce((sum, { bytes }) => sum + bytes, 0);
  const signatureKey = {
    absent: 'inspectSignatureAbsent',
    present: 'inspectSignaturePresent',
    malformed: 'inspectSignatureMalformed',
  } as const;
  const lines = [
    say(locale, 'inspectTitle', {
      name: printableEntry(summary.name),
      key: printableEntry(summary.key),
      version: printableEntry(summary.version),
      contract: summary.contract,
    }),
    say(locale, 'digest', { digest: summary.digest }),
    say(locale, 'inspectSize', { packed: formatBytes(summary.packedBytes), unpacked: formatBytes(summary.unpackedBytes) }),
    say(locale, signatureKey[summary.signature], { signature: signatureFile }),
    say(locale, 'inspectModels', { list: list(summary.models) }),
    say(locale, 'inspectMigrations', { list: list(summary.migrations) }),
    say(locale, 'inspectFrontend', { count: summary.frontend.length, size: formatBytes(frontendBytes) }),
    say(locale, 'inspectBackend', { list: list(summary.backend) }),
    say(locale, 'inspectFiles'),
    ...summary.files.map(({ path, bytes }) => `  ${formatBytes(bytes).padStart(10)}  ${printableEntry(path)}`),
  ];
  context.io.out(`${lines.join('\n')}\n`);
  for (const { rule, message } of summary.warnings) context.io.err(`${say(locale, 'warning')} ${rule} ${message}\n`);
}

/** `inspect FILE`: what a bundle holds. Only a bundle that cannot be opened is rejected here. */
export const inspectCommand: Command = {
  name: 'inspect',
  options: {},
  async run(args, context) {
    const file = onlyArgument(args, context, 'inspect', 'FILE');
    const packed = await readPacked(context, file);
    const bundle = await readBundle(packed, { locale: context.locale });
    const signatureFile = `${file}.sig`;
    const summary = summarize(context, file, packed.length, bundle, await signatureState(context, signatureFile));
    if (context.json) printJson(context, summary);
    else printSummary(context, summary, signatureFile);
    return EXIT.ok;
  },
};
