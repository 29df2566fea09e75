/**
 * Mocks drawn from an OpenAPI document (3.x, or Swagger 2.0) in JSON: a route for each operation, with the answer that its success promises
 * (docs/architecture/11, OUT-OPENAPI). Nothing is fetched: references outside of the document stay empty. Pure.
 */
import type { PlaygroundFile } from '../../schemas';
import { isRecord } from '../values/encoding';

type Mocks = NonNullable<PlaygroundFile['mocks']>;

/** Routes that are drawn; `playground.json` has room for a hundred. */
export const MAX_DRAWN = 100;
/** Longest document that is read, in characters. */
export const MAX_DOCUMENT_CHARS = 4 * 1024 * 1024;
/** Longest body of an answer, as the file has it. */
const MAX_BODY_CHARS = 64 * 1024;
/** Schemas within schemas; what is deeper, or contains itself, is null. */
const MAX_DEPTH = 6;
const MAX_MEMBERS = 60;
/** Values of one answer, all of them together. */
const MAX_VALUES = 2000;
const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const;
/** Where a document names no server. */
const NO_SERVER = 'https://api.example.com';

export interface Drawn {
  mocks: Mocks;
  /** Operations for which there was no room. */
  left: number;
}

type Item = Record<string, unknown>;
const itemOf = (value: unknown): Item => (isRecord(value) ? value : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads the document's own definitions. */
class Reader {
  private left = MAX_VALUES;

  constructor(
    private readonly root: Item,
    /** Parameters of the path, which an answer may repeat. */
    private readonly inPath: ReadonlySet<string> = new Set(),
  ) {}

  /** What a reference names, as far as the document itself has it. */
  resolve(value: unknown): Item {
    let found: unknown = value;
    for (let hops = 0; hops < 10 && isRecord(found) && typeof found.$ref === 'string'; hops += 1) {
      const { $ref } = found;
      found = !$ref.startsWith('#/')
        ? {}
        : $ref
            .slice(2)
            .split('/')
            .reduce<unknown>((at, step) => {
              const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
              return isRecord(at) && Object.hasOwn(at, name) ? at[name] : {};
            }, this.root);
    }
    return itemOf(found);
  }

  /** A value that a schema allows: its example, its default, the first of its choices, or one of its type. */
  valueOf(given: unknown, depth = 0, name = ''): unknown {
    const schema = this.resolve(given);
    this.left -= 1;
    if (this.left < 0 || depth > MAX_DEPTH) return null;
    if (this.inPath.has(name)) return `{{path.${name}}}`;
    if (schema.example !== undefined) return schema.example;
    if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0] as unknown;
    if (schema.default !== undefined) return schema.default;
    if (schema.const !== undefined) return schema.const;
    if (Array.isArray(schema.enum)) return (schema.enum[0] as unknown) ?? null;
    const [first] = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
    if (first !== undefined) return this.valueOf(first, depth + 1, name);
    const parts = Array.isArray(schema.allOf) ? schema.allOf.map((part) => this.valueOf(part, depth + 1)) : [];
    const type = Array.isArray(schema.type) ? textOf(schema.type.find((one) => one !== 'null')) : textOf(schema.type);
    if (type === 'object' || isRecord(schema.properties) || parts.length > 0) {
      const own = Object.entries(itemOf(schema.properties)).slice(0, MAX_MEMBERS);
      return Object.assign(
        {},
        ...parts.filter(isRecord),
        Object.fromEntries(own.map(([key, inner]) => [key, this.valueOf(inner, depth + 1, key)])),
      );
    }
    if (type === 'array') return [this.valueOf(schema.items, depth + 1)];
    if (type === 'integer' || type === 'number') return typeof schema.minimum === 'number' ? schema.minimum : 1;
    if (type === 'boolean') return true;
    return FORMATS[textOf(schema.format)] ?? 'text';
  }
}

const FORMATS: Readonly<Record<string, string | undefined>> = {
  date: '2026-01-01',
  'date-time': '2026-01-01T00:00:00Z',
  email: 'ada@example.com',
  uuid: '00000000-0000-4000-8000-000000000001',
  uri: 'https://example.com',
};

/** The address under which the document's paths are. */
function baseOf(document: Item): string {
  const [server] = Array.isArray(document.servers) ? (document.servers as unknown[]) : [];
  const { url, variables } = itemOf(server);
  const filled = textOf(url).replace(/\{([^{}]+)\}/g, (_, name: string) => textOf(itemOf(itemOf(variables)[name]).default) || '*');
  const host = textOf(document.host);
  const scheme =
    Array.isArray(document.schemes) && document.schemes.includes('http') && !document.schemes.includes('https') ? 'http' : 'https';
  const swagger = host === '' ? '' : `${scheme}://${host}${textOf(document.basePath)}`;
  const base = filled === '' ? swagger : filled;
  const whole = /^https?:\/\//i.test(base) ? base : `${NO_SERVER}${base === '' || base.startsWith('/') ? base : `/${base}`}`;
  return whole.replace(/\/+$/, '');
}

/** `/orders/{id}.json` is a route of any last part: a mock names whole parts alone. */
const routeOf = (path: string): string =>
  path
    .split('/')
    .map((part) => (/^\{[^{}]+\}$/.test(part) ? `:${part.slice(1, -1)}` : part.includes('{') ? '*' : part))
    .join('/');

function answerOf(reader: Reader, operation: Item): Mocks[string] {
  const responses = itemOf(operation.responses);
  const code = Object.keys(responses)
    .sort()
    .find((one) => /^2(?:\d\d|XX)$/i.test(one));
  const response = reader.resolve(responses[code ?? 'default']);
  const status = code === undefined || /xx$/i.test(code) ? 200 : Number(code);
  const content = itemOf(response.content);
  const media = itemOf(content[Object.keys(content).find((one) => /[/+]json\b/i.test(one)) ?? ''] ?? Object.values(content)[0]);
  const [named] = Object.values(itemOf(media.examples));
  const [older] = Object.values(itemOf(response.examples));
  const schema = media.schema ?? response.schema;
  const body = media.example ?? reader.resolve(named).value ?? older ?? (schema === undefined ? undefined : reader.valueOf(schema));
  return { status, ...(body !== undefined && JSON.stringify(body).length <= MAX_BODY_CHARS && { body }) };
}

/** Draws the mocks; null for what is no OpenAPI document in JSON. */
export function mocksOfOpenApi(text: string): Drawn | null {
  let document: unknown;
  try {
    document = text.length > MAX_DOCUMENT_CHARS ? null : JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(document) || (typeof document.openapi !== 'string' && typeof document.swagger !== 'string') || !isRecord(document.paths))
    return null;
  const base = baseOf(document);
  const operations = Object.entries(document.paths).flatMap(([path, given]) => {
    const item = new Reader(itemOf(document)).resolve(given);
    return METHODS.flatMap((method) => (isRecord(item[method]) ? [{ path, method, operation: item[method] }] : []));
  });
  const drawn = operations.slice(0, MAX_DRAWN).map(({ path, method, operation }) => {
    const inPath = new Set([...path.matchAll(/\/\{([^{}]+)\}(?=\/|$)/g)].map(([, name]) => name ?? ''));
    return [`${method.toUpperCase()} ${base}${routeOf(path)}`, answerOf(new Reader(itemOf(document), inPath), operation)] as const;
  });
  return { mocks: Object.fromEntries(drawn), left: Math.max(0, operations.length - MAX_DRAWN) };
}
