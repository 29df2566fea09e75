/** Moves between the stages of a model: which are allowed, and what they set on the way (CRUD-STAGES). */
import { textOfJson } from '../columns/literal';
import type { TransitionHook } from '../../schemas';
import type { Session } from '../database/port';
import { RequestFailure } from '../failure';
import type { HandlerFailure } from '../operation/handler-result';
import type { ManifestPlace } from '../trace/trace';
import { parseHandler, HANDLER_RESOLVER, runTraced } from '../operation/handler';
import type { DynamicModel } from '../installed/model';
import { mayRead } from '../security/readable';
import { addonOf, type Operation } from '../operation/operation';
import type { Row } from './row';
import { fitErrors } from './rules';
import type { SqlText } from './values';

const NOW = /^(now\(\)|current_timestamp)$/i;

interface Move {
  from: string;
  to: string;
}

/** The move a write makes, or null when the row stays where it is. */
export function moveOf(model: DynamicModel, values: ReadonlyMap<string, SqlText>, before: Row): Move | null {
  const field = model.declared?.stage_field;
  if (field === undefined || !values.has(field)) return null;
  const from = typeof before[field] === 'string' ? before[field] : '';
  const to = values.get(field) ?? '';
  return from === to ? null : { from, to };
}

const matches = (wanted: string | undefined, stage: string): boolean =>
  wanted === undefined || wanted === '' || wanted === '*' || wanted === stage;

function setValues(model: DynamicModel, hook: TransitionHook, values: Map<string, SqlText>): void {
  for (const [name, value] of Object.entries(hook.set ?? {})) {
    const own = model.columns.get(name);
    if (!own) continue;
    if (value === null || value === '') values.set(name, null);
    else if (typeof value === 'string' && NOW.test(value)) {
      const now = new Date().toISOString();
      values.set(name, own.kind === 'date' ? now.slice(0, 10) : now);
    } else {
      const text = textOfJson(own.kind, value);
      if (text === null || fitErrors(own, text).length > 0)
        throw new RequestFailure(422, `the move sets "${name}" to a value the column cannot hold`);
      values.set(name, text);
    }
  }
}

const modelIndex = (operation: Operation, model: DynamicModel): number =>
  addonOf(operation, model)?.manifest.models?.findIndex(({ key }) => key === model.key) ?? -1;

/**
 * Runs what a move names. Where it is not required, its failure is told to the trace and the move goes on.
 * @throws RequestFailure 422 `transition_handler_failed`, 501 where a required handler cannot run here
 */
async function runHook(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  before: Row,
  move: Move,
  target: string,
  required: boolean,
  place: ManifestPlace,
): Promise<void> {
  const addon = addonOf(operation, model);
  if (!addon) return;
  const handler = parseHandler(target);
  const hook = `${model.key}::${move.from}->${move.to}`;
  const invocation = {
    model: model.key,
    record_id: before.id,
    actor_id: operation.principal.userId,
    correlation_id: operation.correlationId,
  };
  const payload = {
    model: model.key,
    record_id: before.id,
    ...move,
    record: before,
    org_id: operation.principal.organizationId,
    hook,
    args: move,
    invocation,
  };
  let failure: HandlerFailure | null;
  try {
    const run = operation.services.ports.of(HANDLER_RESOLVER)(operation, addon, handler, `the stage move ${hook}`);
    const name = `${model.key.toLowerCase()}_${move.to}`;
    // Behind a savepoint: a statement of the handler that fails must not take the move with it.
    const work = () => run({ operation, addon, handler, name, payload, hook }, session);
    failure = (await runTraced(operation, target, place, () => (handler.type === 'wasm' ? session.savepoint(work) : work()))).failure;
  } catch (error) {
    if (required) throw error;
    return;
  }
  if (failure && required) throw new RequestFailure(422, failure.message, { code: 'transition_handler_failed' });
}

/**
 * Checks a move and applies what it sets; then its handlers run, inside the transaction of the write.
 * @throws RequestFailure 422 for a move that is not declared, or whose required handler failed; 501 where that cannot run here
 */
export async function applyMove(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  values: Map<string, SqlText>,
  before: Row,
): Promise<void> {
  const move = moveOf(model, values, before);
  if (!move) return;
  const transitions = model.declared?.transitions ?? [];
  // Without a list every move is allowed, as on the board.
  if (transitions.length > 0 && !transitions.some(({ from, to }) => from === move.from && to === move.to))
    throw new RequestFailure(422, `stage move ${mayRead(operation, model) ? `from "${move.from}" ` : ''}to "${move.to}" is not allowed`, {
      code: 'transition_not_allowed',
    });
  for (const [index, hook] of (model.declared?.on_transition ?? []).entries()) {
    if (!matches(hook.from, move.from) || !matches(hook.to, move.to)) continue;
    setValues(model, hook, values);
    const place = { addon: model.addonKey, pointer: `/models/${modelIndex(operation, model)}/on_transition/${index}` };
    if (hook.do === undefined) operation.trace?.decide({ kind: 'handler', handler: 'set', outcome: 'done', place, milliseconds: 0 });
    else await runHook(operation, session, model, before, move, hook.do, hook.required === true, place);
  }
}
