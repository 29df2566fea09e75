/** What the screen of an addon's settings is drawn from: what may be set, in the language asked for. Values travel by themselves (META-SETTINGS). */
import type { Connector, Setting } from '../../schemas';
import { humanise, labelOrName, type Translate, translator } from '../installed/label';
import type { InstalledAddon } from '../installed/registry';

export interface SettingField {
  key: string;
  type: Setting['type'];
  label: string;
  /** Empty where nothing is explained. */
  description: string;
  required: boolean;
  /** Heading under which it stands; empty for none. */
  section: string;
  scope: 'org' | 'branch';
  options: { value: string; label: string }[];
}

export interface SettingsForm {
  addon: string;
  name: string;
  fields: SettingField[];
}

const fieldsOf = (settings: readonly Setting[], translate: Translate): SettingField[] =>
  settings.map(({ key, type, label, description, required, section, scope, options = [] }) => ({
    key,
    type,
    label: labelOrName(label, key, translate),
    description: description === undefined ? '' : translate(description),
    required: required === true,
    section: section === undefined ? '' : humanise(translate(section)),
    scope: scope ?? 'org',
    options: options.map((option) => ({ value: option.value, label: labelOrName(option.label, option.value, translate) })),
  }));

/** The form of a connector's credentials. */
export function connectorForm({ addon, connector }: { addon: InstalledAddon; connector: Connector }, language: string): SettingsForm {
  const translate = translator(addon, language);
  return {
    addon: addon.key,
    name: labelOrName(connector.label, connector.key, translate),
    fields: fieldsOf(connector.credentials ?? [], translate),
  };
}

/** The forms of the addons that have settings, in the order of the addons. */
export const settingsForms = (addons: readonly InstalledAddon[], language: string): SettingsForm[] =>
  addons.flatMap((addon) => {
    const { settings = [], metadata } = addon.manifest;
    if (settings.length === 0) return [];
    const translate = translator(addon, language);
    return [{ addon: addon.key, name: metadata.name, fields: fieldsOf(settings, translate) }];
  });
