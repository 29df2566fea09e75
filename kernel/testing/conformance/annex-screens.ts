/** What the generated screens are told of the annex's models, as a whole: a cell and an input for every reason there is to choose one. */
import {
  ALL,
  choice,
  column,
  day,
  instant,
  field,
  file,
  flag,
  json,
  modal,
  money,
  number,
  picker,
  reference,
  table,
  text,
  type Words,
} from './screens';

const nullable = { nullable: true };

const REDS = [
  { value: 'red', label: 'Red' },
  { value: 'blue', label: 'Blue' },
];
/** Without its actions. */
export const KINDS_TABLE: Words = {
  ...table(
    'annex_kinds',
    'Annex kinds',
    [
      text('code', 'Code'),
      text('label', 'Label'),
      text('family', 'Family'),
      text('hint', 'Hint'),
      text('state', 'State', { cellStyle: 'status' }),
      number('budget', 'Budget'),
      choice('Extra.colour', 'Colour', REDS, { searchable: false }),
      number('Extra.weight', 'Weight'),
    ],
    file(
      ['code', 'Code', true, 'text'],
      ['label', 'Label', false, 'text'],
      ['family', 'Family', false, 'text'],
      ['hint', 'Hint', false, 'text'],
      ['state', 'State', false, 'text'],
      ['budget', 'Budget', false, 'number'],
      ['Extra.colour', 'Extra.colour', false, 'text'],
      ['Extra.weight', 'Extra.weight', false, 'number'],
    ),
  ),
  audit: { created_at: 'created_at', updated_at: 'updated_at' },
};
export const KINDS_FORM = modal('Annex kinds', [
  field('code', 'Code', 'text', { required: true }),
  field('label', 'Label', 'text'),
  field('family', 'Family', 'text'),
  field('hint', 'Hint', 'text'),
  field('state', 'State', 'text', { nullable: true, defaultValue: 'open' }),
  field('budget', 'Budget', 'number'),
  field('Extra.colour', 'Colour', 'select', { nullable: true, options: REDS }),
  field('Extra.weight', 'Weight', 'number'),
]);

const LAYOUT = { mode: 'sections', sections: [{ key: 'more', title: 'More', description: 'The rest', collapsed: true }] };
const GRADE: Words = { value: 'a', color: 'green', icon: 'Star', image: '/a.png', when: { field: 'family', in: ['x'] } };
const STATES = [
  { value: 'new', label: 'new' },
  { value: 'old', label: 'Old' },
];
const LOT = { validation: { regex: '^L[0-9]+$' }, visible_when: { field: 'family', in: ['x', 'y'] } };
const DRAWN = { scan: true, section: 'more', widget: 'slider' };
const KIND_CODE = { searchEndpoint: '/options/annex_gauges?field=kind_code', depends_on: 'family' };

/** In the words of a language. */
export interface GaugeWords {
  title: string;
  name: string;
  grade: string;
  yes: string;
  no: string;
  search: string;
}

export const gaugesTable = ({ title, name, grade, yes, no, search }: GaugeWords): Words =>
  table(
    'annex_gauges',
    title,
    [
      text('title', name, { tooltip: 'hint', description: 'notes' }),
      number('count_all', 'Count all'),
      number('ratio', 'Ratio'),
      number('price', 'Price', { cellStyle: 'currency', styleConfig: { currency: 'EUR' } }),
      {
        ...flag('active', 'Active'),
        options: [
          { value: 'true', label: yes },
          { value: 'false', label: no },
        ],
      },
      instant('measured_at', 'Measured at'),
      day('day', 'Day'),
      json('tags', 'Tags'),
      text('homepage_url', 'Homepage url', { cellStyle: 'url' }),
      text('email', 'Email', { cellStyle: 'email' }),
      text('phone', 'Phone', { cellStyle: 'phone' }),
      choice('state', 'State', STATES, { cellStyle: 'status' }),
      text('color', 'Color', { cellStyle: 'color' }),
      text('photo', 'Photo', { cellStyle: 'image' }),
      text('approved_by', 'Approved by', { cellStyle: 'creator' }),
      text('notes', 'Notes'),
      text('drawn', 'Drawn', { cellStyle: 'progress', ...DRAWN }),
      text('family', 'Family', { visibility: 'modal' }),
      column('kind_code', 'Kind code', 'text', 'select', { searchable: true, ...KIND_CODE }),
      reference('clerk_id', 'Clerk', 'core.User'),
      choice('grade', 'Grade', [{ ...GRADE, label: grade }]),
      text('provided', 'Provided', { options_source: 'units' }),
      text('frozen', 'Frozen', { readonly: true }),
      text('guarded', 'Guarded'),
      number('doubled', 'Doubled'),
      text('lot', 'Lot', LOT),
    ],
    {
      searchPlaceholder: search,
      ...file(
        ['title', name, true, 'text'],
        ['count_all', 'Count all', false, 'number'],
        ['ratio', 'Ratio', false, 'number'],
        ['price', 'Price', false, 'number'],
        ['active', 'Active', true, 'boolean'],
        ['measured_at', 'Measured at', false, 'datetime'],
        ['day', 'Day', false, 'datetime'],
        ['tags', 'Tags', false, 'text'],
        ['homepage_url', 'Homepage url', false, 'text'],
        ['email', 'Email', false, 'text'],
        ['phone', 'Phone', false, 'text'],
        ['state', 'State', false, 'text'],
        ['color', 'Color', false, 'text'],
        ['photo', 'Photo', false, 'text'],
        ['approved_by', 'Approved by', false, 'text'],
        ['notes', 'Notes', false, 'text'],
        ['drawn', 'Drawn', false, 'text'],
        ['family', 'Family', false, 'text'],
        ['kind_code', 'Kind code', false, 'text'],
        ['clerk_id', 'Clerk', false, 'text'],
        ['grade', 'Grade', false, 'text'],
        ['provided', 'Provided', false, 'text'],
        ['frozen', 'Frozen', false, 'text'],
        ['lot', 'Lot', false, 'text'],
      ),
      relations: [
        {
          name: 'readings',
          kind: 'one_to_many',
          through: 'Reading',
          foreign_key: 'gauge_id',
          label: 'Readings',
          readonly: true,
          embed: true,
        },
      ],
      form_layout: LAYOUT,
      group_by: 'state',
      stages: [
        { key: 'new', label: 'new', order: 1 },
        { key: 'old', label: 'Old', order: 2, is_final: true },
      ],
      transitions: [{ from: 'new', to: 'old' }],
    },
  );

