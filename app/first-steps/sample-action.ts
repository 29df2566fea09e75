/** An action that can be tried on a row without asking anything: one whose handler is a webhook, which changes no row by itself. */
import type { ActionField, ManifestV3 } from '../../schemas';

export interface TriedAction {
  key: string;
  label: string;
  table: string;
  /** States of the row in which it runs; empty: any. */
  states: readonly string[];
  /** The column that has the state; empty where there is none. */
  stateColumn: string;
  /** What its form is filled in with. */
  input: Readonly<Record<string, unknown>>;
}

function filled({ default: given, type, options }: ActionField, text: string): unknown {
  if (given !== undefined) return given;
  if (Array.isArray(options) && options[0]) return options[0].value;
  if (type === 'boolean') return false;
  if (type === 'number' || type === 'integer') return 1;
  return text;
}

/** The first action of a manifest on a row that can be filled in; null where there is none. `text`: what texts are filled with. */
export function sampleAction({ models = [], contributions }: ManifestV3, text: string): TriedAction | null {
  for (const {
    key,
    label = '',
    target_model: target,
    placement,
    handler,
    fields = [],
    requires_state: states = [],
  } of contributions?.actions ?? []) {
    const model = models.find((one) => one.key === target);
    const isFillable = fields.every(({ type }) => !/ref|select_dynamic|file|image|lines|date/.test(type));
    if (!model || handler.type !== 'webhook' || placement === 'table' || !isFillable) continue;
    const stateColumn = model.stage_field ?? (model.columns.some(({ name }) => name === 'status') ? 'status' : '');
    const input = Object.fromEntries(fields.map((field) => [field.key, filled(field, text)]));
    return { key, label, table: model.table, states, stateColumn, input };
  }
  return null;
}
