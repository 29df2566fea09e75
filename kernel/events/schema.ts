/**
 * Payload schemas of published events, interpreted: the page may not compile code at run time, so a compiler of schemas is no
 * help, and interpreters that are kept read numbers as doubles and patterns with an engine that backtracks. Read are the keywords of
 * draft 2020-12 that say what a value must be, and references within the document. What is passed over is listed in
 * `contract/payload-schema.ts`, from where the verdict tells it (GATE-KEYWORD).
 */
import { canonicalJson } from '../canonical-json';
import { matchesPattern } from '../dynamic/pattern';
import { compareDecimals, type Decimal, decimalOf, plainDecimal } from '../values/decimal';
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

/** A step of a JSON pointer in an address; one that is written wrongly leads nowhere. */
function decoded(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return '';
  }
}

/** Most values of a schema that are looked at for anchors. */
const MAX_ANCHOR_VALUES = 100_000;
const anchorsByRoot = new WeakMap<object, ReadonlyMap<string, unknown>>();

/** Schemas of a document by the name of their anchor; of two the first. */
function anchorsOf(root: unknown): ReadonlyMap<string, unknown> {
  if (!isObject(root)) return new Map();
  const known = anchorsByRoot.get(root);
  if (known) return known;
  const anchors = new Map<string, unknown>();
  const open: unknown[] = [root];
  for (let seen = 0; seen < open.length && seen < MAX_ANCHOR_VALUES; seen += 1) {
    const value = open[seen];
    if (!isObject(value) && !Array.isArray(value)) continue;
    const { $anchor, $dynamicAnchor } = value as Record<string, unknown>;
    for (const name of [$anchor, $dynamicAnchor]) if (typeof name === 'string' && !anchors.has(name)) anchors.set(name, value);
    for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) open.push(inner);
  }
  anchorsByRoot.set(root, anchors);
  return anchors;
}

