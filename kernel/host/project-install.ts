/** What a page wants installed of a project, and what came of it. Plain data. */
import type { NeighbourNames } from '../authoring/language/surroundings';
import type { BesideBundle } from './install-beside';
import type { InstallNote } from '../lifecycle/notes';
import type { InstallRequest } from '../lifecycle/request';
import type { Rename } from '../lifecycle/renames';

export interface ProjectInstall {
  manifestText: string;
  /** What the author renamed in the editor, oldest first. */
  renames: readonly Rename[];
  /** What the project says beside its manifest, as playground.json has it; empty where it says nothing. */
  playgroundText: string;
  /** The project's JSON files by path: locales for labels, schemas of events. */
  localeFiles: Record<string, string>;
  /** The project's HTML files by path: templates of documents. */
  templateFiles: Record<string, string>;
  /** The project's SQL files by path: migrations, and what the upgrade ladder names. */
  sqlFiles?: Record<string, string>;
  /** Bundles of other addons that the project brings along. */
  beside?: BesideBundle[];
  /** The addon's module; without one its functions answer that its code is not loaded. */
  module?: Uint8Array;
  /** What becomes of migrations that did not run here (kernel/lifecycle/request.ts). */
  migrate?: NonNullable<InstallRequest['migrate']>;
}

/** An install that went through, or what stood in its way; a refusal leaves everything as it was. */
export type InstallReport =
  | {
      ok: true;
      addonKey: string;
      version: string;
      steps: number;
      notes: InstallNote[];
      newHash: string;
      module: ModuleState;
      restoredRows: number;
      skippedRows: number;
      /** What addons that are installed beside this one offer to it. */
      neighbours: NeighbourNames;
    }
  | ({ ok: false } & Refusal);

/** What became of the module: a refused one stands in nobody's way but that of its functions. */
export type ModuleState = { state: 'absent' | 'loaded' } | { state: 'refused'; reason: string; message: string };

/** Why nothing was installed: the sentence in English, and what it is made of, so that it can be said in another language. */
export interface Refusal {
  code: string;
  message: string;
  details: Readonly<Record<string, unknown>>;
}
