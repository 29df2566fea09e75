/** The verdict of the schema, with one clear sentence for every fault. */
import type { SchemaError, SchemaShape, SchemaValidator } from '../../schemas';
import type { Findings } from './finding';
import { schemaMessages } from './messages/schema';
import { stepsOf, valueAt } from './pointer';
import type { RuleId } from './rules';
import { fieldsAt } from './shape';
import { repairColumnType, repairText, repairType } from './repair';
import { nearest } from './suggest';
import { suggesting, type Message } from './text';
import { asStored, type Written } from './written';

/**
 * Runs a generated validator and reports its faults. Keywords that only wrap others are left out, and the alternatives
 * of "one of these fields" become one sentence. `written` says how numbers are quoted.
 */
export function checkSchema(
  validate: SchemaValidator,
  shape: SchemaShape,
  document: unknown,
  findings: Findings,
  written: Written = asStored,
): void {
  if (validate(document)) return;
  const errors = schemaErrors(validate);
  const alternatives = new Map<string, string[]>();
  for (const error of errors) {
    if (!isAlternative(error)) continue;
    const fields = alternatives.get(error.instancePath) ?? [];
    fields.push(String(error.params.missingProperty));
    alternatives.set(error.instancePath, fields);
  }
  for (const error of errors) {
    if (error.keyword === 'if' || isAlternative(error)) continue;
    const { path, message } = explain(error, shape, { document, written }, alternatives);
    findings.add({ rule: ruleOf(error.keyword), severity: 'error', path, message });
  }
}

/** What a validator reported last. Dropped errors can leave holes behind, see scripts/generate/schemas.ts. */
export const schemaErrors = ({ errors }: SchemaValidator): SchemaError[] =>
  (errors ?? []).filter((error): error is SchemaError => error !== undefined);

export const isAlternative = (error: SchemaError): boolean => error.keyword === 'required' && error.schemaPath.includes('/anyOf/');

const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const RULE_OF: Readonly<Record<string, RuleId | undefined>> = {
  additionalProperties: 'SCHEMA-UNKNOWN',
  required: 'SCHEMA-REQUIRED',
  type: 'SCHEMA-TYPE',
  enum: 'SCHEMA-ENUM',
  const: 'SCHEMA-ENUM',
  pattern: 'SCHEMA-PATTERN',
  minimum: 'SCHEMA-RANGE',
  maximum: 'SCHEMA-RANGE',
  minLength: 'SCHEMA-SIZE',
  minItems: 'SCHEMA-SIZE',
  minProperties: 'SCHEMA-SIZE',
  uniqueItems: 'SCHEMA-UNIQUE',
  anyOf: 'SCHEMA-REQUIRED',
  'false schema': 'SCHEMA-KIND',
};

const ruleOf = (keyword: string): RuleId => RULE_OF[keyword] ?? 'SCHEMA-OTHER';

/** Fields as other contracts and older pages name them. */
const ALIASES: Readonly<Record<string, readonly string[] | undefined>> = {
  name: ['key', 'title'],
  id: ['key'],
  title: ['label'],
  required: ['not_null'],
  nullable: ['not_null'],
  default_value: ['default'],
  url: ['entry', 'path'],
  rule: ['expr'],
  foreign_key: ['columns'],
};

/** The field that was meant by one the block does not have: another name for it that is still free, or a similar name. */
export function meantField(field: string, fields: readonly string[], found: unknown): string | null {
  const taken = new Set(Object.keys(found ?? {}));
  const alias = (Object.hasOwn(ALIASES, field) ? ALIASES[field] : undefined)?.find((name) => fields.includes(name) && !taken.has(name));
  return alias ?? nearest(field, fields);
}

/** Only the list of column types has this among the allowed values. */
const isColumnType = (allowed: readonly unknown[]): boolean => allowed.includes('timestamptz');

/** The allowed value that was meant by another one; `null` where none is near. */
export function meantValue(allowed: readonly unknown[], found: unknown): unknown {
  if (typeof found !== 'string') return allowed.find((value) => String(value) === String(found)) ?? null;
  const names = allowed.filter((value) => typeof value === 'string');
  return isColumnType(allowed) ? repairColumnType(found, names) : nearest(found, names);
}

/** The text that a pattern takes and that was meant by one it refuses; `null` where none is near. */
export const meantText = (pattern: string, found: string): string | null =>
  pattern.startsWith('^(numeric') ? repairColumnType(found, []) : repairText(pattern, found);

function explain(
  error: SchemaError,
  shape: SchemaShape,
  { document, written }: { document: unknown; written: Written },
  alternatives: ReadonlyMap<string, string[]>,
): { path: string; message: Message } {
  const path = error.instancePath;
  const { params } = error;
  const steps = stepsOf(path);
  const found = valueAt(document, steps);
  const quoted = written(found, steps);
  switch (error.keyword) {
    case 'required': {
      const field = String(params.missingProperty);
      return { path: `${path}/${escape(field)}`, message: schemaMessages.required(field) };
    }
    case 'additionalProperties': {
      const field = String(params.additionalProperty);
      const fields = fieldsAt(shape, document, steps);
      return {
        path: `${path}/${escape(field)}`,
        message: suggesting(schemaMessages.unknownField(field), field, () => meantField(field, fields, found)),
      };
    }
    case 'type': {
      const wanted = [params.type].flat().map(String);
      return { path, message: suggesting(schemaMessages.type(wanted, quoted), null, () => repairType(wanted, found)) };
    }
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).filter((value) => value !== null);
      return {
        path,
        message: suggesting(schemaMessages.oneOf(allowed, quoted, isColumnType(allowed)), null, () => meantValue(allowed, found)),
      };
    }
    case 'const':
      return { path, message: suggesting(schemaMessages.constant(params.allowedValue, quoted), null, () => params.allowedValue) };
    case 'pattern': {
      const pattern = String(params.pattern);
      const meant = (): string | null => (typeof found === 'string' ? meantText(pattern, found) : null);
      return { path, message: suggesting(schemaMessages.pattern(pattern, quoted), null, meant) };
    }
    case 'minLength':
      return {
        path,
        message: Number(params.limit) === 1 ? schemaMessages.tooShort() : schemaMessages.atLeast(Number(params.limit), quoted),
      };
    case 'minItems':
      return { path, message: schemaMessages.fewItems(Number(params.limit)) };
    case 'minProperties':
      return { path, message: schemaMessages.oneFieldOf(fieldsAt(shape, document, steps)) };
    case 'minimum':
      return { path, message: schemaMessages.atLeast(Number(params.limit), quoted) };
    case 'maximum':
      return { path, message: schemaMessages.atMost(Number(params.limit), quoted) };
    case 'uniqueItems': {
      const [first = 0, second = 0] = [Number(params.i), Number(params.j)].sort((a, b) => a - b);
      return { path: `${path}/${second}`, message: schemaMessages.repeated(first, second) };
    }
    case 'anyOf':
      return { path, message: schemaMessages.oneFieldOf(alternatives.get(path) ?? []) };
    case 'false schema':
      return {
        path,
        message: steps.length === 1 ? schemaMessages.notForKind(String(steps[0]), valueAt(document, ['kind'])) : schemaMessages.forbidden(),
      };
    default:
      return { path, message: schemaMessages.other(error.keyword) };
  }
}
