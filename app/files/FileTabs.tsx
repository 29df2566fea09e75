import { Button, DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@asteby/metacore-ui/primitives';
import { Download, EllipsisVertical, FilePlus2, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Late, late } from '../deploy/late';
import { keepFocusInDialog } from '../dialog/focus-return';
import { useLanguage, useStrings } from '../i18n/language';
import { MANIFEST, projectPaths } from '../project/project';
import { addFile, openFile, removeFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { download } from './download';
import { FILE_STRINGS } from './strings';

const PathDialog = late(() => import('./PathDialog'));

/** The project's files: one is open, and files are added, renamed and deleted here. */
export function FileTabs() {
  const strings = useStrings();
  const language = useLanguage((state) => state.language);
  const own = FILE_STRINGS[language];
  const project = useWorkspace((state) => state.project);
  const active = useWorkspace((state) => state.activeFile);
  const readOnly = useWorkspace((state) => state.readOnly);
  const [dialog, setDialog] = useState<'add' | 'rename' | null>(null);
  const files = project?.files ?? {};
  const content = files[active];

  const remove = (): void => {
    if (content === undefined) return;
    const path = active;
    removeFile(path);
    toast(own.removed(path), { duration: 20_000, action: { label: own.undo, onClick: () => addFile(path, content) } });
  };
  const save = (): void => {
    if (content !== undefined) download({ name: active.replace(/^.*\//, ''), blob: new Blob([content as BlobPart]) });
  };

  return (
    <div className="bg-muted flex shrink-0 border-b">
      <nav aria-label={strings.files} className="flex min-w-0 flex-1 overflow-x-auto">
        {projectPaths(files).map((path) => (
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
      {content !== undefined && !readOnly && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button
              variant="ghost"
              size="icon"
              className="size-8 shrink-0 rounded-none"
              aria-label={own.menu(active)}
              title={own.menu(active)}
            >
              <EllipsisVertical className="size-4" aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end" onCloseAutoFocus={keepFocusInDialog}>
            <DropdownMenuItem disabled={active === MANIFEST} onSelect={() => setDialog('rename')}>
              <Pencil className="size-4" aria-hidden /> {own.rename}
            </DropdownMenuItem>
            <DropdownMenuItem onSelect={save}>
              <Download className="size-4" aria-hidden /> {own.download}
            </DropdownMenuItem>
            <DropdownMenuItem disabled={active === MANIFEST} onSelect={remove}>
              <Trash2 className="size-4" aria-hidden /> {own.remove}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      )}
      <Button
        variant="ghost"
        size="icon"
        className="size-8 shrink-0 rounded-none border-l"
        aria-label={own.add}
        title={own.add}
        disabled={project === null || readOnly}
        onClick={() => setDialog('add')}
      >
        <FilePlus2 className="size-4" aria-hidden />
      </Button>
      <Late key={dialog} onClose={() => setDialog(null)}>
        {dialog !== null && <PathDialog renaming={dialog === 'rename' ? active : null} onClose={() => setDialog(null)} />}
      </Late>
    </div>
  );
}
