import { ChevronRight, File } from 'lucide-react';
import { type Folder, folderOf } from '../files/file-tree';
import { problemsIn } from '../language/problem-groups';
import { projectPaths } from '../project/project';
import { openFile } from '../workspace/edits';
import { useFindings } from '../workspace/findings';
import { useWorkspace } from '../workspace/workspace';
import { useSideStrings } from './strings';

interface Shown {
  active: string;
  /** Files in which something does not hold. */
  troubled: ReadonlySet<string>;
}

function Entries({ folder, shown }: { folder: Folder; shown: Shown }) {
  return (
    <ul>
      {folder.folders.map((below) => (
        <li key={below.path}>
          <details open className="group">
            <summary className="hover:bg-accent flex min-h-7 cursor-pointer list-none items-center gap-1 rounded px-1 text-xs">
              <ChevronRight className="size-4 shrink-0 transition-transform group-open:rotate-90" aria-hidden />
              <span className="truncate">{below.name}</span>
            </summary>
            <div className="ml-3 border-l pl-1">
              <Entries folder={below} shown={shown} />
            </div>
          </details>
        </li>
      ))}
      {folder.files.map(({ name, path }) => (
        <li key={path}>
          <button
            type="button"
            title={path}
            aria-current={path === shown.active ? 'page' : undefined}
            onClick={() => openFile(path)}
            className={`hover:bg-accent aria-[current]:bg-accent aria-[current]:text-accent-foreground flex min-h-7 w-full items-center gap-1.5 rounded px-1.5 text-left text-xs ${shown.troubled.has(path) ? 'text-destructive' : ''}`}
          >
            <File className="size-3.5 shrink-0 opacity-60" aria-hidden />
            <span className="truncate">{name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The project's files in their folders. Choosing one opens it. */
export function FilesPanel() {
  const strings = useSideStrings();
  const files = useWorkspace((state) => state.project?.files);
  const active = useWorkspace((state) => state.activeFile);
  const troubled = new Set(problemsIn(useFindings()).flatMap(({ file, severity }) => (severity === 'error' ? [file] : [])));
  const paths = projectPaths(files ?? {});
  if (paths.length === 0) return <p className="text-muted-foreground p-3 text-sm">{strings.noFiles}</p>;
  return (
    <nav aria-label={strings.panels.files} className="p-2">
      <Entries folder={folderOf(paths)} shown={{ active, troubled }} />
    </nav>
  );
}
