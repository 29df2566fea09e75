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
import { useId, useMemo, useState } from 'react';
import { KernelError, messageOf } from '../../kernel/errors';
import { encodeLink, MAX_LINK_CHARS } from '../../kernel/link/link';
import type { StoredProject } from '../../workers/project-store';
import { useFocusReturn } from '../dialog/focus-return';
import { useStrings } from '../i18n/language';
import { APP_VERSION } from '../version';
import { useWorkspace } from '../workspace/workspace';

type Made = { url: string; chars: number } | { tooLong: { path: string; chars: number }[] } | { failure: string };

function linkTo(project: StoredProject, open: string): Made {
  try {
    const fragment = encodeLink({ app: APP_VERSION, title: project.name, files: project.files, open });
    return { url: `${location.origin}${location.pathname}#${fragment}`, chars: fragment.length };
  } catch (error) {
    if (error instanceof KernelError && error.code === 'LINK-TOO-LONG')
      return { tooLong: error.details.largest as { path: string; chars: number }[] };
    return { failure: messageOf(error) };
  }
}

/** The project as a link: its size beside the limit, and what does not fit by name. */
export default function ShareDialog({ onClose }: { onClose: () => void }) {
  const common = useStrings();
  const strings = common.sharing;
  const field = useId();
  const returnFocus = useFocusReturn(true);
  const project = useWorkspace((state) => state.project);
  const open = useWorkspace((state) => state.activeFile);
  const [told, setTold] = useState('');
  const made = useMemo(() => (project ? linkTo(project, open) : { failure: '' }), [project, open]);
  const copy = async (url: string) => {
    try {
      await navigator.clipboard.writeText(url);
      setTold(strings.copied);
    } catch (error) {
      setTold(strings.failed(messageOf(error)));
    }
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent onCloseAutoFocus={returnFocus}>
        <DialogHeader>
          <DialogTitle>{strings.title}</DialogTitle>
          <DialogDescription>{strings.intro}</DialogDescription>
        </DialogHeader>
        {'url' in made && (
          <div className="min-w-0 space-y-2">
            <Label htmlFor={field}>{strings.link}</Label>
            <Input id={field} readOnly value={made.url} onFocus={(event) => event.target.select()} />
            <p className="text-muted-foreground text-sm" data-testid="link-size">
              {strings.chars(made.chars, MAX_LINK_CHARS)}
            </p>
          </div>
        )}
        {'tooLong' in made && (
          <div role="alert">
            <p>{strings.tooLong}</p>
            <ul className="list-inside list-disc text-sm">
              {made.tooLong.map(({ path, chars }) => (
                <li key={path}>
                  <span className="font-mono break-all">{path}</span> · {chars.toLocaleString()}
                </li>
              ))}
            </ul>
          </div>
        )}
        {'failure' in made && <p role="alert">{strings.failed(made.failure)}</p>}
        <p role="status" className="text-sm">
          {told}
        </p>
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {common.close}
          </Button>
          {'url' in made && <Button onClick={() => void copy(made.url)}>{strings.copy}</Button>}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
