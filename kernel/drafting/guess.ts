/** What a column holds, by how it is called: for those who did not say. */
import type { DraftKind } from './draft';

/**
 * Words that name a kind behind a column's name, in both languages, in the form of a column's name. Words that people use in names
 * themselves (`email`, `price`, `link`) are none: they tell the kind and stay.
 */
const WORDS = {
  text: ['text', 'string', 'texto', 'varchar'],
  long: ['long_text', 'longtext', 'textarea', 'multiline', 'paragraph', 'texto_largo', 'parrafo'],
  whole: ['integer', 'int', 'whole', 'whole_number', 'bigint', 'entero', 'numero_entero'],
  number: ['number', 'decimal', 'numeric', 'float', 'numero'],
  money: ['money', 'currency', 'dinero', 'moneda'],
  flag: ['yes_no', 'boolean', 'bool', 'checkbox', 'flag', 'si_no', 'booleano', 'casilla'],
  day: ['date', 'fecha'],
  instant: ['datetime', 'date_time', 'timestamp', 'timestamptz', 'fecha_hora', 'fecha_y_hora'],
} as const satisfies Partial<Record<DraftKind, readonly string[]>>;

const KIND_OF: ReadonlyMap<string, DraftKind> = new Map(
  (Object.entries(WORDS) as [DraftKind, readonly string[]][]).flatMap(([kind, words]) => words.map((word) => [word, kind] as const)),
);

/** What has a number of its own, which is a text: nobody adds two of them up. */
const NUMBERED =
  /(?:^|_)(?:invoice|order|phone|serial|account|card|tracking|document|tax|passport|license|factura|pedido|cuenta|serie|documento)$/;

/** The kind that a word behind `name` names; undefined for any other word. Names are in the form of a column's. */
export function kindNamed(word: string, name = ''): DraftKind | undefined {
  return /^(?:number|numero)$/.test(word) && NUMBERED.test(name) ? undefined : KIND_OF.get(word);
}

const BY_NAME: readonly (readonly [RegExp, DraftKind])[] = [
  [/(?:^|_)(?:e_?mail|correo)(?:$|_)/, 'email'],
  [/(?:^|_)(?:phone|telephone|mobile|telefono|movil|celular)(?:$|_)/, 'phone'],
  [/(?:^|_)(?:url|website|link|enlace)$/, 'url'],
  [/(?:^|_)(?:price|amount|total|subtotal|cost|salary|budget|fee|fine|balance|precio|importe|monto|costo|coste|salario|multa)$/, 'money'],
  [
    /(?:^|_)(?:notes?|description|comments?|body|summary|bio|remarks|message|notas|descripcion|comentarios?|mensaje|observaciones)$/,
    'long',
  ],
  [/(?:^|_)(?:quantity|qty|count|stock|pages|year|age|seats|rank|position|copies|cantidad|paginas|edad|ejemplares|existencias)$/, 'whole'],
  [/^(?:is|has|can|es|tiene)_|(?:^|_)(?:active|enabled|archived|paid|done|urgent|activo|activa|pagado|pagada|urgente)$/, 'flag'],
  [/_(?:at|time|hora)$/, 'instant'],
  [/(?:^|_)(?:date|day|birthday|deadline|born|due|fecha|cumpleanos|vencimiento|nacimiento)(?:$|_)|_on$/, 'day'],
];

/** What a column of this name mostly holds. @example kindByName('due_date') // 'day' */
export const kindByName = (name: string): DraftKind => BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? 'text';
