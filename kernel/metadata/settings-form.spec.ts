import { describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import type { InstalledAddon } from '../installed/registry';
import { settingsForms } from './settings-form';

const addon = (settings: ManifestV3['settings']): InstalledAddon =>
  ({
    key: 'shop',
    manifest: { metadata: { key: 'shop', name: 'Shop', version: '1.0.0' }, ...(settings && { settings }) },
    locales: { es: { 'shop.setting.api_key.label': 'Clave' } },
  }) as unknown as InstalledAddon;

describe('the form of an addon’s settings', () => {
  it('has each setting in the words of the language, and never a value', () => {
    const settings: ManifestV3['settings'] = [
      { key: 'api_key', type: 'secret', label: 'shop.setting.api_key.label', required: true, section: 'access_data' },
      { key: 'due_days', type: 'integer', default: 3, description: 'Days until it is due', scope: 'branch' },
      { key: 'size', type: 'select', options: [{ value: 's', label: 'Small' }] },
    ];
    const [form] = settingsForms([addon(settings)], 'es');
    expect(form).toEqual({
      addon: 'shop',
      name: 'Shop',
      fields: [
        {
          key: 'api_key',
          type: 'secret',
          label: 'Clave',
          description: '',
          required: true,
          section: 'Access data',
          scope: 'org',
          options: [],
        },
        {
          key: 'due_days',
          type: 'integer',
          label: 'Due days',
          description: 'Days until it is due',
          required: false,
          section: '',
          scope: 'branch',
          options: [],
        },
        {
          key: 'size',
          type: 'select',
          label: 'Size',
          description: '',
          required: false,
          section: '',
          scope: 'org',
          options: [{ value: 's', label: 'Small' }],
        },
      ],
    });
  });

  it('is none where an addon has no settings', () => {
    expect(settingsForms([addon(undefined), addon([])], 'en')).toEqual([]);
  });
});
