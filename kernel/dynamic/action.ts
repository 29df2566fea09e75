/** Actions a manifest contributes (docs/architecture/04, CRUD-ACTION). Webhooks go to a mock outbox: nothing leaves the tab. */
import type { Action, ActionField } from '../../schemas';
import { compile, sql } from '../database/sql';
import { type FieldErrors, invalidFields, conflict, notBuilt, notFound } from '../failure';
import { get } from './get';
import type { DynamicModel } from './model';
import { asCaller, type Operation } from './operation';
import type { Row } from './row';
import { bodyObject } from './values';
import { refuseUnreasoned } from './write';

export interface ActionAnswer {
  data: Record<string, unknown>;
  meta: Record<string, unknown>;
}

function actionNamed(operation: Operation, model: DynamicModel, key: string): Action {
  const addon = operation.registry.addons(operation.principal.organizationId).find((installed) => installed.key === model.addonKey);
  const targets = new Set([model.key, model.table, `${model.addonKey}.${model.key}`]);
  const action = addon?.manifest.contributions?.actions?.find((a) => a.key === key && targets.has(a.target_model ?? ''));
  if (!action) throw notFound(`unknown action "${key.slice(0, 128)}"`);
  return action;
}

function payloadErrors(fields: readonly ActionField[], payload: Readonly<Record<string, unknown>>): FieldErrors {
  const errors: FieldErrors = {};
  for (const field of fields) {
    const value = payload[field.key];
    const empty = value === undefined || value === null || value === '';
    if (field.required && empty) errors[field.key] = [{ code: 'required' }];
    else if (!empty && Array.isArray(field.options) && field.options.length > 0) {
      const chosen = field.multiple && Array.isArray(value) ? value : [value];
      const known = field.options.map((option) => option.value);
      if (!chosen.every((one) => typeof one === 'string' && known.includes(one))) errors[field.key] = [{ code: 'invalid_option' }];
    }
  }
  return errors;
}

function refuseState(action: Action, row: Row): void {
  const allowed = action.requires_state ?? [];
  if (allowed.length === 0) return;
  const state = row.status ?? row.state;
  if (typeof state === 'string' && allowed.includes(state)) return;
  throw conflict(
    `action "${action.key}" needs the state ${allowed.join(' or ')}; the record is ${typeof state === 'string' ? state : 'without one'}`,
  );
}

/**
 * Runs an action on a record, or on the model when `id` is null.
 * @throws RequestFailure 404 action or record, 409 state, 422 by field, 501 for handlers this playground cannot run yet
 */
export async function runAction(
  operation: Operation,
  model: DynamicModel,
  key: string,
  id: string | null,
  body: unknown,
): Promise<ActionAnswer> {
  const action = actionNamed(operation, model, key);
  const payload = bodyObject(body ?? {});
  const record = id === null ? null : await get(operation, model, id);
  if (record) refuseState(action, record);
  const fields = action.fields ?? action.steps?.flatMap((step) => step.fields) ?? [];
  const errors = payloadErrors(fields, payload);
  if (Object.keys(errors).length > 0) throw invalidFields(errors);
  if (model.declared?.reason_required?.actions?.includes(key)) refuseUnreasoned(model, payload.reason);
  const meta = { model: model.key, action: key, trigger_type: action.handler.type };
  if (action.handler.type !== 'webhook') throw notBuilt(`An action with a ${action.handler.type} handler`);
  const url = action.handler.url ?? '';
  // A confirm-only action may have no address: there is nothing to call and nothing to do.
  if (url === '') return { data: {}, meta: { ...meta, no_op: true } };
  const delivery = { action: key, model: model.key, record_id: id, payload, record };
  await asCaller(operation, (session) =>
    session.run(
      compile(
        sql`insert into metacore.webhook_outbox (organization_id, addon_key, url, payload) values (${operation.principal.organizationId}, ${model.addonKey}, ${url}, ${JSON.stringify(delivery)})`,
      ),
    ),
  );
  return { data: { delivered_to: 'mock outbox' }, meta };
}
