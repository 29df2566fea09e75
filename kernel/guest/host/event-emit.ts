/** `event_emit(event, payload)`: the addon tells of something of its own. */
import { emitEvent } from '../../events/emit';
import { outboxOf } from '../../operation/outbox';
import { writeJson } from '../../values/json';
import { bytesOf, enveloped, type HostFunction, HostRefusal, textOf } from './context';

/** What is no text at all is no name of an event, and no payload. */
const UNREADABLE = { name: '', payload: '{' };

export const eventEmit: HostFunction = async (context, [event, payload]) => {
  const { operation, invocation, session } = context;
  // The transaction of an install: an event could neither leave while it is open nor wait for its end.
  if (session !== null && !outboxOf(session))
    return enveloped(context, { fault: 'bus_unavailable' }, () =>
      Promise.reject(new HostRefusal('bus_unavailable', 'no event leaves while an addon is installed or changed')),
    );
  const [name, text] = [textOf(event) ?? UNREADABLE.name, textOf(payload) ?? UNREADABLE.payload];
  return bytesOf(writeJson(await emitEvent(operation.services, invocation, session, name, text)));
};
