/** `install`, `upgrade` and `rehearse`: an addon sent to a host that `serve` runs. */
import { manifestTextOf, readBundle } from '../../kernel/bundle/read';
import { formatSignatureHex, parseSignature } from '../../kernel/bundle/sign';
import { writeBundle } from '../../kernel/bundle/write';
import { identityOf } from '../../kernel/project/identity';
import type { ParsedArguments } from '../args';
import { readAddon } from '../addon-files';
import { type Command, onlyArgument, printJson } from '../command';
import { failure } from '../errors';
import { isThere } from '../files';
import type { CommandName } from '../help';
import { EXIT, type Context } from '../io';
import { readSignature } from '../keys';
import { lastOperation, type Rehearsed, REMOTE_OPTIONS, type Remote, remoteOf, type SentBundle, type ShownPlan } from '../lifecycle/remote';
import { tellPlan, tellRehearsal, tellSteps } from '../lifecycle/tell';
import { say } from '../messages';

interface Packed extends SentBundle {
  key: string;
  version: string;
}

/** The bundle at a path, or the one that a folder makes. @throws KernelError where its manifest has no key */
async function packedAt(context: Context, path: string): Promise<Packed> {
  const { included, packed } = await readAddon(context, path);
  const bytes = packed ?? (await writeBundle(included));
  const { files } = await readBundle(bytes, { locale: context.locale });
  let manifest: unknown;
  try {
    manifest = JSON.parse(manifestTextOf(files).replace(/^\ufeff/, ''));
  } catch {
    manifest = {};
  }
  const { key, version } = identityOf(manifest);
  if (key === '') throw failure(context.locale, 'ADDON-KEY', 'addonWithoutKey', { file: path });
  const beside = `${path}.sig`;
  const signature =
    packed && (await isThere(context, beside)) ? formatSignatureHex(parseSignature(await readSignature(context, beside))) : null;
  return { key, version, bytes, signature };
}

const pathOf = (name: CommandName, key: string): [method: string, path: string] =>
  name === 'install' ? ['POST', `/metacore/installations/${key}`] : ['PUT', `/metacore/installations/${key}/version`];

async function rehearse(context: Context, remote: Remote, packed: Packed): Promise<number> {
  const { data } = await remote.ask<{ data: Rehearsed }>('PUT', `/metacore/installations/${packed.key}/version?rehearse=true`, packed);
  if (context.json) printJson(context, data);
  else tellRehearsal(context, data);
  return EXIT.ok;
}

/** Shows what would be done, and does it where that was said before. */
async function send(name: 'install' | 'upgrade', args: ParsedArguments, context: Context, remote: Remote, packed: Packed): Promise<number> {
  const [method, path] = pathOf(name, packed.key);
  const { data: plan } = await remote.ask<{ data: ShownPlan }>(method, `${path}?dry_run=true`, packed);
  const isBlocked = plan.blocked.length > 0;
  if (!args.flag('yes') || isBlocked) {
    if (context.json) printJson(context, { done: false, ...plan });
    else {
      tellPlan(context, plan);
      context.io.err(`${say(context.locale, isBlocked ? 'upgradeBlocked' : 'sayYes')}\n`);
    }
    return isBlocked ? EXIT.rejected : EXIT.usage;
  }
  const { installation } = await remote.ask<{ installation: Record<string, unknown> }>(method, path, packed);
  const entry = await lastOperation(remote, packed.key);
  if (context.json) printJson(context, { done: true, installation, steps: entry?.steps ?? [] });
  else {
    tellSteps(context, entry?.steps ?? []);
    context.io.out(`${say(context.locale, 'installedNow', { name: packed.key, version: packed.version, url: remote.url })}\n`);
  }
  return EXIT.ok;
}

const command = (name: 'install' | 'upgrade' | 'rehearse'): Command => ({
  name,
  options: { ...REMOTE_OPTIONS, ...(name !== 'rehearse' && { yes: { type: 'flag' } }) },
  async run(args, context) {
    const packed = await packedAt(context, onlyArgument(args, context, name, 'PATH'));
    const remote = remoteOf(args, context);
    return name === 'rehearse' ? rehearse(context, remote, packed) : send(name, args, context, remote, packed);
  },
});

/** `install PATH [--yes] [--url URL] [--token T]` */
export const installCommand = command('install');
/** `upgrade PATH [--yes] [--url URL] [--token T]` */
export const upgradeCommand = command('upgrade');
/** `rehearse PATH [--url URL] [--token T]` */
export const rehearseCommand = command('rehearse');
