import { Button, DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@asteby/metacore-ui/primitives';
import { Download, EllipsisVertical, FilePlus2, Pencil, Trash2, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { toast } from 'sonner';
import { Late, late } from '../deploy/late';
import { keepFocusInDialog } from '../dialog/focus-return';
import { useLanguage } from '../i18n/language';
import { MANIFEST } from '../project/project';
import { addFile, openFile, removeFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { download } from '../download';
import { closeTab, moveTab, useOpenFiles } from './open-files';
import { FILE_STRINGS } from './strings';

const PathDialog = late(() => import('./PathDialog'));

/** The last part of a path, and the folder where another tab has the same one. */
function tabName(path: string, others: readonly string[]): string {
  const nameOf = (whole: string): string => whole.slice(whole.lastIndexOf('/') + 1);
  const isShared = others.some((other) => other !== path && nameOf(other) === nameOf(path));
  return isShared ? path : nameOf(path);
}

/** One open file. It is dragged to another place, or moved there with Ctrl+Shift and an arrow key; Delete closes it. */
function Tab({ path, paths, isActive }: { path: string; paths: readonly string[]; isActive: boolean }) {
  const own = FILE_STRINGS[useLanguage((state) => state.language)];
  const at = paths.indexOf(path);
  const isOnly = paths.length === 1;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0 && event.shiftKey && (event.ctrlKey || event.metaKey)) moveTab(path, at + step);
    else if (event.key === 'Delete' && !isOnly) closeTab(path);
    else return;
    event.preventDefault();
  };
  return (
    <span
      draggable
      data-active={isActive}
      onDragStart={(event) => event.dataTransfer.setData('application/x-playground-tab', path)}
      onDragOver={(event) => event.dataTransfer.types.includes('application/x-playground-tab') && event.preventDefault()}
      onDrop={(event) => {
        const dragged = event.dataTransfer.getData('application/x-playground-tab');
        if (!paths.includes(dragged)) return;
        event.preventDefault();
        event.stopPropagation();
        moveTab(dragged, at);
      }}
      className="group data-[active=true]:bg-background text-muted-foreground data-[active=true]:text-foreground flex shrink-0 items-center border-r"
    >
      <button
        type="button"
        title={path}
        aria-label={path}
        aria-current={isActive ? 'page' : undefined}
        onClick={() => openFile(path)}
        onAuxClick={(event) => event.button === 1 && !isOnly && closeTab(path)}
        onKeyDown={onKeyDown}
        className={`min-h-8 pl-3 text-sm ${isOnly ? 'pr-3' : 'pr-1'}`}
      >
        {tabName(path, paths)}
      </button>
      {!isOnly && (
        <button
          type="button"
          aria-label={own.close(path)}
          title={own.close(path)}
          onClick={() => closeTab(path)}
          className="hover:bg-accent mr-1 grid size-6 place-items-center rounded opacity-0 group-hover:opacity-100 group-data-[active=true]:opacity-100 focus-visible:opacity-100"
        >
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </span>
  );
}

/** The open files as tabs, and what can be done with the one that is shown. */
export function FileTabs() {
  const language = useLanguage((state) => state.language);
  const own = FILE_STRINGS[language];
  const paths = useOpenFiles((state) => state.paths);
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
      <nav aria-label={own.open} className="flex min-w-0 flex-1 overflow-x-auto">
        {paths.map((path) => (
          <Tab key={path} path={path} paths={paths} isActive={path === active} />
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
