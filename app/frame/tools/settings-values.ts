/** What somebody typed into the settings of an addon, and what of it is sent. */
import type { SettingField } from '../../../kernel/metadata/settings-form';

export type Values = Readonly<Record<string, unknown>>;

/** A value as its input shows it. A secret that is set is not told. */
export function shownValue({ type }: Pick<SettingField, 'type'>, value: unknown): string {
  if (value === undefined || value === null || type === 'secret') return '';
  return typeof value === 'string' && type !== 'json' ? value : JSON.stringify(value, null, type === 'json' ? 2 : undefined);
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The value of a typed text. What cannot be one is sent as it is, to be refused by the rules that count. */
export function typedValue({ type }: Pick<SettingField, 'type'>, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  switch (type) {
    case 'integer':
    case 'number': {
      const value = Number(trimmed);
      const isExact = NUMBER.test(trimmed) && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
      return isExact ? value : text;
    }
    case 'boolean':
      return trimmed === 'true' ? true : trimmed === 'false' ? false : text;
    case 'json':
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return text;
      }
    default:
      return text;
  }
}

/** Whether a typed JSON can be read; what cannot would be kept as a text, which nobody means. */
export function isReadable({ type }: Pick<SettingField, 'type'>, text: string): boolean {
  if (type !== 'json' || text.trim() === '') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What has to be sent: the settings whose text is another than the one that stood there. */
export function changedValues(
  fields: readonly SettingField[],
  values: Values,
  typed: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const text = typed[field.key];
      return text === undefined || text === shownValue(field, values[field.key]) ? [] : [[field.key, typedValue(field, text)]];
    }),
  );
}
