/** Values that a manifest itself names for a column without listing them as choices: what its own rules and screens look for. */
import type { ManifestV3, Model, NavItem } from '../../schemas';

type Matches = Readonly<Record<string, unknown>>;

const isOf = (manifest: ManifestV3, model: Model, name: string | undefined): boolean =>
  name === model.key || name === model.table || name === `${manifest.metadata.key}.${model.key}`;

function navItems(items: readonly NavItem[]): NavItem[] {
  return items.flatMap((item) => [item, ...navItems(item.items ?? [])]);
}

/** Conditions on a model's columns, wherever a manifest of the organization states one. */
function conditionsOf(manifest: ManifestV3, model: Model): Matches[] {
  const contributions = manifest.contributions ?? {};
  const named = (name: string | undefined, where: Matches | undefined): Matches[] => (isOf(manifest, model, name) && where ? [where] : []);
  const states = (name: string | undefined, wanted: readonly string[] | undefined): Matches[] =>
    named(name, wanted && { status: wanted, state: wanted });
  return [
    ...(manifest.models ?? []).flatMap((other) => [
      ...(other.relations ?? []).flatMap(({ through, scope }) => named(through, scope)),
      ...(other.rules ?? []).flatMap(({ parent, require }) => named(parent, require)),
    ]),
    ...(contributions.dashboard ?? []).flatMap(({ query }) => named(query?.model, query?.where)),
    ...(contributions.navigation ?? []).flatMap(({ items }) => navItems(items)).flatMap((item) => named(item.model, item.filter)),
    ...(contributions.actions ?? []).flatMap((action) => states(action.target_model, action.requires_state)),
    ...(contributions.documents ?? []).flatMap((document) => states(document.model, document.requires_state)),
    ...(manifest.option_metrics ?? []).flatMap((metric) => named(metric.model, metric.where)),
    ...(manifest.provides_options ?? []).flatMap((catalog) => named(catalog.model, catalog.where)),
  ];
}

function ownConditions(model: Model): Matches[] {
  const forms = model.document_forms;
  const types = forms?.types.map((type) => type.value ?? type.key);
  return [
    ...(model.rules ?? []).map(({ where }) => where ?? {}),
    ...model.columns.flatMap(({ visible_when: when }) =>
      when?.field === undefined ? [] : [{ [when.field]: when.in ?? when.equals ?? [] }],
    ),
    ...(forms?.type_field !== undefined && types ? [{ [forms.type_field]: types }] : []),
    ...(model.seed?.rows ?? []),
  ];
}

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** Texts by column, in the order they are named. A default that is a value counts, an SQL word does not. */
export function knownValues(manifests: readonly ManifestV3[], model: Model): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, value: unknown): void => {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (isScalar(one) && one !== '') found.set(name, (found.get(name) ?? new Set<string>()).add(String(one)));
    }
  };
  for (const column of model.columns) {
    const value = column.default;
    if (typeof value === 'string' && !/[()]|^current_timestamp$|^null$/.test(value)) add(column.name, value.replace(/^'(.*)'$/, '$1'));
  }
  for (const matches of [...manifests.flatMap((manifest) => conditionsOf(manifest, model)), ...ownConditions(model)])
    for (const [name, value] of Object.entries(matches)) add(name, value);
  return new Map([...found].map(([name, values]) => [name, [...values]]));
}
