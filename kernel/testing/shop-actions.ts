/** The shop's less usual actions: every kind of field, gate and handler a manifest can declare. */
import type { Action } from '../../schemas';

const HOOK = 'https://shop.example.com/hooks';
const NOTHING: Action['handler'] = { type: 'compiled', function: 'noop' };

/** A webhook whose server is set to fail by whoever tests it. */
export const FAILING_HOOK = `${HOOK}/fail`;

export const SHOP_ACTIONS: Action[] = [
  {
    key: 'receive',
    label: 'Receive',
    target_model: 'Order',
    handler: NOTHING,
    fields: [
      {
        key: 'lines',
        type: 'array',
        required: true,
        item_fields: [
          { key: 'product_id', type: 'select', ref: 'Product', required: true },
          { key: 'quantity', type: 'integer', required: true, validation: { min: 1, max: 99 } },
          { key: 'lot', type: 'text', validation: { regex: '^L[0-9]+$' } },
        ],
      },
      { key: 'received_on', type: 'date' },
      { key: 'weight', type: 'number', validation: { min: 0.5 } },
      { key: 'contact', type: 'email' },
      { key: 'page', type: 'url' },
      { key: 'urgent', type: 'boolean' },
      { key: 'courier', type: 'text', required: true, visible_when: { field: 'urgent', equals: 'true' } },
      { key: 'note', type: 'textarea', validation: { min: 3, max: 10 } },
      { key: 'clerk_id', type: 'user' },
      {
        key: 'tags',
        type: 'select',
        multiple: true,
        options: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ],
      },
      {
        key: 'shelf',
        type: 'select',
        depends_on: 'urgent',
        options: [
          { value: 'front', label: 'Front', when: { in: ['true'] } },
          { value: 'back', label: 'Back', when: { not_in: ['true'] } },
        ],
      },
    ],
  },
  {
    key: 'post',
    label: 'Post',
    target_model: 'Order',
    placement: 'table',
    handler: NOTHING,
    fields: [
      {
        key: 'entries',
        type: 'array',
        item_fields: [
          { key: 'debit', type: 'number' },
          { key: 'credit', type: 'number' },
        ],
        balance: { debit_column: 'debit', credit_column: 'credit', message: 'Debit and credit differ', require_nonzero: true },
      },
    ],
  },
  {
    key: 'charge',
    label: 'Charge',
    target_model: 'Order',
    idempotency: { key_field: 'request_id' },
    handler: { type: 'webhook', url: `${HOOK}/charge` },
  },
  {
    key: 'wizard',
    label: 'Wizard',
    target_model: 'Order',
    handler: { type: 'webhook', url: `${HOOK}/wizard` },
    steps: [
      { title: 'First', fields: [{ key: 'first', type: 'text', required: true }] },
      { title: 'Second', fields: [{ key: 'second', type: 'integer', required: true }] },
    ],
  },
  { key: 'fail', label: 'Fail', target_model: 'Order', handler: { type: 'webhook', url: FAILING_HOOK } },
  { key: 'audit', label: 'Audit', target_model: 'Order', handler: NOTHING, condition: { addon_installed: 'audit' } },
  { key: 'stamp', label: 'Stamp', target_model: 'Order', handler: NOTHING, condition: { connector_connected: 'tax' } },
  { key: 'annotate', label: 'Annotate', target_model: 'Order', handler: NOTHING, condition: { field: 'note', operator: 'falsy' } },
  { key: 'void', label: 'Void', target_model: 'Order', handler: NOTHING, supervisor_policy: 'void_sale' },
  { key: 'discount', label: 'Discount', target_model: 'Order', handler: NOTHING, approval: { roles: ['owner'], when: 'total > 1000' } },
  { key: 'refund', label: 'Refund', target_model: 'Order', handler: NOTHING, approval: { roles: ['owner'] } },
  { key: 'weigh', label: 'Weigh', target_model: 'Order', handler: { type: 'native', operation: 'weigh' } },
  { key: 'tax', label: 'Tax', target_model: 'Order', handler: { type: 'connector', connector: 'tax', operation: 'stamp' } },
  { key: 'legacy', label: 'Legacy', target_model: 'Order', handler: { type: 'compiled', function: 'legacy' } },
  {
    key: 'message',
    label: 'Message',
    target_model: 'Order',
    handler: { type: 'capability', capability: 'messaging.send', input: { to: 'record.folio', text: 'payload.text', kind: 'const:plain' } },
  },
];
