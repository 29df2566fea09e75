/**
 * An installed manifest as hosts serve it: the flat shape of older manifests, which the SDK's shell boots on (docs/architecture/04,
 * META-FLAT). What that shape has no place for (extension points but events, slots, dashboards, rbac, billing) is not in it.
 */
import type { Column, Handler, ManifestV3, Model } from '../../schemas';
import { compact, type Metadata } from './fields';

/** Columns of the host, which the flat shape does not list. */
const HOST_COLUMNS: ReadonlySet<string> = new Set(['id', 'created_at', 'updated_at', 'organization_id', 'deleted_at']);

const unlessEmpty = <T>(list: readonly T[] | undefined): readonly T[] | undefined => (list && list.length > 0 ? list : undefined);

/** Texts stand in quotes there, as in SQL. */
function flatDefault({ type, default: standard }: Column): unknown {
  if (typeof standard !== 'string' || !/^(?:text|varchar|char)/.test(type) || /^'|\(\)$/.test(standard)) return standard;
  return `'${standard.replaceAll("'", "''")}'`;
}

function flatColumn(model: Model, column: Column): Metadata {
  const alone = (model.indices ?? []).filter(({ columns }) => columns.length === 1 && columns[0] === column.name);
  const key = model.foreign_keys?.find(({ columns }) => columns.length === 1 && columns[0] === column.name);
  return compact({
    ...column,
    name: column.name,
    type: column.type,
    required: column.not_null === true,
    default: flatDefault(column),
    ref: column.ref ?? key?.references.model,
    unique: alone.some(({ unique }) => unique === true) || undefined,
    index: alone.some(({ unique }) => unique !== true) || undefined,
  });
}

function flatModel(manifest: ManifestV3, model: Model): Metadata {
  const names = new Set(model.columns.map(({ name }) => name));
  return compact({
    table_name: model.table,
    model_key: model.key,
    label: model.label,
    org_scoped: (manifest.tenancy?.isolation ?? 'shared') === 'shared' || names.has('organization_id'),
    soft_delete: names.has('deleted_at'),
    columns: model.columns.filter(({ name }) => !HOST_COLUMNS.has(name)).map((column) => flatColumn(model, column)),
    relations: unlessEmpty(model.relations),
  });
}

interface NavigationItem {
  model?: string;
  url?: string;
  items?: NavigationItem[];
}

/** Items that name a model of the addon lead to its table. */
function flatItem(models: readonly Model[], item: NavigationItem): NavigationItem {
  const model = models.find(({ key, table }) => item.model !== undefined && [key, table].includes(item.model));
  return {
    ...item,
    ...((item.url ?? '') === '' && model && { url: `/m/${model.table}` }),
    ...(item.items && { items: item.items.map((inner) => flatItem(models, inner)) }),
  };
}

const functionOf = (handler: Handler): string[] => (handler.type === 'wasm' && handler.function ? [handler.function] : []);

/** The functions of the addon's module that a host may call. */
function exportsOf({ contributions = {}, connectors = [] }: ManifestV3): string[] {
  const handlers = [...(contributions.actions ?? []), ...(contributions.subscriptions ?? [])].map(({ handler }) => handler);
  const tests = connectors.flatMap(({ test_export: name }) => (name === undefined || name === '' ? [] : [name]));
  return [...new Set([...handlers.flatMap(functionOf), ...tests])];
}

function flatActions({ contributions }: ManifestV3): Metadata | undefined {
  const actions: Record<string, Metadata[]> = {};
  for (const action of contributions?.actions ?? []) {
    const { handler } = action;
    (actions[action.target_model ?? ''] ??= []).push(
      compact({
        key: action.key,
        name: action.key,
        label: action.label,
        icon: action.icon,
        placement: action.placement,
        fields: action.fields?.map((field) => ({ ...field, name: field.key })),
        steps: action.steps,
        confirm: action.confirm === true || (action.confirm_message ?? '') !== '' || undefined,
        confirmMessage: action.confirm_message,
        requiresState: action.requires_state,
        modal: action.modal,
        modalWidth: action.modal_width,
        trigger: compact({
          type: handler.type,
          export: handler.export ?? handler.function,
          connector: handler.connector,
          operation: handler.operation,
        }),
      }),
    );
  }
  return Object.keys(actions).length > 0 ? actions : undefined;
}

/** The events an addon publishes: those it declares and those it may emit, each once. */
function eventsOf({ extension_points: points, capabilities = [] }: ManifestV3): string[] {
  const emitted = capabilities.filter(({ kind }) => kind === 'event:emit').map(({ target }) => target);
  return [...new Set([...(points?.events ?? []).map(({ name }) => name), ...emitted])];
}

export function flatManifest(manifest: ManifestV3): Metadata {
  const { metadata, compatibility, contributions, models = [] } = manifest;
  const functions = exportsOf(manifest);
  const { icon } = metadata;
  return compact({
    key: metadata.key,
    name: metadata.name,
    description: metadata.description ?? '',
    version: metadata.version,
    category: metadata.category ?? '',
    author: metadata.author,
    website: metadata.website,
    license: metadata.license,
    readme: metadata.readme,
    screenshots: unlessEmpty(metadata.screenshots),
    features: unlessEmpty(metadata.features),
    countries: unlessEmpty(metadata.countries),
    metadata_i18n: metadata.i18n,
    icon_type: icon?.type,
    icon_slug: icon?.slug,
    icon_color: icon?.color,
    kernel: compatibility.requires.find(({ key }) => key === 'kernel')?.version,
    provides: unlessEmpty(compatibility.provides),
    tenant_isolation: manifest.tenancy?.isolation,
    frontend: manifest.frontend,
    backend: functions.length > 0 ? { runtime: 'wasm', entry: 'backend/backend.wasm', exports: functions } : undefined,
    capabilities: unlessEmpty(manifest.capabilities),
    model_definitions: models.map((model) => flatModel(manifest, model)),
    navigation: (contributions?.navigation ?? []).map((group) => ({
      ...group,
      items: group.items.map((item) => flatItem(models, item)),
    })),
    settings: unlessEmpty(manifest.settings)?.map(({ key, label, type, default: standard, options }) =>
      compact({ key, label, type, default_value: standard, options }),
    ),
    actions: flatActions(manifest),
    tools: unlessEmpty(contributions?.tools),
    events: unlessEmpty(eventsOf(manifest)),
    i18n: manifest.i18n && Object.fromEntries(manifest.i18n.bundles.map(({ locale }) => [locale, {}])),
    connectors: unlessEmpty(manifest.connectors),
    schedules: unlessEmpty(manifest.schedules),
    webhooks: unlessEmpty(manifest.webhooks),
    documents: unlessEmpty(contributions?.documents),
  });
}
