/** What the contract's schema says of a place, for help while writing. It judges nothing: the verdict has its own reading. */

/** A part of a JSON Schema, as far as help needs it. */
export interface SchemaPart {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly required?: readonly string[];
  readonly items?: SchemaPart;
  readonly additionalProperties?: SchemaPart | boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaPart[];
  readonly oneOf?: readonly SchemaPart[];
  readonly description?: string;
  readonly markdownDescription?: string;
}

/** A whole schema, whose references lead to its own definitions. */
export interface Schema extends SchemaPart {
  readonly $defs?: Readonly<Record<string, SchemaPart>>;
}

export type Path = readonly (string | number)[];

/** References that lead to references end here. */
const MAX_REFERENCES = 16;

/** The part with its reference followed; what is said beside the reference stands before what it leads to. */
export function resolved(schema: Schema, part: SchemaPart): SchemaPart {
  let found = part;
  for (let step = 0; step < MAX_REFERENCES && found.$ref !== undefined; step += 1) {
    const { $ref, ...beside } = found;
    const target = schema.$defs?.[$ref.split('/').at(-1) ?? ''];
    if (!target) return beside;
    found = { ...target, ...beside };
  }
  return found;
}

/** A part and its alternatives, each with its reference followed. */
export function alternatives(schema: Schema, part: SchemaPart): SchemaPart[] {
  const whole = resolved(schema, part);
  const listed = [...(whole.anyOf ?? []), ...(whole.oneOf ?? [])].map((one) => resolved(schema, one));
  return listed.length === 0 ? [whole] : [whole, ...listed];
}

function memberOf(schema: Schema, part: SchemaPart, step: string | number): SchemaPart[] {
  if (typeof step === 'number') return part.items ? alternatives(schema, part.items) : [];
  const own = part.properties && Object.hasOwn(part.properties, step) ? part.properties[step] : undefined;
  const found = own ?? (typeof part.additionalProperties === 'object' ? part.additionalProperties : undefined);
  return found ? alternatives(schema, found) : [];
}

/** What may stand at a path, in every alternative; empty where the schema knows nothing of it. */
export function partsAt(schema: Schema, path: Path): SchemaPart[] {
  let parts = alternatives(schema, schema);
  for (const step of path) parts = parts.flatMap((part) => memberOf(schema, part, step));
  return parts;
}
