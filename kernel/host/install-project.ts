/** What the page wants installed, installed: for every organization of the host in one transaction, and told in one report. */
import { check } from '../contract/check';
import { readPlayground } from '../project/playground-file';
import type { Locale } from '../locale';
import { neighbourNames } from '../authoring/language/surroundings';
import { installError } from '../lifecycle/messages';
import type { Kernel } from '../kernel';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import type { PlaygroundFile } from '../../schemas';
import type { ModuleState, ProjectInstall, InstallReport } from './project-install';
import { besideManifest, hostOf, moduleLimitsOf, setMocks } from './beside';
import { ModuleRefused } from '../guest/refusal';
import { around, bringBeside, readBeside } from './install-beside';
import { buildInstallRequest } from '../lifecycle/install-request';

type Installed = Omit<Extract<InstallReport, { ok: true }>, 'restoredRows' | 'skippedRows'>;
type Refused = Extract<InstallReport, { ok: false }>;

/** From now on it is this one, or none. A module that no host would run stops its functions and nothing else. */
function loadModule(kernel: Kernel, addonKey: string, bytes: Uint8Array | undefined, members: PlaygroundFile): ModuleState {
  if (bytes === undefined || !kernel.guests) {
    kernel.guests?.unload(addonKey);
    return { state: 'absent' };
  }
  try {
    kernel.guests.load(addonKey, bytes, moduleLimitsOf(members));
    return { state: 'loaded' };
  } catch (error) {
    if (error instanceof ModuleRefused) return { state: 'refused', reason: error.reason, message: error.message };
    throw error;
  }
}

/**
 * @returns the report without what is brought back of a lost database, or why the manifest is not accepted
 * @throws KernelError as `install` in lifecycle/apply.ts; nothing was changed then, for nobody
 */
export async function installProject(kernel: Kernel, order: ProjectInstall): Promise<Installed | Refused> {
  const { manifestText, localeFiles, templateFiles, sqlFiles = {}, renames, playgroundText, migrate, beside: bundles = [] } = order;
  const { members } = readPlayground(playgroundText === '' ? '{}' : playgroundText);
  const { manifest } = check(manifestText, hostOf(members));
  if (!manifest) {
    const said = (locale: Locale): string => check(manifestText, { ...hostOf(members), locale }).diagnostics[0]?.message ?? '';
    const { code, message, details } = installError('manifest_rejected', { en: said('en'), es: said('es') });
    return { ok: false, code, message, details };
  }
  const textOf = (path: string): string | undefined =>
    [localeFiles, templateFiles, sqlFiles].find((files) => Object.hasOwn(files, path))?.[path];
  const read = await readBeside(kernel, bundles);
  const beside = around(read.addons, manifest.metadata.key);
  const notes = [...read.notes, ...(await bringBeside(kernel, beside.before))];
  const keys = read.addons.map(({ request }) => request.manifest.metadata.key);
  // Before the install: what that asks of the addon's code is asked of this one.
  const module = loadModule(kernel, manifest.metadata.key, order.module, members);
  const result = await kernel.install({
    ...(await buildInstallRequest(manifest, manifestText, textOf, Object.keys(sqlFiles))),
    // A project is one addon. Under another key it is another one, and the first must not go on answering in its place.
    alone: true,
    ...(keys.length > 0 && { beside: keys }),
    development: true,
    ...(migrate !== undefined && { migrate }),
    renames,
    ...besideManifest(manifest, members),
  });
  notes.push(...(await bringBeside(kernel, beside.after)));
  setMocks(kernel.webhooks, members);
  return {
    ok: true,
    addonKey: manifest.metadata.key,
    version: manifest.metadata.version,
    steps: result.plan.steps.length,
    notes: [...result.notes, ...notes],
    newHash: result.newHash,
    module,
    neighbours: neighbourNames(kernel.manifests(DEFAULT_PRINCIPAL.organizationId), manifest.metadata.key),
  };
}
