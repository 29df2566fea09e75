/** Actions, with the addresses that v2 keeps apart from them in `hooks`. */
import type { Action, ActionField, FieldOption, Handler, ManifestV2, Subscription } from '../../../schemas';
import { convertMessages } from './messages';
import type { Step } from '../../contract/pointer';
import type { Conversion } from './context';
import { filled, given, isAbsent, noteUnknown, textOr, textsOr } from './members';

type ActionV2 = NonNullable<NonNullable<ManifestV2['actions']>[string]>[number];
type FieldV2 = NonNullable<ActionV2['fields']>[number];

const FIELDS = ['key', 'name', 'label', 'icon', 'fields', 'requiresState', 'confirm', 'confirmMessage', 'modal', 'trigger'];
const OPTION_FIELDS = ['value', 'label', 'icon', 'color', 'image'] as const;

/** A relative address, put behind the backend's when there is one. */
export function hookUrl({ source }: Conversion, address: string): string {
  const base = textOr(source.backend?.url);
  return base !== undefined && address.startsWith('/') ? `${base.replace(/\/+$/, '')}${address}` : address;
}

export interface ConvertedActions {
  actions: Action[];
  /** What is left of `hooks`. */
  subscriptions: Subscription[];
  /** `Model.action` of those that run in one transaction: v3 has no word for it, the project's settings do. */
  inTransaction: string[];
}

/** Actions in their order, and what is left of `hooks` as subscriptions. */
export function convertActions(conversion: Conversion): ConvertedActions {
  const { source, note, trace } = conversion;
  const actions: Action[] = [];
  const inTransaction: string[] = [];
  const used = new Set<string>();
  const hooks = source.hooks ?? {};
  /** The hook of an action, by the model's v2 key, its table or its v3 key. */
  const hookOf = (model: string, action: string): string | undefined => {
    const wanted = `${conversion.model(model)}::${action}`;
    return Object.keys(hooks).find((key) => {
      const at = key.indexOf('::');
      return at > 0 && `${conversion.model(key.slice(0, at))}::${key.slice(at + 2)}` === wanted;
    });
  };
  const add = (action: ActionV2, model: string, path: readonly Step[]): void => {
    const hook = hookOf(model, action.key ?? '');
    if (hook !== undefined) used.add(hook);
    const to = ['contributions', 'actions', actions.length];
    trace(to, path);
    trace([...to, 'handler'], [...path, 'trigger']);
    trace([...to, 'handler', 'function'], [...path, 'trigger', 'export']);
    trace([...to, 'requires_state'], [...path, 'requiresState']);
    trace([...to, 'target_model'], path.slice(0, -1));
    (action.fields ?? []).forEach((_, at) => trace([...to, 'fields', at], [...path, 'fields', at]));
    const converted = convertAction(conversion, action, model, path, hook);
    actions.push(converted);
    if (action.trigger?.run_in_tx === true && converted.target_model !== undefined)
      inTransaction.push(`${converted.target_model}.${converted.key}`);
  };
  for (const [model, list] of Object.entries(source.actions ?? {}))
    (list ?? []).forEach((action, index) => add(action, model, ['actions', model, index]));
  (source.extensions ?? []).forEach((extension, index) => {
    (extension.actions ?? []).forEach((action, at) => add(action, extension.model ?? '', ['extensions', index, 'actions', at]));
  });
  const subscriptions: Subscription[] = [];
  for (const [key, address] of Object.entries(hooks)) {
    if (used.has(key)) continue;
    const path = ['hooks', key];
    if (textOr(address) === undefined) {
      note('CONV-DROP', path, convertMessages.dropped(key, 'empty'));
      continue;
    }
    if (key.includes('::')) note('CONV-GUESS', path, convertMessages.hookEvent(key));
    trace(['contributions', 'subscriptions', subscriptions.length], path);
    subscriptions.push({ event: key.replaceAll('::', '.'), handler: { type: 'webhook', url: hookUrl(conversion, address ?? '') } });
  }
  return { actions, subscriptions, inTransaction };
}

function convertAction(conversion: Conversion, action: ActionV2, model: string, path: readonly Step[], hook: string | undefined): Action {
  noteUnknown(conversion, action, FIELDS, path);
  const fields = (action.fields ?? []).map((field, at) => convertField(conversion, field, [...path, 'fields', at]));
  if (isAbsent(action.key)) conversion.note('CONV-GUESS', path, convertMessages.noName('key'));
  return given({
    key: action.key ?? '',
    label: textOr(action.label) ?? textOr(action.name),
    icon: textOr(action.icon),
    handler: handlerOf(conversion, action, path, hook),
    target_model: model === '' ? undefined : conversion.model(model),
    fields: filled(fields),
    modal: textOr(action.modal),
    confirm: action.confirm,
    confirm_message: textOr(action.confirmMessage),
    requires_state: textsOr(action.requiresState),
  });
}

function handlerOf(conversion: Conversion, { key, trigger }: ActionV2, path: readonly Step[], hook: string | undefined): Handler {
  const { source, note } = conversion;
  if (trigger?.run_in_tx === true)
    note('CONV-DROP', [...path, 'trigger', 'run_in_tx'], convertMessages.dropped('run_in_tx', 'transaction'));
  if (trigger?.type === 'wasm') {
    if (hook !== undefined) note('CONV-DROP', ['hooks', hook], convertMessages.dropped(hook, 'hook-unused'));
    return given({ type: 'wasm' as const, function: trigger.export });
  }
  const address = hook === undefined ? undefined : textOr(source.hooks?.[hook]);
  if (address !== undefined) return { type: 'webhook', url: hookUrl(conversion, address) };
  note('CONV-GUESS', isAbsent(trigger) ? path : [...path, 'trigger'], convertMessages.noAddress(key ?? ''));
  return { type: 'webhook' };
}

function convertField(conversion: Conversion, field: FieldV2, path: readonly Step[]): ActionField {
  const { note } = conversion;
  noteUnknown(conversion, field, ['name', 'label', 'type', 'required', 'default', 'options', 'size'], path);
  if (field.size !== undefined && field.size !== null)
    note('CONV-DROP', [...path, 'size'], convertMessages.dropped('size', 'no-counterpart'));
  if (textOr(field.name) === undefined) note('CONV-GUESS', [...path, 'name'], convertMessages.emptyFieldName());
  if (isAbsent(field.type)) note('CONV-GUESS', path, convertMessages.noName('type'));
  return given({
    key: field.name ?? '',
    label: textOr(field.label),
    type: field.type ?? '',
    required: field.required,
    default: field.default,
    options: field.options?.map((option, at) => convertOption(conversion, option, [...path, 'options', at])),
  });
}

/** A choice of a form. */
function convertOption(conversion: Conversion, option: Readonly<Record<string, unknown>>, path: readonly Step[]): FieldOption {
  noteUnknown(conversion, option, OPTION_FIELDS, path);
  const text = (name: string): string | undefined => {
    const value = option[name];
    return typeof value === 'string' ? value : undefined;
  };
  const value = text('value') ?? '';
  return given({ value, label: text('label') ?? value, icon: text('icon'), color: text('color'), image: text('image') });
}
