/** Texts by how a column is drawn and by what it is called, in English or Spanish: names, mails, phone numbers, addresses, codes. */
import type { ModelColumn } from '../installed/model';
import { fullName, plain, type RowContext } from './row-context';

type Make = (context: RowContext, own: ModelColumn) => string;

const PERSON_MODELS =
  /customer|client|user|employee|contact|patient|driver|student|teacher|member|guest|lead|worker|doctor|person|people|agent|attendee|candidate|subscriber|cliente|empleado|paciente|alumno|contacto|persona|usuario/i;
const COMPANY_MODELS = /compan|supplier|vendor|account|provider|partner|brand|empresa|proveedor|carrier|manufacturer/i;
const PRODUCT_MODELS = /product|item|article|material|part|asset|equipment|producto|articulo|device|sku/i;
const PLACE_MODELS = /warehouse|branch|location|store|site|office|room|zone|almacen|sucursal|venue/i;
const CATEGORY_MODELS = /categor|type|group|tag|class|department|family|segment|label/i;

export const humanised = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .trim();

const title: Make = ({ random, words }) => `${random.pick(words.verbs)} ${random.pick(words.objects)} ${random.pick(words.whereabouts)}`;

/** What a row of this model is called. */
const nameOfRow = (context: RowContext): string => {
  const { random, words, model } = context;
  const kind = `${model.key} ${model.table}`;
  if (COMPANY_MODELS.test(kind)) return context.company();
  if (PERSON_MODELS.test(kind)) return fullName(context.person());
  if (PRODUCT_MODELS.test(kind)) return words.product(random);
  if (PLACE_MODELS.test(kind)) return `${random.pick(words.names)} ${context.place().city}`;
  if (CATEGORY_MODELS.test(kind)) return random.pick(words.categories);
  return `${humanised(model.key)} ${random.pick(words.names)}`;
};

const sentences = (context: RowContext, most: number): string =>
  Array.from({ length: context.random.int(1, most) }, () => context.random.pick(context.words.sentences)).join(' ');

