/** Words for going from a screen to its lines and back, in both languages. */
import { useLanguage } from '../i18n/language';

interface PickStrings {
  /** The button, and what it does. */
  button: string;
  title: string;
  noLine: string;
  otherAddon: (addon: string) => string;
  noPlace: string;
  notThere: (label: string) => string;
  instead: (label: string) => string;
  noPreview: string;
  failed: (message: string) => string;
}

const EN: PickStrings = {
  button: 'Pick',
  title: 'Pick a part of the screen to go to its line',
  noLine: 'No line of the manifest makes this: it belongs to every addon.',
  otherAddon: (addon) => `This comes from the addon ${addon}, which is not the one you are editing.`,
  noPlace: 'What this line says appears on no screen.',
  notThere: (label) => `“${label}” is not on the screen now: hidden from whoever looks, or behind a dialog. “Why?” lists what is hidden.`,
  instead: (label) => `“${label}” appears when you go on from here.`,
  noPreview: 'The preview shows no screen yet.',
  failed: (message) => `This could not be found out: ${message}`,
};

const ES: PickStrings = {
  button: 'Señalar',
  title: 'Señala una parte de la pantalla para ir a su línea',
  noLine: 'Ninguna línea del manifiesto hace esto: lo tiene todo addon.',
  otherAddon: (addon) => `Esto viene del addon ${addon}, que no es el que editas.`,
  noPlace: 'Lo que dice esta línea no aparece en ninguna pantalla.',
  notThere: (label) =>
    `«${label}» no está ahora en la pantalla: oculto para quien mira, o detrás de un diálogo. «¿Por qué?» enumera lo oculto.`,
  instead: (label) => `«${label}» aparece al seguir desde aquí.`,
  noPreview: 'La vista previa aún no muestra ninguna pantalla.',
  failed: (message) => `No se pudo averiguar: ${message}`,
};

const STRINGS = { en: EN, es: ES };

export const usePickStrings = (): PickStrings => STRINGS[useLanguage((state) => state.language)];

export const pickStrings = (): PickStrings => STRINGS[useLanguage.getState().language];
