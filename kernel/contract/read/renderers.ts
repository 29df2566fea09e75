/** What the published runtime draws cells with, and the controls it edits values with. The contract leaves both open. */
export const DISPLAYS: readonly string[] = [
  ...[
    'text',
    'number',
    'date',
    'datetime',
    'boolean',
    'status',
    'badge',
    'tags',
    'currency',
    'percent',
    'progress',
    'email',
    'phone',
    'url',
  ],
  ...['link', 'image', 'avatar', 'media-gallery', 'user', 'creator', 'relation', 'relation-badge-list', 'color', 'code', 'truncate-text'],
];
export const WIDGETS: readonly string[] = [
  'text',
  'textarea',
  'number',
  'date',
  'datetime',
  'boolean',
  'select',
  'dynamic_select',
  'email',
  'url',
  'phone',
  'image',
  'color',
];

/** Types of a field of an action that have an input of their own, and those that are typed as text without being a slip. */
export const FIELD_TYPES: readonly string[] = [
  ...['text', 'textarea', 'select', 'dynamic_select', 'boolean', 'number', 'date', 'datetime', 'upload', 'icon', 'image', 'media', 'file'],
  ...['email', 'url', 'phone', 'color', 'array', 'search', 'user', 'string', 'integer', 'decimal', 'password', 'time', 'json', 'object'],
];
