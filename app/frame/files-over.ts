/**
 * Files that are dragged over the preview. The page around takes bundles and projects anywhere; it hears nothing of a drag
 * that is over this frame, so it is told. What this document does not take itself must not be dropped on it: the browser would
 * open the file in its place.
 */
import { FRAME_PROTOCOL, type FrameFilesOver } from '../../workers/protocol';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** A drag tells of itself many times a second; the page needs to know once a while. */
const TELL_EVERY_MS = 500;

export function watchFilesOver(frame: Window): void {
  let told = Number.NEGATIVE_INFINITY;
  frame.addEventListener('dragover', (event) => {
    // A field or a dialog that takes files has said so by now.
    if (event.defaultPrevented || !carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    if (frame.document.querySelector('[role=dialog]') !== null || event.timeStamp - told < TELL_EVERY_MS) return;
    told = event.timeStamp;
    const message: FrameFilesOver = { type: 'metacore:files-over', protocol: FRAME_PROTOCOL };
    frame.parent.postMessage(message, frame.location.origin);
  });
  frame.addEventListener('drop', (event) => {
    if (!event.defaultPrevented && carriesFiles(event)) event.preventDefault();
  });
}
