/** A small shop: an addon that declares most of what the data plane runs, for specs and the conformance suite. */
import type { ManifestV3 } from '../../schemas';
import { manifestWith } from './kernel';
import { SHOP_ACTIONS } from './shop-actions';
import { SHOP_DOCUMENTS, SHOP_SCHEDULES, SHOP_WEBHOOKS } from './shop-paper';

export const shopManifest = (): ManifestV3 =>
  manifestWith(
    'shop',
    [
      {
        key: 'Customer',
        table: 'customers',
        label: 'Customers',
        columns: [
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'name', type: 'varchar(80)', not_null: true, label: 'Name', searchable: true },
          { name: 'email', type: 'text', display: 'email' },
          {
            name: 'tier',
            type: 'text',
            not_null: true,
            default: 'basic',
            options: [
              { value: 'basic', label: 'Basic' },
              { value: 'gold', label: 'Gold', color: '#d97706' },
            ],
          },
          { name: 'vip', type: 'boolean' },
          { name: 'credit', type: 'numeric(12,2)', display_config: { aggregate: 'sum' } },
          { name: 'since', type: 'date' },
        ],
        rules: [{ kind: 'unique', columns: ['email'], field: 'email', error_key: 'customer.email_taken' }],
        relations: [{ name: 'orders', kind: 'one_to_many', through: 'Order', foreign_key: 'customer_id' }],
      },
      {
        key: 'Product',
        table: 'products',
        columns: [
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'sku', type: 'varchar(20)', not_null: true },
          { name: 'title', type: 'text', not_null: true },
          { name: 'price', type: 'numeric(10,2)', not_null: true, default: 0, validation: { min: 0 } },
          { name: 'active', type: 'boolean', not_null: true, default: true },
          { name: 'tags', type: 'jsonb' },
        ],
        rules: [{ kind: 'unique', columns: ['sku'], error_key: 'product.sku_taken', where: { active: true } }],
      },
      {
        key: 'Order',
        table: 'orders',
        label: 'Orders',
        columns: [
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'folio', type: 'text', sequence: 'order' },
          { name: 'customer_id', type: 'uuid', not_null: true, ref: 'Customer' },
          { name: 'status', type: 'text', not_null: true },
          { name: 'note', type: 'text' },
          { name: 'placed_on', type: 'date' },
          { name: 'shipped_on', type: 'date' },
          { name: 'subtotal', type: 'numeric(12,2)' },
          { name: 'lines_count', type: 'integer' },
          { name: 'tax_rate', type: 'numeric(5,2)', not_null: true, default: 16 },
          { name: 'total', type: 'numeric(12,2)', display_config: { aggregate: 'sum' } },
          { name: 'version', type: 'integer' },
        ],
        foreign_keys: [{ columns: ['customer_id'], references: { model: 'Customer', columns: ['id'] }, policy: 'logical' }],
        relations: [
          {
            name: 'lines',
            kind: 'one_to_many',
            through: 'Line',
            foreign_key: 'order_id',
            embed: true,
            rollups: [
              { target: 'subtotal', from: 'amount' },
              { target: 'lines_count', fn: 'count' },
            ],
          },
          { name: 'gifts', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id', scope: { kind: 'gift' } },
          { name: 'products', kind: 'many_to_many', through: 'Line', foreign_key: 'order_id' },
        ],
        document_forms: {
          types: [
            {
              key: 'copy',
              label: 'Copy',
              fields: [],
              lines: true,
              sources: [{ key: 'order', label: 'Order', model: 'Order', lines: 'lines' }],
            },
          ],
        },
        formulas: [{ target: 'total', expr: 'subtotal * (1 + tax_rate / 100)' }],
        sequences: [{ key: 'order', scope: 'org', format: 'F-{seq:05}' }],
        reason_required: { delete: true, actions: ['cancel'], min_length: 5 },
        stage_field: 'status',
        stages: [
          { key: 'draft', label: 'Draft', order: 1 },
          { key: 'confirmed', label: 'Confirmed', order: 2 },
          { key: 'shipped', label: 'Shipped', order: 3, is_final: true },
          { key: 'cancelled', label: 'Cancelled', order: 4, is_final: true },
        ],
        transitions: [
          { from: 'draft', to: 'confirmed' },
          { from: 'confirmed', to: 'shipped' },
          { from: 'draft', to: 'cancelled' },
          { from: 'confirmed', to: 'cancelled' },
        ],
        on_transition: [
          { from: 'confirmed', to: 'shipped', set: { shipped_on: 'now()' } },
          { from: '*', to: 'cancelled', set: { note: 'cancelled' } },
        ],
      },
      {
        key: 'Line',
        table: 'order_lines',
        columns: [
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'order_id', type: 'uuid', not_null: true, ref: 'Order' },
          { name: 'product_id', type: 'uuid', ref: 'Product', reject_deleted_ref: true },
          { name: 'kind', type: 'text', not_null: true, default: 'sale' },
          {
            name: 'quantity',
            type: 'integer',
            not_null: true,
            constraints: [{ expr: 'quantity > 0', error_key: 'line.quantity' }],
          },
          { name: 'price', type: 'numeric(10,2)', not_null: true, default: 0 },
          { name: 'amount', type: 'numeric(12,2)' },
        ],
        formulas: [{ target: 'amount', expr: 'quantity * price' }],
        foreign_keys: [
          { columns: ['order_id'], references: { model: 'Order', columns: ['id'] }, policy: 'physical', on_delete: 'cascade' },
        ],
      },
      {
        key: 'Payment',
        table: 'payments',
        append_only: true,
        columns: [
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'order_id', type: 'uuid', not_null: true, ref: 'Order' },
          { name: 'amount', type: 'numeric(12,2)', not_null: true },
        ],
        foreign_keys: [{ columns: ['order_id'], references: { model: 'Order', columns: ['id'] }, policy: 'logical' }],
      },
    ],
    {
      capabilities: [
        { kind: 'event:subscribe', target: 'shop.Payment.*', reason: 'To tell the bank' },
        { kind: 'http:fetch', target: 'shop.example.com', reason: 'To call the shop’s own server' },
      ],
      billing: { metered_events: [{ event: 'shop.Payment.created', unit: 'payment' }] },
      connectors: [
        {
          key: 'tax',
          label: 'Tax office',
          auth: 'token',
          credentials: [
            { key: 'secret', type: 'secret' },
            { key: 'token', type: 'secret' },
          ],
        },
      ],
      compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
      schedules: SHOP_SCHEDULES,
      webhooks: SHOP_WEBHOOKS,
      contributions: {
        documents: SHOP_DOCUMENTS,
        subscriptions: [
          {
            event: 'shop.Payment.created',
            filter: 'after.amount > 1',
            handler: { type: 'webhook', url: 'https://shop.example.com/hooks/paid' },
          },
        ],
        navigation: [
          {
            title: 'Shop',
            items: [
              { title: 'Orders', model: 'Order', permission: 'orders.index' },
              { title: 'Payments', model: 'Payment', permission: 'payments.index' },
            ],
          },
        ],
        actions: [
          {
            key: 'cancel',
            label: 'Cancel',
            target_model: 'Order',
            requires_state: ['draft', 'confirmed'],
            handler: { type: 'webhook', url: 'https://shop.example.com/hooks/cancel' },
          },
          {
            key: 'remind',
            label: 'Remind',
            target_model: 'Order',
            fields: [
              { key: 'channel', type: 'select', required: true, options: [{ value: 'mail', label: 'Mail' }] },
              { key: 'text', type: 'text' },
            ],
            handler: { type: 'webhook', url: 'https://shop.example.com/hooks/remind' },
          },
          { key: 'ping', label: 'Ping', target_model: 'Order', placement: 'table', confirm: true, handler: { type: 'webhook', url: '' } },
          { key: 'sync', label: 'Sync', target_model: 'Order', handler: { type: 'wasm', function: 'sync' } },
          ...SHOP_ACTIONS,
        ],
      },
      rbac: {
        permissions: [
          {
            key: 'shop.sell',
            label: 'Sell',
            models: [
              { model: 'Order', actions: ['index', 'create', 'update', 'export'] },
              { model: 'Line', actions: ['index', 'create', 'update', 'delete'] },
              { model: 'Customer', actions: ['read', 'create'] },
              { model: 'Product', actions: ['index'] },
            ],
          },
          { key: 'orders.remind' },
          { key: 'customers.read' },
          { key: 'orders.index' },
        ],
        roles: [
          { key: 'agent', label: 'Seller', permissions: ['shop.sell', 'orders.remind'] },
          { key: 'viewer', label: 'Reader', permissions: ['customers.read', 'orders.index'] },
        ],
      },
    },
  );
