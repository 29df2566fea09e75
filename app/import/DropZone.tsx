import type { DragEvent, ReactNode } from 'react';
import { useStrings } from '../i18n/language';
import { setFilesOver, useFilesOver } from '../files/files-over';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Both events have to be taken: a drop on a place that was only entered is refused otherwise. */
function accept(event: DragEvent): void {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  setFilesOver(true);
}

interface DropZoneProps {
  children: ReactNode;
  /** Files, and the entries of the browser's file system that tell folders. */
  onDropped: (entries: FileSystemEntry[], files: File[]) => void;
}

/** Takes files and folders dropped anywhere on the page. While they are over it, a sheet lies above everything, the preview too. */
export function DropZone({ children, onDropped }: DropZoneProps) {
  const strings = useStrings();
  const over = useFilesOver((state) => state.over);
  return (
    <div
      className="relative h-full"
      data-testid="drop-zone"
      onDragEnter={accept}
      onDragOver={accept}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setFilesOver(false);
        // Both lists are emptied when this turn ends.
        const { items, files } = event.dataTransfer;
        onDropped(
          [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null),
          [...files],
        );
      }}
    >
      {children}
      {over && (
        <div
          className="bg-background/90 border-primary fixed inset-2 z-50 grid place-items-center rounded border-2 border-dashed p-6 text-center"
          data-testid="drop-sheet"
          onDragLeave={() => setFilesOver(false)}
          // A drag that ended elsewhere tells nobody; the pointer that comes back does.
          onPointerMove={() => setFilesOver(false)}
          aria-hidden
        >
          <span className="pointer-events-none">{strings.dropHere}</span>
        </div>
      )}
    </div>
  );
}
