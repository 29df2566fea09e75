import { useLanguage, useStrings } from '../i18n/language';
import type { DrawerPanelName } from '../layout/layout';

const EN = {
  maximise: 'Give it the whole window',
  restore: 'Show the other areas again',
  closeDrawer: 'Close the drawer',
  drawer: 'Below the editor and the preview',
  resizeSide: 'Width of the panel',
  resizePreview: 'Width of the preview',
  resizeDrawer: 'Height of the drawer',
  saved: 'Saved',
  unkept: 'Not kept',
  settings: 'Settings',
  theme: 'Theme',
  language: 'Language',
  consoles: { data: 'Data', events: 'Events', permissions: 'Permissions', texts: 'Texts', log: 'Log' },
};

type Strings = typeof EN;

const ES: Strings = {
  maximise: 'Darle toda la ventana',
  restore: 'Mostrar otra vez las demás áreas',
  closeDrawer: 'Cerrar el cajón',
  drawer: 'Debajo del editor y de la vista previa',
  resizeSide: 'Ancho del panel',
  resizePreview: 'Ancho de la vista previa',
  resizeDrawer: 'Alto del cajón',
  saved: 'Guardado',
  unkept: 'No se guarda',
  settings: 'Ajustes',
  theme: 'Tema',
  language: 'Idioma',
  consoles: { data: 'Datos', events: 'Eventos', permissions: 'Permisos', texts: 'Textos', log: 'Registro' },
};

const STRINGS = { en: EN, es: ES };

export const useWindowStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];

export function useDrawerTitles(): Readonly<Record<DrawerPanelName, string>> {
  const strings = useStrings();
  const { consoles } = useWindowStrings();
  return {
    ...consoles,
    problems: strings.problems,
    diagram: strings.diagram,
    activity: strings.activity.title,
    installations: strings.installations,
  };
}
