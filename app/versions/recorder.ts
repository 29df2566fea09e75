/** Keeps versions of the project by itself: when somebody rests, at the latest after some minutes, and when the tab is left. */
import { messageOf } from '../../kernel/errors';
import { addLines } from '../log/store';
import { measureStorage } from '../workspace/storage';
import { useWorkspace, type WorkspaceState } from '../workspace/workspace';
import { createHistory, type History } from './history';
import { openVersionStore } from './store';

/** Without an edit, until a version is kept; and the longest that edits go on without one. Milliseconds. */
const REST_MS = 20_000;
const LATEST_MS = 180_000;

let opened: Promise<History | null> | null = null;

/** Null where the browser keeps nothing. */
export const projectHistory = (): Promise<History | null> =>
  (opened ??= openVersionStore().then(
    (store) => createHistory(store, () => Date.now()),
    () => null,
  ));

/** A project that is kept: one from a link belongs to nobody's browser. */
const keptProject = ({ project, unkept, tab }: WorkspaceState): WorkspaceState['project'] =>
  unkept || tab.state !== 'working' ? null : project;

/** Keeps a version now; what the browser refuses is told in the log, and the work goes on. */
export async function keepVersion(name = '', state = useWorkspace.getState()): Promise<boolean> {
  const project = keptProject(state);
  const history = project && (await projectHistory());
  if (!project || !history) return false;
  try {
    return await history.keep(project.id, project.files, name);
  } catch (error) {
    void measureStorage();
    addLines([{ at: new Date().toISOString(), level: 'warning', source: 'page', text: `no version was kept: ${messageOf(error)}` }]);
    return false;
  }
}

/** Of a project that was deleted. What the browser does not let go of only takes room: nobody gets that id again. */
export async function forgetVersions(projectId: string): Promise<void> {
  await (await projectHistory())?.forget(projectId).catch(() => undefined);
}

/** Begins to keep versions, once; the answer ends it. */
export function recordVersions(): () => void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  let since: number | null = null;
  const keepNow = (state?: WorkspaceState): void => {
    clearTimeout(rest);
    since = null;
    void keepVersion('', state);
  };
  const stop = useWorkspace.subscribe((state, before) => {
    const [project, former] = [keptProject(state), keptProject(before)];
    if (project?.files === former?.files) return;
    // As it was when it was left: what follows belongs to another one.
    if (project?.id !== former?.id) {
      if (former) keepNow(before);
      return;
    }
    // What is edited can be brought back as it was before.
    if (since === null) void keepVersion('', before);
    since ??= Date.now();
    clearTimeout(rest);
    rest = setTimeout(keepNow, Math.max(0, Math.min(REST_MS, since + LATEST_MS - Date.now())));
  });
  const leave = (): void => {
    if (document.hidden && since !== null) keepNow();
  };
  document.addEventListener('visibilitychange', leave);
  return () => {
    stop();
    clearTimeout(rest);
    document.removeEventListener('visibilitychange', leave);
  };
}
