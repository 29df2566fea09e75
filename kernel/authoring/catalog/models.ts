/** Pages of the rules about models, columns, stages and extension tables. */
import { page, type RulePage } from './page';

const M = '/models/0';
const C = `${M}/columns/2`;
const column = (more: object): object => ({ name: 'status', type: 'text', ...more });
const index = (more: object): object[] => [{ name: 'orders_total_idx', columns: ['total'], ...more }];
const key = (columns: string[], model: string, target: string[]): object[] => [
  { columns, references: { model, columns: target }, policy: 'logical' },
];
const lines = (more: object = {}): object => ({ name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id', ...more });
const rollup = (more: object): object[] => [lines({ rollups: [{ target: 'total', ...more }] })];
const formula = (more: object): object[] => [{ target: 'total', ...more }];
const OPEN = { [`${M}/stage_field`]: 'status', [`${M}/stages`]: [{ key: 'open' }, { key: 'done' }] };
const cross = (rule: object): object[] => [{ error_key: 'order_rule', ...rule }];
const parent = { kind: 'ref_state', ref: 'order_id', parent: 'Order', require: { status: 'open' } };
const sum = { kind: 'sum_lte', ref: 'order_id', parent: 'Order', sum: 'amount', max: 'total' };
const X = '/models/1/rules';
const extension = (more: object): object => ({
  key: 'OrderTax',
  table: 'order_tax',
  extends: 'shop.Order',
  columns: [{ name: 'rate', type: 'numeric' }],
  ...more,
});
const ACCEPTED = { '/extension_points': { model_extensions_accepted: ['Order'] } };
const E = '/models/2';
const search = (name: string, format: string): object[] => [{ name, format }];
const guard = (more: object): object => column({ constraints: [{ expr: 'total >= 0', error_key: 'negative_total', ...more }] });
const option = (when: object): object => column({ options: [{ value: 'late', label: 'Late', when }] });
const section = (fields: string[], keyName = 'main'): object => ({ key: keyName, fields });

export const MODEL_PAGES: readonly RulePage[] = [
  page('DUP-MODEL', 'Every reference means the first of them; the second is never reached.', '/models/1/key', 'Order', 'Line'),
  page(
    'DUP-TABLE',
    'Two models would write into one table. Hosts do not look for it before the install, which then fails.',
    '/models/1/table',
    'orders',
  ),
  page(
    'DUP-COLUMN',
    'PostgreSQL refuses a table with two columns of one name. Hosts do not look for it before the install, which then fails.',
    '/models/1/columns',
    [
      { name: 'organization_id', type: 'uuid' },
      { name: 'amount', type: 'numeric' },
      { name: 'amount', type: 'text' },
    ],
  ),
  page('DUP-INDEX', 'Index names are unique in a schema; the second one stops the install or is never made.', `${M}/indices`, [
    ...index({}),
    ...index({ columns: ['paid'] }),
  ]),
  page(
    'NAME-LENGTH',
    'PostgreSQL keeps 63 bytes of a name; a longer one is refused, here and on older hosts, or cut.',
    '/models/1/table',
    't'.repeat(65),
    'lines',
  ),
  page(
    'IDX-COL',
    'The index cannot be created. With `where` hosts check it before; without, the install fails.',
    `${M}/indices`,
    index({ columns: ['totall'] }),
  ),
  page('IDX-METHOD', 'Conditions are written for btree indexes only.', `${M}/indices`, index({ method: 'gin', where: 'total > 0' })),
  page(
    'IDX-WHERE',
    'The condition becomes part of a statement, so its grammar is small: comparisons with literals, joined by AND.',
    `${M}/indices`,
    index({ where: 'status == "open"' }),
  ),
  page('REF-MODEL', 'Lists and forms find no labels for the values, and show ids.', `${M}/columns/5/ref`, 'Lime', 'Line'),
  page('FK-MODEL', 'The reference can neither be enforced nor followed.', `${M}/foreign_keys`, key(['customer_id'], 'Lime', ['id'])),
  page(
    'FK-COLUMN',
    'A foreign key over a column that is not there cannot be created.',
    `${M}/foreign_keys`,
    key(['custmer_id'], 'Line', ['id']),
  ),
  page(
    'FK-COUNT',
    'Columns are paired one by one.',
    `${M}/foreign_keys`,
    key(['customer_id', 'status'], 'Line', ['id']),
    key(['customer_id'], 'Line', ['id']),
  ),
  page('REL-EMPTY', 'The detail page asks for the children by these names.', `${M}/relations`, [lines({ name: '' })], [lines()]),
  page(
    'REL-NAME',
    'Some hosts use the name as an SQL alias and refuse others.',
    `${M}/relations`,
    [lines({ name: 'Order lines' })],
    [lines({ name: 'order_lines' })],
  ),
  page('REL-DUP', 'Two lists of one name: only one is shown.', `${M}/relations`, [lines(), lines()], [lines()]),
  page('REL-MODEL', 'The list stays empty unless another addon brings the model.', `${M}/relations`, [lines({ through: 'Lime' })]),
  page('REL-COLUMN', 'Children are found by this column.', `${M}/relations`, [lines({ foreign_key: 'ordr_id' })]),
  page(
    'SEED-KEY',
    'The host looks by this column whether a row is there already; otherwise every install would add it again.',
    `${M}/seed`,
    { key: 'statuz', rows: [{ status: 'open' }] },
  ),
  page('SEED-COLUMN', 'The insert fails on a column that does not exist.', `${M}/seed`, { key: 'status', rows: [{ statuz: 'open' }] }),
  page('SEQ-DUP', 'Two counters of one key would share their numbers.', `${M}/sequences`, [
    { key: 'folio', format: '{seq}' },
    { key: 'folio', format: 'A-{seq}' },
  ]),
  page('SEQ-FORMAT', 'The number must go somewhere, once: otherwise every record gets the same text.', `${M}/sequences`, [
    { key: 'folio', format: 'A-{seq:6}' },
  ]),
  page('REASON-EMPTY', 'The block asks for a reason nowhere, so it does nothing.', `${M}/reason_required`, { min_length: 10 }),
  page('REASON-ACTION', 'Nobody is asked, because the action does not exist on this model.', `${M}/reason_required`, { actions: ['sned'] }),
  page('FORM-TARGET', 'The computed value has nowhere to go.', `${M}/formulas`, formula({ target: 'totl', expr: 'paid * 2' })),
  page(
    'FORM-EXPR',
    'Formulas are arithmetic over the row’s own columns: no functions, no text, no `%`.',
    `${M}/formulas`,
    formula({ expr: 'round(paid)' }),
    formula({ expr: 'paid * 1.16' }),
  ),
  page(
    'FORM-HANDLER',
    'Tier 2 computes an expression; a handler is called only in tier 3.',
    `${M}/formulas`,
    formula({ handler: 'wasm:compute' }),
  ),
  page(
    'FORM-T3-EXPR',
    'Tier 3 calls its handler and never reads the expression.',
    `${M}/formulas`,
    formula({ tier: 3, handler: 'wasm:compute', expr: 'paid' }),
  ),
  page(
    'FORM-T3-HANDLER',
    'Tier 3 has nothing to compute with.',
    `${M}/formulas`,
    formula({ tier: 3 }),
    formula({ tier: 3, handler: 'wasm:compute' }),
  ),
  page('ROLL-TARGET', 'The total has no column to be kept in.', `${M}/relations`, [
    lines({ rollups: [{ target: 'totl', from: 'amount' }] }),
  ]),
  page(
    'ROLL-FROM',
    'The child has no such column. Columns of other addons’ models are not known, so they cannot be summed.',
    `${M}/relations`,
    rollup({ from: 'amout' }),
  ),
  page(
    'ROLL-EXPR',
    'The expression is arithmetic over the child’s columns.',
    `${M}/relations`,
    rollup({ expr: 'amount %' }),
    rollup({ expr: 'amount * 2' }),
  ),
  page('ROLL-BOTH', 'Either a column is added up, or an expression.', `${M}/relations`, rollup({ from: 'amount', expr: 'amount' })),
  page('ROLL-NONE', 'Only `count` needs nothing to add up.', `${M}/relations`, rollup({})),
  page('STG-FIELD', 'The stage must be stored in a column of the model.', `${M}/stages`, [{ key: 'open' }], undefined, {
    [`${M}/stage_field`]: 'statuz',
  }),
  page('STG-NONE', 'A stage column without stages refuses every value.', `${M}/stages`, undefined, [{ key: 'open' }], {
    [`${M}/stage_field`]: 'status',
  }),
  page('STG-KEY', 'Records are stored under this key.', `${M}/stages`, [{ key: 'open' }, { key: '' }], [{ key: 'open' }, { key: 'done' }], {
    [`${M}/stage_field`]: 'status',
  }),
  page('STG-DUP', 'Two stages of one key are one stage with two labels.', `${M}/stages`, [{ key: 'open' }, { key: 'open' }], undefined, {
    [`${M}/stage_field`]: 'status',
  }),
  page(
    'STG-TRANS',
    'A move from or to something that is no stage can never happen; `*` is for hooks only.',
    `${M}/transitions`,
    [{ from: 'open', to: 'closed' }],
    undefined,
    OPEN,
  ),
  page('STG-HOOK', 'The hook would never fire.', `${M}/on_transition`, [{ to: 'doen', set: { total: 0 } }], undefined, OPEN),
  page(
    'STG-HOOK-EMPTY',
    'A hook that sets nothing and calls nothing is a slip.',
    `${M}/on_transition`,
    [{ to: 'done', set: {} }],
    [{ to: 'done', set: { total: 0 } }],
    OPEN,
  ),
  page(
    'STG-HOOK-SET',
    'The assignment fails on a column that does not exist, and with it the move.',
    `${M}/on_transition`,
    [{ to: 'done', set: { totl: 0 } }],
    undefined,
    OPEN,
  ),
  page('APPEND-STAGE', 'A ledger’s records never change, and moving to another stage is a change.', `${M}/append_only`, true, false, OPEN),
  page(
    'requires_state_in_stages',
    'No record is ever in that state, so the action is never offered.',
    '/contributions/actions/0/requires_state',
    ['opne'],
    undefined,
    OPEN,
  ),
  page(
    'XRULE-ERRKEY',
    'The key is what the form and the API answer when the rule is broken.',
    X,
    cross({ ...parent, error_key: ' ' }),
    cross(parent),
  ),
  page(
    'XRULE-PARENT',
    'The rule looks at another record, so it must say of which model.',
    X,
    cross({ ...parent, parent: ' ' }),
    cross(parent),
  ),
  page('XRULE-REF', 'The parent is found by this column.', X, cross({ ...parent, ref: 'ordr_id' })),
  page('XRULE-REQUIRE', 'Without required values the rule demands nothing.', X, cross({ ...parent, require: {} }), cross(parent)),
  page(
    'XRULE-IDENT',
    'Columns of the parent are named here, and are not looked up before the rule runs.',
    X,
    cross({ ...parent, require: { 'The status': 'open' } }),
    cross(parent),
  ),
  page('XRULE-SUM', 'There is nothing to add up.', X, cross({ ...sum, sum: 'amout' })),
  page(
    'XRULE-WHERE',
    'Rows are filtered by own columns.',
    X,
    cross({ ...sum, where: { state: 1 } }),
    cross({ ...sum, where: { amount: 1 } }),
  ),
  page(
    'XRULE-COLUMN',
    'Uniqueness is checked over own columns.',
    X,
    cross({ kind: 'unique', columns: ['ordr_id'] }),
    cross({ kind: 'unique', columns: ['order_id'] }),
  ),
  page(
    'XRULE-FIELD',
    'The error is shown on a column of the rule.',
    X,
    cross({ kind: 'unique', columns: ['order_id'], field: 'amount' }),
    cross({ kind: 'unique', columns: ['order_id'], field: 'order_id' }),
  ),
  page('XRULE-ENFORCE', 'Only the state of a parent can be checked on every write.', X, cross({ ...sum, enforce: 'always' })),
  page('XRULE-REFSTATE-EXTRA', 'The field belongs to another kind of rule and would be ignored.', X, cross({ ...parent, max: 'total' })),
  page(
    'XRULE-SUM-EXTRA',
    'The field belongs to another kind of rule and would be ignored.',
    X,
    cross({ ...sum, require: { status: 'open' } }),
  ),
  page(
    'XRULE-UNIQUE-EXTRA',
    'The field belongs to another kind of rule and would be ignored.',
    X,
    cross({ kind: 'unique', columns: ['order_id'], parent: 'Order' }),
  ),
  page('EXT-SELF', 'An extension adds columns to another model.', E, extension({ extends: 'shop.OrderTax' }), extension({}), ACCEPTED),
  page('EXT-UNKNOWN', 'There is nothing to extend.', E, extension({ extends: 'shop.Ordr' }), undefined, ACCEPTED),
  page(
    'EXT-CHAIN',
    'Extension tables share the key of the model they extend; one cannot hang on another.',
    '/models/3',
    extension({ key: 'More', table: 'more', extends: 'shop.OrderTax' }),
    extension({ key: 'More', table: 'more' }),
    { [E]: extension({}), ...ACCEPTED },
  ),
  page('EXT-NOTOPEN', 'A model is extended only when its owner says so, own models included.', E, extension({})),
  page(
    'EXT-COLUMN',
    'The host gives an extension table its key and its tenant column.',
    E,
    extension({
      columns: [
        { name: 'id', type: 'uuid' },
        { name: 'rate', type: 'numeric' },
      ],
    }),
    undefined,
    ACCEPTED,
  ),
  page('EXT-LIFE', 'Its rows live and die with the record they extend.', E, extension({ locking: 'row' }), extension({}), ACCEPTED),
  page('SKEY-DUP', 'Search keys become columns, so their names are unique.', `${M}/search_keys`, [
    ...search('look', '{status}'),
    ...search('look', '{token}'),
  ]),
  page(
    'SKEY-CLASH',
    'A search key becomes a column of the table.',
    `${M}/search_keys`,
    search('status', '{token}'),
    search('look', '{token}'),
  ),
  page('SKEY-NOPH', 'The text must be made of something.', `${M}/search_keys`, search('look', 'status')),
  page(
    'SKEY-BRACE',
    'A brace that stays open was meant to be a mark.',
    `${M}/search_keys`,
    search('look', '{status}}'),
    search('look', '{status}'),
  ),
  page('SKEY-COL', 'The mark names no column.', `${M}/search_keys`, search('look', '{statuz}')),
  page('SKEY-TYPE', 'Structures cannot be part of a text.', `${M}/search_keys`, search('look', '{meta}'), search('look', '{status}')),
  page(
    'ATTR-EXTENDS',
    'Classes choose which columns of an extension table a record shows.',
    `${M}/attribute_classes`,
    [{ key: 'tax', sections: [section(['total'])] }],
    [],
  ),
  page(
    'ATTR-DUP',
    'Classes are named across the whole manifest.',
    E,
    extension({
      attribute_classes: [
        { key: 'tax', sections: [section(['rate'])] },
        { key: 'tax', sections: [section(['rate'])] },
      ],
    }),
    extension({ attribute_classes: [{ key: 'tax', sections: [section(['rate'])] }] }),
    ACCEPTED,
  ),
  page(
    'ATTR-SEC-DUP',
    'Sections of a class are told apart by their key.',
    E,
    extension({ attribute_classes: [{ key: 'tax', sections: [section(['rate']), section(['rate'])] }] }),
    extension({ attribute_classes: [{ key: 'tax', sections: [section(['rate'])] }] }),
    ACCEPTED,
  ),
  page(
    'ATTR-FIELD',
    'The section would show a column that does not exist.',
    E,
    extension({ attribute_classes: [{ key: 'tax', sections: [section(['rat'])] }] }),
    undefined,
    ACCEPTED,
  ),
  page(
    'DEFAULT',
    'The default becomes part of DDL. Plain text is quoted for you, which is safe only without quotes, semicolons and backslashes.',
    C,
    column({ default: '"open"' }),
  ),
  page(
    'VALIDATION',
    'The host’s engine is RE2: no lookaround, no references back. And a minimum above the maximum lets nothing pass.',
    C,
    column({ validation: { regex: '(?=a)b' } }),
    column({ validation: { regex: '^[a-z]+$' } }),
  ),
  page('SEARCHABLE', 'Structures cannot be indexed for text search.', `${M}/columns/6`, { name: 'meta', type: 'jsonb', searchable: true }),
  page('SECTION', 'The field would be shown in no section.', C, column({ section: 'mian' }), undefined, {
    [`${M}/form_layout`]: { mode: 'sections', sections: [{ key: 'main' }] },
  }),
  page('MULTIPLE', 'Several references are stored as a list, which needs jsonb.', C, column({ ref: 'Line', multiple: true }), {
    name: 'status',
    type: 'jsonb',
    ref: 'Line',
    multiple: true,
  }),
  page('audit_column_type', 'The host writes these columns itself, as timestamps and user ids.', '/models/1/columns', [
    { name: 'organization_id', type: 'uuid' },
    { name: 'created_at', type: 'text' },
  ]),
  page(
    'VIS-CLASS',
    'The field would never be shown.',
    C,
    column({ visible_when: { class: 'vip' } }),
    column({ visible_when: { field: 'token', equals: 'vip' } }),
  ),
  page(
    'VIS-CLASS-ALONE',
    'A class decides alone; further conditions would be ignored.',
    C,
    column({ visible_when: { class: 'tax', field: 'token' } }),
    undefined,
    { [E]: extension({ attribute_classes: [{ key: 'tax', sections: [section(['rate'])] }] }), ...ACCEPTED },
  ),
  page(
    'CON-EXPR',
    'The guard is one comparison of arithmetic over own columns, checked on every write.',
    C,
    guard({ expr: '(total >= 0)' }),
  ),
  page('CON-ERRKEY', 'The key is what the form and the API answer when the guard refuses.', C, guard({ error_key: ' ' }), guard({})),
  page('CON-APPR-MISSING', 'Somebody must be able to approve.', C, guard({ on_violation: 'request_approval' })),
  page(
    'CON-APPR-EXTRA',
    'Without `request_approval` the write is refused and nobody is asked.',
    C,
    guard({ approval: { roles: ['admin'] } }),
  ),
  page(
    'CON-APPR-WHEN',
    'A guard is its own condition; only the approval of an action has another.',
    C,
    guard({ on_violation: 'request_approval', approval: { roles: ['admin'], when: 'total > 100' } }),
  ),
  page('APPR-ROLE', 'A blank role is nobody.', '/contributions/actions/0/approval', { roles: [' '] }, { roles: ['admin'] }),
  page('COL-SEQ', 'The column would stay empty: no counter fills it.', C, column({ sequence: 'folio' })),
  page('OPT-WHEN-FIELD', 'The condition must look at some field.', C, option({ in: ['x'] }), option({ field: 'token', in: ['x'] })),
  page('OPT-WHEN-SET', 'A condition without values never holds.', C, option({ field: 'token' }), option({ field: 'token', in: ['x'] })),
  page(
    'OPTF-FIELD',
    'The filter compares a property of the choice.',
    C,
    column({ option_filter: { field: ' ', equals: 1 } }),
    column({ option_filter: { field: 'active', equals: true } }),
  ),
  page('XCOL-DUP', 'Each column is sent once.', C, column({ options: { source: 'Line', extra_columns: ['amount', 'amount'] } })),
  page('XCOL-RESERVED', 'These travel with every choice already.', C, column({ options: { source: 'Line', extra_columns: ['label'] } })),
  page('XCOL-COL', 'The source has no such column.', C, column({ options: { source: 'Line', extra_columns: ['amout'] } })),
];