export const gaugesForm = ({ title, name, grade }: GaugeWords): Words => ({
  ...modal(title, [
    field('title', name, 'text', { required: true }),
    field('count_all', 'Count all', 'number'),
    field('ratio', 'Ratio', 'number'),
    field('price', 'Price', 'number'),
    field('active', 'Active', 'boolean', { required: true }),
    field('measured_at', 'Measured at', 'datetime'),
    field('day', 'Day', 'date'),
    field('tags', 'Tags', 'textarea'),
    field('homepage_url', 'Homepage url', 'text'),
    field('email', 'Email', 'text'),
    field('phone', 'Phone', 'text'),
    field('state', 'State', 'select', { nullable: true, options: STATES }),
    field('color', 'Color', 'text'),
    field('photo', 'Photo', 'image'),
    field('approved_by', 'Approved by', 'text'),
    field('notes', 'Notes', 'textarea'),
    field('drawn', 'Drawn', 'slider', { nullable: true, ...DRAWN }),
    field('family', 'Family', 'text'),
    field('kind_code', 'Kind code', 'dynamic_select', {
      nullable: true,
      ...KIND_CODE,
      optionsConfig: { source: 'Kind', value: 'code', label: 'label', description: 'hint', filter_by: 'family', extra_columns: ['state'] },
    }),
    picker('clerk_id', 'Clerk', 'core.User', nullable),
    field('grade', 'Grade', 'select', { nullable: true, options: [{ ...GRADE, label: grade }] }),
    field('provided', 'Provided', 'select', { nullable: true, options_source: 'units' }),
    field('frozen', 'Frozen', 'text', { nullable: true, readonly: true }),
    field('guarded', 'Guarded', 'text', { nullable: true, readonly: true }),
    field('lot', 'Lot', 'text', { nullable: true, ...LOT }),
  ]),
  form_layout: LAYOUT,
});

const part = (key: string, label: string): Words => ({ key, type: 'number', label });
/** The actions of a gauge, behind the ones every table has. */
export const gaugeActions = (calibrate: string, name: string): Words[] => [
  {
    key: 'calibrate',
    name: 'calibrate',
    label: calibrate,
    icon: 'Ruler',
    type: 'custom',
    placement: 'row',
    modalWidth: 'lg',
    confirm: true,
    confirmMessage: 'Sure?',
    fields: [
      {
        key: 'value',
        type: 'number',
        required: true,
        default: 1,
        default_from_record: 'ratio',
        placeholder: name,
        depends_on: 'unit',
        label: 'Value',
        defaultValue: 1,
        dependsOn: 'unit',
        defaultFromRecord: 'ratio',
      },
      { key: 'unit', type: 'select', label: 'Unit', optionsConfig: { source: 'Kind', value: 'code', label: 'label' } },
      {
        key: 'file',
        type: 'file',
        search_endpoint: '/keep',
        searchEndpoint: '/keep',
        accept: 'image/*',
        max_size: 1000,
        storage_path: 'gauges',
        label: 'File',
      },
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
        label: 'Rows',
        itemFields: [part('debit', 'Debit'), part('credit', 'Credit')],
      },
    ],
    requiresState: ['new'],
    condition: { field: 'active', operator: 'eq', value: true },
    trigger: { type: 'compiled', export: 'noop' },
  },
  {
    key: 'guide',
    name: 'guide',
    label: 'Guide',
    type: 'custom',
    placement: 'create',
    steps: [{ title: 'One', description: 'First', fields: [{ key: 'kind_id', type: 'select', ref: 'Kind', label: 'Kind' }] }],
    isCollection: true,
    trigger: { type: 'compiled', export: 'noop' },
  },
  {
    key: 'draw',
    name: 'draw',
    label: 'Draw',
    type: 'custom',
    placement: 'row',
    modal: 'annex.draw',
    executable: true,
    trigger: { type: 'wasm', export: 'draw', run_in_tx: true },
  },
];

