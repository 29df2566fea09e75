import { useState, type DragEvent, type ReactNode } from 'react';
import { useStrings } from '../i18n/language';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

interface DropZoneProps {
  children: ReactNode;
  /** Files, and the entries of the browser's file system that tell folders. */
  onDropped: (entries: FileSystemEntry[], files: File[]) => void;
}

/** Takes files and folders dropped anywhere on the page. */
export function DropZone({ children, onDropped }: DropZoneProps) {
  const strings = useStrings();
  const [over, setOver] = useState(false);
  return (
    <div
      className="relative h-full"
      data-testid="drop-zone"
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setOver(false);
      }}
      onDrop={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
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
          className="bg-background/90 border-primary pointer-events-none absolute inset-2 z-50 grid place-items-center rounded border-2 border-dashed p-6 text-center"
          aria-hidden
        >
          {strings.dropHere}
        </div>
      )}
    </div>
  );
}
