/**
 * Where a manifest names things, as data: which member defines a model, a column, a permission …, and which members point
 * at one. Everything the editor knows of names (completion, definition, references, rename) is derived from this table.
 */

export type SymbolKind =
  | 'addon'
  | 'model'
  | 'table'
  | 'column'
  | 'stage'
  | 'relation'
  | 'sequence'
  | 'permission'
  | 'role'
  | 'setting'
  | 'event'
  | 'slot'
  | 'action'
  | 'connector'
  | 'document'
  | 'function'
  | 'file'
  | 'icon'
  | 'target'
  | 'range'
  | 'column-type'
  | 'display'
  | 'widget';

/** Whose column, stage or relation a name is. */
export type Owner =
  /** The model the place lies in. */
  | 'own'
  /** The model named by a member: the path from the place's owner object up and down again. */
  | { up: number; member: string };

/** How a name stands in the text. */
export type Reading =
  /** The whole text is the name. */
  | 'plain'
  /** A model by key, `addon.Model` or table. */
  | 'model'
  /** Identifiers inside an expression; those that are columns count. */
  | 'expression'
  /** `{column}` marks, or one bare column. */
  | 'marks'
  /** `prefix:name`; `wasm:` names a function. */
  | 'handler';

export interface Place {
  /** Steps from the root; `*` stands for an index or a free key. Nested `items` and `item_fields` count once. */
  at: string;
  role: 'definition' | 'reference';
  kind: SymbolKind;
  owner?: Owner;
  reading?: Reading;
}

const reference = (kind: SymbolKind, at: string, more: Pick<Place, 'owner' | 'reading'> = {}): Place => ({
  at,
  role: 'reference',
  kind,
  ...more,
});
const definition = (kind: SymbolKind, at: string, owner?: Owner): Place => ({
  at,
  role: 'definition',
  kind,
  ...(owner !== undefined && { owner }),
});
const own = (at: string, reading?: Reading): Place => reference('column', `models/*/${at}`, { owner: 'own', ...(reading && { reading }) });
const model = (at: string): Place => reference('model', at, { reading: 'model' });
/** A column of the model that `member`, `up` steps above the place, names. */
const of = (up: number, member: string, at: string, reading?: Reading): Place =>
  reference('column', at, { owner: { up, member }, ...(reading && { reading }) });

const HANDLERS = ['contributions/actions/*', 'contributions/tools/*', 'contributions/subscriptions/*', 'provides_capabilities/*'];
const DO_TARGETS = ['schedules/*', 'webhooks/*', 'backfills/*', 'edge_devices/*/events/*', 'models/*/on_transition/*'];
const ICONS = [
  'contributions/navigation/*',
  'contributions/navigation/*/items/*',
  'contributions/actions/*',
  'contributions/dashboard/*',
  'contributions/notifications/*',
  'rbac/roles/*',
  'models/*/columns/*/options/*',
  'contributions/actions/*/fields/*/options/*',
];
const FIELD_LISTS = [
  'contributions/actions/*/fields/*',
  'contributions/actions/*/steps/*/fields/*',
  'models/*/document_forms/types/*/fields/*',
];
const PERMISSION_GATES = [
  'contributions/navigation/*/items/*',
  'contributions/slots/*',
  'contributions/dashboard/*',
  'contributions/agent_capabilities/*',
];

