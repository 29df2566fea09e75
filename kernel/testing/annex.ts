/**
 * What the shop leaves out: a column of every storage type, cell and input, choices from elsewhere, search keys, rules across
 * records, an extension, and events of its own. For the conformance suite.
 */
import type { Column, ManifestV3, Model } from '../../schemas';
import { manifestWith } from './kernel';

const HOOK = 'https://annex.example.com/hooks';
const ORGANIZATION: Column = { name: 'organization_id', type: 'uuid', not_null: true };

const KIND: Model = {
  key: 'Kind',
  table: 'annex_kinds',
  audit: false,
  columns: [
    ORGANIZATION,
    { name: 'code', type: 'text', not_null: true },
    { name: 'label', type: 'text' },
    { name: 'family', type: 'text', comment: 'what `depends_on` compares with' },
    { name: 'hint', type: 'text' },
    { name: 'state', type: 'text', not_null: true, default: 'open' },
    { name: 'budget', type: 'numeric(10,2)' },
  ],
};

/** Every type of storage, and a column for every name and declaration that decides how it is drawn. */
const GAUGE: Model = {
  key: 'Gauge',
  table: 'annex_gauges',
  label: 'annex.gauges',
  columns: [
    ORGANIZATION,
    { name: 'title', type: 'varchar(40)', not_null: true, label: 'annex.title', tooltip: 'hint', description: 'notes' },
    { name: 'count_all', type: 'bigint' },
    { name: 'ratio', type: 'numeric' },
    { name: 'price', type: 'numeric(10,2)', display_config: { currency: 'EUR' } },
    { name: 'active', type: 'boolean', not_null: true },
    { name: 'measured_at', type: 'timestamptz' },
    { name: 'day', type: 'date' },
    { name: 'tags', type: 'jsonb' },
    { name: 'homepage_url', type: 'text' },
    { name: 'email', type: 'text' },
    { name: 'phone', type: 'text' },
    { name: 'state', type: 'text' },
    { name: 'color', type: 'text' },
    { name: 'photo', type: 'text' },
    { name: 'approved_by', type: 'text' },
    { name: 'notes', type: 'text' },
    { name: 'drawn', type: 'text', display: 'progress', widget: 'slider', scan: true, section: 'more' },
    { name: 'family', type: 'text', visibility: 'modal' },
    {
      name: 'kind_code',
      type: 'text',
      depends_on: 'family',
      options: { source: 'Kind', value: 'code', label: 'label', description: 'hint', filter_by: 'family', extra_columns: ['state'] },
    },
    { name: 'clerk_id', type: 'uuid', ref: 'core.User' },
    {
      name: 'grade',
      type: 'text',
      options: [{ value: 'a', label: 'annex.a', color: 'green', icon: 'Star', image: '/a.png', when: { field: 'family', in: ['x'] } }],
    },
    { name: 'provided', type: 'text', options_source: 'units' },
    { name: 'frozen', type: 'text', readonly: true },
    { name: 'guarded', type: 'text', protected: true },
    { name: 'doubled', type: 'numeric(12,2)', generated: 'price * 2' },
    { name: 'lot', type: 'text', validation: { regex: '^L[0-9]+$' }, visible_when: { field: 'family', in: ['x', 'y'] } },
  ],
  search_keys: [{ name: 'key_title', format: '{title}' }],
  form_layout: { mode: 'sections', sections: [{ key: 'more', title: 'More', description: 'The rest', collapsed: true }] },
  relations: [
    { name: 'readings', kind: 'one_to_many', through: 'Reading', foreign_key: 'gauge_id', label: 'Readings', readonly: true, embed: true },
  ],
  stage_field: 'state',
  stages: [
    { key: 'new', order: 1 },
    { key: 'old', label: 'Old', order: 2, is_final: true },
  ],
  transitions: [{ from: 'new', to: 'old' }],
};

