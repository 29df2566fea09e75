/** An upgrade rehearsed in a database in memory, which ends with this worker. See protocol.ts for its surface. */
// First, before anything else is evaluated: fetching and compiling PostgreSQL takes longest.
import { engineFiles } from './engine-files';
import * as Comlink from 'comlink';
import { openPGlite } from '../kernel/database/pglite';
import { createUpgradeRehearsal, refusedUpgrade, type UpgradeRehearsal } from '../kernel/host/upgrade-rehearsal';
import { createKernel } from '../kernel/kernel';
import type { RehearsalWorkerApi } from './protocol';

let rehearsal: Promise<UpgradeRehearsal> | null = null;

async function open(seedImageUrl: string): Promise<UpgradeRehearsal> {
  const response = await fetch(seedImageUrl);
  if (!response.ok) throw new Error(`The database image could not be loaded (${response.status}).`);
  const database = await openPGlite({ seedImage: await response.blob(), assets: await engineFiles() });
  return createUpgradeRehearsal(await createKernel({ database }));
}

const api: RehearsalWorkerApi = {
  async rehearse(order, seedImageUrl) {
    try {
      const found = await (rehearsal ??= open(seedImageUrl));
      return { ok: true, value: await found.rehearse(order) };
    } catch (error) {
      return { ok: false, ...refusedUpgrade(error) };
    }
  },
  async keep() {
    try {
      await (await rehearsal)?.keep();
      return { ok: true, value: null };
    } catch (error) {
      return { ok: false, ...refusedUpgrade(error) };
    }
  },
};

Comlink.expose(api);
