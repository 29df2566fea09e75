/** The backend's sources, compiled while they are edited: the module becomes a file of the project, mistakes are among its problems. */
import * as Comlink from 'comlink';
import { create } from 'zustand';
import { type BackendSources, backendSources, BACKEND_SOURCE, type CompiledBackend } from '../../kernel/compiler/assemblyscript';
import { BACKEND_FILE } from '../../kernel/contract/wasm/abi';
import { messageOf } from '../../kernel/errors';
import type { PageDiagnostic } from '../../kernel/host/page-verdict';
import { equalBytes } from '../../kernel/values/encoding';
import compilerScript from '../../workers/compiler.worker.ts?worker&url';
import type { CompilerWorkerApi } from '../../workers/protocol';
import { startWorker } from '../../workers/start-worker';
import { withDeadline } from '../kernel/deadline';
import { editFiles } from './edits';
import { useWorkspace } from './workspace';

/** Loading the compiler takes seconds on a slow machine; a second compilation takes one. */
const DEADLINE_MS = 120_000;
/** Typing goes on for so long before anything is compiled. */
const PAUSE_MS = 400;

interface BackendState {
  isCompiling: boolean;
  /** What was compiled last; its diagnostics belong to these texts. */
  sources: BackendSources | null;
  diagnostics: readonly PageDiagnostic[];
}

const NONE: BackendState = { isCompiling: false, sources: null, diagnostics: [] };

export const useBackend = create<BackendState>(() => NONE);

/** The wrapper is kept with its worker: the worker stops listening once nobody holds it. */
let compiler: { worker: Worker; api: Comlink.Remote<CompilerWorkerApi> } | null = null;

function startCompiler() {
  const worker = startWorker(compilerScript, 'compiler');
  return { worker, api: Comlink.wrap<CompilerWorkerApi>(worker) };
}

async function compiled(sources: BackendSources): Promise<CompiledBackend> {
  const { worker, api } = (compiler ??= startCompiler());
  try {
    return await withDeadline(api.compile(sources), DEADLINE_MS, 'The compiler');
  } catch (error) {
    worker.terminate();
    compiler = null;
    const place = { file: BACKEND_SOURCE, path: '' };
    return { module: null, diagnostics: [{ rule: 'backend_not_compiled', severity: 'error', ...place, message: messageOf(error) }] };
  }
}

const sameSources = (one: BackendSources | null, other: BackendSources | null): boolean =>
  one !== null &&
  other !== null &&
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([path, text]) => other[path] === text);

function sourcesNow(): { projectId: string; sources: BackendSources } | null {
  const { project, tab, readOnly } = useWorkspace.getState();
  if (!project || readOnly || tab.state !== 'working') return null;
  const sources = backendSources(Object.entries(project.files));
  return sources && { projectId: project.id, sources };
}

/** What is compiled, or was last: the project and its texts. */
let last: { projectId: string; sources: BackendSources } | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

async function compileNow(): Promise<void> {
  const wanted = sourcesNow();
  if (!wanted || useBackend.getState().isCompiling) return;
  last = wanted;
  useBackend.setState({ isCompiling: true });
  const { module, diagnostics } = await compiled(wanted.sources);
  const now = sourcesNow();
  const isCurrent = now?.projectId === wanted.projectId && sameSources(now.sources, wanted.sources);
  useBackend.setState({
    isCompiling: false,
    ...(isCurrent && { sources: wanted.sources, diagnostics: diagnostics.map((one) => ({ ...one, block: one.file })) }),
  });
  if (!isCurrent) {
    notice();
    return;
  }
  const before = useWorkspace.getState().project?.files[BACKEND_FILE];
  if (module && !(before instanceof Uint8Array && equalBytes(before, module))) editFiles({ [BACKEND_FILE]: module });
}

/** Sees to it that the newest sources are compiled, once nobody types. */
function notice(): void {
  const now = sourcesNow();
  if (now?.projectId !== last?.projectId || now === null) {
    useBackend.setState({ sources: null, diagnostics: [] });
    last = null;
  }
  if (now === null || sameSources(now.sources, last?.sources ?? null)) return;
  clearTimeout(timer);
  timer = setTimeout(() => void compileNow(), PAUSE_MS);
}

let isFollowing = false;

/** Follows the project that is worked on, from now on for as long as the page is there. */
export function followBackend(): void {
  notice();
  if (isFollowing) return;
  isFollowing = true;
  useWorkspace.subscribe(({ project, tab }, before) => {
    if (project?.files !== before.project?.files || tab !== before.tab) notice();
  });
}
