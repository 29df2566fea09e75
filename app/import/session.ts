/** One opening of what a person dropped, chose or fetched, up to the new project. Nothing is installed before they say so. */
import { shortFingerprint } from '../../kernel/bundle/keys';
import { KernelError, messageOf } from '../../kernel/errors';
import { summaryOf } from '../../kernel/link/summary';
import { identityOf } from '../../kernel/project/identity';
import { sourceAddress } from '../../kernel/publish/download';
import { fetchFiles } from '../arrival/fetch-files';
import { knownKeys } from '../arrival/known-keys';
import { problemSentence } from '../arrival/sentences';
import { NO_SIGNATURE } from '../arrival/trust';
import { useLanguage } from '../i18n/language';
import { isCancelled } from '../kernel/kept-worker';
import { openAsNew } from '../projects/open-new';
import { MANIFEST, openedNow, type ProjectFile, projectOf, textOf } from '../project/project';
import { trustKey } from '../publish/keys';
import { projectStore } from '../workspace/kept';
import { type Dropped, type DroppedProblem, sortDropped } from '../arrival/dropped';
import { filesOfEntries, filesOfPicked, type FolderFile, readFolder, withoutKeys } from './folder';
import { openDropped, type Opened, projectFiles } from '../arrival/open';
import { enterImport as enter, type ImportState, type Source, useImport } from './state';

/** The work under way, which ends when the person closes the sheet or chooses something else. */
let current = new AbortController();

