import { useLanguage } from '../i18n/language';

const EN = {
  filter: 'Filter texts',
  missingOnly: 'Missing only',
  pseudo: 'Pseudo-locale',
  export: 'Save as CSV',
  text: 'In the manifest',
  missing: 'missing',
  unreadable: (path: string) => `${path} is missing or not JSON`,
  none: 'The manifest names no language files (i18n.bundles). Add one, and every text stands beside its translation here.',
  nothing: 'No text is like that.',
  open: (path: string) => `Open ${path}`,
  count: (missing: number) =>
    missing === 0 ? 'Nothing is missing.' : `${String(missing)} ${missing === 1 ? 'text is' : 'texts are'} missing.`,
};

type Strings = typeof EN;

const ES: Strings = {
  filter: 'Filtrar textos',
  missingOnly: 'Solo los que faltan',
  pseudo: 'Pseudoidioma',
  export: 'Guardar como CSV',
  text: 'En el manifiesto',
  missing: 'falta',
  unreadable: (path) => `${path} no está o no es JSON`,
  none: 'El manifiesto no nombra archivos de idioma (i18n.bundles). Añade uno y cada texto estará aquí junto a su traducción.',
  nothing: 'Ningún texto es así.',
  open: (path) => `Abrir ${path}`,
  count: (missing) => (missing === 0 ? 'No falta nada.' : `${missing === 1 ? 'Falta 1 texto' : `Faltan ${String(missing)} textos`}.`),
};

const STRINGS = { en: EN, es: ES };

export const useTextStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];
