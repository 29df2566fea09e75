/** `data_batch({mutations})`: up to a hundred mutations in their order, all of them or none. */
import { HOST_IMPORTS } from '../../contract/wasm/abi';
import { transactWithin } from '../../operation/operation';
import { enveloped, type HostFunction, HostRefusal, isObject, refusalOf, requestOf } from './context';
import type { DynamicModel } from '../../installed/model';
import { mutate, type Mutation, mutationOf } from './data-mutate';
import { tableOf } from './table';

/** Mutations of one batch. */
export const MAX_MUTATIONS = 100;
const { limits } = HOST_IMPORTS.data_batch;
const ACTIONS = { create: 'created', update: 'updated', delete: 'deleted' } as const;

/** What goes wrong names the mutation it went wrong with. */
async function placed<T>(index: number, work: () => T | Promise<T>): Promise<T> {
  const place = `mutations[${String(index)}]: `;
  try {
    return await work();
  } catch (error) {
    const refused = refusalOf(error);
    if (refused) throw new HostRefusal(refused.code, place + refused.message);
    throw error;
  }
}

export const dataBatch: HostFunction = (context, [request]) =>
  enveloped(context, { fault: 'db_error', maxBytes: limits.responseBytes, correlated: true }, async () => {
    const { mutations: given } = requestOf(request, limits.requestBytes);
    if (!Array.isArray(given) || given.length === 0 || given.length > MAX_MUTATIONS)
      throw new HostRefusal('invalid_request', `a batch has 1 to ${String(MAX_MUTATIONS)} mutations`);
    // Everything is checked before anything is done.
    const mutations: (Mutation & { target: DynamicModel })[] = [];
    for (const [index, one] of (given as unknown[]).entries()) {
      const mutation = await placed(index, () => {
        if (!isObject(one)) throw new HostRefusal('invalid_request', 'is no object');
        const read = mutationOf(context, one);
        return { ...read, target: tableOf(context, read.table, 'write', 'data_batch') };
      });
      mutations.push(mutation);
    }
    const results = await transactWithin(context.operation, async (_, within) => {
      const done = [];
      for (const [index, mutation] of mutations.entries()) {
        const { id, before, after } = await placed(index, () => mutate(within, mutation.target, mutation));
        const { model, op, returning } = mutation;
        done.push({ id, model, action: ACTIONS[op], ...(before !== null && { before }), ...(after !== null && returning && { after }) });
      }
      return done;
    });
    return { count: results.length, results };
  });