export const READINGS_TABLE = table(
  'annex_readings',
  'Annex readings',
  [
    reference('gauge_id', 'Gauge', 'Gauge'),
    reference('kind_id', 'Kind', 'Kind'),
    reference('branch_id', 'Branch', 'core.Branch'),
    money('amount', 'Amount'),
    number('high', 'High'),
  ],
  file(
    ['gauge_id', 'Gauge', false, 'text'],
    ['kind_id', 'Kind', false, 'text'],
    ['branch_id', 'Branch', false, 'text'],
    ['amount', 'Amount', false, 'number'],
    ['high', 'High', false, 'number'],
  ),
);
export const READINGS_FORM = modal('Annex readings', [
  picker('gauge_id', 'Gauge', 'Gauge', nullable),
  picker('kind_id', 'Kind', 'Kind', nullable),
  picker('branch_id', 'Branch', 'core.Branch', nullable),
  field('amount', 'Amount', 'number'),
  field('high', 'High', 'number', { nullable: true, defaultValue: 1000 }),
]);

const BORROWED = '/options/annex_aliases?field=borrowed';
export const ALIASES_TABLE: Words = {
  ...table(
    'annex_aliases',
    'Annex aliases',
    [
      reference('kind_id', 'Kind', 'Kind'),
      column('borrowed', 'Borrowed', 'text', 'select', { searchable: true, searchEndpoint: BORROWED }),
    ],
    file(['kind_id', 'Kind', false, 'text'], ['borrowed', 'Borrowed', false, 'text']),
  ),
  audit: { created_at: 'created_at', updated_at: 'updated_at' },
};
export const ALIASES_FORM = modal('Annex aliases', [
  picker('kind_id', 'Kind', 'Kind', nullable),
  field('borrowed', 'Borrowed', 'dynamic_select', {
    nullable: true,
    searchEndpoint: BORROWED,
    optionsConfig: { source: 'Alias', label: 'kind_id', label_ref: 'Kind' },
  }),
]);

export const DRAWS_TABLE: Words = {
  ...table(
    'annex_draws',
    'Annex draws',
    [
      column('mode', 'Mode', 'text', 'text', { searchable: true }),
      column('terms', 'Terms', 'text', 'text', { searchable: true }),
      reference('source_id', 'Source', 'Draw'),
    ],
    file(['mode', 'Mode', false, 'text'], ['terms', 'Terms', false, 'text'], ['source_id', 'Source', false, 'text']),
  ),
  audit: { created_at: 'created_at', updated_at: 'updated_at' },
  relations: [],
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
            option_filter: [{ field: 'mode', equals: 'open' }],
          },
        ],
      },
    ],
  },
};
export const DRAWS_FORM = modal('Annex draws', [
  field('mode', 'Mode', 'text'),
  field('terms', 'Terms', 'text'),
  picker('source_id', 'Source', 'Draw', nullable),
]);
export const DRAW_LINES_TABLE: Words = {
  ...table(
    'annex_draw_lines',
    'Annex draw lines',
    [
      reference('draw_id', 'Draw', 'Draw'),
      column('from_id', 'From', 'text', 'text', { searchable: false }),
      number('quantity', 'Quantity'),
    ],
    file(['draw_id', 'Draw', true, 'text'], ['from_id', 'From', false, 'text'], ['quantity', 'Quantity', false, 'number']),
  ),
  audit: { created_at: 'created_at', updated_at: 'updated_at' },
};
export const DRAW_LINES_FORM = modal('Annex draw lines', [
  picker('draw_id', 'Draw', 'Draw', { required: true }),
  field('from_id', 'From', 'text'),
  field('quantity', 'Quantity', 'number', { nullable: true, defaultValue: 1 }),
]);

export const EXTRAS_TABLE = table(
  'extra_kinds',
  'Extra kinds',
  [choice('colour', 'Colour', REDS), number('weight', 'Weight')],
  file(['colour', 'Colour', false, 'text'], ['weight', 'Weight', false, 'number']),
);
export const EXTRAS_FORM = modal('Extra kinds', [
  field('colour', 'Colour', 'select', { nullable: true, options: REDS }),
  field('weight', 'Weight', 'number'),
]);

export const GAUGE_BUTTONS = [...ALL, ...gaugeActions('Calibrate', 'Title')];
