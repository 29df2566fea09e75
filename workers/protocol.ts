/**
 * Every message that crosses a boundary, and nothing else. Two seams exist:
 *
 * 1. The preview frame (opaque origin) and the kernel worker talk over one MessagePort. The frame makes the channel and
 *    hands one end to the page that embeds it (`FrameConnect`, sent to the page's exact origin); the page passes that end
 *    on to the kernel worker together with the principal who asks. Nothing else is accepted from a frame.
 * 2. The page and its workers talk through Comlink; the surfaces are `KernelWorkerApi` and `LanguageWorkerApi`.
 */

import type { KernelEvent } from '../kernel/events/event';

/** Version of the frame protocol; a frame of another version is told to reload. */
export const FRAME_PROTOCOL = 1;

/** The longest message body a port accepts, in characters of its JSON text. */
export const MAX_PORT_MESSAGE_CHARS = 12 * 1024 * 1024;
/** The longest URL (path and query) a port accepts, in characters. */
export const MAX_PORT_URL_CHARS = 64 * 1024;
/** Requests of one port that may be under way at once; more are refused with 429. */
export const MAX_PORT_REQUESTS_IN_FLIGHT = 256;

/** Frame → page, once per load, with the MessagePort as the only transferred object. */
export interface FrameConnect {
  type: 'metacore:connect';
  protocol: typeof FRAME_PROTOCOL;
}

export type PortMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A form upload: FormData does not survive `postMessage`, its entries do. */
export interface PortForm {
  form: [name: string, value: string | File][];
}

/** Frame → kernel. `url` is a path with an optional query, starting with one `/`. Headers cannot be sent. */
export interface PortRequest {
  kind: 'request';
  id: number;
  method: PortMethod;
  url: string;
  /** JSON value; absent on GET. */
  json?: unknown;
  form?: PortForm['form'];
  /** BCP 47 tag in which labels are wanted. */
  language?: string;
}

/** Kernel → frame. `body` is the parsed JSON of a JSON response, else a Blob. Header names are lower case. */
export interface PortResponse {
  kind: 'response';
  id: number;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Frame → kernel and back: asked by name, answered once with lucide's icon node, or null when there is no such icon. */
export interface PortIconRequest {
  kind: 'icon';
  id: number;
  /** Kebab-case or PascalCase lucide name, at most 64 characters. */
  name: string;
}
export interface PortIconResponse {
  kind: 'icon';
  id: number;
  node: [tag: string, attributes: Record<string, string>][] | null;
}

/** Kernel → frame, unasked. */
export interface PortEvent {
  kind: 'event';
  event: KernelEvent;
}

export type FromFrame = PortRequest | PortIconRequest;
export type ToFrame = PortResponse | PortIconResponse | PortEvent;
