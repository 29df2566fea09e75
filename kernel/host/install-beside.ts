/** Addons that a project brings along as bundles, installed before it: what it requires, and what requires each other, first. */
import { sha256Hex } from '../bundle/digest';
import { ORGANIZATIONS } from '../database/core-rows';
import { KernelError } from '../errors';
import { gt, valid } from 'semver';
import type { Kernel } from '../kernel';
import { requestFromBundle } from '../lifecycle/from-bundle';
import type { InstallNote } from '../lifecycle/notes';
import type { InstallRequest } from '../lifecycle/request';

/** One of them, by its path. */
export interface BesideBundle {
  path: string;
  packed: Uint8Array;
}

export interface Beside {
  /** Keys of those that are there now: they stay on beside the project. */
  keys: string[];
  notes: InstallNote[];
}

/** Bundles that were read last, by kernel and digest: an edit of the project brings the same ones again. */
const READ = new WeakMap<Kernel, Map<string, InstallRequest>>();
const MAX_READ = 32;

async function requestOf(kernel: Kernel, { packed }: BesideBundle): Promise<InstallRequest> {
  const read = READ.get(kernel) ?? new Map<string, InstallRequest>();
  READ.set(kernel, read);
  const digest = await sha256Hex(packed);
  const known = read.get(digest);
  if (known) return known;
  const request = await requestFromBundle(
    packed,
    ORGANIZATIONS.map(({ id }) => id),
  );
  if (read.size >= MAX_READ) read.clear();
  read.set(digest, request);
  return request;
}

const requiredBy = ({ manifest }: InstallRequest): string[] => [
  ...manifest.compatibility.requires.map(({ key }) => key),
  ...(manifest.models ?? []).flatMap(({ extends: target }) => (target === undefined ? [] : [target.split('.', 1)[0] ?? ''])),
];

interface Read {
  path: string;
  request: InstallRequest;
}

/** What is required comes before what requires it; a circle ends where it began, and the installer refuses it. */
export function inDependencyOrder(all: readonly Read[]): Read[] {
  const order: Read[] = [];
  const visit = (one: Read, path: readonly Read[]): void => {
    if (order.includes(one) || path.includes(one)) return;
    for (const key of requiredBy(one.request))
      for (const other of all) if (other.request.manifest.metadata.key === key) visit(other, [...path, one]);
    order.push(one);
  };
  for (const one of all) visit(one, []);
  return order;
}

async function bring(kernel: Kernel, request: InstallRequest): Promise<void> {
  const { key, version } = request.manifest.metadata;
  const installed = kernel.inspect().addons.filter((addon) => addon.key === key);
  // Whoever switched it off, or took it out of one organization, is not overruled by the next edit.
  if (installed.some((addon) => addon.manifestHash === request.manifestHash)) return;
  const isNewer = installed.some((one) => valid(version) !== null && valid(one.version) !== null && gt(version, one.version));
  const organizationIds = installed.length > 0 ? installed.map(({ organizationId }) => organizationId) : request.organizationIds;
  await (isNewer ? kernel.upgrade({ ...request, organizationIds }) : kernel.install({ ...request, organizationIds }));
}

/** Installs or upgrades each; one that is refused is told of and keeps nobody else away. */
export async function installBeside(kernel: Kernel, bundles: readonly BesideBundle[]): Promise<Beside> {
  const notes: InstallNote[] = [];
  const told = (path: string, error: unknown): void => {
    if (!(error instanceof KernelError)) throw error;
    notes.push({ code: 'beside_refused', table: path, refusal: { code: error.code, details: error.details, message: error.message } });
  };
  const read: Read[] = [];
  for (const bundle of bundles) {
    try {
      read.push({ path: bundle.path, request: await requestOf(kernel, bundle) });
    } catch (error) {
      told(bundle.path, error);
    }
  }
  for (const { path, request } of inDependencyOrder(read)) {
    try {
      await bring(kernel, request);
    } catch (error) {
      told(path, error);
    }
  }
  return { keys: read.map(({ request }) => request.manifest.metadata.key), notes };
}
