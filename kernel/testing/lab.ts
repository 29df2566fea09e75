/** An addon with a column of every kind, for specs of the data plane. */
import type { ManifestV3 } from '../../schemas';
import { manifestWith } from './kernel';

export const labManifest = (): ManifestV3 =>
  manifestWith(
    'lab',
    [
      {
        key: 'Sample',
        table: 'samples',
        label: 'Samples',
        columns: [
          { name: 'name', type: 'varchar(20)', not_null: true },
          { name: 'note', type: 'text' },
          { name: 'count', type: 'integer', display_config: { aggregate: 'sum' } },
          { name: 'big', type: 'bigint' },
          { name: 'price', type: 'numeric(10,2)', display_config: { aggregate: 'avg' } },
          { name: 'ok', type: 'boolean' },
          { name: 'ready', type: 'boolean', not_null: true },
          { name: 'day', type: 'date' },
          { name: 'at_time', type: 'timestamptz' },
          { name: 'doc', type: 'jsonb' },
          { name: 'embedding', type: 'vector(3)' },
          {
            name: 'kind',
            type: 'text',
            default: 'raw',
            options: [
              { value: 'raw', label: 'lab.raw', color: '#111111' },
              { value: 'done', label: 'Done', icon: 'Check' },
            ],
          },
          { name: 'double', type: 'integer', generated: 'count * 2' },
          { name: 'secret', type: 'text', protected: true },
          { name: 'code', type: 'text', validation: { regex: '^[A-Z]{2,3}$', min: 2, max: 3 } },
          { name: 'parent_id', type: 'uuid', ref: 'Sample' },
          { name: 'owner_id', type: 'uuid', ref: 'core.User' },
          { name: 'viewers', type: 'jsonb', ref: 'core.User', multiple: true },
        ],
      },
      {
        key: 'Part',
        table: 'parts',
        columns: [
          { name: 'sample_id', type: 'uuid', not_null: true },
          { name: 'user_id', type: 'uuid' },
          { name: 'title', type: 'text' },
          {
            name: 'picked',
            type: 'uuid',
            options: {
              source: 'parts',
              value: 'user_id',
              label_ref: 'core.User',
              filter_by: 'sample_id',
              description: 'title',
              extra_columns: ['title', 'nope'],
            },
          },
        ],
        audit: false,
        foreign_keys: [
          { columns: ['sample_id'], references: { model: 'Sample', columns: ['id'] }, policy: 'physical', on_delete: 'restrict' },
          { columns: ['user_id'], references: { model: 'core.User', columns: ['id'] }, policy: 'logical' },
        ],
      },
      { key: 'Entry', table: 'entries', columns: [{ name: 'amount', type: 'numeric(12,2)', not_null: true }], append_only: true },
      {
        key: 'Bin',
        table: 'bins',
        audit: false,
        columns: [{ name: 'label', type: 'text', not_null: true }],
        indices: [{ name: 'bins_label', columns: ['organization_id', 'label'], unique: true }],
      },
    ],
    { i18n: { default_locale: 'es', bundles: [] } },
  );

export const LAB_LOCALES = { es: { 'lab.raw': 'Crudo' }, en: { 'lab.raw': 'Raw' } };
