/** What arrived by the page's address and waits for the person. Until they say *Run*, it is text and bytes and nothing else. */
import { create } from 'zustand';
import type { KernelError } from '../../kernel/errors';
import type { LinkedView } from '../../kernel/link/link';
import type { ProjectSummary } from '../../kernel/link/summary';
import type { Provenance } from '../../kernel/project/provenance';
import type { ProjectFile } from '../project/project';
import type { Trust } from './trust';

export interface Arrival {
  kind: 'link' | 'from' | 'template';
  /** In the words of whoever made it; for a template, the id. */
  title: string;
  /** Null for what was tampered with: it is not unpacked. */
  files: Record<string, ProjectFile> | null;
  about: ProjectSummary | null;
  trust: Trust;
  /** Where to begin, and as whom. */
  view: LinkedView;
  provenance: readonly Provenance[];
}

export type ArrivalState =
  | { step: 'none' }
  /** Somebody's address: nothing was fetched. */
  | { step: 'offered'; address: string; host: string }
  /** `whole` 0: the host does not say how much it is. */
  | { step: 'fetching'; address: string; host: string; bytes: number; whole: number }
  | { step: 'opening' }
  | { step: 'shown'; arrival: Arrival }
  /** `message`: what a worker said, in the person's language; `again`: an address that can be tried once more. */
  | { step: 'unreadable'; problem: KernelError | { message: string }; again: { address: string; host: string } | null };

export const useArrival = create<{ state: ArrivalState; isEmbedded: boolean }>(() => ({ state: { step: 'none' }, isEmbedded: false }));

export const enterArrival = (state: ArrivalState): void => useArrival.setState({ state });
