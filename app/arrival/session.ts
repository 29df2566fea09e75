/** From the page's address to a project that runs. Each step is the person's: fetch, run, or leave. */
import { USERS } from '../../kernel/database/core-rows';
import type { PageAddress } from '../../kernel/link/address';
import { summaryOf } from '../../kernel/link/summary';
import { identityOf } from '../../kernel/project/identity';
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import type { Outcome } from '../../workers/protocol';
import { useLanguage } from '../i18n/language';
import { sortDropped } from './dropped';
import { type Opened, openDropped } from './open';
import { isCancelled } from '../kernel/kept-worker';
import { beginAt } from '../preview/screens';
import { chooseViewer } from '../preview/viewers';
import { MANIFEST, openedNow, projectOf, textOf, withoutDueRows } from '../project/project';
import { fillWhenInstalled } from '../seed/linked-rows';
import type { NamedPublicKey } from '../publish/keys';
import { openWorkspace, runUnkept } from '../workspace/projects';
import { fetchFiles } from './fetch-files';
import { arrivalAt, unreadable } from './from-address';
import { knownKeys } from './known-keys';
import { type Arrival, enterArrival, useArrival } from './state';
import type { Trust } from './trust';

/** Keys the person trusts. What is embedded has no keys in reach at all. */
const keysInReach = async (): Promise<NamedPublicKey[]> => (useArrival.getState().isEmbedded ? [] : knownKeys());

/** Puts what the address names before the person; nothing of it is fetched, stored or run. */
export async function askAbout(address: PageAddress): Promise<void> {
  useArrival.setState({ isEmbedded: address.embed !== null });
  enterArrival(await arrivalAt(address, keysInReach));
}

/** An address that names nothing that could be opened. */
export const askAboutProblem = (problem: unknown, isEmbedded: boolean): void => {
  useArrival.setState({ isEmbedded });
  enterArrival(unreadable(problem));
};

let fetching: AbortController | null = null;

/**
 * A signature without the key that made it can be checked under the keys the person trusts, and proves nothing against anybody under
 * the others: the bundle is then looked at as one that nobody signed.
 */
async function openFetched(files: readonly File[], signal: AbortSignal): Promise<Outcome<Opened>> {
  const dropped = sortDropped(files);
  if (typeof dropped === 'string') return { ok: false, code: dropped, message: dropped };
  const options = { developmentMode: true, trusted: await keysInReach(), locale: useLanguage.getState().language, signal };
  const opened = await openDropped(dropped, options);
  const isUnknown = opened.ok && (opened.value.trust.verdict === 'tampered' || opened.value.trust.verdict === 'unknown-key');
  if (!isUnknown || dropped.publicKeys.length > 0) return opened;
  const unsigned = await openDropped({ ...dropped, signature: null }, options);
  if (!unsigned.ok) return unsigned;
  const trust: Trust = { ...unsigned.value.trust, verdict: 'unchecked' };
  return { ok: true, value: { ...unsigned.value, trust } };
}

function fromArrival(address: string, files: readonly File[], { trust, files: contents }: Opened): Arrival {
  const identity = identityOf(parsed(textOf(contents?.[MANIFEST])));
  const title = identity.name || identity.key || (files[0]?.name ?? '');
  const { digest, fingerprint } = trust;
  const made = openedNow({
    kind: 'from',
    title,
    place: address,
    ...(digest !== '' && { digest }),
    ...(fingerprint !== '' && trust.verdict === 'trusted' && { signer: fingerprint }),
  });
  return { kind: 'from', title, files: contents, about: contents && summaryOf(contents), trust, view: {}, provenance: [made] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Fetches what the address offers; the person asked for it. */
export async function fetchOffered(): Promise<void> {
  const { state } = useArrival.getState();
  const offer = state.step === 'offered' ? state : state.step === 'unreadable' ? state.again : null;
  if (!offer) return;
  const { address, host } = offer;
  const controller = new AbortController();
  fetching = controller;
  const { signal } = controller;
  const onProgress = (bytes: number, whole: number): void => {
    if (!signal.aborted) enterArrival({ step: 'fetching', address, host, bytes, whole });
  };
  onProgress(0, 0);
  try {
    const fetched = await fetchFiles(address, { locale: useLanguage.getState().language, signal, onProgress });
    if (!fetched.ok) {
      enterArrival(unreadable(new Error(fetched.message), { address, host }));
      return;
    }
    enterArrival({ step: 'opening' });
    const opened = await openFetched(fetched.value, signal);
    if (opened.ok) enterArrival({ step: 'shown', arrival: fromArrival(address, fetched.value, opened.value) });
    else enterArrival(unreadable(new Error(opened.message), { address, host }));
  } catch (error) {
    if (isCancelled(error)) enterArrival({ step: 'offered', address, host });
    else enterArrival(unreadable(error, { address, host }));
  } finally {
    fetching = null;
  }
}

export const cancelFetch = (): void => fetching?.abort();

export interface RunOptions {
  readOnly?: boolean;
  withoutKernel?: boolean;
}

/** Runs what is shown, in memory: at its screen, as its person, with the sample data that a link names, else with its own. */
export function runArrival(options: RunOptions = {}): void {
  const { state } = useArrival.getState();
  if (state.step !== 'shown' || !state.arrival.files) return;
  const { files, about, view, provenance } = state.arrival;
  enterArrival({ step: 'none' });
  const name = about?.addon === undefined || about.addon === '' ? 'addon' : about.addon;
  const isFilled = view.seed !== undefined || view.seedRows !== undefined;
  const arrived = projectOf(name, files, provenance);
  const project = isFilled ? withoutDueRows(arrived) : arrived;
  beginAt(view.view);
  const person = USERS.find(({ id }) => id === view.principal)?.id ?? DEFAULT_PRINCIPAL.userId;
  chooseViewer('main', { userId: person, role: view.role ?? null });
  if (isFilled) fillWhenInstalled(project.id, view);
  const activeFile = view.open !== undefined && typeof files[view.open] === 'string' ? view.open : MANIFEST;
  runUnkept(project, { activeFile, ...options });
}

/** Leaves what arrived and opens the person's own projects. The address goes, so that a reload does not ask again. */
export async function leaveArrival(): Promise<void> {
  enterArrival({ step: 'none' });
  history.replaceState(null, '', location.pathname);
  await openWorkspace();
}
