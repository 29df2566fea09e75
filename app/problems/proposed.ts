/** The fix that is looked at: nothing is written before somebody says so. */
import { toast } from 'sonner';
import { create } from 'zustand';
import type { Diagnostic } from '../../kernel/contract/diagnostic';
import type { Proposal } from '../../kernel/authoring/fixes/proposals';
import { askLanguage } from '../language/client';
import { showDrawer } from '../layout/layout';
import { MANIFEST, textOf } from '../project/project';
import { editFile, openFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { problemStrings } from './strings';

interface Proposed {
  /** The finding it is for, as `keyOf` tells findings apart; null where it is for all of them. */
  of: string | null;
  /** The manifest that the offers are made for. */
  text: string;
  offers: readonly Proposal[];
  /** Index of the offer that is shown. */
  chosen: number;
  /** How many findings go. */
  count: number;
}

export const useProposed = create<{ proposed: Proposed | null }>(() => ({ proposed: null }));

export const keyOf = ({ rule, path, range }: Pick<Diagnostic, 'rule' | 'path' | 'range'>): string =>
  `${rule}:${path}:${String(range.offset)}`;

const manifest = (): string => textOf(useWorkspace.getState().project?.files[MANIFEST]);
const show = (proposed: Proposed | null): void => useProposed.setState({ proposed });

export const dismiss = (): void => show(null);
export const choose = (chosen: number): void => useProposed.setState(({ proposed }) => ({ proposed: proposed && { ...proposed, chosen } }));

/** Shows what cures a finding. */
export async function proposeFix(diagnostic: Diagnostic): Promise<void> {
  const text = manifest();
  const offers = await askLanguage(async (api) => api.proposals(text, diagnostic));
  // The author may have typed on meanwhile: then this is about another text.
  if (manifest() !== text) return;
  if (offers.length === 0) toast.info(problemStrings().noneOfOne);
  else show({ of: keyOf(diagnostic), text, offers, chosen: 0, count: 1 });
}

/** Shows what becomes of the manifest by every fix that needs no decision. */
export async function proposeFixAll(): Promise<void> {
  const text = manifest();
  const { applied, proposal, isAnyFixable } = await askLanguage(async (api) => api.proposeAll(text));
  if (manifest() !== text) return;
  showDrawer('problems');
  if (proposal === null) toast.info(isAnyFixable ? problemStrings().nonePlain : problemStrings().none);
  else show({ of: null, text, offers: [proposal], chosen: 0, count: applied });
}

/** Makes the change that is shown, in one step of the editor's undo. */
export function applyProposed(): void {
  const { proposed } = useProposed.getState();
  const offer = proposed?.offers[proposed.chosen];
  dismiss();
  if (!proposed || !offer || manifest() !== proposed.text) return;
  openFile(MANIFEST);
  editFile(MANIFEST, offer.text);
  toast.success(problemStrings().done(proposed.count));
}

// What is shown is about one text: with another it goes.
useWorkspace.subscribe(() => {
  const { proposed } = useProposed.getState();
  if (proposed && manifest() !== proposed.text) dismiss();
});
