/** Sentences of the embedded page alone, in both languages side by side. */
import { useLanguage } from '../i18n/language';

const EN = {
  open: 'Open in the playground',
  framed: 'This page shows your own projects, so it does not run inside of another site.',
  framedOpen: 'Open it in a tab of its own',
};

const ES: typeof EN = {
  open: 'Abrir en el playground',
  framed: 'Esta página muestra tus propios proyectos, así que no funciona dentro de otro sitio.',
  framedOpen: 'Abrirla en una pestaña propia',
};

export const useEmbedStrings = (): typeof EN => (useLanguage((state) => state.language) === 'es' ? ES : EN);
