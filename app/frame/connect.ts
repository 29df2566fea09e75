import { KernelError } from '../../kernel/errors';
import {
  FRAME_PROTOCOL,
  type FrameBusy,
  type FrameConnect,
  type FrameDownload,
  type FrameDrafts,
  type FramePicked,
  type FramePointed,
  type FrameScreen,
  type ShownPart,
} from '../../workers/protocol';
import { openPort, type PortLink } from './port';

/**
 * Makes the channel and hands one end to the embedding page. The message goes to the exact origin this frame was loaded
 * from: `location.origin` is the origin of the address, also where the document itself is of opaque origin. A page of
 * another origin that embeds the frame gets nothing.
 *
 * @throws KernelError `not_embedded` when the page is not in a frame.
 */
export function connectToPage(frame: Window): PortLink {
  if (frame.parent === frame) {
    throw new KernelError('not_embedded', 'This page is the preview of the playground and only works inside it.');
  }
  const channel = new MessageChannel();
  const link = openPort(channel.port1);
  const hello: FrameConnect = { type: 'metacore:connect', protocol: FRAME_PROTOCOL };
  frame.parent.postMessage(hello, frame.location.origin, [channel.port2]);
  return link;
}

/** Tells the embedding page, and no page of another origin, which screen is open, so that it can be shared. */
export function tellScreen(frame: Window, screen: Omit<FrameScreen, 'type' | 'protocol'>): void {
  const message: FrameScreen = { type: 'metacore:screen', protocol: FRAME_PROTOCOL, ...screen };
  frame.parent.postMessage(message, frame.location.origin);
}

/** Tells the embedding page, and no page of another origin, whether an import is under way. */
export function tellBusy(frame: Window, busy: boolean): void {
  const message: FrameBusy = { type: 'metacore:busy', protocol: FRAME_PROTOCOL, busy };
  frame.parent.postMessage(message, frame.location.origin);
}

/** Tells the embedding page, and no page of another origin, what is typed and not saved. */
export function tellDrafts(frame: Window, text: string): void {
  const message: FrameDrafts = { type: 'metacore:drafts', protocol: FRAME_PROTOCOL, text };
  frame.parent.postMessage(message, frame.location.origin);
}

/** Hands a file to the embedding page, and to no page of another origin, which lets the browser save it. */
export function handOver(frame: Window, name: string, blob: Blob): void {
  const message: FrameDownload = { type: 'metacore:download', protocol: FRAME_PROTOCOL, name, blob };
  frame.parent.postMessage(message, frame.location.origin);
}

/** Tells the embedding page, and no page of another origin, which part of the screen was picked; null when it was given up. */
export function tellPicked(frame: Window, part: ShownPart | null): void {
  const message: FramePicked = { type: 'metacore:picked', protocol: FRAME_PROTOCOL, part };
  frame.parent.postMessage(message, frame.location.origin);
}

/** Tells the embedding page, and no page of another origin, which of the parts that it asked for is shown; null for none. */
export function tellPointed(frame: Window, index: number | null): void {
  const message: FramePointed = { type: 'metacore:pointed', protocol: FRAME_PROTOCOL, index };
  frame.parent.postMessage(message, frame.location.origin);
}
