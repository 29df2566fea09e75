/** One value of one column: a choice, what its pattern asks for, or what its name and type suggest. */
import type { FieldOption } from '../../schemas';
import { columnTypeOf } from '../columns/column-type';
import type { ColumnKind } from '../columns/kinds';
import { literalOf } from '../columns/literal';
import type { ModelColumn } from '../installed/model';
import { ruleErrors } from '../dynamic/rules';
import type { SqlText } from '../dynamic/values';
import { booleanValue, dateValue, numberValue } from './number-value';
import type { RowContext } from './row-context';
import { type Length, textForPattern } from './text-for-pattern';
import { isNamed, textValue, widthOf } from './text-value';

/** What is known of a column before the first row is made. */
export interface ColumnPlan {
  readonly own: ModelColumn;
  /** The value must differ from row to row. */
  readonly unique: boolean;
  /** Values the manifest names for the column. */
  readonly known: readonly string[];
  /** No number above this: sums of it are kept elsewhere. */
  readonly ceiling: number;
}

const PATTERN_TRIES = 50;
/** Longer numbers are no doubles, and sample data needs none. */
const MAX_NUMBER_CHARS = 15;
/** How often an optional field is left empty. */
const BLANK_SHARE = 0.12;
const TITLE_NAME = /^(name|nombre|title|titulo|label|subject|asunto|code|codigo|status|state|estado)$/;
const USER_NAME = /(^|_)(user|owner|assignee|author|agent|manager|responsible|created_by|updated_by|approved_by|requested_by|by)(_id)?$/;
const VECTOR_DIMENSIONS = 3;

const isBlank = (value: SqlText | undefined): boolean => value === null || value === undefined || value === '';

/** Whether a choice is offered for what the row has so far. */
function isOffered(option: FieldOption, plan: ColumnPlan, { values }: RowContext): boolean {
  const { when } = option;
  const sibling = values.get(when?.field ?? plan.own.declared?.depends_on ?? '');
  if (!when || isBlank(sibling)) return true;
  const value = sibling ?? '';
  return (when.in === undefined || when.in.includes(value)) && !(when.not_in ?? []).includes(value);
}

function choice(plan: ColumnPlan, context: RowContext): SqlText {
  const offered = plan.own.options.filter((option) => isOffered(option, plan, context));
  const list = offered.length > 0 ? offered : plan.own.options;
  // One after the other where each may come once.
  const picked = plan.unique ? list[context.mark % list.length] : context.random.pick(list);
  return picked?.value ?? null;
}

function jsonValue({ own }: ColumnPlan, { random, words }: RowContext): string {
  if (/(tags|etiquetas|labels|list|items|options|values|roles|features|images|files|attachments)$/.test(own.name))
    return JSON.stringify(
      /(images|files|attachments|items)$/.test(own.name) ? [] : [random.pick(words.categories), random.pick(words.colors)],
    );
  return JSON.stringify({ source: random.pick(words.kinds), note: random.pick(words.names) });
}

function uuidValue({ own }: ColumnPlan, { random, users, model, organizationId }: RowContext): string {
  if (USER_NAME.test(own.name) && users.length > 0 && own.name !== 'id') return random.pick(users);
  if (own.name === 'organization_id' && own.name !== model.tenantColumn) return organizationId;
  return `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-8${random.hex(3)}-${random.hex(12)}`;
}

function vectorValue({ own }: ColumnPlan, { random }: RowContext): string {
  const size = columnTypeOf(own.sqlType)?.length ?? VECTOR_DIMENSIONS;
  return `[${Array.from({ length: size }, () => (random.next() * 2 - 1).toFixed(4)).join(',')}]`;
}

function textOfKind(plan: ColumnPlan, context: RowContext): SqlText {
  const { own, known, unique } = plan;
  if (known.length > 0 && !unique && !/(name|title|description|notes?)$/.test(own.name)) {
    const fitting = known.filter((text) => ruleErrors(own, text).length === 0);
    if (fitting.length > 0) return context.random.pick(fitting);
  }
  const text = textValue(own, context, unique);
  if (own.declared?.validation?.regex === undefined || ruleErrors(own, text).length === 0) return text;
  return textOfPattern(own, context, { least: own.declared.validation.min ?? 0, most: widthOf(own) });
}

/** A text that keeps the column's pattern and its other rules; null where none was found. */
function textOfPattern(own: ModelColumn, { random }: RowContext, length: Length): SqlText {
  const pattern = own.declared?.validation?.regex ?? '';
  for (let attempt = 0; attempt < PATTERN_TRIES; attempt += 1) {
    // As the pattern comes first: its own texts look best. Then as long as the other rules ask for.
    const made = attempt % 2 === 0 ? textForPattern(pattern, random) : textForPattern(pattern, random, length);
    if (made !== null && made.trim() !== '' && ruleErrors(own, made).length === 0) return made;
  }
  return null;
}

/** A number that keeps the column's pattern too. Its digits must be how the number is read again: `007` would come back as 7. */
function numberOfPattern(plan: ColumnPlan, context: RowContext): SqlText {
  const { own } = plan;
  const number = numberValue(own, context, plan.unique, plan.ceiling);
  if (own.declared?.validation?.regex === undefined || ruleErrors(own, number).length === 0) return number;
  for (let attempt = 0; attempt < PATTERN_TRIES; attempt += 1) {
    const made = textOfPattern(own, context, { least: 0, most: MAX_NUMBER_CHARS });
    if (made !== null && literalOf(own.kind, made) === made && String(Number(made)) === made && Number(made) <= plan.ceiling) return made;
  }
  return null;
}

/** What a column of each kind holds where it has no choices. */
const SAMPLES: Readonly<Record<ColumnKind, (plan: ColumnPlan, context: RowContext) => SqlText>> = {
  text: textOfKind,
  integer: numberOfPattern,
  decimal: numberOfPattern,
  boolean: ({ own }, context) => booleanValue(own, context),
  date: ({ own, unique }, context) => dateValue(own, context, unique),
  timestamp: ({ own, unique }, context) => dateValue(own, context, unique),
  json: jsonValue,
  uuid: uuidValue,
  vector: vectorValue,
};

const valueOfKind = (plan: ColumnPlan, context: RowContext): SqlText =>
  plan.own.options.length > 0 ? choice(plan, context) : SAMPLES[plan.own.kind](plan, context);

/** Optional fields are empty now and then; what a row is known by never is. */
function isLeftEmpty({ own, unique }: ColumnPlan, { random }: RowContext): boolean {
  if (own.notNull || unique || TITLE_NAME.test(own.name)) return false;
  // A column nobody can name gets a value more seldom than one that says what it holds.
  return random.chance(own.kind === 'text' && !isNamed(own) ? BLANK_SHARE * 2 : BLANK_SHARE);
}

/** A value the row API would take for the column, or null: an empty field, or one for which none was found. */
export function columnValue(plan: ColumnPlan, context: RowContext): SqlText {
  if (isLeftEmpty(plan, context)) return null;
  const value = valueOfKind(plan, context);
  if (value === null) return null;
  return plan.own.kind === 'vector' || plan.own.kind === 'json' ? value : literalOf(plan.own.kind, value);
}