export const PLACES: readonly Place[] = [
  definition('addon', 'metadata/key'),
  reference('addon', 'compatibility/requires/*/key'),
  reference('range', 'compatibility/requires/*/version'),
  reference('column-type', 'models/*/columns/*/type'),
  reference('display', 'models/*/columns/*/display'),
  reference('widget', 'models/*/columns/*/widget'),
  reference('range', 'lifecycle/upgrade/*/from'),

  definition('model', 'models/*/key'),
  definition('table', 'models/*/table'),
  model('models/*/columns/*/ref'),
  model('models/*/foreign_keys/*/references/model'),
  model('models/*/relations/*/through'),
  model('models/*/rules/*/parent'),
  model('models/*/extends'),
  model('models/*/extensions/*/target_model'),
  model('option_metrics/*/target'),
  model('option_metrics/*/model'),
  model('option_metrics/*/scope/*/through/model'),
  model('provides_options/*/model'),
  model('contributions/navigation/*/items/*/model'),
  model('contributions/actions/*/target_model'),
  model('contributions/dashboard/*/query/model'),
  model('contributions/documents/*/model'),
  model('contributions/public_routes/*/model'),
  model('contributions/rules/*/model'),
  model('contributions/config/model'),
  model('rbac/permissions/*/models/*/model'),
  model('extension_points/model_extensions_accepted/*'),
  ...FIELD_LISTS.map((at) => model(`${at}/ref`)),
  reference('table', 'backfills/*/source/table'),
  reference('table', 'models/*/columns/*/options/source'),

  definition('column', 'models/*/columns/*/name', 'own'),
  own('columns/*/depends_on'),
  own('columns/*/visible_when/field'),
  own('columns/*/constraints/*/expr', 'expression'),
  own('columns/*/generated', 'expression'),
  own('indices/*/columns/*'),
  own('indices/*/where', 'expression'),
  own('foreign_keys/*/columns/*'),
  own('search_keys/*/format', 'marks'),
  own('seed/key'),
  own('formulas/*/target'),
  own('formulas/*/expr', 'expression'),
  own('rules/*/ref'),
  own('rules/*/sum'),
  own('rules/*/columns/*'),
  own('rules/*/field'),
  own('relations/*/rollups/*/target'),
  own('document_forms/type_field'),
  own('option_display/title', 'marks'),
  own('option_display/subtitle/*', 'marks'),
  own('option_display/image'),
  own('option_display/trailing/*/field'),
  own('option_display/trailing/*/currency_field'),
  own('option_display/badges/*/field'),
  own('attribute_classes/*/sections/*/fields/*'),
  own('stage_field'),
  of(2, 'model', 'models/*/foreign_keys/*/references/columns/*'),
  of(1, 'through', 'models/*/relations/*/foreign_key'),
  of(3, 'through', 'models/*/relations/*/rollups/*/from'),
  of(3, 'through', 'models/*/relations/*/rollups/*/expr', 'expression'),
  of(1, 'model', 'option_metrics/*/foreign_key'),
  of(1, 'model', 'option_metrics/*/column'),
  of(3, 'model', 'option_metrics/*/scope/*/column'),
  of(1, 'model', 'option_metrics/*/scope/*/through/column'),
  of(1, 'model', 'provides_options/*/value'),
  of(1, 'model', 'provides_options/*/label'),
  of(1, 'model', 'provides_options/*/order_by'),
  of(2, 'model', 'provides_options/*/extras/*'),
  of(1, 'model', 'contributions/navigation/*/items/*/group_by'),
  of(2, 'model', 'contributions/navigation/*/items/*/columns/*'),
  of(1, 'model', 'contributions/dashboard/*/query/field'),
  of(1, 'model', 'contributions/dashboard/*/query/group_by'),
  of(1, 'model', 'contributions/dashboard/*/query/label_field'),
  of(1, 'model', 'contributions/dashboard/*/query/date_field'),
  of(1, 'model', 'contributions/public_routes/*/token_column'),
  of(1, 'model', 'contributions/public_routes/*/expires_column'),
  of(2, 'model', 'contributions/public_routes/*/columns/*'),
  of(1, 'model', 'contributions/public_routes/*/enabled_when', 'expression'),
  of(1, 'model', 'contributions/rules/*/when', 'expression'),
  of(2, 'target_model', 'contributions/actions/*/condition/field'),
  of(2, 'target_model', 'contributions/actions/*/approval/when', 'expression'),

  definition('stage', 'models/*/stages/*/key', 'own'),
  reference('stage', 'models/*/transitions/*/from', { owner: 'own' }),
  reference('stage', 'models/*/transitions/*/to', { owner: 'own' }),
  reference('stage', 'models/*/on_transition/*/from', { owner: 'own' }),
  reference('stage', 'models/*/on_transition/*/to', { owner: 'own' }),
  reference('stage', 'contributions/actions/*/requires_state/*', { owner: { up: 2, member: 'target_model' } }),
  reference('stage', 'contributions/documents/*/requires_state/*', { owner: { up: 2, member: 'model' } }),

  definition('relation', 'models/*/relations/*/name', 'own'),
  reference('relation', 'contributions/public_routes/*/relations/*', { owner: { up: 2, member: 'model' } }),
  definition('sequence', 'models/*/sequences/*/key', 'own'),
  reference('sequence', 'models/*/columns/*/sequence', { owner: 'own' }),

  definition('permission', 'rbac/permissions/*/key'),
  reference('permission', 'rbac/roles/*/permissions/*'),
  ...PERMISSION_GATES.map((at) => reference('permission', `${at}/permission`)),
  definition('role', 'rbac/roles/*/key'),
  reference('role', 'contributions/notifications/*/to/roles/*'),
  reference('role', 'contributions/rules/*/then/notify_roles/*'),
  reference('role', 'contributions/actions/*/approval/roles/*'),
  reference('role', 'models/*/columns/*/constraints/*/approval/roles/*'),

  definition('setting', 'settings/*/key'),
  definition('event', 'extension_points/events/*/name'),
  reference('event', 'contributions/subscriptions/*/event'),
  reference('event', 'contributions/notifications/*/on'),
  reference('event', 'billing/metered_events/*/event'),
  definition('slot', 'extension_points/slot_kinds/*/name'),
  reference('slot', 'contributions/slots/*/slot_kind'),
  reference('slot', 'contributions/dashboard/*/slot'),

  definition('action', 'contributions/actions/*/key', { up: 1, member: 'target_model' }),
  reference('action', 'contributions/navigation/*/items/*/actions/*', { owner: { up: 2, member: 'model' } }),
  reference('action', 'models/*/reason_required/actions/*', { owner: 'own' }),
  reference('action', 'contributions/public_routes/*/actions/*/action', { owner: { up: 3, member: 'model' } }),
  definition('connector', 'connectors/*/key'),
  reference('connector', 'contributions/navigation/*/items/*/condition/connector_connected'),
  reference('connector', 'contributions/actions/*/condition/connector_connected'),
  reference('connector', 'contributions/actions/*/handler/connector'),
  definition('document', 'contributions/documents/*/key'),
  reference('document', 'contributions/public_routes/*/document'),

  ...HANDLERS.map((at) => reference('function', `${at}/handler/function`)),
  ...DO_TARGETS.map((at) => reference('function', `${at}/do`, { reading: 'handler' })),
  ...['install', 'uninstall', 'enable', 'disable'].map((event) => reference('function', `lifecycle/${event}`, { reading: 'handler' })),
  reference('function', 'connectors/*/test_export'),
  reference('function', 'settings/*/options_source'),
  reference('file', 'lifecycle/upgrade/*/function'),
  reference('file', 'i18n/bundles/*/path'),
  reference('file', 'metadata/readme'),
  reference('file', 'metadata/screenshots/*'),
  reference('file', 'contributions/documents/*/template'),
  reference('file', 'extension_points/events/*/payload_schema'),
  reference('file', 'extension_points/slot_kinds/*/props_schema'),
  ...ICONS.map((at) => reference('icon', `${at}/icon`)),
  reference('icon', 'metadata/icon/slug'),
  reference('target', 'capabilities/*/target'),
];

/** Members whose text is shown to people and may be a key of the language files instead. */
const TEXT_MEMBERS: ReadonlySet<unknown> = new Set(['label', 'title']);

/** Whether a key of the language files may stand at a path. The catalog's own texts are translated beside it. */
export const isTextPlace = (path: readonly (string | number)[]): boolean => path[0] !== 'metadata' && TEXT_MEMBERS.has(path.at(-1));

const BY_PATH = new Map(PLACES.map((place) => [place.at, place]));

/** The place of a path, or null where no name stands. Indexes become `*`; menus and fields nest as deep as they like. */
export function placeOf(path: readonly (string | number)[]): Place | null {
  const steps = path.map((step) => (typeof step === 'number' ? '*' : step)).join('/');
  const flat = steps.replace(/(\/items\/\*)+/g, '/items/*').replace(/(\/item_fields\/\*)+/g, '');
  return BY_PATH.get(flat) ?? null;
}
