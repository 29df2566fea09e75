/** Addons that a project brings along as bundles: what it requires is installed before it, what requires it behind. */
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

/** One that was read. */
export interface BesideAddon {
  path: string;
  request: InstallRequest;
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

const keyOf = ({ request }: BesideAddon): string => request.manifest.metadata.key;

const requiredBy = ({ manifest }: InstallRequest): string[] => [
  ...manifest.compatibility.requires.map(({ key }) => key),
  ...(manifest.models ?? []).flatMap(({ extends: target }) => (target === undefined ? [] : [target.split('.', 1)[0] ?? ''])),
];

/** What is required comes before what requires it; a circle ends where it began, and the installer refuses it. */
export function inDependencyOrder(all: readonly BesideAddon[]): BesideAddon[] {
  const order: BesideAddon[] = [];
  const visit = (one: BesideAddon, path: readonly BesideAddon[]): void => {
    if (order.includes(one) || path.includes(one)) return;
    for (const key of requiredBy(one.request)) for (const other of all) if (keyOf(other) === key) visit(other, [...path, one]);
    order.push(one);
  };
  for (const one of all) visit(one, []);
  return order;
}

/** Those that come before the project, and those that need it, in their order. */
export function around(all: readonly BesideAddon[], ownKey: string): { before: BesideAddon[]; after: BesideAddon[] } {
  const needing = new Set([ownKey]);
  const order = inDependencyOrder(all);
  const after = order.filter((one) => {
    const needs = requiredBy(one.request).some((key) => needing.has(key));
    if (needs) needing.add(keyOf(one));
    return needs;
  });
  return { before: order.filter((one) => !after.includes(one)), after };
}

async function bring(kernel: Kernel, request: InstallRequest): Promise<void> {
  const { key, version } = request.manifest.metadata;
  const installed = kernel.inspect().addons.filter((addon) => addon.key === key);
  // Whoever switched it off, took it out of one organization or went back to an older version is not overruled by the next edit.
  if (installed.some((addon) => [addon.manifestHash, addon.rolledBackFrom].includes(request.manifestHash))) return;
  if (installed.length === 0 && kernel.inspect().switchedOff.some(({ addonKey }) => addonKey === key)) return;
  const isNewer = installed.some((one) => valid(version) !== null && valid(one.version) !== null && gt(version, one.version));
  const organizationIds = installed.length > 0 ? installed.map(({ organizationId }) => organizationId) : request.organizationIds;
  await (isNewer ? kernel.upgrade({ ...request, organizationIds }) : kernel.install({ ...request, organizationIds }));
}

function noteOf(path: string, error: unknown): InstallNote {
  if (!(error instanceof KernelError)) throw error;
  return { code: 'beside_refused', table: path, refusal: { code: error.code, details: error.details, message: error.message } };
}

/** Reads all of them; one that is no bundle, or not accepted, is told of. */
export async function readBeside(
  kernel: Kernel,
  bundles: readonly BesideBundle[],
): Promise<{ addons: BesideAddon[]; notes: InstallNote[] }> {
  const addons: BesideAddon[] = [];
  const notes: InstallNote[] = [];
  for (const bundle of bundles) {
    try {
      addons.push({ path: bundle.path, request: await requestOf(kernel, bundle) });
    } catch (error) {
      notes.push(noteOf(bundle.path, error));
    }
  }
  return { addons, notes };
}

/** Installs or upgrades each, in the order given; one that is refused is told of and keeps nobody else away. */
export async function bringBeside(kernel: Kernel, addons: readonly BesideAddon[]): Promise<InstallNote[]> {
  const notes: InstallNote[] = [];
  for (const { path, request } of addons) {
    try {
      await bring(kernel, request);
    } catch (error) {
      notes.push(noteOf(path, error));
    }
  }
  return notes;
}
