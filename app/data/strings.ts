import { useLanguage } from '../i18n/language';

const EN = {
  tables: 'Tables',
  filterTables: 'Filter tables',
  noTable: 'No table has that name.',
  statement: 'Statement',
  run: 'Run',
  runHint: 'Run (Ctrl+Enter)',
  explain: 'Explain',
  analyze: 'Explain and measure',
  analyzeHint: 'Runs it, measures it, and takes back what it changed',
  as: 'Run as',
  owner: 'The owner: rows of every organization',
  role: (organization: string) => `A request of ${organization}`,
  rows: 'Rows',
  count: (rows: number, milliseconds: string, truncated: boolean) =>
    `${truncated ? `The first ${String(rows)} rows` : `${String(rows)} ${rows === 1 ? 'row' : 'rows'}`} in ${milliseconds} ms`,
  written: (rows: number, milliseconds: string) => `${String(rows)} ${rows === 1 ? 'row' : 'rows'} changed in ${milliseconds} ms`,
  unheard: 'Screens do not hear of what SQL changed until they load again.',
  limit: 'Rows at most',
  save: (format: string) => `Save as ${format}`,
  running: 'Running…',
  hint: 'Choose a table, or write a statement and press Ctrl+Enter.',
  plan: 'Plan',
  cost: (cost: number, rows: number) => `cost ${cost.toFixed(1)}, ${String(rows)} ${rows === 1 ? 'row' : 'rows'} expected`,
  actual: (rows: number, milliseconds: number, loops: number) =>
    `${String(rows)} ${rows === 1 ? 'row' : 'rows'} in ${milliseconds.toFixed(2)} ms${loops > 1 ? `, ${String(loops)} times` : ''}`,
  times: (planning: number | null, execution: number | null) =>
    [planning === null ? [] : [`planned in ${planning.toFixed(2)} ms`], execution === null ? [] : [`run in ${execution.toFixed(2)} ms`]]
      .flat()
      .join(', '),
  lost: 'The kernel did not answer. The statement is kept here; try again once it is ready.',
};

type Strings = typeof EN;

const ES: Strings = {
  tables: 'Tablas',
  filterTables: 'Filtrar tablas',
  noTable: 'Ninguna tabla se llama así.',
  statement: 'Sentencia',
  run: 'Ejecutar',
  runHint: 'Ejecutar (Ctrl+Intro)',
  explain: 'Explicar',
  analyze: 'Explicar y medir',
  analyzeHint: 'La ejecuta, la mide y deshace lo que cambió',
  as: 'Ejecutar como',
  owner: 'El propietario: filas de todas las organizaciones',
  role: (organization) => `Una petición de ${organization}`,
  rows: 'Filas',
  count: (rows, milliseconds, truncated) =>
    `${truncated ? `Las primeras ${String(rows)} filas` : `${String(rows)} ${rows === 1 ? 'fila' : 'filas'}`} en ${milliseconds} ms`,
  written: (rows, milliseconds) => `${String(rows)} ${rows === 1 ? 'fila cambiada' : 'filas cambiadas'} en ${milliseconds} ms`,
  unheard: 'Las pantallas no se enteran de lo que cambió el SQL hasta que se recargan.',
  limit: 'Filas como máximo',
  save: (format) => `Guardar como ${format}`,
  running: 'Ejecutando…',
  hint: 'Elige una tabla, o escribe una sentencia y pulsa Ctrl+Intro.',
  plan: 'Plan',
  cost: (cost, rows) => `coste ${cost.toFixed(1)}, ${String(rows)} ${rows === 1 ? 'fila esperada' : 'filas esperadas'}`,
  actual: (rows, milliseconds, loops) =>
    `${String(rows)} ${rows === 1 ? 'fila' : 'filas'} en ${milliseconds.toFixed(2)} ms${loops > 1 ? `, ${String(loops)} veces` : ''}`,
  times: (planning, execution) =>
    [
      planning === null ? [] : [`planificada en ${planning.toFixed(2)} ms`],
      execution === null ? [] : [`ejecutada en ${execution.toFixed(2)} ms`],
    ]
      .flat()
      .join(', '),
  lost: 'El kernel no respondió. La sentencia se conserva aquí; inténtalo de nuevo cuando esté listo.',
};

const STRINGS = { en: EN, es: ES };

export const useDataStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];
