/** Sentences about other versions of the page, in both languages. */
import { useLanguage } from '../i18n/language';

const EN = {
  newer: (version: string) => `A newer version (${version}) was published. This tab goes on with its own; your projects stay.`,
  newerUnkept: (version: string) => `A newer version (${version}) was published. Keep what came by link before you reload.`,
  reload: 'Reload',
  lost: 'This part of the page could not be loaded: you are offline, or a newer version was published since this tab was opened. Your project is kept; reload to go on.',
  close: 'Close',
};

export type DeployStrings = typeof EN;

const ES: DeployStrings = {
  newer: (version) => `Se publicó una versión más nueva (${version}). Esta pestaña sigue con la suya; tus proyectos quedan.`,
  newerUnkept: (version) => `Se publicó una versión más nueva (${version}). Conserva lo que llegó por enlace antes de recargar.`,
  reload: 'Recargar',
  lost: 'Esta parte de la página no se pudo cargar: no hay conexión, o se publicó una versión más nueva desde que abriste esta pestaña. Tu proyecto está guardado; recarga para seguir.',
  close: 'Cerrar',
};

export const DEPLOY_STRINGS = { en: EN, es: ES } as const;

export const useDeployStrings = (): DeployStrings => DEPLOY_STRINGS[useLanguage((state) => state.language)];
