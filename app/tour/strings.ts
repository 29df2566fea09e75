/** Sentences of the tour, in both languages. */
import type { Locale } from '../../kernel/locale';
import { useLanguage } from '../i18n/language';
import type { TourStep } from './state';

interface StepTexts {
  title: string;
  text: string;
}

interface TourStrings {
  steps: Record<TourStep, StepTexts>;
  place: (step: number, of: number) => string;
  next: string;
  back: string;
  leave: string;
  /** What a step does itself when it is asked to. */
  doIt: Record<'change' | 'person' | 'export', string>;
  failed: (message: string) => string;
}

const EN: TourStrings = {
  steps: {
    text: {
      title: 'The text is the addon',
      text: 'This manifest.json is all there is: models, menu, permissions, actions. Design, above it, shows the same as grids.',
    },
    screens: {
      title: 'These are its screens',
      text: 'A host makes a table, a form and an API of every model. Here they run on a PostgreSQL of your own, in this tab.',
    },
    change: {
      title: 'Change one, and the other follows',
      text: 'A new column is in the table as soon as the text holds. What is taken back in the text is gone from the table.',
    },
    person: {
      title: 'Look as somebody else',
      text: 'Choose who looks. What a role does not allow is not on the screen, and is refused by the API.',
    },
    help: {
      title: 'What is wrong is told here',
      text: 'Underlined in the text, listed here with what cures it, by the rules that a host installs by. The book on the left has the documentation.',
    },
    export: {
      title: 'Take it home',
      text: 'Export makes the signed bundle that a host installs. Share makes a link that holds the whole addon.',
    },
  },
  place: (step, of) => `${String(step)} of ${String(of)}`,
  next: 'Next',
  back: 'Back',
  leave: 'Leave the tour',
  doIt: { change: 'Add a column', person: 'Look as somebody else', export: 'Export' },
  failed: (message) => `That did not work: ${message}`,
};

const ES: TourStrings = {
  steps: {
    text: {
      title: 'El texto es el addon',
      text: 'Este manifest.json es todo lo que hay: modelos, menú, permisos, acciones. Diseño, encima de él, muestra lo mismo como cuadrículas.',
    },
    screens: {
      title: 'Estas son sus pantallas',
      text: 'Un host hace de cada modelo una tabla, un formulario y una API. Aquí funcionan sobre un PostgreSQL tuyo, en esta pestaña.',
    },
    change: {
      title: 'Cambia uno y el otro lo sigue',
      text: 'Una columna nueva está en la tabla en cuanto el texto es válido. Lo que se deshace en el texto desaparece de la tabla.',
    },
    person: {
      title: 'Mira como otra persona',
      text: 'Elige quién mira. Lo que un rol no permite no está en la pantalla, y la API lo rechaza.',
    },
    help: {
      title: 'Lo que está mal se dice aquí',
      text: 'Subrayado en el texto y listado aquí con lo que lo cura, según las reglas con las que instala un host. El libro de la izquierda tiene la documentación.',
    },
    export: {
      title: 'Llévatelo',
      text: 'Exportar hace el paquete firmado que instala un host. Compartir hace un enlace que contiene el addon entero.',
    },
  },
  place: (step, of) => `${String(step)} de ${String(of)}`,
  next: 'Siguiente',
  back: 'Atrás',
  leave: 'Dejar el recorrido',
  doIt: { change: 'Agregar una columna', person: 'Mirar como otra persona', export: 'Exportar' },
  failed: (message) => `No se pudo: ${message}`,
};

const STRINGS: Record<Locale, TourStrings> = { en: EN, es: ES };

export const tourStrings = (locale: Locale): TourStrings => STRINGS[locale];

export const useTourStrings = (): TourStrings => STRINGS[useLanguage((state) => state.language)];
