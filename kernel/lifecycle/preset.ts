/** Presets: addons that are installed together, in one transaction and in the order of their dependencies. */
import type { ManifestV3, Preset, PresetMember } from '../../schemas';
import type { Database, Session } from '../database/port';
import { KernelError, messageOf } from '../errors';
import { parseRange, satisfies } from '../expressions/version-range';
import type { Registry } from '../installed/registry';
import { ownOrigin } from '../journal/origin';
import type { Principal } from '../principal';
import { ledgered, type LifecyclePorts, runPrepared } from './apply';
import { changing } from './changing';
import { readInstallations } from './facts';
import type { RanStep } from './ledger';
import { installError } from './messages';
import { prepare, type Prepared } from './prepare';
import type { InstallRequest } from './request';

export interface PresetRequest {
  manifest: ManifestV3;
  organizationId: string;
  /** Members at hand, from bundles or from the project, by key. */
  members: Readonly<Record<string, InstallRequest>>;
  /** The optional members that are wanted; all of them without a word. */
  selected?: readonly string[];
  by?: Principal;
}

export interface PresetOutcome {
  key: string;
  outcome: 'installed' | 'already_installed' | 'not_selected' | 'failed';
  /** Why it failed; empty for the others. */
  message: string;
}

export interface PresetResult {
  members: PresetOutcome[];
  /** What the preset wants the host to set once its members are there. */
  defaults: Readonly<Record<string, unknown>>;
}

/**
 * The members in the order they are installed in: what a member requires comes before it, required ones before optional ones where
 * nothing else decides, and as the manifest names them otherwise.
 * @throws KernelError `unknown_dependency`, `cyclic_dependency`: `ErrUnknownDependency` and `ErrCyclicDependency` of the platform
 */
export function presetOrder({ addons }: Preset): PresetMember[] {
  const byKey = new Map(addons.map((member) => [member.key, member]));
  const order: PresetMember[] = [];
  const path: string[] = [];
  const visit = (member: PresetMember): void => {
    if (order.includes(member)) return;
    if (path.includes(member.key)) throw installError('cyclic_dependency', { keys: [...path.slice(path.indexOf(member.key)), member.key] });
    path.push(member.key);
    for (const key of member.requires ?? []) {
      const needed = byKey.get(key);
      if (!needed) throw installError('unknown_dependency', { key: member.key, missing: key });
      visit(needed);
    }
    path.pop();
    order.push(member);
  };
  for (const isOptional of [false, true]) for (const member of addons) if ((member.optional === true) === isOptional) visit(member);
  return order;
}

const isInRange = (range: string, version: string): boolean => {
  const wanted = parseRange(range);
  return wanted === null || satisfies(wanted, version);
};

/** The bundle of a member. @throws KernelError `preset_member_missing` where none of its version is at hand */
async function preparedMember(request: PresetRequest, { key, version }: PresetMember): Promise<Prepared> {
  const found = Object.hasOwn(request.members, key) ? request.members[key] : undefined;
  if (!found || !isInRange(version, found.manifest.metadata.version)) throw installError('preset_member_missing', { key, range: version });
  const by = request.by === undefined ? {} : { by: request.by };
  return prepare({ ...found, organizationIds: [request.organizationId], development: false, ...by }, 'install');
}

/**
 * Installs a preset for an organization: all of it or nothing. An optional member that fails is taken back alone and reported.
 * @throws KernelError `not_preset`, what `presetOrder` throws, and what a required member's install throws; nothing was changed then
 */
export async function installPreset(
  database: Database,
  request: PresetRequest,
  ports: LifecyclePorts,
  onChanged: (registry: Registry) => void,
): Promise<PresetResult> {
  const { manifest, organizationId, selected, by } = request;
  const { key, version } = manifest.metadata;
  if (manifest.kind !== 'Preset' || !manifest.preset) throw installError('not_preset', { key });
  const order = presetOrder(manifest.preset);
  const outcomes: PresetOutcome[] = [];
  const installOne = async (session: Session, member: PresetMember, ran: RanStep[]): Promise<PresetOutcome> => {
    const told = (outcome: PresetOutcome['outcome'], message = ''): PresetOutcome => ({ key: member.key, outcome, message });
    const isOptional = member.optional === true;
    if (isOptional && selected && !selected.includes(member.key)) return told('not_selected');
    const installed = (await readInstallations(session, [organizationId])).find(({ addonKey }) => addonKey === member.key);
    if (installed && isInRange(member.version, installed.version)) return told('already_installed');
    const work = async () => runPrepared(session, await preparedMember(request, member), ports, ran);
    if (!isOptional) {
      await work();
      return told('installed');
    }
    try {
      await session.savepoint(work);
      return told('installed');
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      return told('failed', messageOf(error));
    }
  };
  const entry = { operation: 'preset', addonKey: key, version, organizationId, userId: by?.userId ?? null };
  await ledgered(database, entry, (ran, done) =>
    changing(database, onChanged, ownOrigin('install', `${key}@${version}`), async (session) => {
      outcomes.length = 0;
      for (const member of order) outcomes.push(await installOne(session, member, ran));
      await done(session);
    }),
  );
  for (const { key: member } of outcomes) ports.memory.delete(member);
  return { members: outcomes, defaults: manifest.preset.defaults ?? {} };
}
