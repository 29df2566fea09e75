/**
 * The kinds of columns as people think of them. A manifest has none: a kind is a type with the cell and the control that go
 * with it, told from what a column says and written as what it should say.
 */

export const DESIGN_KINDS = [
  'text',
  'long-text',
  'integer',
  'decimal',
  'money',
  'boolean',
  'status',
  'choice',
  'reference',
  'date',
  'datetime',
  'image',
  'email',
  'phone',
  'url',
  'json',
  'uuid',
  'other',
] as const;

export type DesignKind = (typeof DESIGN_KINDS)[number];

/** Kinds that can be chosen: what else a column may be is the text's business. */
export type WritableKind = Exclude<DesignKind, 'other'>;

interface KindForm {
  /** Types that are of the kind; the first one is written. */
  types: RegExp;
  type: string;
  display?: string;
  widget?: string;
}

const TEXT = /^(text|varchar\(\d+\))$/;
const DECIMAL = /^numeric(\(\d+,\d+\))?$/;

const FORMS: Readonly<Record<WritableKind, KindForm>> = {
  text: { types: TEXT, type: 'text' },
  'long-text': { types: TEXT, type: 'text', widget: 'textarea' },
  integer: { types: /^(integer|bigint)$/, type: 'integer' },
  decimal: { types: DECIMAL, type: 'numeric(12,2)' },
  money: { types: DECIMAL, type: 'numeric(12,2)', display: 'currency' },
  boolean: { types: /^boolean$/, type: 'boolean' },
  status: { types: TEXT, type: 'text', display: 'status' },
  choice: { types: TEXT, type: 'text' },
  reference: { types: /^(uuid|text|varchar\(\d+\)|integer|bigint)$/, type: 'uuid' },
  date: { types: /^date$/, type: 'date' },
  datetime: { types: /^(timestamptz|timestamp)$/, type: 'timestamptz' },
  image: { types: TEXT, type: 'text', display: 'image', widget: 'image' },
  email: { types: TEXT, type: 'text', display: 'email', widget: 'email' },
  phone: { types: TEXT, type: 'text', display: 'phone', widget: 'phone' },
  url: { types: TEXT, type: 'text', display: 'url', widget: 'url' },
  json: { types: /^jsonb?$/, type: 'jsonb' },
  uuid: { types: /^uuid$/, type: 'uuid' },
};

const BY_DISPLAY: Readonly<Record<string, WritableKind>> = {
  currency: 'money',
  image: 'image',
  email: 'email',
  phone: 'phone',
  url: 'url',
};

type Column = Readonly<Record<string, unknown>>;

/** The kind of a column, as far as it has one. */
export function kindOf(column: Column): DesignKind {
  const { type, display, widget, ref, options } = column;
  if (typeof type !== 'string') return 'other';
  const is = (kind: WritableKind): boolean => FORMS[kind].types.test(type);
  if (typeof ref === 'string' && ref !== '') return 'reference';
  if (Array.isArray(options) && is('choice')) return display === 'status' || display === 'badge' ? 'status' : 'choice';
  const shown = typeof display === 'string' && Object.hasOwn(BY_DISPLAY, display) ? BY_DISPLAY[display] : undefined;
  if (shown !== undefined && is(shown)) return shown;
  if (widget === 'textarea' && is('long-text')) return 'long-text';
  const plain = (['text', 'integer', 'decimal', 'boolean', 'date', 'datetime', 'json', 'uuid'] as const).find(is);
  return plain ?? 'other';
}

export interface KindMembers {
  type: string;
  /** Undefined where the kind has none of its own: what is there belongs to the kind that it was. */
  display: string | undefined;
  widget: string | undefined;
}

/** What a column of a kind says; a type that is of the kind already is kept (`varchar(40)` stays a text). */
export function membersOf(kind: WritableKind, type: unknown): KindMembers {
  const form = FORMS[kind];
  const keeps = typeof type === 'string' && form.types.test(type) && !(kind === 'reference' && type !== 'uuid');
  return { type: keeps ? type : form.type, display: form.display, widget: form.widget };
}

/** Kinds whose values are chosen from a list. */
export const hasOptions = (kind: DesignKind): boolean => kind === 'status' || kind === 'choice';
