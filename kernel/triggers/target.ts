/** What a schedule, an inbound webhook or a stage move names as its `do`: `wasm:function`, `webhook:address`, `compiled:name`. */
import type { Handler } from '../../schemas';
import type { HandlerAnswer } from '../guest/answer';
import { SYSTEM_ACTOR } from '../events/names';
import type { Principal } from '../principal';
import type { Operation } from '../dynamic/operation';
import type { ManifestPlace } from '../trace/trace';

/** The handler a target stands for. The manifest's schema knows no other kinds. */
export function handlerOf(target: string): Handler {
  const colon = target.indexOf(':');
  const [kind, name] = [target.slice(0, colon), target.slice(colon + 1)];
  if (kind === 'webhook') return { type: 'webhook', url: name };
  return kind === 'wasm' ? { type: 'wasm', function: name } : { type: 'compiled', function: name };
}

/** Nobody asked: what runs by the clock, or because another server called, runs as the system of its organization. */
const systemOf = (organizationId: string): Principal => ({
  userId: SYSTEM_ACTOR,
  organizationId,
  name: '',
  email: '',
  roles: [],
  isAdmin: false,
});

/** The operation as the system's. */
export const asSystem = (operation: Operation): Operation => ({
  ...operation,
  principal: systemOf(operation.principal.organizationId),
  depth: 0,
});

/** Runs a handler and tells the trace of it. */
export async function traced(
  operation: Operation,
  handler: string,
  place: ManifestPlace,
  run: () => Promise<HandlerAnswer>,
): Promise<HandlerAnswer> {
  operation.attempt.pin();
  const started = operation.trace === null ? 0 : performance.now();
  const told = (outcome: 'done' | 'failed'): void =>
    operation.trace?.decide({ kind: 'handler', handler, outcome, place, milliseconds: performance.now() - started });
  try {
    const answer = await run();
    told(answer.failure ? 'failed' : 'done');
    return answer;
  } catch (error) {
    told('failed');
    throw error;
  }
}

export interface TriggerAnswer {
  status: 200 | 422;
  body: Record<string, unknown>;
}

/** What whoever ran it is told. */
export function triggerAnswer({ failure, data, message, meta }: HandlerAnswer, own: Record<string, unknown>): TriggerAnswer {
  const told = { ...meta, ...own };
  if (!failure) return { status: 200, body: { success: true, ...(message !== undefined && { message }), data, meta: told } };
  return { status: 422, body: { success: false, message: failure.message, error: failure, meta: told } };
}
