import { useLanguage } from '../i18n/language';

const EN = {
  log: 'Log',
  filter: 'Filter lines',
  level: 'Level',
  levels: { info: 'All', warning: 'Warnings and errors', error: 'Errors' },
  follow: 'Follow',
  clear: 'Clear',
  export: 'Save as text',
  none: 'Nothing was logged yet. Use the preview, and each request is a line here.',
  count: (shown: number, all: number) => (shown === all ? `${String(all)} lines` : `${String(shown)} of ${String(all)} lines`),
};

type Strings = typeof EN;

const ES: Strings = {
  log: 'Registro',
  filter: 'Filtrar líneas',
  level: 'Nivel',
  levels: { info: 'Todo', warning: 'Avisos y errores', error: 'Errores' },
  follow: 'Seguir',
  clear: 'Vaciar',
  export: 'Guardar como texto',
  none: 'Aún no hay nada registrado. Usa la vista previa y cada petición es aquí una línea.',
  count: (shown, all) => (shown === all ? `${String(all)} líneas` : `${String(shown)} de ${String(all)} líneas`),
};

const STRINGS = { en: EN, es: ES };

export const useLogStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];
