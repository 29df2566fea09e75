/** Words for the generated screens, in the language that was asked for. */
import type { ModelColumn } from './model';
import { localeOf } from '../locale';
import type { InstalledAddon } from './registry';

/** Finds a translation: the tag, its shorter forms, the addon's default language, English; then the text itself. */
export type Translate = (text: string) => string;

function candidates(language: string, fallback: string | undefined): string[] {
  const parts = language.split('-');
  const tags = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  return [...tags, ...(fallback === undefined ? [] : [fallback]), 'en'];
}

export function translator(addon: InstalledAddon | undefined, language: string): Translate {
  const tags = candidates(language, addon?.manifest.i18n?.default_locale);
  const catalogs = tags.flatMap((tag) => (addon && Object.hasOwn(addon.locales, tag) ? [addon.locales[tag]] : []));
  return (text) => {
    for (const catalog of catalogs) if (catalog && Object.hasOwn(catalog, text)) return catalog[text] ?? text;
    return text;
  };
}

/** `due_date` → `Due date`, `assignee_id` → `Assignee`. */
export function humanise(name: string): string {
  const words = name
    .replace(/_id$/, '')
    .split('_')
    .filter((word) => word !== '')
    .join(' ');
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Keys of catalogs as addons write them: `inventory.model.products`. A text with one dot may be a name, `node.js`. */
const TEXT_KEY = /^[a-z]\w*(?:\.[a-z]\w*){2,}$/;

/**
 * What a model or a column is called: its label in the caller's language, else its name as words. A label that is a key of a
 * catalog and stands in none would be read by nobody.
 */
export function labelOrName(label: string | undefined, name: string, translate: Translate): string {
  if (label === undefined) return humanise(name);
  const text = translate(label);
  return text === label && TEXT_KEY.test(label) ? humanise(name) : text;
}

/** The longest title of a menu, in UTF-16 units. */
const MAX_TITLE_CHARS = 200;

/** A key that was not translated (`tickets.nav.open_items`) becomes its last part in words (`Open Items`). */
export function readableTitle(title: string): string {
  if (!/^[a-z0-9_]+(?:\.[a-z0-9_]+)+$/i.test(title)) return title.slice(0, MAX_TITLE_CHARS);
  const words = (title.split('.').at(-1) ?? title).split('_').filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

/** What a column is called. */
export const columnLabel = (own: ModelColumn, translate: Translate): string => labelOrName(own.declared?.label, own.name, translate);

interface Words {
  view: string;
  edit: string;
  delete: string;
  yes: string;
  no: string;
  search: (title: string) => string;
  create: (title: string) => string;
  change: (title: string) => string;
  created: string;
  updated: string;
}

const WORDS: Readonly<Record<'en' | 'es', Words>> = {
  en: {
    view: 'View',
    edit: 'Edit',
    delete: 'Delete',
    yes: 'Yes',
    no: 'No',
    search: (title) => `Search ${title}…`,
    create: (title) => `New: ${title}`,
    change: (title) => `Edit: ${title}`,
    created: 'Record created',
    updated: 'Record saved',
  },
  es: {
    view: 'Ver',
    edit: 'Editar',
    delete: 'Eliminar',
    yes: 'Sí',
    no: 'No',
    search: (title) => `Buscar en ${title}…`,
    create: (title) => `Nuevo: ${title}`,
    change: (title) => `Editar: ${title}`,
    created: 'Registro creado',
    updated: 'Registro guardado',
  },
};

/** The kernel's own words on the generated screens. */
export const interfaceWords = (language: string): Words => WORDS[localeOf(language)];
