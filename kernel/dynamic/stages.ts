/** Moves between the stages of a model: which are allowed, and what they set on the way (CRUD-STAGES). */
import type { TransitionHook } from '../../schemas';
import type { Session } from '../database/port';
import { notBuilt, RequestFailure } from '../failure';
import { sendWebhook } from '../webhooks/send';
import type { DynamicModel } from './model';
import { addonOf, type Operation } from './operation';
import type { Row } from './row';
import { type SqlText, textOf } from './values';

const NOW = /^(now\(\)|current_timestamp)$/i;

/** The move a write makes, or null when the row stays where it is. */
export function moveOf(model: DynamicModel, values: ReadonlyMap<string, SqlText>, before: Row): { from: string; to: string } | null {
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
      const text = textOf(own, value);
      if (text === null) throw new RequestFailure(422, `the move sets "${name}" to a value the column cannot hold`);
      values.set(name, text);
    }
  }
}

const modelIndex = (operation: Operation, model: DynamicModel): number =>
  addonOf(operation, model)?.manifest.models?.findIndex(({ key }) => key === model.key) ?? -1;

/**
 * Checks a move and applies what it sets; webhooks of the move go to the outbox.
 * @throws RequestFailure 422 for a move that is not declared, or whose required webhook failed; 501 where it requires a handler that cannot run yet
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
    throw new RequestFailure(422, `stage move from "${move.from}" to "${move.to}" is not allowed`, { code: 'transition_not_allowed' });
  for (const [index, hook] of (model.declared?.on_transition ?? []).entries()) {
    if (!matches(hook.from, move.from) || !matches(hook.to, move.to)) continue;
    setValues(model, hook, values);
    const told = (outcome: 'done' | 'failed', started: number): void =>
      operation.trace?.decide({
        kind: 'handler',
        handler: hook.do ?? 'set',
        outcome,
        place: { addon: model.addonKey, pointer: `/models/${modelIndex(operation, model)}/on_transition/${index}` },
        milliseconds: performance.now() - started,
      });
    const started = operation.trace === null ? 0 : performance.now();
    if (hook.do === undefined) told('done', started);
    if (hook.do === undefined) continue;
    const [kind, name] = [hook.do.slice(0, hook.do.indexOf(':')), hook.do.slice(hook.do.indexOf(':') + 1)];
    const addon = addonOf(operation, model);
    if (kind === 'webhook' && addon) {
      const payload = { model: model.key, record_id: before.id, ...move };
      const event = `${model.key}::${move.from}->${move.to}`;
      const { failure } = await sendWebhook(operation.services, session, addon, { url: name, event, payload });
      told(failure ? 'failed' : 'done', started);
      if (failure && hook.required) throw new RequestFailure(422, failure.message, { code: 'transition_handler_failed' });
    } else if (hook.required) throw notBuilt(`A stage move with a required ${kind} handler`);
  }
}
