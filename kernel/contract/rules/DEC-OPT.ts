import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  optionField: (field: string): Message =>
    message(
      `Options of a setting have only \`value\` and \`label\`; the host refuses ${quote(field)}.`,
      `Las opciones de un ajuste solo tienen \`value\` y \`label\`; el host rechaza ${quote(field)}.`,
      'Remove it.',
      'Quítelo.',
    ),
};

/** The schema leaves a setting's options open, but the host decodes them into a closed shape. */
export const rule: Rule<'DEC-OPT'> = {
  id: 'DEC-OPT',
  level: 'error',
  fix: removing(true),
  check: ({ manifest }, report) => {
    const lists = [
      { settings: manifest.settings ?? [], path: ['settings'] },
      ...(manifest.connectors ?? []).map(({ credentials }, index) => ({
        settings: credentials ?? [],
        path: ['connectors', index, 'credentials'],
      })),
      ...(manifest.edge_devices ?? []).map(({ pairing_credentials }, index) => ({
        settings: pairing_credentials ?? [],
        path: ['edge_devices', index, 'pairing_credentials'],
      })),
      ...(manifest.connector_pack?.providers ?? []).map(({ credentials }, index) => ({
        settings: credentials,
        path: ['connector_pack', 'providers', index, 'credentials'],
      })),
    ];
    for (const { settings, path } of lists) {
      settings.forEach(({ options = [] }, index) => {
        options.forEach((option, at) => {
          for (const field of Object.keys(option)) {
            if (field !== 'value' && field !== 'label') report([...path, index, 'options', at, field], texts.optionField(field));
          }
        });
      });
    }
  },
};

export const page: RulePage = {
  section: 'shape',
  meaning: 'an option of a setting with more than `value` and `label`',
  why: 'The schema leaves options open, the host’s own type does not.',
  example: { at: '/settings', before: [{ key: 'mode', type: 'select', options: [{ value: 'a', label: 'A', icon: 'x' }] }] },
};
