/**
 * Works off the ledger of deliveries in the background (docs/architecture/08, EVENT-DELIVERY): whoever caused an event has
 * long been answered. Three attempts, then a delivery is dead; at least once, never in parallel.
 */
import type { Session } from '../database/port';
import { compile, sql } from '../database/sql';
import { KernelError, messageOf } from '../errors';
import { RequestFailure } from '../failure';
import { failureText, type HandlerResult, parseHandlerResult } from '../operation/handler-result';
import { GUEST, type Invocation } from '../operation/guest';
import { originOf } from '../journal/origin';
import type { InstalledAddon } from '../installed/registry';
import type { Principal } from '../principal';
import { CAPABILITY_MISSING } from '../security/ways-out';
import type { Services } from '../operation/services';
import { writeJson } from '../values/json';
import { cleanText } from '../values/text';
import { enforcementOf, noteDecision } from '../security/ledger';
import { addressInputs, sendWebhook } from '../webhooks/send';
import { DELIVERY_DEAD, KERNEL_PUBLISHER, SYSTEM_ACTOR } from './names';
import { EVENTS } from './port';
import { recordEvents, type Recorded } from './record';
import { grantFor, stillDeclared } from './subscriptions';

const MAX_ATTEMPTS = 3;
const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;
/** Waits differ by up to a fifth, so that what failed together is not tried together. */
const JITTER = 0.2;
const ATTEMPT_TIMEOUT_MS = 30_000;
/** How long code that is still being loaded is waited for, and how often it is looked at. */
const MAX_LOADING_MS = MAX_ATTEMPTS * 30_000;
const LOADING_WAIT_MS = 500;
const BATCH = 20;
const MAX_ERROR_CHARS = 2000;

export interface Dispatcher {
  /** There may be something to deliver. */
  wake(): void;
  /** Resolves when nothing is due any more; what waits for its next attempt is not waited for. */
  settled(): Promise<void>;
}

/** Who caused an event, and in answer to what. */
interface DeliveryContext {
  actorId: string;
  branchId: string | null;
  correlationId: string | null;
  depth: number;
}

interface Delivery {
  id: string;
  delivery_id: string;
  organization_id: string;
  event: string;
  addon_key: string;
  pattern: string;
  handler_type: string;
  export: string;
  payload: unknown;
  context: DeliveryContext;
  attempts: number;
  created_at: string;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a stored delivery can be worked with: what of it is JSON may be anything once it was damaged. */
function isWhole({ context }: { context: unknown }): boolean {
  if (typeof context !== 'object' || context === null) return false;
  const { actorId, branchId, correlationId, depth } = context as Partial<Record<keyof DeliveryContext, unknown>>;
  const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string';
  return typeof actorId === 'string' && isTextOrNull(branchId) && isTextOrNull(correlationId) && Number.isSafeInteger(depth);
}

type Outcome = { kind: 'delivered' } | { kind: 'failed' | 'dead'; error: string } | { kind: 'loading' };

const errorText = (error: unknown): string =>
  error instanceof KernelError ? `${error.code}: ${error.message}` : `error: ${messageOf(error)}`;

/** Milliseconds before the attempt after this many. */
export function waitAfter(attempts: number, random: number): number {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), MAX_WAIT_MS);
  return Math.round(wait * (1 + JITTER * (2 * random - 1)));
}

function invocationOf(addon: InstalledAddon, { context, organization_id, event, id }: Delivery): Invocation {
  const principal: Principal = {
    userId: context.actorId,
    organizationId: organization_id,
    name: '',
    email: '',
    roles: [],
    ...(context.branchId !== null && { branchId: context.branchId }),
    isAdmin: false,
  };
  return {
    organizationId: organization_id,
    addonKey: addon.key,
    installationId: addon.installationId,
    principal,
    correlationId: context.correlationId,
    origin: originOf('event', `${addon.key}: ${event}`, principal, { request: id, correlationId: context.correlationId, event }),
    depth: context.depth + 1,
    trace: null,
  };
}

