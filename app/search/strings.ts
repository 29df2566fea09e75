import { useLanguage } from '../i18n/language';

const EN = {
  search: 'Search',
  replace: 'Replace with',
  matchCase: 'Match capitals',
  wholeWords: 'Whole words',
  regex: 'Regular expression',
  replaceAll: 'Replace all',
  replaceFile: (path: string) => `Replace in ${path}`,
  results: 'Found',
  found: (hits: number, files: number, isCut: boolean) =>
    `${isCut ? 'The first ' : ''}${String(hits)} ${hits === 1 ? 'place' : 'places'} in ${String(files)} ${files === 1 ? 'file' : 'files'}`,
  nothing: 'Found nowhere.',
  fault: (why: string) => `This expression cannot be read: ${why}`,
  replaced: (files: number) => `Replaced in ${String(files)} ${files === 1 ? 'file' : 'files'}.`,
  undo: 'Undo',
};

type Strings = typeof EN;

const ES: Strings = {
  search: 'Buscar',
  replace: 'Reemplazar por',
  matchCase: 'Distinguir mayúsculas',
  wholeWords: 'Palabras completas',
  regex: 'Expresión regular',
  replaceAll: 'Reemplazar todo',
  replaceFile: (path) => `Reemplazar en ${path}`,
  results: 'Encontrado',
  found: (hits, files, isCut) =>
    `${isCut ? 'Los primeros ' : ''}${String(hits)} ${hits === 1 ? 'lugar' : 'lugares'} en ${String(files)} ${files === 1 ? 'archivo' : 'archivos'}`,
  nothing: 'No se encontró en ninguna parte.',
  fault: (why) => `Esta expresión no se puede leer: ${why}`,
  replaced: (files) => `Reemplazado en ${String(files)} ${files === 1 ? 'archivo' : 'archivos'}.`,
  undo: 'Deshacer',
};

const STRINGS = { en: EN, es: ES };

export const useSearchStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];
