/** The page's own code from the start of a kernel to what the notice shows, with a worker that holds a real host in place of the script. */
import * as Comlink from 'comlink';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHost, type Host } from '../../kernel/host/host';
import { manifestWith, openTestKernel, type TestKernel } from '../../kernel/testing/kernel';
import type { KernelWorkerApi } from '../../workers/protocol';
import { addonsAside } from '../damaged/addons-aside';
import { installationFile } from '../damaged/record-file';
import { removeInstallations, startKernel, stopKernel, storedInstallations } from './kernel';
import { useWorkspace } from './workspace';

const jars = manifestWith('jars', [
  {
    key: 'Jar',
    table: 'jars',
    columns: [
      { name: 'organization_id', type: 'uuid' },
      { name: 'name', type: 'text' },
    ],
  },
]);

let t: TestKernel;
let host: Host;

/** What the kernel's worker does at a start and with an addon that is set aside. */
const answers = {
  ping: () => undefined,
  boot: () => ({ ok: true, report: { storage: 'memory', rebuilt: null, setAside: host.kernel.inspect().setAside, milliseconds: 0 } }),
  installations: (addonKey: string) => host.installations(addonKey),
  removeInstallations: (addonKey: string) => host.removeInstallations(addonKey),
  enforce: () => undefined,
  health: () => ({ storageFull: false }),
  close: () => undefined,
} satisfies { [name in keyof KernelWorkerApi]?: unknown };

/** In place of a worker: what it is told goes to the host. */
function workerOfHost(): MessagePort & { terminate: () => void } {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(answers, port2);
  port1.start();
  return Object.assign(port1, {
    terminate: () => {
      port1.close();
      port2.close();
    },
  });
}

const shown = (): string[] =>
  addonsAside(useWorkspace.getState().setAside, 'en').map(({ key, version, reason }) => `${key} ${version}: ${reason}`);

describe('an addon whose stored manifest is damaged', () => {
  beforeAll(async () => {
    vi.stubGlobal(
      'Worker',
      vi.fn(function () {
        return workerOfHost();
      }),
    );
    t = await openTestKernel();
    vi.stubGlobal('document', { baseURI: 'http://page.test/' });
  });

  beforeEach(async () => {
    await t.install(jars);
    await t.call('POST', '/data/jars', { name: 'kept' });
    const damaged = JSON.stringify({ ...jars, models: 'none' });
    await t.query(`update public.metacore_installations set manifest = $1 where addon_key = 'jars'`, [damaged]);
    host = await createHost({ database: t.database, storage: null, moved: 0, isNew: false });
    startKernel('a');
    await vi.waitFor(() => expect(useWorkspace.getState().kernel.phase).toBe('ready'));
  });

  afterEach(stopKernel);

  afterAll(async () => {
    vi.unstubAllGlobals();
    useWorkspace.setState(useWorkspace.getInitialState());
    await t.database.close();
  });

  it('is named at the start, with the reason', () => {
    expect(shown()).toEqual(['jars 1.0.0: /models is no list']);
  });

  it('is handed out as it is stored', async () => {
    const file = installationFile('jars', await storedInstallations('jars'));
    expect(file.name).toBe('jars.installation.json');
    expect(JSON.parse(await file.blob.text())).toMatchObject([{ addon_key: 'jars', manifest: { models: 'none' } }]);
  });

  it('is removed with its rows, and named no more', async () => {
    expect(await t.query('select name from addon_jars.jars')).not.toEqual([]);
    await removeInstallations('jars');
    expect(shown()).toEqual([]);
    expect(await t.query(`select to_regclass('addon_jars.jars') as found`)).toEqual([{ found: null }]);
    expect(await storedInstallations('jars')).toBe('[]');
  });
});
