import { FRAME_PROTOCOL, type FrameScreen, MAX_SHOWN_CHARS, SHOWN_KINDS, type ShownPart } from '../../workers/protocol';

/** What a sandboxed frame without an origin reports as its origin. */
const OPAQUE_ORIGIN = 'null';

type FrameMessage = Pick<MessageEvent<unknown>, 'source' | 'origin' | 'data' | 'ports'>;

/** The data of a message of this protocol's version from that very frame, whose origin is opaque; null for any other. */
function dataFrom(event: FrameMessage, frame: MessageEventSource | null, type: string): object | null {
  if (frame === null || event.source !== frame || event.origin !== OPAQUE_ORIGIN) return null;
  const { data } = event;
  if (typeof data !== 'object' || data === null) return null;
  return 'type' in data && data.type === type && 'protocol' in data && data.protocol === FRAME_PROTOCOL ? data : null;
}

/** The port a preview frame hands over, alone in its message; null for any other message. */
export function portOf(event: FrameMessage, frame: MessageEventSource | null): MessagePort | null {
  if (dataFrom(event, frame, 'metacore:connect') === null) return null;
  return event.ports.length === 1 ? (event.ports[0] ?? null) : null;
}

/** Whether a preview frame tells that files are dragged over it. */
export const isFilesOver = (event: FrameMessage, frame: MessageEventSource | null): boolean =>
  dataFrom(event, frame, 'metacore:files-over') !== null;

/** What a preview frame tells of its forms; null for any other message. Only kept and given back, never read. */
export function draftsOf(event: FrameMessage, frame: MessageEventSource | null): string | null {
  const data = dataFrom(event, frame, 'metacore:drafts');
  return data !== null && 'text' in data && typeof data.text === 'string' ? data.text : null;
}

/** Keys of the page that a preview frame says were pressed in it; null for any other message. */
export function keysOf(event: FrameMessage, frame: MessageEventSource | null): string | null {
  const data = dataFrom(event, frame, 'metacore:keys');
  return data !== null && 'keys' in data && typeof data.keys === 'string' ? data.keys : null;
}

/** Whether a preview frame says that an import is under way; null for any other message. */
export function busyOf(event: FrameMessage, frame: MessageEventSource | null): boolean | null {
  const data = dataFrom(event, frame, 'metacore:busy');
  return data !== null && 'busy' in data && typeof data.busy === 'boolean' ? data.busy : null;
}

/** Some hundred pages; no list of the preview shows more rows. */
const MAX_HEIGHT_PX = 100_000;

/** How high a preview frame says it is on paper, in CSS pixels; null for any other message. */
export function heightOf(event: FrameMessage, frame: MessageEventSource | null): number | null {
  const data = dataFrom(event, frame, 'metacore:height');
  if (data === null || !('height' in data) || typeof data.height !== 'number' || !Number.isFinite(data.height)) return null;
  return Math.min(Math.max(Math.ceil(data.height), 0), MAX_HEIGHT_PX);
}

const MAX_FILE_NAME_CHARS = 100;
/** What the preview's own screens hand out. Nothing that a computer would run. */
const FILE_ENDINGS = /\.(?:csv|html|json|xlsx)$/;

/**
 * A file that a preview frame hands over; null for any other message. Its name begins with the addon's key, so that it does not
 * pass for a file of the page, and holds nothing that leads elsewhere or is not seen.
 */
export function fileOf(event: FrameMessage, frame: MessageEventSource | null, addonKey: string): { name: string; blob: Blob } | null {
  const data = dataFrom(event, frame, 'metacore:download');
  if (data === null || !('name' in data && 'blob' in data) || typeof data.name !== 'string' || !(data.blob instanceof Blob)) return null;
  const name = data.name
    .slice(-MAX_FILE_NAME_CHARS)
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+/, '');
  if (!FILE_ENDINGS.test(name)) return null;
  const blob = new Blob([data.blob], { type: 'application/octet-stream' });
  return { name: name.startsWith(`${addonKey}-`) ? name : `${addonKey}-${name}`, blob };
}

const MAX_ADDRESS_CHARS = 128;
const MAX_TITLE_CHARS = 200;

/** The screen that a preview frame tells of; null for any other message. A stranger's words: shown and shared, never followed. */
export function screenOf(event: FrameMessage, frame: MessageEventSource | null): Pick<FrameScreen, 'address' | 'title'> | null {
  const data = dataFrom(event, frame, 'metacore:screen');
  if (data === null || !('address' in data) || !('title' in data)) return null;
  const { address, title } = data;
  if (typeof address !== 'string' || typeof title !== 'string') return null;
  if (address.length > MAX_ADDRESS_CHARS || !/^[\w.-]+(?:\?[\w.%=&*+-]*)?$/.test(address)) return null;
  return { address, title: title.slice(0, MAX_TITLE_CHARS) };
}

/** More parts that read the same than a screen has. */
const MAX_NTH = 1_000;

function shownPart(value: unknown): ShownPart | null {
  if (typeof value !== 'object' || value === null || !('kind' in value && 'label' in value && 'within' in value && 'nth' in value))
    return null;
  const { label, within, nth } = value;
  const kind = SHOWN_KINDS.find((one) => one === value.kind);
  if (kind === undefined || typeof label !== 'string' || typeof within !== 'string') return null;
  if (typeof nth !== 'number' || !Number.isInteger(nth) || nth < 0 || nth > MAX_NTH) return null;
  return { kind, label: label.slice(0, MAX_SHOWN_CHARS), within: within.slice(0, MAX_SHOWN_CHARS), nth };
}

/**
 * The part of a screen that was picked in a preview frame: null when it was given up, undefined for any other message. A stranger's words:
 * compared with those of the manifest, never shown.
 */
export function pickedOf(event: FrameMessage, frame: MessageEventSource | null): ShownPart | null | undefined {
  const data = dataFrom(event, frame, 'metacore:picked');
  if (data === null || !('part' in data)) return undefined;
  if (data.part === null) return null;
  return shownPart(data.part) ?? undefined;
}

/** Which of the parts that a preview frame was asked for it shows: null for none of them, undefined for any other message. */
export function pointedOf(event: FrameMessage, frame: MessageEventSource | null): number | null | undefined {
  const data = dataFrom(event, frame, 'metacore:pointed');
  if (data === null || !('index' in data)) return undefined;
  if (data.index === null) return null;
  return typeof data.index === 'number' && Number.isInteger(data.index) && data.index >= 0 ? data.index : undefined;
}
