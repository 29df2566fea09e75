/**
 * How high this document is on paper, where nothing scrolls. The page around prints the frame as high as it was told, because a
 * frame is drawn as high as its element and what is below is cut off.
 */
import { FRAME_PROTOCOL, type FrameHeight } from '../../workers/protocol';

const TELL_EVERY_MS = 500;

/** What the document shows, and what is scrolled out of sight in it. @returns CSS pixels */
export function printedHeight(document: Document): number {
  let hidden = 0;
  // A part that scrolls inside of another one adds to it.
  for (const part of document.querySelectorAll('html, main, div')) {
    const more = part.scrollHeight - part.clientHeight;
    if (more > 1 && /auto|scroll/.test(getComputedStyle(part).overflowY)) hidden += more;
  }
  return document.documentElement.clientHeight + hidden;
}

/** Tells the embedding page, and no page of another origin, whenever what is shown changed. */
export function tellHeight(frame: Window): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = 0;
  const tell = (): void => {
    timer = undefined;
    const height = printedHeight(frame.document);
    if (height === told) return;
    told = height;
    const message: FrameHeight = { type: 'metacore:height', protocol: FRAME_PROTOCOL, height };
    frame.parent.postMessage(message, frame.location.origin);
  };
  const changed = (): void => {
    timer ??= setTimeout(tell, TELL_EVERY_MS);
  };
  new MutationObserver(changed).observe(frame.document.body, { childList: true, subtree: true });
  frame.addEventListener('resize', changed);
}