/** What a reference within the document leads to: a pointer, or the name of an anchor. */
function resolve(root: unknown, ref: string): unknown {
  if (!ref.startsWith('#')) return undefined;
  if (ref !== '#' && !ref.startsWith('#/')) return anchorsOf(root).get(decoded(ref.slice(1)));
  let value = root;
  for (const step of ref.slice(1).split('/').slice(1)) {
    const name = decoded(step);
    if ((!isObject(value) && !Array.isArray(value)) || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
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

/** Whether a number is a whole multiple of another one, to the last digit; true for a divisor that is none. */
function isMultiple(value: number | ExactNumber, divisor: unknown): boolean {
  const [left, right] = [decimalOf(value), isNumber(divisor) ? decimalOf(divisor) : null];
  if (!left || !right || right.digits === '' || right.negative || left.digits === '') return true;
  const scale = Math.max(left.scale, right.scale);
  const whole = (one: Decimal): bigint => BigInt(one.digits + '0'.repeat(scale - one.scale));
  return whole(left) % whole(right) === 0n;
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
    if (!isMultiple(value, schema.multipleOf)) return fault(`must be a multiple of ${String(schema.multipleOf)}`);
    const [least, most] = [compared(value, schema.minimum), compared(value, schema.maximum)];
    if (least !== null && least < 0) return fault(`must be at least ${String(schema.minimum)}`);
    return most !== null && most > 0 ? fault(`must be at most ${String(schema.maximum)}`) : null;
  }
  if (typeof value === 'string') {
    if (typeof schema.pattern === 'string' && !matchesPattern(schema.pattern, value)) return fault(`must match ${schema.pattern}`);
    return check(Array.from(value).length, 'minLength', 'maxLength', 'must have a length of');
  }
  if (Array.isArray(value)) {
    if (schema.uniqueItems === true && new Set(value.map(canonical)).size < value.length) return fault('must have no two equal items');
    return check(value.length, 'minItems', 'maxItems', 'must have a number of items of');
  }
  if (!isObject(value)) return null;
  return check(Object.keys(value).length, 'minProperties', 'maxProperties', 'must have a number of properties of');
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
  for (const [name, others] of Object.entries(isObject(schema.dependentRequired) ? schema.dependentRequired : {})) {
    const missing = Object.hasOwn(value, name)
      ? list(others).find((one) => typeof one === 'string' && !Object.hasOwn(value, one))
      : undefined;
    if (typeof missing === 'string') return { path, message: `has "${name}" and lacks "${missing}"` };
  }
  for (const [name, other] of Object.entries(isObject(schema.dependentSchemas) ? schema.dependentSchemas : {})) {
    const found = Object.hasOwn(value, name) && isSchema(other) ? walkFault(other, value, path, walk, depth) : null;
    if (found) return found;
  }
  const properties = isObject(schema.properties) ? schema.properties : {};
  const patterns = Object.entries(isObject(schema.patternProperties) ? schema.patternProperties : {});
  for (const [name, inner] of Object.entries(value)) {
    const named = Object.hasOwn(properties, name) ? [properties[name]] : [];
    const known = [...named, ...patterns.filter(([pattern]) => matchesPattern(pattern, name)).map(([, own]) => own)];
    if (known.length === 0 && schema.additionalProperties === false) return { path, message: `must not have "${name}"` };
    for (const own of known.length === 0 ? [schema.additionalProperties] : known) {
      const found = isSchema(own) ? walkFault(own, inner, `${path}/${escaped(name)}`, walk, depth) : null;
      if (found) return found;
    }
    const misnamed = isSchema(schema.propertyNames) ? walkFault(schema.propertyNames, name, path, walk, depth) : null;
    if (misnamed) return { path, message: `must not have "${name}": the name ${misnamed.message}` };
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
  if (!isSchema(schema.if)) return null;
  return faultOf(faultOf(schema.if) === null ? schema.then : schema.else);
}

function walkFault(schema: Schema, value: unknown, path: string, walk: Walk, depth: number): SchemaFault | null {
  if (typeof schema === 'boolean') return schema ? null : { path, message: 'must not be there' };
  walk.steps += 1;
  if (walk.steps > MAX_STEPS || depth > MAX_DEPTH) return null;
  // There is one document, in which a dynamic reference leads where any other would.
  for (const ref of [schema.$ref, schema.$dynamicRef]) {
    const target = typeof ref === 'string' ? resolve(walk.root, ref) : undefined;
    const found = isSchema(target) ? walkFault(target, value, path, walk, depth + 1) : null;
    if (found) return found;
  }
  const own = valueFault(schema, value, path) ?? combinedFault(schema, value, path, walk, depth + 1);
  if (own) return own;
  if (isObject(value)) return objectFault(schema, value, path, walk, depth + 1);
  return Array.isArray(value) ? itemsFault(schema, value as unknown[], path, walk, depth + 1) : null;
}

function itemsFault(
  schema: Record<string, unknown>,
  value: readonly unknown[],
  path: string,
  walk: Walk,
  depth: number,
): SchemaFault | null {
  const first = list(schema.prefixItems);
  for (const [index, item] of value.entries()) {
    const own = index < first.length ? first[index] : schema.items;
    const found = isSchema(own) ? walkFault(own, item, `${path}/${index}`, walk, depth) : null;
    if (found) return found;
  }
  if (!isSchema(schema.contains)) return null;
  const { contains } = schema;
  const count = value.filter((item) => walkFault(contains, item, path, walk, depth) === null).length;
  const [least, most] = [schema.minContains ?? 1, schema.maxContains];
  if (isNumber(least) && count < Number(least)) return { path, message: `must have at least ${String(least)} items of a form it lacks` };
  return isNumber(most) && count > Number(most) ? { path, message: `must have at most ${String(most)} items of a form` } : null;
}

/** The first thing wrong with a value by a schema, or null. */
export function schemaFault(schema: unknown, value: unknown): SchemaFault | null {
  return isSchema(schema) ? walkFault(schema, value, '', { root: schema, steps: 0 }, 0) : null;
}
