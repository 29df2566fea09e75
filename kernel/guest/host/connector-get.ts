/** `connector_get(key)`: the bare credentials of the organization's connection. */
import { readConnector } from '../../connectors/read';
import { flat, type HostFunction, HostRefusal, textOf } from './context';

export const connectorGet: HostFunction = (context, [key]) =>
  flat(context, { fault: 'connector_unavailable' }, async () => {
    const answer = await readConnector(context.operation, context.addon, textOf(key) ?? '');
    if (!answer.success) throw new HostRefusal(answer.error.code, answer.error.message);
    return answer.data;
  });
