/** Whether values fit the settings they are meant for (docs/architecture/11, SET-CHECK). */
import type { Setting } from '../../schemas';
import type { FieldError, FieldErrors } from '../failure';
import { isNumber, writeJson } from '../values/json';
import { jsonText } from '../values/json-text';

/** Longest value of a setting, in characters of its JSON. */
export const MAX_SETTING_CHARS = 64 * 1024;

/** What stands for a secret wherever one is read. Sent back, it changes nothing. */
export const SECRET_MASK = '••••••••';

/** Whether a value is to be kept from everybody who reads. */
export const isSecret = ({ type }: Pick<Setting, 'type'>): boolean => type === 'secret';

const isInteger = (value: unknown): boolean => isNumber(value) && Number.isInteger(Number(value.toString()));

const FITS: Readonly<Record<Setting['type'], (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  secret: (value) => typeof value === 'string',
  integer: isInteger,
  number: isNumber,
  boolean: (value) => typeof value === 'boolean',
  json: () => true,
  select: (value) => typeof value === 'string',
  // The choices are told by a function of the addon, when somebody asks for them.
  dynamic_select: (value) => typeof value === 'string',
};

export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** What is wrong with a value; null when it fits. A null or a blank says that there is to be none. */
export function settingFault(setting: Setting, value: unknown): FieldError | null {
  if (isBlank(value)) return setting.required === true ? { code: 'required' } : null;
  if (writeJson(value).length > MAX_SETTING_CHARS) return { code: 'max', params: { max: MAX_SETTING_CHARS, kind: 'length' } };
  // A number beyond what `jsonb` holds, or would write out without end, is none.
  if (!FITS[setting.type](value) || jsonText({ value }) === null) return { code: 'invalid_type' };
  const choices = (setting.options ?? []).map((option) => option.value);
  if (setting.type === 'select' && choices.length > 0 && !choices.includes(value as string)) return { code: 'invalid_option' };
  return null;
}

/**
 * What is wrong with values that somebody wants to set, by key; nothing when all of them fit. For a branch, a setting of the whole
 * organization is `invalid_scope`.
 */
export function settingFaults(declared: readonly Setting[], given: Readonly<Record<string, unknown>>, forBranch: boolean): FieldErrors {
  const byKey = new Map(declared.map((setting) => [setting.key, setting]));
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]): [string, FieldError[]][] => {
      const setting = byKey.get(key);
      if (!setting) return [[key, [{ code: 'unknown_field' }]]];
      if (forBranch && setting.scope !== 'branch') return [[key, [{ code: 'invalid_scope' }]]];
      if (isSecret(setting) && value === SECRET_MASK) return [];
      // A branch that says nothing has the organization's value.
      const fault = forBranch && isBlank(value) ? null : settingFault(setting, value);
      return fault === null ? [] : [[key, [fault]]];
    }),
  );
}
