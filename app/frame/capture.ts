/** The frame draws itself: of its own elements, in memory. Its policy lets nothing be fetched, so fonts and remote pictures stay out. */
import { createContext, domToCanvas } from 'modern-screenshot';
import { MAX_PICTURE_BYTES } from '../../workers/protocol';

/** Sharp on a good screen, then plain: the first that stays below the cap. */
const SCALES = [2, 1];
const DEADLINE_MS = 10_000;
/** What only passes by: messages about what was just done. */
const PASSING = '[data-sonner-toaster]';

const pngOf = (canvas: HTMLCanvasElement): Promise<Blob | null> => new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));

/** A PNG of what the frame shows now, or null when it cannot be drawn within the cap. */
export async function captureFrame(): Promise<ArrayBuffer | null> {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  for (const scale of SCALES) {
    const context = await createContext(document.body, {
      ...{ width, height, scale, timeout: DEADLINE_MS, font: false, autoDestruct: true },
      backgroundColor: getComputedStyle(document.body).backgroundColor,
      // The copy is a body again and would get the margin that browsers give it.
      style: { margin: '0' },
      filter: (node) => !(node instanceof Element && node.matches(PASSING)),
      fetchFn: () => Promise.resolve(''),
    });
    // The library compares each style with that of an untouched element in a frame of its own, to leave out what is no
    // different. In an origin like this one that frame is of yet another origin; one that is in no document has no styles to
    // compare with, and every style is taken.
    context.sandbox = document.createElement('iframe');
    const picture = await pngOf(await domToCanvas(context));
    if (picture && picture.size <= MAX_PICTURE_BYTES) return picture.arrayBuffer();
  }
  return null;
}
