import { FRAME_PROTOCOL } from '../../workers/protocol';

/** What a sandboxed frame without an origin reports as its origin. */
const OPAQUE_ORIGIN = 'null';

/**
 * The port a preview frame hands over, or null for any other message: it must come from that very frame, from an opaque
 * origin, in this protocol's version, with exactly one port.
 */
export function portOf(
  event: Pick<MessageEvent<unknown>, 'source' | 'origin' | 'data' | 'ports'>,
  frame: MessageEventSource | null,
): MessagePort | null {
  if (frame === null || event.source !== frame || event.origin !== OPAQUE_ORIGIN) return null;
  const { data } = event;
  if (typeof data !== 'object' || data === null) return null;
  if (!('type' in data) || data.type !== 'metacore:connect' || !('protocol' in data) || data.protocol !== FRAME_PROTOCOL) return null;
  return event.ports.length === 1 ? (event.ports[0] ?? null) : null;
}
