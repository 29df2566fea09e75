/** `sequence_next({model, key})`: the next folio of a declared counter, raised in the call's transaction or in one of its own. */
import { raiseCounter } from '../../dynamic/sequences';
import { folio } from '../../expressions/small';
import { transact } from '../../operation/operation';
import { enveloped, type HostFunction, HostRefusal, requestOf } from './context';

const MAX_REQUEST_BYTES = 64 * 1024;

export const sequenceNext: HostFunction = (context, [request]) =>
  enveloped(context, { fault: 'sequence_error' }, async () => {
    const { model: name, key } = requestOf(request, MAX_REQUEST_BYTES);
    if (typeof name !== 'string' || typeof key !== 'string' || name === '' || key === '')
      throw new HostRefusal('invalid_request', 'a sequence is asked for by "model" and "key"');
    const { operation, addon } = context;
    const { organizationId, branchId } = operation.principal;
    const model = addon.models.find((own) => own.key === name || own.table === name);
    const sequence = model?.declared?.sequences?.find((own) => own.key === key);
    if (!model || !sequence)
      throw new HostRefusal('invalid_request', `"${addon.key}" declares no sequence "${key.slice(0, 64)}" of "${name.slice(0, 64)}"`);
    const branch = sequence.scope === 'branch' ? (branchId ?? '') : '';
    const value = await transact(operation, (session) => raiseCounter(session, organizationId, model, key, branch, 1));
    return { value: folio(sequence.format, value) };
  });
