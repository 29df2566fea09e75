/** Sentences of the first things to try, in both languages. */
import type { Locale } from '../../kernel/locale';
import { useLanguage } from '../i18n/language';

const EN = {
  title: 'First things to try',
  intro: 'This is a running addon. The text on the left makes the screens on the right.',
  close: 'Put the first things to try away',
  undo: 'Take it back',
  names: { column: 'Add a column', person: 'Look as somebody else', action: 'Run an action', link: 'Send a link' },
  done: 'done',
  column: { name: 'tried_out', label: 'Tried out' },
  addedColumn: (label: string, model: string) => `“${label}” is a column of ${model} now: in the text, in the table and in its form.`,
  looking: (person: string) => `${person} looks at the screens now: what this person may not do is not there.`,
  ran: (action: string, row: string) =>
    `“${action}” ran on “${row}”. Its webhook is under Activity and left nowhere; the row is as it was.`,
  noAction: 'No row allows an action of this addon right now.',
  typed: 'Tried out',
  takenBack: 'Taken back.',
  changedSince: 'The text was changed since. Ctrl+Z in the editor takes one step back after another.',
  failed: (message: string) => `That did not work: ${message}`,
};

export type FirstStepStrings = typeof EN;

const ES: FirstStepStrings = {
  title: 'Lo primero que probar',
  intro: 'Este es un addon en marcha. El texto de la izquierda hace las pantallas de la derecha.',
  close: 'Guardar lo primero que probar',
  undo: 'Deshacer',
  names: { column: 'Agregar una columna', person: 'Mirar como otra persona', action: 'Ejecutar una acción', link: 'Enviar un enlace' },
  done: 'hecho',
  column: { name: 'probado', label: 'Probado' },
  addedColumn: (label, model) => `«${label}» ya es una columna de ${model}: en el texto, en la tabla y en su formulario.`,
  looking: (person) => `Ahora mira las pantallas ${person}: lo que esta persona no puede hacer no está.`,
  ran: (action, row) =>
    `«${action}» se ejecutó en «${row}». Su webhook está en Actividad y no salió a ninguna parte; la fila está como estaba.`,
  noAction: 'Ahora mismo ninguna fila permite una acción de este addon.',
  typed: 'Probado',
  takenBack: 'Deshecho.',
  changedSince: 'El texto cambió desde entonces. Ctrl+Z en el editor deshace paso a paso.',
  failed: (message) => `No se pudo: ${message}`,
};

const STRINGS: Record<Locale, FirstStepStrings> = { en: EN, es: ES };

export const firstStepStrings = (locale: Locale): FirstStepStrings => STRINGS[locale];

export const useFirstStepStrings = (): FirstStepStrings => STRINGS[useLanguage((state) => state.language)];
