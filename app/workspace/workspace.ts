/** What the page shows of the person's work. The files beside this one change it, each for one reason; components read it. */
import { create } from 'zustand';
import type { SetAside } from '../../kernel/installed/registry';
import type { PageVerdict } from '../../kernel/host/page-verdict';
import type { StoredProject } from '../../workers/project-store';
import type { InstallReport } from '../../kernel/host/project-install';
import type { KernelPhase } from '../kernel/supervisor';
import { MANIFEST, type ProjectFile } from '../project/project';

export interface Verdict extends PageVerdict {
  /** The files that were judged, and the manifest among them. */
  files: Readonly<Record<string, ProjectFile>>;
  text: string;
}

/** A record that is no project any more. */
export interface DamagedProject {
  id: string;
  name: string;
  /** As it is stored, for whoever wants to look into it; undefined where the browser does not give it back. */
  record: unknown;
}

type Tab = { state: 'opening' } | { state: 'working' } | { state: 'elsewhere' } | { state: 'lost' };

export interface WorkspaceState {
  tab: Tab;
  project: StoredProject | null;
  projects: { id: string; name: string }[];
  /** What is stored and cannot be read: set aside, and named. */
  damaged: DamagedProject[];
  /** Installations in the project's database that this version cannot work with. */
  setAside: readonly SetAside[];
  activeFile: string;
  /** Verdict on the newest state of the project that was answered. */
  verdict: Verdict | null;
  /** Counts the verdicts, so that a new one is told from an old one that says the same. */
  verdictRevision: number;
  checking: boolean;
  kernel: KernelPhase;
  /** The last install that was tried. */
  install: InstallReport | null;
  /** Generation of the kernel that holds an installed addon: a frame may be attached. Null before. */
  servedGeneration: number | null;
  /** Key of the addon whose screens are served. */
  servedKey: string | null;
  saveFailed: boolean;
  /** Another tab has what is kept open in an older version, or a newer one took it over; null where nothing stands in the way. */
  keptElsewhere: 'older' | 'newer' | null;
  /** The browser has next to no room left, as it says itself. */
  storageFull: boolean;
  /** The kernel found no room for the last rows that it was to keep. */
  rowsLackRoom: boolean;
  /** A project from a link that the person has not kept: files and rows live as long as the tab. */
  unkept: boolean;
  /** Files are shown and not changed, as an embedding page may ask for. */
  readOnly: boolean;
}

export const useWorkspace = create<WorkspaceState>(() => ({
  tab: { state: 'opening' },
  project: null,
  projects: [],
  damaged: [],
  setAside: [],
  activeFile: MANIFEST,
  verdict: null,
  verdictRevision: 0,
  checking: false,
  kernel: { phase: 'stopped' },
  install: null,
  servedGeneration: null,
  servedKey: null,
  saveFailed: false,
  keptElsewhere: null,
  storageFull: false,
  rowsLackRoom: false,
  unkept: false,
  readOnly: false,
}));
