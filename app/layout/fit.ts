/** How a preview of a chosen width stands in the room that there is. */
import type { PreviewWidth } from './layout';

export interface Fit {
  /** Width and height that the screens are laid out for, in CSS pixels of their own document. */
  width: number;
  height: number;
  /** Of what is shown, against what is laid out; at most 1. */
  scale: number;
}

/** Room for the navigation beside a table (from 768 pixels on, app/frame/shell.tsx) and for most columns of a usual one. */
export const DESKTOP_FROM = 800;

/**
 * Lays screens out in a room of `width` by `height` CSS pixels. A chosen width that does not fit is shown smaller. The whole room is
 * never taken for a phone because a pane is narrow: it is laid out as a small desktop and shown smaller, unless the window itself
 * is a phone's.
 */
export function fitPreview(chosen: PreviewWidth, room: { width: number; height: number }, isPhone: boolean): Fit {
  const wanted = chosen !== 'whole' ? chosen : isPhone ? room.width : Math.max(room.width, DESKTOP_FROM);
  const scale = room.width > 0 ? Math.min(1, room.width / wanted) : 1;
  return { width: wanted, height: Math.ceil(room.height / scale), scale };
}
