/** Sentences of the sample data dialog, in both languages. */
import type { Locale } from '../../kernel/locale';
import type { SeedShortfall } from '../../kernel/seed/run';

const EN = {
  title: 'Sample data',
  intro: 'Fills every table with believable rows that keep the manifest’s rules. The same number gives the same rows.',
  rows: 'Rows in each table',
  number: 'Number',
  start: 'Fill the tables',
  another: 'Another number',
  running: (made: number, wanted: number) => `${made.toLocaleString('en')} of ${wanted.toLocaleString('en')} rows`,
  cancel: 'Stop',
  stopping: 'Stopping…',
  runs: 'Filled so far',
  none: 'No sample data yet.',
  run: (made: number, number: number, language: string) => `${made.toLocaleString('en')} rows, number ${String(number)} (${language})`,
  state: { running: 'under way', done: '', cancelled: 'stopped', failed: 'failed', interrupted: 'cut off' },
  undo: 'Remove these rows',
  undoing: 'Removing…',
  short: (table: string, made: number) => `${table}: only ${made.toLocaleString('en')}.`,
  why: {
    needs_rows: (detail: string) => `Rows are needed first in: ${detail}.`,
    unique: () => 'More would repeat what must be unique.',
    rules: () => 'No more rows were found that keep its rules.',
    refused: (detail: string) => `PostgreSQL refused rows: ${detail}`,
  } satisfies Record<SeedShortfall['code'], (detail: string) => string>,
  tooMany: (most: number) => `At most ${most.toLocaleString('en')} rows in each table: a run makes a million in all.`,
  ownRows: (rows: number, hasMenu: boolean) =>
    `${String(rows)} sample rows are in the tables, to try things on.${hasMenu ? ' “Reset data” in the project menu empties them.' : ''}`,
  emptied: 'The tables are empty.',
  ownRowsAgain: 'Write the sample rows',
  ownRowsRefused: (path: string, message: string) => `A sample row was refused at ${path}: ${message}`,
  badRows: 'A whole number from 1 to 1,000,000.',
  badNumber: 'A whole number from 0 to 2,147,483,647.',
  failed: (message: string) => `That did not work: ${message}`,
  referenced: (table: string, by: string) =>
    `Rows of ${by} that you made still point at sample rows of ${table}. Remove those first, then try again.`,
};

export type SeedStrings = typeof EN;

const ES: SeedStrings = {
  title: 'Datos de ejemplo',
  intro: 'Llena cada tabla con filas creíbles que cumplen las reglas del manifiesto. El mismo número da las mismas filas.',
  rows: 'Filas por tabla',
  number: 'Número',
  start: 'Llenar las tablas',
  another: 'Otro número',
  running: (made, wanted) => `${made.toLocaleString('es')} de ${wanted.toLocaleString('es')} filas`,
  cancel: 'Detener',
  stopping: 'Deteniendo…',
  runs: 'Llenado hasta ahora',
  none: 'Todavía no hay datos de ejemplo.',
  run: (made, number, language) => `${made.toLocaleString('es')} filas, número ${String(number)} (${language})`,
  state: { running: 'en curso', done: '', cancelled: 'detenido', failed: 'falló', interrupted: 'interrumpido' },
  undo: 'Quitar estas filas',
  undoing: 'Quitando…',
  short: (table, made) => `${table}: solo ${made.toLocaleString('es')}.`,
  why: {
    needs_rows: (detail) => `Antes hacen falta filas en: ${detail}.`,
    unique: () => 'Más filas repetirían lo que debe ser único.',
    rules: () => 'No se hallaron más filas que cumplan sus reglas.',
    refused: (detail) => `PostgreSQL rechazó filas: ${detail}`,
  },
  ownRows: (rows, hasMenu) =>
    `Hay ${String(rows)} filas de ejemplo en las tablas para probar.${hasMenu ? ' «Vaciar datos», en el menú del proyecto, las quita.' : ''}`,
  emptied: 'Las tablas están vacías.',
  ownRowsAgain: 'Escribir las filas de ejemplo',
  ownRowsRefused: (path, message) => `Se rechazó una fila de ejemplo en ${path}: ${message}`,
  tooMany: (most) => `Como máximo ${most.toLocaleString('es')} filas por tabla: una ejecución crea un millón en total.`,
  badRows: 'Un número entero de 1 a 1.000.000.',
  badNumber: 'Un número entero de 0 a 2.147.483.647.',
  failed: (message) => `No se pudo: ${message}`,
  referenced: (table, by) =>
    `Hay filas suyas de ${by} que apuntan a filas de ejemplo de ${table}. Quite primero esas y vuelva a intentarlo.`,
};

export const SEED_STRINGS: Record<Locale, SeedStrings> = { en: EN, es: ES };