/** Enters what `work` comes to, unless it was cancelled. */
async function working(first: ImportState, work: (signal: AbortSignal) => Promise<ImportState>): Promise<void> {
  current.abort();
  const controller = new AbortController();
  current = controller;
  enter(first);
  try {
    const next = await work(controller.signal);
    if (!controller.signal.aborted) enter(next);
  } catch (error) {
    if (controller.signal.aborted) return;
    if (isCancelled(error)) enter({ step: 'choose' });
    else enter({ step: 'failed', problem: { message: sentenceOf(error) } });
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof KernelError ? problemSentence(error, useLanguage.getState().language) : messageOf(error);
}

async function judge(dropped: Dropped, source: Source, developmentMode: boolean, signal: AbortSignal): Promise<ImportState> {
  const options = { developmentMode, trusted: await knownKeys(), locale: useLanguage.getState().language, signal };
  const opened = await openDropped(dropped, options);
  if (!opened.ok) return { step: 'failed', problem: { message: opened.message } };
  return judged(opened.value, source, dropped);
}

/** Keys that lie in a zip are left out as those in a folder are; a bundle is taken as it was signed. */
function judged(opened: Opened, source: Source, dropped: Dropped | null): ImportState {
  if (opened.bundle || !opened.files) return { step: 'judged', dropped, opened, source, leftOut: [] };
  const { files, leftOut } = withoutKeys(new Map(Object.entries(opened.files)));
  return { step: 'judged', dropped, opened: { ...opened, files: Object.fromEntries(files) }, source, leftOut };
}

/** Judges what was dropped or chosen. */
export async function takeFiles(files: readonly File[], from?: Source): Promise<void> {
  const sorted = sortDropped(files);
  if (typeof sorted === 'string') {
    current.abort();
    enter({ step: 'failed', problem: sorted satisfies DroppedProblem });
    return;
  }
  const source = from ?? { kind: sorted.kind, place: sorted.main.name };
  await working({ step: 'reading', done: 0, whole: 0 }, (signal) => judge(sorted, source, false, signal));
}

async function takeFolder(list: (signal: AbortSignal) => Promise<FolderFile[]>, name: string): Promise<void> {
  await working({ step: 'reading', done: 0, whole: 0 }, async (signal) => {
    const onProgress = (done: number, whole: number): void => {
      if (!signal.aborted) enter({ step: 'reading', done, whole });
    };
    const { files, leftOut } = await readFolder(await list(signal), { signal, onProgress });
    const opened: Opened = { trust: NO_SIGNATURE, bundle: null, files: projectFiles(files) };
    return { step: 'judged', dropped: null, opened, source: { kind: 'folder', place: name }, leftOut };
  });
}

/** What a drop holds; it must be taken from the event at once. One folder is an addon, anything else a handful of files. */
export async function takeDropped(entries: readonly FileSystemEntry[], files: readonly File[]): Promise<void> {
  const folder = entries.find(({ isDirectory }) => isDirectory);
  await (folder ? takeFolder((signal) => filesOfEntries(entries, signal), folder.name) : takeFiles(files));
}

/** The files that a folder picker answers with. */
export async function takePickedFolder(files: readonly File[]): Promise<void> {
  // A picker that was cancelled, or an empty folder.
  if (files.length === 0) return;
  const [name = ''] = (files[0]?.webkitRelativePath ?? '').split('/');
  await takeFolder(() => Promise.resolve(filesOfPicked(files)), name);
}

/** Fetches what lies at an address; the person typed it and asked for it. */
export async function takeAddress(text: string): Promise<void> {
  const locale = useLanguage.getState().language;
  const started = { step: 'fetching', host: '', bytes: 0, whole: 0 } as const;
  await working(started, async (signal) => {
    const { href, host } = sourceAddress(text);
    const onProgress = (bytes: number, whole: number): void => {
      if (!signal.aborted) enter({ step: 'fetching', host, bytes, whole });
    };
    onProgress(0, 0);
    const fetched = await fetchFiles(href, { locale, signal, onProgress });
    if (!fetched.ok) return { step: 'failed', problem: { message: fetched.message } };
    const sorted = sortDropped(fetched.value);
    if (typeof sorted === 'string') return { step: 'failed', problem: sorted };
    return judge(sorted, { kind: 'from', place: href }, false, signal);
  });
}

/** Ends what is under way and begins anew. */
export function cancelImport(): void {
  current.abort();
  enter({ step: 'choose' });
}

export function closeImport(): void {
  current.abort();
  enter({ step: 'closed' });
}

/** Reads a bundle that nobody trusted yet: unsigned, or by an unknown key. Never a tampered one. */
export async function openInDevelopmentMode(): Promise<void> {
  const { state } = useImport.getState();
  if (state.step !== 'judged' || !state.dropped) return;
  const { dropped, source } = state;
  await working({ step: 'reading', done: 0, whole: 0 }, (signal) => judge(dropped, source, true, signal));
}

/** Trusts the key that signed, from now on, and judges again. */
export async function trustSigner(): Promise<void> {
  const { state } = useImport.getState();
  const store = projectStore();
  if (state.step !== 'judged' || !state.opened.bundle?.key || !state.dropped || !store) return;
  const { dropped, source } = state;
  const { key } = state.opened.bundle;
  await working({ step: 'reading', done: 0, whole: 0 }, async (signal) => {
    await trustKey(store, key, dropped.publicKeys[0]?.name.replace(/\.pub$/, '') ?? shortFingerprint(key));
    return judge(dropped, source, false, signal);
  });
}

function identityIn(manifest: ProjectFile | undefined): { key: string; name: string } {
  try {
    return identityOf(JSON.parse(textOf(manifest)));
  } catch {
    return identityOf(null);
  }
}

/** Makes a project of what was opened; the current project stays as it is. */
export async function installOpened(): Promise<void> {
  const { state } = useImport.getState();
  if (state.step !== 'judged' || !state.opened.files) return;
  const { opened, source } = state;
  const files = opened.files ?? {};
  const { key, name } = identityIn(files[MANIFEST]);
  const { digest, fingerprint, verdict } = opened.trust;
  const provenance = openedNow({
    ...source,
    title: name || key || source.place,
    ...(digest !== '' && { digest }),
    ...(fingerprint !== '' && verdict !== 'tampered' && { signer: fingerprint }),
  });
  await openAsNew(projectOf(/^[A-Za-z0-9_-]{1,64}$/.test(key) ? key : 'addon', files, [provenance]));
  closeImport();
}

/** What the sheet tells of the files that would be installed. */
export const aboutOpened = ({ files }: Opened): ReturnType<typeof summaryOf> | null => files && summaryOf(files);
