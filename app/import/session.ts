/** One opening of dropped files, from the drop to the new project. Nothing is installed before the person says so. */
import { create } from 'zustand';
import { shortFingerprint, type PublicKey } from '../../kernel/bundle/keys';
import type { OpenedBundle } from '../../kernel/bundle/open';
import { MAX_MANIFEST_BYTES } from '../../kernel/contract/parse';
import { messageOf } from '../../kernel/errors';
import { useLanguage } from '../i18n/language';
import { fileFromBytes, MANIFEST, type ProjectFile, projectOf } from '../project/project';
import { trustKey, trustedKeys } from '../publish/keys';
import { addProject, projectStore } from '../workspace/workspace';
import { type Dropped, type DroppedProblem, sortDropped } from './dropped';
import { openDropped } from './open';

type DroppedBundle = Dropped & { bundle: File };

export type ImportState =
  | { step: 'closed' }
  | { step: 'choose' }
  | { step: 'reading' }
  | { step: 'failed'; problem: DroppedProblem | { message: string } }
  | { step: 'judged'; dropped: DroppedBundle; opened: OpenedBundle; signer: string }
  | { step: 'manifest'; text: string };

export const useImport = create<{ state: ImportState }>(() => ({ state: { step: 'closed' } }));

const enter = (state: ImportState): void => useImport.setState({ state });

async function signerName(key: PublicKey | undefined): Promise<string> {
  const store = projectStore();
  if (!key || !store) return '';
  const known = (await trustedKeys(store)).find((trusted) => trusted.fingerprint === key.fingerprint);
  return known ? `${known.name} (${shortFingerprint(key)})` : shortFingerprint(key);
}

/** Enters what `work` comes to, unless the person closed the sheet or chose something else meanwhile. */
async function reading(work: () => Promise<ImportState>): Promise<void> {
  const started: ImportState = { step: 'reading' };
  enter(started);
  const next = await work().catch((error: unknown): ImportState => ({ step: 'failed', problem: { message: messageOf(error) } }));
  if (useImport.getState().state === started) enter(next);
}

const judge = (dropped: DroppedBundle, developmentMode: boolean): Promise<void> =>
  reading(async () => {
    const report = await openDropped(dropped, developmentMode, useLanguage.getState().language);
    if (!report.ok) return { step: 'failed', problem: { message: report.message } };
    return { step: 'judged', dropped, opened: report.opened, signer: await signerName(report.opened.key) };
  });

/** Opens the sheet, empty. */
export const startImport = (): void => enter({ step: 'choose' });

export const closeImport = (): void => enter({ step: 'closed' });

/** Judges what was dropped or chosen. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  const sorted = sortDropped(files);
  if (typeof sorted === 'string') {
    enter({ step: 'failed', problem: sorted });
    return;
  }
  const { bundle, manifest } = sorted;
  if (bundle) await judge({ ...sorted, bundle }, false);
  else if (manifest) await reading(async () => ({ step: 'manifest', text: await manifest.slice(0, MAX_MANIFEST_BYTES + 1).text() }));
}

/** Reads a bundle that nobody trusted yet: unsigned, or by an unknown key. Never a tampered one. */
export async function openInDevelopmentMode(): Promise<void> {
  const { state } = useImport.getState();
  if (state.step === 'judged') await judge(state.dropped, true);
}

/** Trusts the key that signed, from now on, and judges again. */
export async function trustSigner(): Promise<void> {
  const { state } = useImport.getState();
  const store = projectStore();
  if (state.step !== 'judged' || !state.opened.key || !store) return;
  const { key } = state.opened;
  const { dropped } = state;
  try {
    await trustKey(store, key, dropped.publicKeys[0]?.name.replace(/\.pub$/, '') ?? shortFingerprint(key));
  } catch (error) {
    enter({ step: 'failed', problem: { message: messageOf(error) } });
    return;
  }
  await judge(dropped, false);
}

function addonName(manifest: ProjectFile | undefined): string {
  try {
    const document = JSON.parse(typeof manifest === 'string' ? manifest : '') as { metadata?: { key?: unknown }; key?: unknown };
    const key = document.metadata?.key ?? document.key;
    return typeof key === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(key) ? key : 'addon';
  } catch {
    return 'addon';
  }
}

/** Makes a project of what was opened; the current project stays as it is. */
export async function installOpened(): Promise<void> {
  const { state } = useImport.getState();
  const files = (): Record<string, ProjectFile> | null => {
    if (state.step === 'manifest') return { [MANIFEST]: state.text };
    if (state.step !== 'judged' || !state.opened.bundle) return null;
    return Object.fromEntries([...state.opened.bundle.files].map(([path, bytes]) => [path, fileFromBytes(bytes)]));
  };
  const opened = files();
  if (!opened) return;
  await addProject(projectOf(addonName(opened[MANIFEST]), opened));
  closeImport();
}
