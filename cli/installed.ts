/** A kernel in memory with addons installed, for the commands that run one. */
import { existsSync, readFileSync } from 'node:fs';
import { readBundle } from '../kernel/bundle/read';
import { PLAYGROUND_FILE } from '../kernel/contract/playground-members';
import { readPlayground } from '../kernel/project/playground-file';
import type { PlaygroundFile } from '../schemas';
import type { HostOption } from './host-option';
import { convert } from '../kernel/authoring/convert/convert';
import { check } from '../kernel/contract/check';
import { openPGlite } from '../kernel/database/pglite';
import { messageOf } from '../kernel/errors';
import { createHost } from '../kernel/host/host';
import { besideManifest, hostOf, moduleLimitsOf, setMocks } from '../kernel/host/beside';
import { buildInstallRequest } from '../kernel/lifecycle/install-request';
import type { Kernel, KernelPorts } from '../kernel/kernel';
import { BACKEND_FILE } from '../kernel/contract/wasm/abi';
import { failure } from './errors';
import { takeDataFolder } from './data-folder';
import { nodeThreads } from './guest/node-threads';
import { kindOf, readPacked, readText } from './files';
import type { Context } from './io';
import { judge } from './judge';
import { readProjectFolder } from './project-folder';
import { textReport } from './report';

/** Beside the bundled command line; what runs from its sources has no threads for guests. */
const GUEST_WORKER = new URL('guest-worker.mjs', import.meta.url);
const SEED_IMAGE = new URL('../public/seed/pgdata.bin', import.meta.url);

interface Addon {
  manifestText: string;
  /** What its folder says beside the manifest; a bundle says nothing. */
  beside: PlaygroundFile;
  files: ReadonlyMap<string, Uint8Array>;
}

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

async function readAddon(context: Context, path: string): Promise<Addon> {
  if ((await kindOf(context, path)) === 'folder') {
    const { files } = await readProjectFolder(context, path);
    const text = textOf(files.get(PLAYGROUND_FILE));
    return { manifestText: textOf(files.get('manifest.json')), files, beside: text === '' ? {} : readPlayground(text).members };
  }
  if (/\.json$/i.test(path)) return { manifestText: await readText(context, path), files: new Map(), beside: {} };
  const { files, manifestText } = await readBundle(await readPacked(context, path), { locale: context.locale });
  return { manifestText, files, beside: {} };
}

/** An addon with a flat manifest as v3 has it, with what the project then keeps beside. */
function inV3(addon: Addon, isConverted: boolean): Addon {
  if (!isConverted || check(addon.manifestText, { strict: false }).version !== 'v2') return addon;
  const { text, files } = convert(addon.manifestText);
  const own = new TextEncoder();
  const made = [...files].map(([path, content]) => [path, own.encode(content)] as const);
  const kept = readPlayground(files.get(PLAYGROUND_FILE) ?? '{}').members;
  return { manifestText: text ?? addon.manifestText, beside: { ...kept, ...addon.beside }, files: new Map([...addon.files, ...made]) };
}

interface Installed {
  key: string;
  beside: PlaygroundFile;
}

/** Installs an addon and its module for every organization, so that one can look at it as each. @throws KernelError when it is not accepted */
async function installAddon(context: Context, kernel: Kernel, path: string, host: HostOption, isConverted: boolean): Promise<Installed> {
  const report = await judge(context, path, { lenient: true, ...host });
  const { manifestText, files, beside }: Addon = report.accepted
    ? inV3(await readAddon(context, path), isConverted)
    : { manifestText: '', files: new Map<string, Uint8Array>(), beside: {} };
  const { manifest } = check(manifestText, { strict: false, ...hostOf(beside), ...host });
  if (!report.accepted || !manifest) {
    context.io.err(textReport(context, report));
    throw failure(context.locale, 'SERVE-REJECTED', 'serveRejected', { file: path });
  }
  const fileText = (path: string): string | undefined => (files.has(path) ? textOf(files.get(path)) : undefined);
  await kernel.install({
    ...(await buildInstallRequest(manifest, manifestText, fileText, [...files.keys()])),
    ...besideManifest(manifest, beside),
  });
  const module = files.get(BACKEND_FILE);
  if (module !== undefined) kernel.guests?.load(manifest.metadata.key, module, moduleLimitsOf(beside));
  return { key: manifest.metadata.key, beside };
}

/**
 * Runs `work` on a kernel with the addons of `paths` installed, in that order; `keys` are theirs, `beside` what their projects say.
 * `dataDir` is where the database is kept; without one it ends with the work.
 * `convert` takes a flat v2 manifest as the v3 one it becomes.
 * @throws UsageError for a path that is not there, KernelError for an addon that is not accepted
 */
export async function withInstalled<T>(
  context: Context,
  paths: readonly string[],
  {
    hostVersion,
    convert: isConverted = false,
    dataDir,
    ...ports
  }: Pick<KernelPorts, 'enforcement' | 'network' | 'signatures'> & HostOption & { convert?: boolean; dataDir?: string },
  work: (kernel: Kernel, keys: readonly string[], beside: readonly PlaygroundFile[]) => Promise<T>,
): Promise<T> {
  // A mistyped path is said before the database is opened, which takes seconds.
  for (const path of paths) await kindOf(context, path);
  const seedImage = existsSync(SEED_IMAGE) ? { seedImage: new Blob([readFileSync(SEED_IMAGE)]) } : {};
  const kept = dataDir === undefined ? null : await takeDataFolder(context, dataDir);
  const database = await openPGlite(kept ? { dataDir: kept.path, ...(kept.isNew && seedImage) } : seedImage);
  try {
    const reportError = (error: unknown): void => context.io.err(`${messageOf(error)}\n`);
    const threads = existsSync(GUEST_WORKER) ? { threads: nodeThreads(GUEST_WORKER) } : {};
    const { kernel } = await createHost({ database, ...threads, ...ports, reportError, storage: null, moved: 0, isNew: true });
    const installed: Installed[] = [];
    for (const path of paths)
      installed.push(await installAddon(context, kernel, path, hostVersion === undefined ? {} : { hostVersion }, isConverted));
    // Of addons that say the same address, the last one has it.
    setMocks(kernel.webhooks, { mocks: Object.fromEntries(installed.flatMap(({ beside }) => Object.entries(beside.mocks ?? {}))) });
    return await work(
      kernel,
      installed.map(({ key }) => key),
      installed.map(({ beside }) => beside),
    );
  } finally {
    await database.close();
    await kept?.release();
  }
}
