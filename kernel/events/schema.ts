/**
 * Payload schemas of published events, interpreted: the page may not compile code at run time, so a compiler of schemas is no
 * help. Read are the keywords that say what a value must be; `$ref` within the document; anything else is ignored.
 */
import { canonicalJson } from '../canonical-json';
import { matchesPattern } from '../dynamic/pattern';
import { compareDecimals, decimalOf, plainDecimal } from '../values/decimal';
import { ExactNumber, isNumber, isPlainNumber, writeJson } from '../values/json';

export interface SchemaFault {
  /** JSON pointer into the value; empty for the value itself. */
  path: string;
  /** What is wrong, to be read after the place. */
  message: string;
}

type Schema = Record<string, unknown> | boolean;

/** Steps into schemas for one value: a schema that refers to itself without an end is given up. */
const MAX_STEPS = 20_000;
const MAX_DEPTH = 64;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isSchema = (value: unknown): value is Schema => typeof value === 'boolean' || isObject(value);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isNumber(value)) return (decimalOf(value)?.scale ?? 1) > 0 ? 'number' : 'integer';
  return typeof value;
}

const fits = (type: unknown, actual: string): boolean => type === actual || (type === 'number' && actual === 'integer');

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

function resolve(root: unknown, ref: string): unknown {
  if (!ref.startsWith('#')) return undefined;
  let value = root;
  for (const step of ref.slice(1).split('/').slice(1)) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

interface Walk {
  root: unknown;
  steps: number;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** One text for values that JSON Schema calls equal: 1.0 is 1. */
const canonical = (value: unknown): string => canonicalJson(withPlainNumbers(value));

function withPlainNumbers(value: unknown): unknown {
  if (value instanceof ExactNumber) {
    const decimal = decimalOf(value);
    const plain = decimal === null ? value.text : plainDecimal(decimal);
    // The NUL keeps it apart from every text.
    return isPlainNumber(plain) ? Number(plain) : `\0${plain}`;
  }
  if (Array.isArray(value)) return value.map(withPlainNumbers);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withPlainNumbers(item)])) : value;
}

/** How a number compares with a bound, to the last digit; null for a bound that is no number. */
function compared(value: number | ExactNumber, bound: unknown): number | null {
  const [left, right] = [decimalOf(value), isNumber(bound) ? decimalOf(bound) : null];
  return left && right && compareDecimals(left, right);
}

function valueFault(schema: Record<string, unknown>, value: unknown, path: string): SchemaFault | null {
  const fault = (message: string): SchemaFault => ({ path, message });
  const actual = typeOf(value);
  const types = schema.type === undefined ? [] : Array.isArray(schema.type) ? list(schema.type) : [schema.type];
  if (types.length > 0 && !types.some((type) => fits(type, actual))) return fault(`must be ${types.join(' or ')}, not ${actual}`);
  if ('const' in schema && canonical(schema.const) !== canonical(value)) return fault(`must be ${writeJson(schema.const)}`);
  if (Array.isArray(schema.enum) && !schema.enum.some((one) => canonical(one) === canonical(value)))
    return fault(`must be one of ${writeJson(schema.enum)}`);
  const bound = (name: string): number | null => (isNumber(schema[name]) ? Number(schema[name]) : null);
  const check = (size: number, least: string, most: string, what: string): SchemaFault | null => {
    const [min, max] = [bound(least), bound(most)];
    if (min !== null && size < min) return fault(`${what} at least ${min}`);
    return max !== null && size > max ? fault(`${what} at most ${max}`) : null;
  };
  if (isNumber(value)) {
    const [above, below] = [compared(value, schema.exclusiveMinimum), compared(value, schema.exclusiveMaximum)];
    if (above !== null && above <= 0) return fault(`must be more than ${String(schema.exclusiveMinimum)}`);
    if (below !== null && below >= 0) return fault(`must be less than ${String(schema.exclusiveMaximum)}`);
    const [least, most] = [compared(value, schema.minimum), compared(value, schema.maximum)];
    if (least !== null && least < 0) return fault(`must be at least ${String(schema.minimum)}`);
    return most !== null && most > 0 ? fault(`must be at most ${String(schema.maximum)}`) : null;
  }
  if (typeof value === 'string') {
    if (typeof schema.pattern === 'string' && !matchesPattern(schema.pattern, value)) return fault(`must match ${schema.pattern}`);
    return check(Array.from(value).length, 'minLength', 'maxLength', 'must have a length of');
  }
  if (Array.isArray(value)) return check(value.length, 'minItems', 'maxItems', 'must have a number of items of');
  return null;
}

function objectFault(
  schema: Record<string, unknown>,
  value: Record<string, unknown>,
  path: string,
  walk: Walk,
  depth: number,
): SchemaFault | null {
  for (const name of list(schema.required))
    if (typeof name === 'string' && !Object.hasOwn(value, name)) return { path, message: `lacks "${name}"` };
  const properties = isObject(schema.properties) ? schema.properties : {};
  for (const [name, inner] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name);
    const own = known ? properties[name] : schema.additionalProperties;
    if (!known && own === false) return { path, message: `must not have "${name}"` };
    const found = isSchema(own) ? walkFault(own, inner, `${path}/${escaped(name)}`, walk, depth) : null;
    if (found) return found;
  }
  return null;
}

function combinedFault(schema: Record<string, unknown>, value: unknown, path: string, walk: Walk, depth: number): SchemaFault | null {
  const faultOf = (one: unknown): SchemaFault | null => (isSchema(one) ? walkFault(one, value, path, walk, depth) : null);
  for (const one of list(schema.allOf)) {
    const found = faultOf(one);
    if (found) return found;
  }
  const any = list(schema.anyOf);
  if (any.length > 0 && any.every((one) => faultOf(one) !== null)) return { path, message: 'fits none of the forms it may have' };
  const one = list(schema.oneOf);
  if (one.length > 0 && one.filter((each) => faultOf(each) === null).length !== 1)
    return { path, message: 'must fit exactly one of the forms it may have' };
  if (isSchema(schema.not) && faultOf(schema.not) === null) return { path, message: 'has a form it must not have' };
  return null;
}

function walkFault(schema: Schema, value: unknown, path: string, walk: Walk, depth: number): SchemaFault | null {
  if (typeof schema === 'boolean') return schema ? null : { path, message: 'must not be there' };
  walk.steps += 1;
  if (walk.steps > MAX_STEPS || depth > MAX_DEPTH) return null;
  if (typeof schema.$ref === 'string') {
    const target = resolve(walk.root, schema.$ref);
    const found = isSchema(target) ? walkFault(target, value, path, walk, depth + 1) : null;
    if (found) return found;
  }
  const own = valueFault(schema, value, path) ?? combinedFault(schema, value, path, walk, depth + 1);
  if (own) return own;
  if (isObject(value)) return objectFault(schema, value, path, walk, depth + 1);
  if (!Array.isArray(value) || !isSchema(schema.items)) return null;
  for (const [index, item] of value.entries()) {
    const found = walkFault(schema.items, item, `${path}/${index}`, walk, depth + 1);
    if (found) return found;
  }
  return null;
}

/** The first thing wrong with a value by a schema, or null. */
export function schemaFault(schema: unknown, value: unknown): SchemaFault | null {
  return isSchema(schema) ? walkFault(schema, value, '', { root: schema, steps: 0 }, 0) : null;
}
