import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  Button,
} from '@asteby/metacore-ui/primitives';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useStrings } from '../i18n/language';
import { useDamagedStrings } from './strings';

interface AsideRowProps {
  notice: string;
  /** Absent where there is nothing to hand out. */
  onDownload?: (() => void) | undefined;
  removal: { title: string; text: string; onRemove: () => void };
}

/** Something that was set aside: what it is, a way to keep what is stored of it, and one to be rid of it. */
export function AsideRow({ notice, onDownload, removal }: AsideRowProps) {
  const strings = useDamagedStrings();
  const common = useStrings();
  const [asking, setAsking] = useState(false);
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-2 border-b bg-amber-100 px-3 py-1 text-sm text-amber-950 dark:bg-amber-950 dark:text-amber-100"
    >
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 break-words">{notice}</span>
      {onDownload && (
        <Button size="sm" variant="outline" onClick={onDownload}>
          {strings.download}
        </Button>
      )}
      <Button size="sm" variant="outline" onClick={() => setAsking(true)}>
        {strings.remove}
      </Button>
      <AlertDialog open={asking} onOpenChange={setAsking}>
        <AlertDialogContent>
          <AlertDialogHeader>
            <AlertDialogTitle className="break-words">{removal.title}</AlertDialogTitle>
            <AlertDialogDescription>{removal.text}</AlertDialogDescription>
          </AlertDialogHeader>
          <AlertDialogFooter>
            <AlertDialogCancel>{common.cancel}</AlertDialogCancel>
            <AlertDialogAction onClick={removal.onRemove}>{strings.removeYes}</AlertDialogAction>
          </AlertDialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </div>
  );
}
