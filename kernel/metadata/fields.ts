/** What the metadata of tables, actions and documents have in common: plain objects on the wire, and the fields of a form. */
import type { ActionField, Column } from '../../schemas';
import { withoutEmpty } from '../values/empty-texts';
import { filterRules } from '../dynamic/option-filter';
import { humanise, type Translate } from '../installed/label';

export type Metadata = Record<string, unknown>;

/** Leaves out what is undefined, so that absent keys are absent on the wire. */
export function compact(object: Metadata): Metadata {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null));
}

/** A source of choices, by a name that leads to it from anywhere. */
export function optionsConfig(options: Column['options'], ref: (name: string) => string): object | undefined {
  if (options === undefined || Array.isArray(options)) return undefined;
  return { ...options, ...(typeof options.source === 'string' && options.source !== '' && { source: ref(options.source) }) };
}

/** Members of an action's field that name something; an empty name names nothing. */
const NAMES_OF_FIELD = ['ref', 'label', 'placeholder', 'widget', 'search_endpoint', 'depends_on'] as const;

/** A field of an action or a document as the runtime reads it. */
export function actionField(given: ActionField, translate: Translate, ref: (name: string) => string): Metadata {
  const field = withoutEmpty(given, NAMES_OF_FIELD);
  const text = (value: string | undefined) => (value === undefined ? undefined : translate(value));
  return compact({
    ...field,
    ref: field.ref === undefined ? undefined : ref(field.ref),
    label: text(field.label) ?? humanise(field.key),
    placeholder: text(field.placeholder),
    options: Array.isArray(field.options) ? field.options.map((option) => ({ ...option, label: translate(option.label) })) : undefined,
    optionsConfig: optionsConfig(field.options, ref),
    option_filter: field.option_filter === undefined ? undefined : filterRules(field.option_filter),
    defaultValue: field.default,
    searchEndpoint: field.search_endpoint,
    // The runtime reads camel case here, hosts send snake case as well.
    dependsOn: field.depends_on,
    itemFields: field.item_fields?.map((item) => actionField(item, translate, ref)),
    defaultFromRecord: field.default_from_record,
  });
}
