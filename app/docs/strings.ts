import { useLanguage } from '../i18n/language';
import type { Shelf } from './library';

const EN = {
  shelves: {
    guides: 'Guides',
    reference: 'Reference of the manifest',
    rules: 'Rules',
    architecture: 'How the playground is built',
    more: 'More',
  } satisfies Record<Shelf, string>,
  search: 'Search the documentation',
  contents: 'Contents',
  back: 'Back',
  found: (count: number) => (count === 1 ? '1 page' : `${String(count)} pages`),
  nothing: 'No page has these words.',
  unknown: (id: string) => `There is no page “${id}”.`,
  loading: 'The documentation is being opened…',
  copy: 'Copy',
  copied: 'Copied',
  tryIt: 'Open in the editor',
  opened: (name: string) => `Example: ${name}`,
  here: (name: string) => `Where the cursor is: ${name}`,
};

export type DocsStrings = typeof EN;

const ES: DocsStrings = {
  shelves: {
    guides: 'Guías',
    reference: 'Referencia del manifiesto',
    rules: 'Reglas',
    architecture: 'Cómo está hecho el playground',
    more: 'Más',
  },
  search: 'Buscar en la documentación',
  contents: 'Contenido',
  back: 'Atrás',
  found: (count) => (count === 1 ? '1 página' : `${String(count)} páginas`),
  nothing: 'Ninguna página tiene esas palabras.',
  unknown: (id) => `No hay ninguna página “${id}”.`,
  loading: 'Se está abriendo la documentación…',
  copy: 'Copiar',
  copied: 'Copiado',
  tryIt: 'Abrir en el editor',
  opened: (name) => `Ejemplo: ${name}`,
  here: (name) => `Donde está el cursor: ${name}`,
};

const STRINGS = { en: EN, es: ES };

export const docsStrings = (): DocsStrings => STRINGS[useLanguage.getState().language];

export const useDocsStrings = (): DocsStrings => STRINGS[useLanguage((state) => state.language)];
