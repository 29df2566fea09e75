/** Packing, preflight, version advice and comparison, away from the page: they judge whatever lies in an addon, and load its backend once. */
import * as Comlink from 'comlink';
import { diffBundles } from '../kernel/bundle/diff';
import { localizedSentence } from '../kernel/bundle/messages';
import { readBundle } from '../kernel/bundle/read';
import { sqlParserFor } from '../kernel/contract/sql/load';
import { KernelError, messageOf } from '../kernel/errors';
import { packProject } from '../kernel/project/project';
import { selectFiles } from '../kernel/project/select';
import { adviseVersion } from '../kernel/publish/advice';
import type { DryRun } from '../kernel/publish/checks/module';
import { withIntegrity } from '../kernel/publish/checks/integrity';
import { preflight } from '../kernel/publish/preflight';
import dryRunScript from './dry-run.worker.ts?worker&url';
import { startWorker } from './start-worker';
import type { CompareOrder, Outcome, PublishWorkerApi, ReviewOrder } from './protocol';

const DRY_RUN_DEADLINE_MS = 10_000;

/** In a worker of its own, which is ended when the module's start function does not end by itself. */
const dryRun: DryRun = (module) =>
  new Promise((resolve) => {
    const worker = startWorker(dryRunScript, 'dry-run');
    const finish = (result: { ok: boolean; reason: string }): void => {
      clearTimeout(timer);
      worker.terminate();
      resolve(result);
    };
    const timer = setTimeout(
      () => finish({ ok: false, reason: `its start function takes more than ${String(DRY_RUN_DEADLINE_MS / 1000)} s` }),
      DRY_RUN_DEADLINE_MS,
    );
    worker.onmessage = (event: MessageEvent<{ ok: boolean; reason: string }>) => finish(event.data);
    worker.onerror = (event) => finish({ ok: false, reason: event.message });
    worker.postMessage(module);
  });

async function outcome<T>(locale: ReviewOrder['locale'], work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof KernelError) return { ok: false, code: error.code, message: localizedSentence(error, locale) };
    return { ok: false, code: 'internal_error', message: messageOf(error) };
  }
}

const filesOf = (files: ReviewOrder['files']): Map<string, string | Uint8Array> => new Map(Object.entries(files));

const api: PublishWorkerApi = {
  pack: ({ files, locale }) =>
    outcome(locale, async () => {
      const parser = await sqlParserFor(Object.keys(files));
      const { bytes, name, digest, identity } = await packProject(filesOf(files), { locale, ...parser });
      return { bytes, name, digest, identity };
    }),
  review: ({ files, last, locale }) =>
    outcome(locale, async () => {
      const released = last === null ? null : (await readBundle(last)).files;
      const report = await preflight(filesOf(files), {
        ...{ locale, dryRun },
        ...(await sqlParserFor(Object.keys(files))),
        ...(released === null ? {} : { last: { files: released } }),
      });
      const { included } = selectFiles(filesOf(files), locale);
      return { report, advice: released === null ? null : adviseVersion(released, included, locale) };
    }),
  compare: ({ files, other, locale }: CompareOrder) =>
    outcome(locale, async () => {
      const { included } = selectFiles(filesOf(files), locale);
      const before = (await readBundle(other)).files;
      return { diff: diffBundles(before, included), advice: adviseVersion(before, included, locale) };
    }),
  withIntegrity: (manifestText, files, locale) =>
    outcome(locale, () => withIntegrity(manifestText, selectFiles(filesOf(files), locale).included)),
};

Comlink.expose(api);
