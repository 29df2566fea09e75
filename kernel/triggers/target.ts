/** Whom a schedule or an inbound webhook runs as, and what whoever caused it is told. */
import type { HandlerResult } from '../operation/handler-result';
import { SYSTEM_ACTOR } from '../events/names';
import type { Principal } from '../principal';
import { sayKind } from '../journal/origin';
import type { Operation } from '../operation/operation';

/** Nobody asked: what runs by the clock, or because another server called, runs as the system of its organization. */
const systemOf = (organizationId: string): Principal => ({
  userId: SYSTEM_ACTOR,
  organizationId,
  name: '',
  email: '',
  roles: [],
  isAdmin: false,
});

/** The operation as the system's; `name` is what of the addon runs. */
export function asSystem(operation: Operation, name: string): Operation {
  sayKind(operation.origin, 'trigger', name);
  return { ...operation, principal: systemOf(operation.principal.organizationId), depth: 0 };
}

export interface TriggerAnswer {
  status: 200 | 422;
  body: Record<string, unknown>;
}

/** What whoever ran it is told. */
export function triggerAnswer({ failure, data, message, meta }: HandlerResult, own: Record<string, unknown>): TriggerAnswer {
  const told = { ...meta, ...own };
  if (!failure) return { status: 200, body: { success: true, ...(message !== undefined && { message }), data, meta: told } };
  return { status: 422, body: { success: false, message: failure.message, error: failure, meta: told } };
}
