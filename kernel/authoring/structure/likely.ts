/** In which order people write the members of an object. What is required comes first, then these, then the rest. */
export const LIKELY: Readonly<Record<string, readonly string[]>> = {
  '': ['apiVersion', 'kind', 'metadata', 'compatibility', 'tenancy', 'models', 'contributions', 'rbac', 'settings', 'capabilities', 'i18n'],
  metadata: ['key', 'name', 'version', 'description', 'category', 'icon', 'author', 'license', 'readme', 'features', 'i18n'],
  'models/*': [
    'key',
    'table',
    'label',
    'columns',
    'relations',
    'foreign_keys',
    'indices',
    'rules',
    'stage_field',
    'stages',
    'transitions',
    'formulas',
    'sequences',
  ],
  'models/*/columns/*': [
    'name',
    'type',
    'label',
    'not_null',
    'default',
    'options',
    'ref',
    'display',
    'widget',
    'searchable',
    'visibility',
    'validation',
  ],
  'models/*/columns/*/options/*': ['value', 'label', 'color', 'icon'],
  'models/*/relations/*': ['name', 'kind', 'through', 'foreign_key', 'label', 'rollups'],
  'models/*/foreign_keys/*': ['columns', 'references', 'policy', 'on_delete'],
  contributions: ['navigation', 'actions', 'dashboard', 'tools', 'subscriptions', 'notifications', 'documents'],
  'contributions/navigation/*': ['title', 'icon', 'items'],
  'contributions/navigation/*/items/*': ['title', 'model', 'icon', 'permission', 'view_type', 'group_by', 'columns', 'filter'],
  'contributions/actions/*': [
    'key',
    'label',
    'icon',
    'target_model',
    'placement',
    'handler',
    'fields',
    'requires_state',
    'confirm',
    'confirm_message',
  ],
  'contributions/actions/*/fields/*': ['key', 'label', 'type', 'required', 'default', 'options', 'placeholder'],
  rbac: ['permissions', 'roles'],
  'rbac/permissions/*': ['key', 'label', 'models'],
  'rbac/roles/*': ['key', 'label', 'permissions', 'description'],
  'settings/*': ['key', 'type', 'label', 'description', 'default', 'required', 'options', 'section'],
  'capabilities/*': ['kind', 'target', 'reason'],
};

/** A path with `*` for places in lists; menus nest as deep as they like. */
export const patternOf = (path: readonly (string | number)[]): string =>
  path
    .map((step) => (typeof step === 'number' ? '*' : step))
    .join('/')
    .replaceAll(/(\/items\/\*)+/g, '/items/*');
