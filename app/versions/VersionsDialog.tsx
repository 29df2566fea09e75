import { Button, Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '@asteby/metacore-ui/primitives';
import { useCallback, useEffect, useState } from 'react';
import { lineDiff } from '../../kernel/authoring/fixes/line-diff';
import { messageOf } from '../../kernel/errors';
import { useFocusReturn } from '../dialog/focus-return';
import { useLanguage, useStrings } from '../i18n/language';
import { Hunks } from '../list/Hunks';
import type { ProjectFile } from '../project/project';
import { addFile, replaceFiles } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { deltaOf, type Files } from './delta';
import type { Version } from './history';
import { keepVersion, projectHistory } from './recorder';
import { useVersionStrings } from './strings';

function Diff({ now, then }: { now: ProjectFile | undefined; then: ProjectFile | undefined }) {
  const strings = useVersionStrings();
  if (then === undefined) return <p className="text-muted-foreground p-2">{strings.gone}</p>;
  if (typeof then !== 'string' || now instanceof Uint8Array) return <p className="text-muted-foreground p-2">{strings.binary}</p>;
  const hunks = lineDiff(now ?? '', then);
  return hunks.length === 0 ? <p className="text-muted-foreground p-2">{strings.same}</p> : <Hunks hunks={hunks} />;
}

/** The versions of the open project, the newest first; null before the first answer, `undefined` where none are kept. */
function useVersions(projectId: string): { versions: readonly Version[] | null | undefined; look: () => void } {
  const [versions, setVersions] = useState<readonly Version[] | null | undefined>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    void projectHistory()
      .then((history) => history?.list(projectId))
      .catch(() => undefined)
      .then((found) => {
        if (isCurrent) setVersions(found);
      });
    return () => {
      isCurrent = false;
    };
  }, [projectId, turn]);
  return { versions, look: useCallback(() => setTurn((before) => before + 1), []) };
}

/** What was kept of the project: to be looked at, named, and brought back. */
export default function VersionsDialog({ onClose }: { onClose: () => void }) {
  const strings = useVersionStrings();
  const common = useStrings();
  const language = useLanguage((state) => state.language);
  const returnFocus = useFocusReturn(true);
  const project = useWorkspace((state) => state.project);
  const readOnly = useWorkspace((state) => state.readOnly);
  const { versions, look } = useVersions(project?.id ?? '');
  const [chosen, setChosen] = useState<{ version: Version; files: Files } | null>(null);
  const [path, setPath] = useState('');
  const [name, setName] = useState('');
  const [said, setSaid] = useState('');
  if (!project) return null;

  /** What the browser refuses is said, and the dialog goes on. */
  const told = (work: Promise<void>): void => void work.catch((error: unknown) => setSaid(messageOf(error)));
  const show = async (version: Version): Promise<void> => {
    const files = await (await projectHistory())?.files(project.id, version.id);
    if (!files) {
      look();
      return;
    }
    setChosen({ version, files });
    setName(version.name);
    const changed = Object.keys(deltaOf(files, project.files));
    setPath(changed[0] ?? version.paths[0] ?? Object.keys(files)[0] ?? '');
  };
  const keepNow = async (): Promise<void> => {
    setSaid((await keepVersion()) ? strings.keptNow : strings.nothingNew);
    look();
  };
  const rename = async (version: Version): Promise<void> => {
    await (await projectHistory())?.rename(project.id, version.id, name.trim());
    look();
  };
  const restore = async (change: () => void): Promise<void> => {
    // What is there now comes back the same way.
    await keepVersion();
    change();
    await keepVersion();
    setSaid(strings.restored);
    look();
  };
  const content = chosen?.files[path];
  const paths = chosen ? [...new Set([...Object.keys(chosen.files), ...Object.keys(project.files)])].sort() : [];
  const changedNow = chosen ? new Set(Object.keys(deltaOf(project.files, chosen.files))) : new Set<string>();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="flex h-[85dvh] flex-col sm:max-w-4xl" onCloseAutoFocus={returnFocus}>
        <DialogHeader>
          <DialogTitle>{strings.title}</DialogTitle>
          <DialogDescription>{strings.text}</DialogDescription>
        </DialogHeader>
        <div className="flex min-h-0 flex-1 gap-3 max-md:flex-col">
          <ul
            aria-label={strings.list}
            tabIndex={0}
            className="w-60 shrink-0 overflow-auto rounded border text-xs max-md:max-h-40 max-md:w-full"
          >
            {versions?.map((version) => (
              <li key={version.id}>
                <button
                  type="button"
                  aria-pressed={chosen?.version.id === version.id}
                  onClick={() => told(show(version))}
                  className="hover:bg-accent aria-pressed:bg-primary aria-pressed:text-primary-foreground w-full border-b px-2 py-1 text-left"
                >
                  <span className="block font-medium [overflow-wrap:anywhere]">
                    {version.name === '' ? new Date(version.at).toLocaleString(language) : version.name}
                  </span>
                  <span className="block">
                    {version.name === '' ? '' : `${new Date(version.at).toLocaleString(language)} · `}
                    {strings.changes(version.paths.length)}
                  </span>
                </button>
              </li>
            ))}
            {versions?.length === 0 && <li className="text-muted-foreground p-2">{strings.none}</li>}
            {versions === undefined && <li className="text-muted-foreground p-2">{strings.keptNowhere}</li>}
          </ul>
          {chosen && (
            <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2 text-xs">
              <form
                className="flex flex-wrap items-center gap-2"
                onSubmit={(event) => {
                  event.preventDefault();
                  told(rename(chosen.version));
                }}
              >
                <input
                  aria-label={strings.name}
                  placeholder={strings.name}
                  maxLength={100}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                  className="bg-background min-h-8 min-w-0 flex-1 rounded border px-2"
                />
                <Button size="sm" type="submit" variant="outline">
                  {strings.rename}
                </Button>
              </form>
              <select
                aria-label={strings.files}
                value={path}
                onChange={(event) => setPath(event.target.value)}
                className="bg-background min-h-8 rounded border px-1"
              >
                {paths.map((one) => (
                  <option key={one} value={one}>
                    {changedNow.has(one) ? `${one} •` : one}
                  </option>
                ))}
              </select>
              <div role="region" aria-label={strings.diff} tabIndex={0} className="min-h-0 flex-1 overflow-auto rounded border py-1">
                <Diff now={project.files[path]} then={content} />
              </div>
              {!readOnly && (
                <div className="flex flex-wrap gap-2">
                  <Button
                    size="sm"
                    variant="outline"
                    disabled={content === undefined || !changedNow.has(path)}
                    onClick={() => content !== undefined && told(restore(() => addFile(path, content)))}
                  >
                    {strings.restoreFile}
                  </Button>
                  <Button
                    size="sm"
                    variant="outline"
                    disabled={changedNow.size === 0}
                    onClick={() => told(restore(() => replaceFiles(chosen.files)))}
                  >
                    {strings.restoreAll}
                  </Button>
                </div>
              )}
            </div>
          )}
        </div>
        <DialogFooter className="items-center">
          <span role="status" className="text-muted-foreground mr-auto text-sm">
            {said}
          </span>
          <Button variant="outline" onClick={onClose}>
            {common.close}
          </Button>
          <Button onClick={() => told(keepNow())}>{strings.keepNow}</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
