import {
  Button,
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  Input,
  Label,
} from '@asteby/metacore-ui/primitives';
import { FolderOpen } from 'lucide-react';
import { useId, useRef, useState, type SyntheticEvent } from 'react';
import { toast } from 'sonner';
import { reveal } from '../editor/reveal';
import { useFocusReturn } from '../dialog/focus-return';
import { useLanguage, useStrings } from '../i18n/language';
import { addFile, renameFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { takeFromComputer } from './from-computer';
import { FILE_KINDS, type FileKind, pathProblem, starterText, suggestedPath } from './new-file';
import { FILE_STRINGS } from './strings';

/** Behind the comment that a new migration begins with; in a shorter file the editor takes the nearest place. */
const SECOND_LINE = { startLine: 2, startColumn: 1, endLine: 2, endColumn: 1, offset: 0, length: 0 };

/** Asks for the path of a new file, or for another path of `renaming`. */
export default function PathDialog({ renaming, onClose }: { renaming: string | null; onClose: () => void }) {
  const common = useStrings();
  const language = useLanguage((state) => state.language);
  const strings = FILE_STRINGS[language];
  const files = useWorkspace((state) => state.project?.files) ?? {};
  const [kind, setKind] = useState<FileKind>('migration');
  const [path, setPath] = useState(() => renaming ?? suggestedPath('migration', files));
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const id = useId();
  const computer = useRef<HTMLInputElement>(null);
  const giveFocusBack = useFocusReturn(true);
  const added = useRef(false);
  const isSame = path === renaming;
  const problem = isSame ? null : pathProblem(path, files, language, renaming ?? undefined);
  const shown = refused ?? (asked ? problem : null);

  const choose = (next: FileKind): void => {
    setKind(next);
    setPath(suggestedPath(next, files));
    setAsked(false);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (problem !== null) return;
    const name = path.replace(/^\.\//, '');
    added.current = true;
    if (renaming === null) addFile(name, starterText(name));
    else if (!isSame) renameFile(renaming, name);
    onClose();
  };
  const take = async (chosen: readonly File[]): Promise<void> => {
    const taken = await takeFromComputer(chosen, files, language);
    if ('problem' in taken) {
      setRefused(taken.problem);
      return;
    }
    for (const [place, content] of taken.files) addFile(place, content);
    toast(strings.added(taken.files.length));
    onClose();
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        onCloseAutoFocus={(event) => {
          if (!added.current) {
            giveFocusBack(event);
            return;
          }
          // Whoever added a file wants to write into it.
          event.preventDefault();
          reveal(SECOND_LINE);
        }}
      >
        <form onSubmit={submit} className="space-y-4">
          <DialogHeader>
            <DialogTitle>{renaming === null ? strings.newTitle : strings.renameTitle}</DialogTitle>
            <DialogDescription>{renaming === null ? strings.newText : strings.renameText}</DialogDescription>
          </DialogHeader>
          {renaming === null && (
            <div className="space-y-1">
              <Label htmlFor={`${id}-kind`}>{strings.kind}</Label>
              <select
                id={`${id}-kind`}
                className="bg-background h-9 w-full rounded-md border px-2 text-sm"
                value={kind}
                onChange={(event) => choose(event.target.value as FileKind)}
              >
                {FILE_KINDS.map((name) => (
                  <option key={name} value={name}>
                    {strings.kinds[name]}
                  </option>
                ))}
              </select>
            </div>
          )}
          <div className="space-y-1">
            <Label htmlFor={`${id}-path`}>{strings.path}</Label>
            <Input
              id={`${id}-path`}
              value={path}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              aria-invalid={shown !== null}
              aria-describedby={`${id}-problem`}
              onChange={(event) => {
                setPath(event.target.value);
                setRefused(null);
              }}
            />
            <p id={`${id}-problem`} role="alert" className="text-destructive min-h-5 text-sm">
              {shown}
            </p>
          </div>
          <DialogFooter>
            {renaming === null && (
              <>
                <input
                  ref={computer}
                  type="file"
                  multiple
                  hidden
                  data-testid="files-input"
                  onChange={(event) => void take([...(event.target.files ?? [])])}
                />
                <Button type="button" variant="outline" onClick={() => computer.current?.click()}>
                  <FolderOpen className="size-4" aria-hidden /> {strings.fromComputer}
                </Button>
              </>
            )}
            <span className="flex-1" />
            <Button type="button" variant="outline" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit">{renaming === null ? strings.create : strings.save}</Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
