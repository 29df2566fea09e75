/** A label that is a key of the language files has a text in each of them. */
import { localeTexts } from '../locale-texts';
import type { Step } from '../pointer';
import { list, message, type Message, quote } from '../text';
import type { Gate, GateContext } from './context';

/** Members that people read. */
const READ_BY_PEOPLE = new Set(['label', 'title', 'subtitle', 'description', 'placeholder', 'tooltip', 'help', 'message', 'empty']);
/** A key has dots and no blanks; whether it is one, its first part tells. */
const KEY = /^([a-z][a-z0-9_]*)(?:\.[A-Za-z0-9_-]+)+$/;

const missing = (key: string, languages: readonly string[]): Message =>
  message(
    `${quote(key)} has no text in ${list(languages)}: people read the key.`,
    `${quote(key)} no tiene texto en ${list(languages)}: se lee la clave.`,
    'Add it to the language files that i18n.bundles names.',
    'Agréguelo a los archivos de idioma que nombra i18n.bundles.',
  );

/** Texts by language, of the files that can be read. */
function catalogsOf({ manifest, textOf }: GateContext): Map<string, ReadonlyMap<string, string>> {
  const catalogs = new Map<string, ReadonlyMap<string, string>>();
  for (const { locale, path } of manifest.i18n?.bundles ?? []) {
    const text = textOf(path.replace(/^\.?\//, ''));
    const texts = text === null ? null : localeTexts(text.text);
    if (texts !== null) catalogs.set(locale, texts);
  }
  return catalogs;
}

export const labelTexts: Gate = (context) => {
  const catalogs = catalogsOf(context);
  if (catalogs.size === 0) return;
  const firsts = new Set([...catalogs.values()].flatMap((texts) => [...texts.keys()].map((key) => key.split('.', 1)[0])));
  firsts.add(context.addonKey);
  // The parser bounds the depth. The rows of a seed are what people would have typed.
  const walk = (value: unknown, path: readonly Step[]): void => {
    if (typeof value === 'string' && READ_BY_PEOPLE.has(String(path.at(-1)))) look(value, path);
    if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...path, index]));
    else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) if (name !== 'seed') walk(member, [...path, name]);
    }
  };
  const look = (key: string, path: readonly Step[]): void => {
    if (!firsts.has(KEY.exec(key)?.[1])) return;
    const without = [...catalogs].flatMap(([locale, texts]) => (texts.has(key) ? [] : [locale]));
    if (without.length > 0) context.warning('LABEL-KEY', path, missing(key, without));
  };
  const { models, contributions, rbac, settings } = context.manifest;
  for (const [name, block] of Object.entries({ models, contributions, rbac, settings })) walk(block, [name]);
};
