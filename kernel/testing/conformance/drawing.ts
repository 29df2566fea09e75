/** Metadata of the annex, whole, and all of an organization's at once. */
import { annexManifest, extraManifest } from '../annex';
import { courierManifest } from '../courier';
import { hashOf } from '../kernel';
import { shopManifest } from '../shop';
import {
  ALIASES_FORM,
  ALIASES_TABLE,
  DRAW_LINES_FORM,
  DRAW_LINES_TABLE,
  DRAWS_FORM,
  DRAWS_TABLE,
  EXTRAS_FORM,
  EXTRAS_TABLE,
  GAUGE_BUTTONS,
  gaugeActions,
  gaugesForm,
  gaugesTable,
  type GaugeWords,
  KINDS_FORM,
  KINDS_TABLE,
  READINGS_FORM,
  READINGS_TABLE,
} from './annex-screens';
import { type Case, covering } from './case';
import {
  ALL,
  CUSTOMERS_FORM,
  CUSTOMERS_TABLE,
  forReader,
  LINES,
  LINES_FORM,
  ORDERS_FORM,
  ORDERS_TABLE,
  PAYMENTS,
  PAYMENTS_FORM,
  PRODUCTS_FORM,
  PRODUCTS_TABLE,
} from './screens';

const found = (path: string, data: unknown, more: Partial<Case> = {}): Case => ({
  method: 'GET',
  path,
  status: 200,
  answer: { success: true, data },
  ...more,
});

const ENGLISH: GaugeWords = { title: 'Gauges', name: 'Title', grade: 'Grade A', yes: 'Yes', no: 'No', search: 'Search Gauges…' };
const SPANISH: GaugeWords = {
  title: 'Medidores',
  name: 'Título',
  grade: 'Grado A',
  yes: 'Sí',
  no: 'No',
  search: 'Buscar en Medidores…',
};
const VERBS = ['Ver', 'Editar', 'Eliminar'];

type Keyed = Readonly<Record<string, unknown>>;
const unextended = (list: unknown): Keyed[] => (list as Keyed[]).filter(({ key }) => !String(key).includes('.'));

/** A table without the columns of an extension that may not be read, or the relations to rows that may not be. */
const narrowed = (table: Keyed): Keyed => ({
  ...table,
  columns: unextended(table.columns),
  import: { ...(table.import as Keyed), columns: unextended((table.import as Keyed).columns) },
  ...(table.relations !== undefined && { relations: [] }),
});

/** What Carla is told, who reads customers and orders. */
const tables = {
  annex_kinds: narrowed(forReader(KINDS_TABLE)),
  annex_gauges: narrowed(forReader(gaugesTable(ENGLISH))),
  annex_readings: forReader(READINGS_TABLE),
  annex_aliases: forReader(ALIASES_TABLE),
  annex_draws: forReader(DRAWS_TABLE),
  annex_draw_lines: forReader(DRAW_LINES_TABLE),
  extra_kinds: forReader(EXTRAS_TABLE),
  customers: forReader(CUSTOMERS_TABLE, true),
  products: forReader(PRODUCTS_TABLE),
  orders: { ...narrowed(forReader(ORDERS_TABLE, true)), canExport: false },
  order_lines: forReader(LINES),
  payments: forReader(PAYMENTS),
};
const modals = {
  annex_kinds: { ...KINDS_FORM, fields: unextended(KINDS_FORM.fields) },
  annex_gauges: gaugesForm(ENGLISH),
  annex_readings: READINGS_FORM,
  annex_aliases: ALIASES_FORM,
  annex_draws: DRAWS_FORM,
  annex_draw_lines: DRAW_LINES_FORM,
  extra_kinds: EXTRAS_FORM,
  customers: CUSTOMERS_FORM,
  products: PRODUCTS_FORM,
  orders: ORDERS_FORM,
  order_lines: LINES_FORM,
  payments: PAYMENTS_FORM,
};
/** Another manifest is another hash. */
const version = [annexManifest(), courierManifest(), extraManifest(), shopManifest()]
  .map((manifest) => `${manifest.metadata.key}@${hashOf(manifest)}`)
  .join(',');

/** What the columns and actions of a gauge stand for. */
const COLUMNS =
  'META-TYPE-NUMBER META-TYPE-BOOLEAN META-TYPE-MOMENT META-TYPE-JSON META-TYPE-TEXT META-TYPE-PARAMETERS ' +
  'META-LABEL META-LABEL-NAME META-SORTABLE ' +
  'META-CELL-DECLARED META-CELL-STAGE META-CELL-DATE META-CELL-URL META-CELL-EMAIL META-CELL-PHONE META-CELL-STATUS META-CELL-COLOR ' +
  'META-CELL-IMAGE META-CELL-CREATOR META-CELL-MONEY META-CELL-BOOLEAN ' +
  'META-FILTER-SELECT META-FILTER-SOURCE META-FILTER-REFERENCE META-FILTER-BOOLEAN META-FILTER-DATES META-FILTER-NUMBERS META-FILTER-TEXT ' +
  'META-FILTER-NONE META-COLUMN META-OPTION META-RELATION META-LAYOUT META-VISIBLE META-VALIDATION META-STAGES META-TRANSITIONS ' +
  'META-ACTIONS META-ACTION META-ACTION-FIELD META-ACTION-STEPS META-ACTION-CONDITION META-ACTION-STATE META-ACTION-PLACE ' +
  'META-ACTION-TRIGGER META-ACTION-MODAL';
const INPUTS =
  'META-FORM-WIDGET META-FORM-REFERENCE META-FORM-SOURCE META-FORM-SELECT META-FORM-PROVIDED META-FORM-IMAGE META-FORM-LONG META-FORM-TYPE ' +
  'META-FORM-DATE META-FORM-JSON META-READONLY META-PROTECTED META-FIELD META-LAYOUT META-VISIBLE META-VALIDATION META-OPTION META-GENERATED';

export const DRAWING: readonly Case[] = [
  ...covering(COLUMNS, found('/metadata/table/annex_gauges', { ...gaugesTable(ENGLISH), actions: GAUGE_BUTTONS })),
  ...covering(
    'ROUTE-LANGUAGE',
    found(
      '/metadata/table/Gauge',
      {
        ...gaugesTable(SPANISH),
        actions: [...ALL.map((action, at) => ({ ...action, label: VERBS[at] })), ...gaugeActions('Calibrate', 'Título')],
      },
      { headers: { 'accept-language': 'es-MX' } },
    ),
    found(
      '/metadata/modal/annex_gauges',
      {
        ...gaugesForm(SPANISH),
        createTitle: 'Nuevo: Medidores',
        editTitle: 'Editar: Medidores',
        messages: { created: 'Registro creado', updated: 'Registro guardado' },
      },
      { headers: { 'accept-language': 'es' } },
    ),
  ),
  ...covering(INPUTS, found('/metadata/modal/annex_gauges', gaugesForm(ENGLISH))),
  ...covering('META-EXTENSION', found('/metadata/modal/Kind', KINDS_FORM)),
  ...covering(
    'ROUTE-META-ALL META-VERSION META-AUDIT-OFF META-EXTENSION META-RIGHTS META-RELATION-SCOPE META-DOCUMENT',
    found('/metadata/all', { version, tables, modals }, { as: 'Carla' }),
  ),
];
