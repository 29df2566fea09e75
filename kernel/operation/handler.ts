/** The port through which a declared handler is called; who answers it, guest, webhook or the host itself, is plugged in above. */
import type { Handler } from '../../schemas';
import type { Session } from '../database/port';
import type { InstalledAddon } from '../installed/registry';
import { type Port, port } from '../port';
import type { ManifestPlace } from '../trace/trace';
import type { HandlerResult } from './handler-result';
import type { Operation } from './operation';

export interface HandlerTask {
  operation: Operation;
  addon: InstalledAddon;
  handler: Handler;
  /** What is run: the action's key, the schedule's. `event_emit` calls its event so where the handler names none. */
  name: string;
  /** What the handler is sent. */
  payload: Record<string, unknown>;
  /** What it is about, for webhooks: `<model>::<action>`. */
  hook: string;
  /** A person's action; nothing for what runs by the clock, from outside or in the course of a write. */
  isAction?: true;
}

/** Runs the handler; `session` is the transaction it belongs to, null without one. */
export type RunHandler = (task: HandlerTask, session: Session | null) => Promise<HandlerResult>;

/**
 * What runs a handler; `what` names whose it is.
 * @throws RequestFailure 501 with the name of what is missing
 */
export type ResolveHandler = (operation: Operation, addon: InstalledAddon, handler: Handler, what: string) => RunHandler;

export const HANDLER_RESOLVER: Port<ResolveHandler> = port('the runner of handlers');

/** The handler a `do` stands for: `wasm:function`, `webhook:address`, `compiled:name`. The manifest's schema knows no other kinds. */
export function parseHandler(target: string): Handler {
  const colon = target.indexOf(':');
  const [kind, name] = [target.slice(0, colon), target.slice(colon + 1)];
  if (kind === 'webhook') return { type: 'webhook', url: name };
  return kind === 'wasm' ? { type: 'wasm', function: name } : { type: 'compiled', function: name };
}

/** Runs a handler and tells the trace of it. */
export async function runTraced(
  operation: Operation,
  handler: string,
  place: ManifestPlace,
  run: () => Promise<HandlerResult>,
): Promise<HandlerResult> {
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
