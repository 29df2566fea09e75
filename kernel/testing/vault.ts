/** Two addons for specs of who may read what: one with models that only some may read, one that reaches into the first. */
import type { ManifestV3 } from '../../schemas';
import { manifestWith } from './kernel';

const ORGANIZATION = { name: 'organization_id', type: 'uuid', not_null: true } as const;

/** `Secret`, `Line` and `Link` are nobody's but an administrator's; agents work on `Doc`, viewers look at it. */
export const vaultManifest = (): ManifestV3 =>
  manifestWith(
    'vault',
    [
      {
        key: 'Secret',
        table: 'secrets',
        columns: [
          ORGANIZATION,
          { name: 'name', type: 'text' },
          { name: 'code', type: 'text' },
          { name: 'email', type: 'text' },
          { name: 'description', type: 'text' },
          { name: 'pin', type: 'text' },
          { name: 'amount', type: 'numeric(12,2)' },
        ],
      },
      {
        key: 'Doc',
        table: 'docs',
        columns: [
          ORGANIZATION,
          { name: 'title', type: 'text', not_null: true },
          { name: 'secret_id', type: 'uuid', ref: 'Secret' },
          { name: 'keeper_id', type: 'uuid', ref: 'core.User' },
          { name: 'readers', type: 'jsonb', ref: 'core.User', multiple: true },
          { name: 'tags', type: 'jsonb' },
          { name: 'cost', type: 'numeric(12,2)' },
          { name: 'pin', type: 'text', options: { source: 'Secret', value: 'pin', label: 'pin' } },
          {
            name: 'chosen_id',
            type: 'uuid',
            options: { source: 'Secret', label: 'pin', description: 'email', extra_columns: ['amount'], filter_by: 'code' },
          },
        ],
        relations: [
          { name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'doc_id' },
          { name: 'secrets', kind: 'many_to_many', through: 'Link', foreign_key: 'doc_id' },
          { name: 'notes', kind: 'one_to_many', through: 'Note', foreign_key: 'doc_id' },
        ],
      },
      {
        key: 'Line',
        table: 'doc_lines',
        columns: [
          ORGANIZATION,
          { name: 'doc_id', type: 'uuid', ref: 'Doc' },
          { name: 'what', type: 'text' },
          { name: 'price', type: 'numeric(12,2)' },
          { name: 'tags', type: 'jsonb' },
        ],
      },
      {
        key: 'Link',
        table: 'doc_links',
        columns: [ORGANIZATION, { name: 'doc_id', type: 'uuid', ref: 'Doc' }, { name: 'secret_id', type: 'uuid', ref: 'Secret' }],
      },
      {
        key: 'Note',
        table: 'doc_notes',
        columns: [ORGANIZATION, { name: 'doc_id', type: 'uuid', ref: 'Doc' }, { name: 'title', type: 'text' }],
      },
    ],
    {
      extension_points: { model_extensions_accepted: ['Doc'] },
      contributions: {
        documents: [
          { key: 'slip', model: 'Doc', template: 'templates/slip.html', paper: 'A4' },
          { key: 'secret', model: 'Secret', template: 'templates/slip.html', paper: 'A4' },
        ],
        dashboard: [
          { key: 'by_secret', title: 'By secret', kind: 'bar', query: { model: 'Doc', group_by: 'secret_id', label_field: 'pin' } },
          { key: 'sum', title: 'Sum', kind: 'stat', query: { model: 'Secret', aggregate: 'sum', field: 'amount' } },
        ],
        navigation: [
          {
            title: 'Vault',
            items: [
              { title: 'Docs', model: 'Doc', permission: 'docs.index' },
              { title: 'Secrets', model: 'Secret' },
            ],
          },
        ],
      },
      rbac: {
        roles: [
          {
            key: 'agent',
            label: 'Agent',
            permissions: ['docs.index', 'docs.create', 'docs.update', 'docs.export', 'docs.import', 'doc_notes.index', 'doc_links.create'],
          },
          { key: 'viewer', label: 'Viewer', permissions: ['docs.view'] },
        ],
      },
    },
  );

export const SLIP = '<h1>{{record.title}}</h1>{{line_items}}{{record.secret.pin}}{{record.Hidden.salary}}{{record.secret.label}}';

/** Adds `Hidden` to documents and `Badge` to the host's own people; agents may fill `Open`, and nothing of the other two. */
export const annexedManifest = (): ManifestV3 =>
  manifestWith(
    'annexed',
    [
      {
        key: 'Hidden',
        table: 'hidden_docs',
        extends: 'vault.Doc',
        columns: [
          { name: 'salary', type: 'numeric(12,2)' },
          { name: 'memo', type: 'text' },
          { name: 'boss_id', type: 'uuid', ref: 'core.User' },
        ],
        indices: [{ name: 'hidden_memo', columns: ['organization_id', 'memo'], unique: true }],
      },
      { key: 'Open', table: 'open_docs', extends: 'vault.Doc', columns: [{ name: 'colour', type: 'text' }] },
      { key: 'Badge', table: 'badges', extends: 'core.User', columns: [{ name: 'number', type: 'integer' }] },
    ],
    {
      compatibility: { requires: [{ key: 'vault', version: '>=1.0.0' }] },
      rbac: {
        roles: [
          { key: 'agent', label: 'Agent', permissions: ['open_docs.index', 'open_docs.create', 'open_docs.update'] },
          { key: 'viewer', label: 'Viewer', permissions: ['open_docs.read'] },
        ],
      },
    },
  );

/** Takes its choices from the vault and neither requires it nor asks for it. */
export const spyManifest = (more: Partial<ManifestV3> = {}): ManifestV3 =>
  manifestWith(
    'spy',
    [
      {
        key: 'Spy',
        table: 'spies',
        columns: [
          ORGANIZATION,
          { name: 'name', type: 'text' },
          { name: 'pick', type: 'text', options: { source: 'vault.Secret', label: 'name' } },
          { name: 'user', type: 'text', options: { source: 'core.User', label: 'name' } },
        ],
      },
    ],
    more,
  );
