import { useLanguage } from '../i18n/language';
import type { DefinitionPanelName } from '../layout/layout';

const EN = {
  rail: 'Panels',
  panels: {
    files: 'Files',
    search: 'Search',
    models: 'Models',
    screens: 'Screens',
    access: 'Access',
    automation: 'Automation',
    docs: 'Documentation',
  },
  withProblems: (name: string) => `${name}, with problems`,
  close: 'Close the panel',
  empty: {
    models: 'No models yet. A model becomes a table, with an API and screens of its own.',
    screens: 'No screens of their own yet: every model that navigation names has one already.',
    access: 'No permissions or roles yet. Without them only administrators see anything.',
    automation: 'No actions, events or settings yet.',
  } satisfies Record<DefinitionPanelName, string>,
  filter: 'Filter',
  nothing: 'Nothing has that name.',
  noFiles: 'The project has no files yet.',
  navigation: 'Navigation',
};

type Strings = typeof EN;

const ES: Strings = {
  rail: 'Paneles',
  panels: {
    files: 'Archivos',
    search: 'Buscar',
    models: 'Modelos',
    screens: 'Pantallas',
    access: 'Acceso',
    automation: 'Automatización',
    docs: 'Documentación',
  },
  withProblems: (name) => `${name}, con problemas`,
  close: 'Cerrar el panel',
  empty: {
    models: 'Aún no hay modelos. Un modelo se convierte en una tabla, con una API y pantallas propias.',
    screens: 'Aún no hay pantallas propias: cada modelo que nombra la navegación ya tiene una.',
    access: 'Aún no hay permisos ni roles. Sin ellos solo los administradores ven algo.',
    automation: 'Aún no hay acciones, eventos ni ajustes.',
  },
  filter: 'Filtrar',
  nothing: 'Nada tiene ese nombre.',
  noFiles: 'El proyecto aún no tiene archivos.',
  navigation: 'Navegación',
};

const STRINGS = { en: EN, es: ES };

export const useSideStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];
