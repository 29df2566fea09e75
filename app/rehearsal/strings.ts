/** Sentences of the rehearsal, in both languages side by side. Loaded with it, not with the page. */
import type { TableDiff } from '../../kernel/lifecycle/schema-diff';
import { useLanguage } from '../i18n/language';

const EN = {
  title: 'Rehearse an upgrade',
  intro:
    'The version that is out there is installed in a database of its own and filled with rows that look real; then this one is applied to it, as a host does, and taken back. Your rows are not touched.',
  base: 'The version that is out there',
  lastExport: 'the one exported last',
  noExport: 'nothing was exported from this browser yet',
  keptOne: (version: string) => `${version}, with the rows it has after the last rehearsal`,
  ownFile: 'a bundle…',
  chosen: (name: string) => `the bundle ${name}`,
  rows: 'Sample rows in each table',
  start: 'Rehearse',
  running: 'Rehearsing…',
  close: 'Close',
  refused: (reason: string) => `The upgrade is refused: ${reason}`,
  failed: (reason: string) => `It could not be rehearsed: ${reason}`,
  done: (from: string, to: string, steps: number, ms: string, rows: number) =>
    `${from} → ${to}: ${steps} steps in ${ms} on ${rows.toLocaleString('en')} rows. Everything was taken back.`,
  assumed: 'The manifest has no higher version yet: hosts refuse the same one again (ErrSameVersionUpgrade). It was rehearsed as the next.',
  blocked: 'What stands in the way',
  blockedHint: 'Hosts keep what is there and say nothing; here the upgrade is refused. A migration that does it by itself would allow it.',
  addMigration: (path: string) => `Add ${path}`,
  added: (path: string) => `${path} is a file of the project now. Rehearse again.`,
  schema: 'Tables',
  noSchema: 'No table becomes another.',
  tableChange: { added: 'new', removed: 'gone', changed: 'changed' } satisfies Record<TableDiff['change'], string>,
  rowDiff: 'Rows',
  noRows: 'No row becomes another.',
  counts: (insert: number, update: number, gone: number) => `${insert} new, ${update} changed, ${gone} gone`,
  examples: 'Examples',
  before: 'Before',
  after: 'After',
  lost: (columns: string) => `Values are lost or changed in: ${columns}`,
  notes: 'What to know',
  steps: 'What ran',
  keep: 'Keep it',
  keepHint: 'The next rehearsal begins with this version and its rows.',
  discard: 'Throw it away',
  report: 'Save the report',
};

type Strings = typeof EN;

const ES: Strings = {
  title: 'Ensayar una actualización',
  intro:
    'La versión que ya está fuera se instala en una base de datos propia y se llena con filas que parecen reales; después se le aplica esta, como hace un host, y se deshace. Tus filas no se tocan.',
  base: 'La versión que ya está fuera',
  lastExport: 'la última exportada',
  noExport: 'desde este navegador aún no se exportó nada',
  keptOne: (version) => `${version}, con las filas que tiene tras el último ensayo`,
  ownFile: 'un bundle…',
  chosen: (name) => `el bundle ${name}`,
  rows: 'Filas de ejemplo en cada tabla',
  start: 'Ensayar',
  running: 'Ensayando…',
  close: 'Cerrar',
  refused: (reason) => `La actualización se rechaza: ${reason}`,
  failed: (reason) => `No se pudo ensayar: ${reason}`,
  done: (from, to, steps, ms, rows) => `${from} → ${to}: ${steps} pasos en ${ms} con ${rows.toLocaleString('es')} filas. Todo se deshizo.`,
  assumed:
    'El manifiesto aún no tiene una versión mayor: los hosts rechazan la misma otra vez (ErrSameVersionUpgrade). Se ensayó como la siguiente.',
  blocked: 'Lo que lo impide',
  blockedHint: 'Los hosts dejan lo que hay y no dicen nada; aquí se rechaza. Lo permitiría una migración que lo haga por sí misma.',
  addMigration: (path) => `Añadir ${path}`,
  added: (path) => `${path} ya es un archivo del proyecto. Ensaye otra vez.`,
  schema: 'Tablas',
  noSchema: 'Ninguna tabla cambia.',
  tableChange: { added: 'nueva', removed: 'desaparece', changed: 'cambia' },
  rowDiff: 'Filas',
  noRows: 'Ninguna fila cambia.',
  counts: (insert, update, gone) => `${insert} nuevas, ${update} cambiadas, ${gone} desaparecen`,
  examples: 'Ejemplos',
  before: 'Antes',
  after: 'Después',
  lost: (columns) => `Se pierden o cambian valores en: ${columns}`,
  notes: 'Lo que conviene saber',
  steps: 'Lo que se ejecutó',
  keep: 'Conservarlo',
  keepHint: 'El próximo ensayo empieza con esta versión y sus filas.',
  discard: 'Descartarlo',
  report: 'Guardar el informe',
};

const STRINGS = { en: EN, es: ES };

export const useRehearsalStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];
