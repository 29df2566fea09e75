/** What hosts serve of a manifest, and which pages of the host it fills. */
import { describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { manifestWith } from '../testing/kernel';
import { flatManifest } from './flat-manifest';
import { pagesOf } from './pages';

const wasm = (name: string) => ({ type: 'wasm' as const, function: name });
const manifest: ManifestV3 = {
  ...manifestWith('till', [
    {
      key: 'Sale',
      table: 'sales',
      label: 'Sales',
      columns: [
        { name: 'id', type: 'uuid' },
        { name: 'organization_id', type: 'uuid', not_null: true },
        { name: 'number', type: 'text', not_null: true, label: 'Number' },
        { name: 'customer_id', type: 'uuid' },
        { name: 'seller_id', type: 'uuid', ref: 'core.User' },
        { name: 'deleted_at', type: 'timestamptz' },
      ],
      indices: [
        { name: 'sales_number', columns: ['number'], unique: true },
        { name: 'sales_seller', columns: ['seller_id'] },
        { name: 'sales_both', columns: ['number', 'seller_id'], unique: true },
      ],
      foreign_keys: [{ columns: ['customer_id'], references: { model: 'Customer', columns: ['id'] }, policy: 'logical' }],
    },
    {
      key: 'Note',
      table: 'notes',
      columns: [
        { name: 'text', type: 'text', default: "it's new" },
        { name: 'count', type: 'integer', default: 3 },
      ],
    },
  ]),
  metadata: {
    key: 'till',
    name: 'Till',
    version: '1.2.0',
    icon: { type: 'lucide', slug: 'Coins', color: '#fff' },
    i18n: { es: { name: 'Caja' } },
  },
  compatibility: {
    requires: [
      { key: 'kernel', version: '^3.0.0' },
      { key: 'crm', version: '*' },
    ],
    provides: ['cash'],
  },
  tenancy: { isolation: 'schema' },
  capabilities: [{ kind: 'event:emit', target: 'till.closed', reason: 'To tell' }],
  extension_points: { events: [{ name: 'till.paid' }, { name: 'till.closed' }] },
  i18n: { default_locale: 'es', bundles: [{ locale: 'es', path: 'locales/es.json' }] },
  settings: [{ key: 'round', type: 'boolean', label: 'Round', default: true }],
  schedules: [{ key: 'close', every: '24h', do: 'wasm:Close' }],
  contributions: {
    navigation: [{ title: 'Till', items: [{ title: 'Sales', model: 'Sale', items: [{ title: 'Theirs', model: 'crm.Customer' }] }] }],
    actions: [
      {
        key: 'refund',
        target_model: 'Sale',
        label: 'Refund',
        confirm_message: 'Sure?',
        fields: [{ key: 'why', type: 'text' }],
        handler: wasm('Refund'),
      },
      { key: 'again', target_model: 'Sale', handler: wasm('Refund') },
    ],
    subscriptions: [{ event: 'till.paid', handler: wasm('OnPaid') }],
    dashboard: [{ key: 'count', title: 'Sales', kind: 'stat', size: 'sm', query: { model: 'Sale', aggregate: 'count' } }],
  },
};

describe('a manifest as hosts serve it', () => {
  it('is flat: what names it stands at the top, and older names stand for its parts', () => {
    expect(flatManifest(manifest)).toEqual({
      key: 'till',
      name: 'Till',
      description: '',
      version: '1.2.0',
      category: '',
      metadata_i18n: { es: { name: 'Caja' } },
      icon_type: 'lucide',
      icon_slug: 'Coins',
      icon_color: '#fff',
      kernel: '^3.0.0',
      provides: ['cash'],
      tenant_isolation: 'schema',
      backend: { runtime: 'wasm', entry: 'backend/backend.wasm', exports: ['Refund', 'OnPaid'] },
      capabilities: [{ kind: 'event:emit', target: 'till.closed', reason: 'To tell' }],
      model_definitions: [
        {
          table_name: 'sales',
          model_key: 'Sale',
          label: 'Sales',
          org_scoped: true,
          soft_delete: true,
          columns: [
            { name: 'number', type: 'text', not_null: true, required: true, label: 'Number', unique: true },
            { name: 'customer_id', type: 'uuid', required: false, ref: 'Customer' },
            { name: 'seller_id', type: 'uuid', required: false, ref: 'core.User', index: true },
          ],
        },
        {
          table_name: 'notes',
          model_key: 'Note',
          org_scoped: false,
          soft_delete: false,
          columns: [
            { name: 'text', type: 'text', required: false, default: "'it''s new'" },
            { name: 'count', type: 'integer', required: false, default: 3 },
          ],
        },
      ],
      navigation: [
        {
          title: 'Till',
          items: [{ title: 'Sales', model: 'Sale', url: '/m/sales', items: [{ title: 'Theirs', model: 'crm.Customer' }] }],
        },
      ],
      settings: [{ key: 'round', type: 'boolean', label: 'Round', default_value: true }],
      actions: {
        Sale: [
          {
            key: 'refund',
            name: 'refund',
            label: 'Refund',
            confirm: true,
            confirmMessage: 'Sure?',
            fields: [{ key: 'why', name: 'why', type: 'text' }],
            trigger: { type: 'wasm', export: 'Refund' },
          },
          { key: 'again', name: 'again', trigger: { type: 'wasm', export: 'Refund' } },
        ],
      },
      events: ['till.paid', 'till.closed'],
      i18n: { es: {} },
      schedules: [{ key: 'close', every: '24h', do: 'wasm:Close' }],
    });
  });

  it('has what a shell boots on, of the smallest addon too', () => {
    expect(flatManifest(manifestWith('small', []))).toEqual({
      key: 'small',
      name: 'small',
      description: '',
      version: '1.0.0',
      category: '',
      model_definitions: [],
      navigation: [],
    });
  });
});

describe('the pages of the host', () => {
  const small = manifestWith('small', []);
  it('are those an addon gives something to show; schedules and webhooks are an administrator’s', () => {
    expect(pagesOf([manifest], true)).toEqual(['dashboard', 'automation', 'settings']);
    expect(pagesOf([small, manifest], false)).toEqual(['dashboard']);
    expect(pagesOf([small], true)).toEqual([]);
    const approval = { roles: ['owner'] };
    const action = { key: 'a', handler: wasm('A'), approval };
    expect(pagesOf([{ ...small, contributions: { actions: [action] } }], false)).toEqual(['approvals']);
    const constraint = { expr: 'a > 0', error_key: 'a', on_violation: 'request_approval' as const, approval };
    const model = { key: 'A', table: 'as', columns: [{ name: 'a', type: 'integer' as const, constraints: [constraint] }] };
    expect(pagesOf([manifestWith('other', [model])], false)).toEqual(['approvals']);
  });
});