const digits = (context: RowContext, pattern: string): string => pattern.replace(/#/g, () => String(context.random.int(0, 9)));

const letters = (context: RowContext, count: number): string =>
  Array.from({ length: count }, () => String.fromCharCode(65 + context.random.int(0, 25))).join('');

const PLACEHOLDER_COLORS = ['#2563eb', '#16a34a', '#d97706', '#dc2626', '#7c3aed', '#0891b2', '#475569'];

/** A picture that needs no network: a coloured square with a letter. */
const picture: Make = (context) => {
  const letter = plain(nameOfRow(context), '-').charAt(0).toUpperCase() || 'A';
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9' fill='${context.random.pick(PLACEHOLDER_COLORS)}'/><text x='3' y='6' font-size='5' fill='#fff'>${letter}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
};

const code: Make = (context, own) => {
  const prefix = plain(humanised(own.name === 'code' ? context.model.key : own.name), '-')
    .replace(/[^a-z]/g, '')
    .slice(0, 3)
    .toUpperCase();
  return `${prefix || 'N'}-${String(context.random.int(1000, 99_999))}`;
};

const mail: Make = (c) => `${plain(fullName(c.person()), '.')}@example.com`;
const phone: Make = (c) => digits(c, c.words.phone);
const url: Make = (c) => `https://example.com/${plain(c.words.product(c.random), '-')}`;
const color: Make = (c) => c.random.pick(PLACEHOLDER_COLORS);

/** Cells and inputs that can show one kind of text only: they say what a column holds, whatever it is called. */
const BY_LOOK = new Map<string, Make>([
  ['email', mail],
  ['phone', phone],
  ['tel', phone],
  ['url', url],
  ['link', url],
  ['image', picture],
  ['avatar', picture],
  ['color', color],
]);

/** Cells and inputs that tell something of a column whose name tells nothing. */
const BY_LOOK_UNNAMED = new Map<string, Make>([
  ['code', code],
  ['user', (c) => fullName(c.person())],
  ['creator', (c) => fullName(c.person())],
  ['tags', (c) => c.random.pick(c.words.categories)],
  ['textarea', (c) => sentences(c, 2)],
  ['richtext', (c) => sentences(c, 2)],
  ['truncate-text', (c) => sentences(c, 2)],
]);

/** The first that fits wins; words stand between underscores or at an end of the name. */
const BY_NAME: readonly [RegExp, Make][] = [
  [/(^|_)(e?mail|correo)(_|$)/, mail],
  [/(^|_)(phone|telephone|telefono|tel|mobile|movil|cell|celular|whatsapp|fax)(_|$)/, phone],
  [/(^|_)(first_?name|given_?name|nombres?_pila|nombres)$/, (c) => c.person().first],
  [/(^|_)(last_?name|surname|family_?name|apellidos?)$/, (c) => c.person().last],
  [/(^|_)(user_?name|login|handle|usuario)$/, (c) => plain(fullName(c.person()), '.')],
  [/(^|_)(company|empresa|business|supplier|vendor|proveedor|organization|razon_social|legal)(_name)?$/, (c) => c.company()],
  [/(^|_)(full_?name|display_?name|contact|contacto|customer|cliente|requester|author|autor|owner|assignee|responsible|responsable|manager|patient|driver|recipient|employee|operator|signer|signed_by|reviewer|agent)(_name)?$/, (c) => fullName(c.person())], // prettier-ignore
  [/(^|_)(created|updated|approved|requested|assigned|closed|paid|received|delivered)_by$/, (c) => fullName(c.person())],
  [/(^|_)(product|producto|item|article|articulo)(_name)?$/, (c) => c.words.product(c.random)],
  [/^(name|nombre)$|_(name|nombre)$/, nameOfRow],
  [/(^|_)(image|photo|avatar|logo|picture|thumbnail|foto|imagen)(_url)?$/, picture],
  [/(^|_)(url|website|link|homepage|sitio|enlace)$/, url],
  [/(^|_)slug$/, (c) => plain(nameOfRow(c), '-')],
  [/(^|_)(address|direccion|street|calle|domicilio)(_line)?(_?\d)?$/, (c) => c.words.address(c.random)],
  [/(^|_)(city|ciudad|town|municipality|municipio)$/, (c) => c.place().city],
  [/(^|_)(province|provincia|region|county)$/, (c) => c.place().region],
  [/(^|_)(country|pais)_code$/, (c) => c.place().code],
  [/(^|_)(country|pais|nationality)$/, (c, own) => (isShort(own, 3) ? c.place().code : c.place().country)],
  [/(^|_)(zip|postal|postcode|cp|codigo_postal)(_code)?$/, (c) => c.place().zip],
  [/(^|_)(currency|moneda)(_code)?$/, (c) => c.words.currency],
  [/(^|_)(locale|language|lang|idioma)$/, (c) => c.words.locale],
  [/(^|_)(time_?zone|tz|zona_horaria)$/, (c) => c.words.timezone],
  [/(^|_)colou?r$/, (c, own) => (isShort(own, 7) ? color(c, own) : c.random.pick(c.words.colors))],
  [/(^|_)icon$/, (c) => c.random.pick(['Star', 'Box', 'Tag', 'Truck', 'User', 'Wrench'])],
  [/(^|_)(tax_id|rfc|nif|vat|vat_number|cuit|nit|ruc)$/, (c) => `${letters(c, 3)}${digits(c, '######')}${letters(c, 2)}${digits(c, '#')}`],
  [/(^|_)(plate|placa|license_plate|matricula)$/, (c) => `${letters(c, 3)}-${digits(c, '###')}`],
  [/(^|_)(vin|chassis)$/, (c) => `${letters(c, 3)}${digits(c, '##############')}`],
  [/(^|_)(barcode|ean|gtin|upc)$/, (c) => digits(c, '75########## #').replace(' ', '')],
  [/(^|_)ip(_address)?$/, (c) => `192.0.2.${String(c.random.int(1, 254))}`],
  [/(^|_)(token|secret|hash|checksum|api_key|signature)$/, (c) => c.random.hex(32)],
  [/(^|_)(sku|code|codigo|clave|reference|referencia|folio|number|numero|no|serial|serie|tracking|document|ref|key)$/, code],
  [/(^|_)(title|titulo|subject|asunto|headline|task|tarea|topic)$/, (c, own) => (PRODUCT_MODELS.test(c.model.key) ? c.words.product(c.random) : title(c, own))], // prettier-ignore
  [/(^|_)(description|descripcion|body|content|contenido|message|mensaje|details|detalles|bio|text|texto|summary|resumen|diagnosis|instructions)$/, (c) => sentences(c, 3)], // prettier-ignore
  [/(^|_)(notes?|notas?|comments?|comentarios?|remarks|observations|observaciones|reason|motivo|feedback|resolution|cause)$/, (c) => sentences(c, 2)], // prettier-ignore
  [/(^|_)(status|state|estado|estatus|phase|stage)$/, (c) => c.random.pick(c.words.statuses)],
  [/(^|_)(priority|prioridad|severity|urgency|level|nivel)$/, (c) => c.random.pick(c.words.priorities)],
  [/(^|_)(gender|sex|genero|sexo)$/, (c) => c.random.pick(c.words.genders)],
  [/(^|_)(unit|units|uom|unidad|unit_of_measure)$/, (c) => c.random.pick(c.words.units)],
  [/(^|_)(job|job_title|position|puesto|role|rol|occupation)$/, (c) => c.random.pick(c.words.jobs)],
  [/(^|_)(department|departamento|area|team|equipo)$/, (c) => c.random.pick(c.words.departments)],
  [/(^|_)(brand|marca|make|manufacturer)$/, (c) => c.random.pick(c.words.brands)],
  [/(^|_)(model|modelo)$/, (c) => `${c.random.pick(c.words.names)} ${String(c.random.int(1, 9) * 100)}`],
  [/(^|_)(category|categoria|group|grupo|family|familia|segment|tag|tags)$/, (c) => c.random.pick(c.words.categories)],
  [/(^|_)(type|tipo|kind|clase|channel|method|source|origen)$/, (c) => c.random.pick(c.words.kinds)],
  [/(^|_)(label|etiqueta|display)$/, nameOfRow],
  [/(^|_)(material)$/, (c) => c.random.pick(c.words.materials)],
];

/** Characters a text of the column may have. */
export const widthOf = (own: ModelColumn): number => {
  const width = /^varchar\((\d+)\)$/.exec(own.sqlType)?.[1];
  const most = own.declared?.validation?.max;
  return Math.min(width === undefined ? Infinity : Number(width), most ?? Infinity);
};

function isShort(own: ModelColumn, most: number): boolean {
  return widthOf(own) <= most;
}

/** What makes the texts of a column: what its input or its cell can show, else its name. */
function makerOf(own: ModelColumn): Make | undefined {
  // The input first: a mail drawn as a link is a mail.
  const looks = [own.declared?.widget ?? '', own.declared?.display ?? ''];
  const shown = (makers: ReadonlyMap<string, Make>) => looks.map((look) => makers.get(look)).find((make) => make !== undefined);
  return shown(BY_LOOK) ?? BY_NAME.find(([pattern]) => pattern.test(own.name))?.[1] ?? shown(BY_LOOK_UNNAMED);
}

/** Whether how a column is drawn or what it is called says what stands in it. */
export const isNamed = (own: ModelColumn): boolean => makerOf(own) !== undefined;

const LONG_NAME = /(description|notes?|body|content|message|comments?)/;
/** Texts longer than this are cut where nothing else bounds them. */
const LONGEST = 400;
/** Longer texts are not made, whatever a rule asks for. */
const LONGEST_ASKED = 10_000;

/** A number at the end of a text, before the `@` of a mail. */
const marked = (text: string, mark: string): string => {
  const at = text.indexOf('@');
  return at > 0 ? `${text.slice(0, at)}.${mark}${text.slice(at)}` : `${text}${text.includes(' ') ? ' ' : '-'}${mark}`;
};

/** Cut at a word where that leaves most of it, filled up with words where it is too short. */
function fitted(text: string, least: number, most: number, context: RowContext): string {
  let fit = text;
  while (Array.from(fit).length < least && fit.length < LONGEST_ASKED) fit += ` ${context.random.pick(context.words.names)}`;
  const chars = Array.from(fit);
  if (chars.length <= most) return fit;
  const cut = chars.slice(0, most).join('');
  const space = cut.lastIndexOf(' ');
  return (space > most / 2 && space >= least ? cut.slice(0, space) : cut).trim() || cut.replace(/\s/g, 'x');
}

/** Columns of so few characters count in letters too: digits alone would soon be used up. */
const NARROW = 2;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz';

/** The number in letters, as many as there is room for. */
function shortMark(mark: number, width: number): string {
  let text = '';
  for (let rest = mark; text.length < width && (rest > 0 || text === ''); rest = Math.floor(rest / LETTERS.length))
    text = (LETTERS[rest % LETTERS.length] ?? '') + text;
  return text;
}

/** A text for a column; `unique` puts the row's mark into it. The text keeps the column's width and bounds. */
export function textValue(own: ModelColumn, context: RowContext, unique: boolean): string {
  const found = makerOf(own);
  const made = found ? found(context, own) : isShort(own, 24) ? context.random.pick(context.words.names) : title(context, own);
  const least = Math.max(own.declared?.validation?.min ?? 0, own.required ? 1 : 0);
  const most = Math.min(widthOf(own), Math.max(LONGEST, least));
  if (!unique) return fitted(found || !LONG_NAME.test(own.name) ? made : sentences(context, 2), least, most, context);
  const mark = String(context.mark);
  const whole = marked(made, mark);
  if (Array.from(whole).length <= most && Array.from(whole).length >= least) return whole;
  if (most < mark.length || most <= NARROW) return fitted(shortMark(context.mark, most), least, most, context);
  // Too narrow for both: the mark is what makes it unique.
  const head = Array.from(made)
    .slice(0, Math.max(0, most - mark.length - 1))
    .join('')
    .trim();
  return fitted(head === '' ? mark.slice(-most) : `${head}-${mark}`, least, most, context);
}