/** `random` gives 0 ≤ x < 1. */
export function createDispatcher(services: Services, random: () => number): Dispatcher {
  const { clock, database } = services;
  let draining: Promise<void> | null = null;
  let again = false;
  let callOff: (() => void) | null = null;

  /** Rejects when the handler takes longer than an attempt may. */
  function inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = clock.after(ATTEMPT_TIMEOUT_MS, () =>
        reject(new KernelError('timeout', `no answer within ${ATTEMPT_TIMEOUT_MS / 1000} s`)),
      );
      work.then(resolve, reject).finally(stop);
    });
  }

  async function handle(delivery: Delivery, addon: InstalledAddon): Promise<HandlerResult | 'loading' | 'unsupported'> {
    const { handler_type: type, export: target, payload, event } = delivery;
    const invocation = invocationOf(addon, delivery);
    switch (type) {
      case 'wasm': {
        const state = services.ports.of(GUEST).state(delivery.organization_id, addon.key);
        if (state === 'loading') return 'loading';
        if (state === 'absent') throw new KernelError('guest_not_loaded', `the code of "${addon.key}" is not loaded here`);
        const call = services.ports.of(GUEST).call({ invocation, function: target, payload: writeJson(payload), session: null });
        return parseHandlerResult(await inTime(call));
      }
      case 'webhook':
        return sendWebhook(services, null, { transaction: (work) => database.asOwner(work) }, addon, {
          url: target,
          event,
          payload,
          inputs: addressInputs(isObject(payload) ? payload.after : null, payload),
          branchId: delivery.context.branchId,
          actionOf: null,
        });
      case 'compiled':
        return target === 'noop' ? parseHandlerResult('') : 'unsupported';
      default:
        return 'unsupported';
    }
  }

  async function attempt(delivery: Delivery): Promise<Outcome> {
    if (!isWhole(delivery)) return { kind: 'dead', error: 'damaged: what is stored of this delivery cannot be read' };
    const { organization_id: organizationId, addon_key: addonKey, pattern, event, handler_type: handlerType, export: target } = delivery;
    const subscription = stillDeclared(services.registry(), organizationId, { addonKey, pattern, handlerType, target });
    if (!subscription)
      return { kind: 'dead', error: 'subscription_gone: the addon is not installed any more, or does not subscribe any more' };
    const pointer = grantFor(subscription.addon, 'event:subscribe', event);
    noteDecision(services, subscription.addon, {
      caller: `subscription ${pattern}`,
      capability: 'event:subscribe',
      target: event,
      pointer,
    });
    if (pointer === null) {
      const refusal = `forbidden: "${addonKey}" declares no capability event:subscribe for "${event}"`;
      if (enforcementOf(services, subscription.addon) === 'enforce') return { kind: 'dead', error: refusal };
      services.reportError(new KernelError('forbidden', refusal));
    }
    try {
      const answer = await handle(delivery, subscription.addon);
      if (answer === 'loading') return { kind: 'loading' };
      if (answer === 'unsupported')
        return { kind: 'dead', error: `unsupported_handler: a handler of type "${handlerType}" ("${target}") cannot be delivered to` };
      return answer.failure ? { kind: 'failed', error: failureText(answer.failure) } : { kind: 'delivered' };
    } catch (error) {
      // Trying again would not give it the capability.
      if (error instanceof RequestFailure && error.body.code === CAPABILITY_MISSING)
        return { kind: 'dead', error: `forbidden: ${error.message}` };
      return { kind: 'failed', error: errorText(error) };
    }
  }

  async function bury(session: Session, delivery: Delivery, error: string): Promise<Recorded[]> {
    // Not for itself: a subscriber to dead deliveries that dies would go on for ever.
    if (delivery.event === DELIVERY_DEAD || !isWhole(delivery)) return [];
    const { delivery_id, addon_key, event, export: target, context } = delivery;
    return recordEvents({ registry: services.registry(), clock }, session, [
      {
        organizationId: delivery.organization_id,
        name: DELIVERY_DEAD,
        publisher: KERNEL_PUBLISHER,
        occurrenceId: crypto.randomUUID(),
        payload: { delivery_id, addon_key, event, function: target, error },
        actorId: SYSTEM_ACTOR,
        branchId: context.branchId,
        correlationId: context.correlationId,
        depth: context.depth + 1,
      },
    ]);
  }

  async function settle(delivery: Delivery, outcome: Outcome): Promise<void> {
    const now = clock.now();
    const at = new Date(now).toISOString();
    const attempts = delivery.attempts + (outcome.kind === 'loading' ? 0 : 1);
    const loadingFor = now - new Date(delivery.created_at).getTime();
    const given: Outcome =
      outcome.kind === 'loading' && loadingFor >= MAX_LOADING_MS
        ? {
            kind: 'dead',
            error: `guest_not_ready: the code of "${delivery.addon_key}" was still being loaded after ${MAX_LOADING_MS / 1000} s`,
          }
        : outcome;
    // A guest's own words: what nothing can store in them must not keep this delivery, and all behind it, for ever.
    const error = 'error' in given ? cleanText(given.error, MAX_ERROR_CHARS) : null;
    const isDead = given.kind === 'dead' || (given.kind === 'failed' && attempts >= MAX_ATTEMPTS);
    const status = given.kind === 'delivered' ? 'delivered' : isDead ? 'dead' : 'pending';
    const wait = given.kind === 'loading' ? LOADING_WAIT_MS : given.kind === 'failed' ? waitAfter(attempts, random()) : 0;
    const due = new Date(now + wait).toISOString();
    const write = (isTold: boolean): Promise<Recorded[]> =>
      database.asOwner(async (session) => {
        await session.run(
          compile(sql`update metacore.event_deliveries set status = ${status}, attempts = ${attempts}, last_error = coalesce(${error}::text, last_error),
            updated_at = ${at}::timestamptz, due_at = ${due}::timestamptz,
            delivered_at = ${status === 'delivered' ? at : null}::timestamptz where id = ${delivery.id}`),
        );
        return isTold ? bury(session, delivery, error ?? '') : [];
      });
    const recorded = await write(isDead).catch((failure: unknown) => {
      if (!isDead) throw failure;
      // That it is dead may not be tellable as an event; it must not keep those behind it for that.
      services.reportError(failure);
      return write(false);
    });
    services.ports.of(EVENTS).left(recorded);
  }

  async function dueNow(): Promise<{ due: Delivery[]; next: number | null }> {
    const now = new Date(clock.now()).toISOString();
    return database.asOwner(async (session) => {
      const { rows } = await session.run<Delivery>(
        compile(sql`select id, delivery_id, organization_id, event, addon_key, pattern, handler_type, export, payload, context, attempts, created_at
          from metacore.event_deliveries where status = 'pending' and due_at <= ${now}::timestamptz order by due_at, seq limit ${BATCH}`),
      );
      if (rows.length > 0) return { due: rows, next: null };
      const { rows: waiting } = await session.run<{ at: string | null }>(
        compile(sql`select min(due_at) as at from metacore.event_deliveries where status = 'pending'`),
      );
      const at = waiting[0]?.at ?? null;
      return { due: [], next: at === null ? null : new Date(at).getTime() };
    });
  }

  async function drain(): Promise<void> {
    for (;;) {
      again = false;
      const { due, next } = await dueNow();
      for (const delivery of due) await settle(delivery, await attempt(delivery));
      if (due.length > 0 || hasMore()) continue;
      if (next !== null) callOff = clock.after(Math.max(0, next - clock.now()), wake);
      return;
    }
  }

  const hasMore = (): boolean => again;

  function wake(): void {
    again = true;
    callOff?.();
    callOff = null;
    draining ??= Promise.resolve()
      .then(drain)
      // A database that died is the supervisor's to restart; the ledger is still there when the kernel is.
      .catch(services.reportError)
      .finally(() => {
        draining = null;
      });
  }

  return {
    wake,
    async settled() {
      while (draining) await draining;
    },
  };
}
