/** The import sheet's state; what moves it is loaded with the sheet. */
import { create } from 'zustand';
import type { ProvenanceKind } from '../../kernel/project/provenance';
import type { Dropped, DroppedProblem } from '../arrival/dropped';
import type { Opened } from '../arrival/open';

/** Named after what it came as: a bundle's or a zip's file, a folder, an address. */
export interface Source {
  kind: ProvenanceKind;
  place: string;
}

export type ImportState =
  | { step: 'closed' }
  | { step: 'choose' }
  /** `whole` 0: it is not known how much there is. */
  | { step: 'reading'; done: number; whole: number }
  | { step: 'fetching'; host: string; bytes: number; whole: number }
  | { step: 'failed'; problem: DroppedProblem | { message: string } }
  /** `dropped` null: a folder, which nobody signs. `leftOut`: keys and built bundles that were found in it. */
  | { step: 'judged'; dropped: Dropped | null; opened: Opened; source: Source; leftOut: readonly string[] };

export const useImport = create<{ state: ImportState }>(() => ({ state: { step: 'closed' } }));

export const enterImport = (state: ImportState): void => useImport.setState({ state });

/** Opens the sheet, empty. */
export const startImport = (): void => enterImport({ step: 'choose' });