/** Points at kinds, whose state and budget it answers to. */
const READING: Model = {
  key: 'Reading',
  table: 'annex_readings',
  columns: [
    ORGANIZATION,
    { name: 'gauge_id', type: 'uuid', ref: 'Gauge' },
    { name: 'kind_id', type: 'uuid', ref: 'Kind' },
    { name: 'branch_id', type: 'uuid', ref: 'core.Branch' },
    { name: 'amount', type: 'numeric(10,2)', constraints: [{ expr: 'amount < high', error_key: 'reading.high' }] },
    { name: 'high', type: 'numeric(10,2)', not_null: true, default: 1000 },
  ],
  locking: 'row',
  rules: [
    { kind: 'ref_state', ref: 'kind_id', parent: 'Kind', require: { state: 'open' }, error_key: 'reading.closed', field: 'kind_id' },
    { kind: 'sum_lte', ref: 'kind_id', parent: 'Kind', sum: 'amount', max: 'budget', error_key: 'reading.budget', field: 'amount' },
  ],
};

/** Called by what its kind is called. */
const ALIAS: Model = {
  key: 'Alias',
  table: 'annex_aliases',
  audit: false,
  columns: [
    ORGANIZATION,
    { name: 'kind_id', type: 'uuid', ref: 'Kind' },
    { name: 'borrowed', type: 'text', options: { source: 'Alias', label: 'kind_id', label_ref: 'Kind' } },
  ],
};

/** A document made of another one's lines, whose terms are a matter of its mode. */
const DRAW: Model = {
  key: 'Draw',
  table: 'annex_draws',
  audit: false,
  columns: [
    ORGANIZATION,
    { name: 'mode', type: 'text' },
    { name: 'terms', type: 'text' },
    { name: 'source_id', type: 'uuid', ref: 'Draw' },
  ],
  relations: [{ name: 'items', kind: 'one_to_many', through: 'DrawLine', foreign_key: 'draw_id' }],
  document_forms: {
    lines_field: 'items',
    types: [
      {
        key: 'draw',
        label: 'Draw',
        lines: true,
        fields: [
          {
            key: 'terms',
            label: 'Terms',
            type: 'select',
            options: [
              { value: 'now', label: 'Now' },
              { value: 'later', label: 'Later', when: { field: 'mode', not_in: ['cash'] } },
            ],
          },
        ],
        sources: [
          {
            key: 'draw',
            label: 'Draw',
            model: 'Draw',
            lines: 'items',
            link_field: 'source_id',
            line_link_field: 'from_id',
            option_filter: { field: 'mode', equals: 'open' },
          },
        ],
      },
    ],
  },
};
const DRAW_LINE: Model = {
  key: 'DrawLine',
  table: 'annex_draw_lines',
  audit: false,
  columns: [
    ORGANIZATION,
    { name: 'draw_id', type: 'uuid', not_null: true, ref: 'Draw' },
    { name: 'from_id', type: 'uuid' },
    { name: 'quantity', type: 'integer', not_null: true, default: 1 },
  ],
};

