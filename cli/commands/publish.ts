import { shortFingerprint } from '../../kernel/bundle/keys';
import { formatBytes } from '../../kernel/bundle/limits';
import { printableEntry } from '../../kernel/bundle/messages';
import { readBundle } from '../../kernel/bundle/read';
import { signBundle, verifyBundle } from '../../kernel/bundle/sign';
import { sha256Hex } from '../../kernel/bundle/digest';
import { KernelError } from '../../kernel/errors';
import { bundleName, identityOf } from '../../kernel/project/identity';
import { packProject } from '../../kernel/project/project';
import { uploadBundle, uploadRequest, type UploadOrder, type UploadRequest } from '../../kernel/publish/upload';
import { uploadSentence } from '../../kernel/publish/upload-messages';
import { readAddon, type AddonFiles } from '../addon-files';
import { neededOption, onlyArgument, printJson, type Command } from '../command';
import { failure, UsageError } from '../errors';
import { readPrivateKey } from '../keys';
import { EXIT, type Context } from '../io';
import { say } from '../messages';
import { sqlParserFor } from '../../kernel/contract/sql/load';
import { preflightLines, reviewed } from './preflight';

/** A token on the command line is seen by everybody on the machine; the environment is not. */
const TOKEN_VARIABLE = 'METACORE_TOKEN';

async function bytesOf(context: Context, addon: AddonFiles): Promise<{ name: string; bytes: Uint8Array }> {
  if (addon.packed === null) {
    const { name, bytes } = await packProject(addon.files, { locale: context.locale, ...(await sqlParserFor(addon.files.keys())) });
    return { name, bytes };
  }
  const { manifestText } = await readBundle(addon.packed, { locale: context.locale });
  return { name: bundleName(identityOf(JSON.parse(manifestText))), bytes: addon.packed };
}

/** The request as it would be sent; the token is never shown. */
function shownRequest({ url, headers, fields }: UploadRequest): unknown {
  const hidden = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, name === 'accept' ? value : '…']));
  return {
    url,
    headers: hidden,
    fields: fields.map((field) =>
      'text' in field ? { name: field.name, text: field.text } : { name: field.name, file: field.fileName, bytes: field.bytes.length },
    ),
  };
}

function choice<T extends string>(context: Context, name: string, value: string | undefined, values: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(context.locale, 'badChoice', { name: `--${name}`, values: values.join(', '), value });
  return found;
}

/** `publish DIR|BUNDLE --hub URL --key KEY`: preflight, pack, sign, verify, post. */
export const publishCommand: Command = {
  name: 'publish',
  options: {
    hub: { type: 'text' },
    key: { type: 'text' },
    token: { type: 'text' },
    'developer-id': { type: 'text' },
    form: { type: 'text' },
    auth: { type: 'text' },
    channel: { type: 'text' },
    last: { type: 'text' },
    'dry-run': { type: 'flag' },
    force: { type: 'flag' },
  },
  async run(args, context) {
    const path = onlyArgument(args, context, 'publish', 'DIR|BUNDLE');
    const hub = neededOption(args, context, 'hub');
    const key = await readPrivateKey(context, neededOption(args, context, 'key'));
    const developerId = args.text('developer-id');
    const form = choice(context, 'form', args.text('form'), ['file', 'hex']) ?? (developerId === undefined ? 'file' : 'hex');
    const auth = choice(context, 'auth', args.text('auth'), ['developer-key', 'bearer']) ?? (form === 'hex' ? 'bearer' : 'developer-key');
    const channel = choice(context, 'channel', args.text('channel'), ['beta']);
    const dryRun = args.flag('dry-run');
    const token = args.text('token') ?? context.io.env[TOKEN_VARIABLE] ?? (dryRun ? 'dry-run' : '');
    if (token === '') throw new UsageError(context.locale, 'tokenMissing', { name: TOKEN_VARIABLE });

    const addon = await readAddon(context, path);
    const report = await reviewed(context, addon, args.text('last'));
    if (!context.json) context.io.err(preflightLines(context, report));
    if (!report.passes && !args.flag('force')) throw failure(context.locale, 'PREFLIGHT-REJECTED', 'publishRefused', report.counts);

    const bundle = await bytesOf(context, addon);
    const signature = await signBundle(bundle.bytes, key);
    if ((await verifyBundle(bundle.bytes, signature, [key.publicKey])) === undefined)
      throw failure(context.locale, 'SIGNATURE-MALFORMED', 'notVerified', {
        file: bundle.name,
        fingerprint: shortFingerprint(key.publicKey),
      });
    const order: UploadOrder = {
      ...{ hub, form, auth, token, bundle, signature },
      ...(developerId === undefined ? {} : { developerId }),
      ...(channel === undefined ? {} : { channel }),
    };
    const digest = await sha256Hex(bundle.bytes);
    try {
      const request = uploadRequest(order);
      const about = { bundle: bundle.name, bytes: bundle.bytes.length, digest, fingerprint: key.publicKey.fingerprint };
      if (dryRun) {
        if (context.json) printJson(context, { dryRun: true, ...about, request: shownRequest(request) });
        else
          context.io.out(
            `${say(context.locale, 'wouldPublish', { file: bundle.name, size: formatBytes(bundle.bytes.length), url: request.url, digest })}\n`,
          );
        return EXIT.ok;
      }
      const answer = await uploadBundle(context.io.fetch ?? fetch, order);
      if (context.json) printJson(context, { dryRun: false, ...about, answer });
      else
        context.io.out(
          `${say(context.locale, 'published', { file: bundle.name, id: printableEntry(answer.id), status: printableEntry(answer.status), digest })}\n`,
        );
      return EXIT.ok;
    } catch (error) {
      const sentence = error instanceof KernelError ? uploadSentence(error, context.locale) : undefined;
      if (error instanceof KernelError && sentence !== undefined)
        throw new KernelError(error.code, printableLine(sentence), { cause: error });
      throw error;
    }
  },
};

/** The hub's own words go to a terminal: nothing in them may steer it. */
const printableLine = (sentence: string): string => sentence.replace(/[\p{Cc}\p{Cf}]/gu, ' ').slice(0, 1_000);
