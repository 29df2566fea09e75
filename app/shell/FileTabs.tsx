import { useStrings } from '../i18n/language';
import { textFiles } from '../project/project';
import { openFile, useWorkspace } from '../workspace/workspace';

/** The project's text files. */
export function FileTabs() {
  const strings = useStrings();
  const project = useWorkspace((state) => state.project);
  const active = useWorkspace((state) => state.activeFile);
  const paths = project ? textFiles(project.files) : [];
  return (
    <nav aria-label={strings.files} className="bg-muted flex shrink-0 overflow-x-auto border-b">
      {paths.map((path) => (
        <button
          key={path}
          type="button"
          aria-current={path === active ? 'page' : undefined}
          onClick={() => openFile(path)}
          className="text-muted-foreground aria-[current]:bg-background aria-[current]:text-foreground min-h-8 shrink-0 border-r px-3 text-sm"
        >
          {path}
        </button>
      ))}
    </nav>
  );
}