export const annexManifest = (): ManifestV3 =>
  manifestWith('annex', [KIND, GAUGE, READING, ALIAS, DRAW, DRAW_LINE], {
    compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
    i18n: { default_locale: 'en', bundles: [] },
    capabilities: [
      { kind: 'event:emit', target: 'annex.told', reason: 'To tell' },
      { kind: 'event:subscribe', target: 'annex.*', reason: 'To listen' },
      { kind: 'http:fetch', target: 'annex.example.com', reason: 'To call out' },
    ],
    extension_points: {
      events: [{ name: 'annex.told' }, { name: 'annex.hidden' }],
      model_extensions_accepted: ['Kind'],
    },
    contributions: {
      tools: [{ key: 'measure', description: 'Measures' }],
      subscriptions: [
        // By the table's name: it is led to the model's key.
        { event: 'annex.annex_kinds.updated', handler: { type: 'webhook', url: `${HOOK}/updated` } },
        { event: 'annex.told', handler: { type: 'webhook', url: `${HOOK}/told` } },
        { event: 'annex.told.*', handler: { type: 'wasm', function: 'hear' } },
        // Nothing allows this one.
        { event: 'shop.Product.deleted', handler: { type: 'webhook', url: `${HOOK}/deleted` } },
      ],
      actions: [
        { key: 'told', label: 'Tell', target_model: 'Kind', placement: 'table', handler: { type: 'compiled', function: 'event_emit' } },
        { key: 'hidden', label: 'Hide', target_model: 'Kind', placement: 'table', handler: { type: 'compiled', function: 'event_emit' } },
        {
          key: 'undeclared',
          label: 'Slip',
          target_model: 'Kind',
          placement: 'table',
          handler: { type: 'compiled', function: 'event_emit' },
        },
        {
          key: 'calibrate',
          label: 'annex.calibrate',
          icon: 'Ruler',
          target_model: 'Gauge',
          placement: 'row',
          modal_width: 'lg',
          confirm: true,
          confirm_message: 'annex.sure',
          requires_state: ['new'],
          condition: { field: 'active', operator: 'eq', value: true },
          fields: [
            {
              key: 'value',
              type: 'number',
              required: true,
              default: 1,
              default_from_record: 'ratio',
              placeholder: 'annex.title',
              depends_on: 'unit',
            },
            { key: 'unit', type: 'select', options: { source: 'Kind', value: 'code', label: 'label' } },
            { key: 'file', type: 'file', search_endpoint: '/keep', accept: 'image/*', max_size: 1000, storage_path: 'gauges' },
            {
              key: 'rows',
              type: 'array',
              lock_rows: true,
              total: true,
              item_fields: [
                { key: 'debit', type: 'number' },
                { key: 'credit', type: 'number' },
              ],
              balance: { debit_column: 'debit', credit_column: 'credit' },
            },
          ],
          handler: { type: 'compiled', function: 'noop' },
        },
        {
          key: 'guide',
          target_model: 'Gauge',
          placement: 'create',
          steps: [{ title: 'One', description: 'First', fields: [{ key: 'kind_id', type: 'select', ref: 'Kind' }] }],
          handler: { type: 'compiled', function: 'noop' },
        },
        { key: 'draw', target_model: 'Gauge', modal: 'annex.draw', handler: { type: 'wasm', function: 'draw' } },
      ],
    },
    rbac: {
      permissions: [{ key: 'kind.read' }, { key: 'annex.annex_gauges.index' }, { key: 'annex_readings.update' }],
      roles: [
        { key: 'agent', label: 'Agent', permissions: ['kind.read', 'annex.annex_gauges.index', 'annex_readings.update'] },
        { key: 'viewer', label: 'Viewer', permissions: [] },
      ],
    },
  });

export const ANNEX_LOCALES = {
  en: { 'annex.gauges': 'Gauges', 'annex.title': 'Title', 'annex.a': 'Grade A', 'annex.calibrate': 'Calibrate', 'annex.sure': 'Sure?' },
  es: { 'annex.gauges': 'Medidores', 'annex.title': 'Título', 'annex.a': 'Grado A' },
};

/** Adds columns to the annex's kinds. */
export const extraManifest = (): ManifestV3 =>
  manifestWith(
    'extra',
    [
      {
        key: 'Extra',
        table: 'extra_kinds',
        extends: 'annex.Kind',
        columns: [
          {
            name: 'colour',
            type: 'text',
            label: 'Colour',
            options: [
              { value: 'red', label: 'Red' },
              { value: 'blue', label: 'Blue' },
            ],
          },
          { name: 'weight', type: 'numeric(8,2)' },
        ],
      },
    ],
    {
      compatibility: {
        requires: [
          { key: 'kernel', version: '>=3.0.0 <4.0.0' },
          { key: 'annex', version: '>=1.0.0' },
        ],
      },
      rbac: {
        permissions: [],
        roles: [
          { key: 'agent', label: 'Agent', permissions: [] },
          { key: 'viewer', label: 'Viewer', permissions: [] },
        ],
      },
    },
  );
