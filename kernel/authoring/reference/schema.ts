/** The contract as JSON Schema, as far as its reference reads it. */

export interface SchemaNode {
  $ref?: string;
  description?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  pattern?: string;
  default?: unknown;
  properties?: Readonly<Record<string, SchemaNode>>;
  required?: readonly string[];
  items?: SchemaNode;
  additionalProperties?: boolean | SchemaNode;
  oneOf?: readonly SchemaNode[];
  anyOf?: readonly SchemaNode[];
  /** A choice by type: what holds where the value is of the type of `if`, and where it is not. */
  if?: SchemaNode;
  then?: SchemaNode;
  else?: SchemaNode;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

export interface ContractSchema extends SchemaNode {
  $defs: Readonly<Record<string, SchemaNode>>;
}

/** Name of the definition that a node points at. */
export const definitionOf = ({ $ref }: SchemaNode): string | undefined => $ref?.slice($ref.lastIndexOf('/') + 1);

/** A step down: the name of a member, `*` for the entries of a list, `{}` for the values of a map. */
export type PlaceStep = string;

/** What a value may be instead of one thing. */
export const choicesOf = (node: SchemaNode): readonly SchemaNode[] => [
  ...(node.oneOf ?? []),
  ...(node.anyOf ?? []),
  ...(node.then ? [node.then] : []),
  ...(node.else ? [node.else] : []),
];

/** A node and everything inside of it up to the next definition, with the steps that lead there. */
function inside(node: SchemaNode, steps: readonly PlaceStep[]): { node: SchemaNode; steps: readonly PlaceStep[] }[] {
  const below = [
    ...Object.entries(node.properties ?? {}).flatMap(([name, value]) => inside(value, [...steps, name])),
    ...(node.items ? inside(node.items, [...steps, '*']) : []),
    ...(typeof node.additionalProperties === 'object' ? inside(node.additionalProperties, [...steps, '{}']) : []),
    ...choicesOf(node).flatMap((one) => inside(one, steps)),
  ];
  return [{ node, steps }, ...below];
}

export interface Place {
  /** The shortest way from the root of a manifest. */
  steps: readonly PlaceStep[];
  /** Definitions that hold this one, in the order in which they are met; `''` is the manifest itself. */
  parents: readonly string[];
}

/** Where in a manifest each definition stands, outer ones first. */
export function placesOf(schema: ContractSchema): ReadonlyMap<string, Place> {
  const places = new Map<string, { steps: readonly PlaceStep[]; parents: string[] }>();
  const waiting: { name: string; node: SchemaNode; steps: readonly PlaceStep[] }[] = [{ name: '', node: schema, steps: [] }];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    for (const { node, steps } of inside(next.node, next.steps)) {
      const name = definitionOf(node);
      const definition = name === undefined ? undefined : schema.$defs[name];
      if (name === undefined || !definition) continue;
      const known = places.get(name);
      if (known && !known.parents.includes(next.name)) known.parents.push(next.name);
      if (known) continue;
      places.set(name, { steps, parents: [next.name] });
      waiting.push({ name, node: definition, steps });
    }
  }
  return places;
}

/** The member or entry that a step leads to. */
function below(schema: ContractSchema, node: SchemaNode, step: string | number): SchemaNode | undefined {
  const name = definitionOf(node);
  const itself = name === undefined ? node : schema.$defs[name];
  if (!itself) return undefined;
  const own =
    typeof step === 'number'
      ? itself.items
      : ((itself.properties && Object.hasOwn(itself.properties, step) ? itself.properties[step] : undefined) ??
        (typeof itself.additionalProperties === 'object' ? itself.additionalProperties : undefined));
  if (own) return own;
  for (const choice of choicesOf(itself)) {
    const found = below(schema, choice, step);
    if (found) return found;
  }
  return undefined;
}

/** The innermost definition around a place of a manifest; undefined at its top and where the contract knows no such place. */
export function definitionAt(schema: ContractSchema, path: readonly (string | number)[]): string | undefined {
  let node: SchemaNode | undefined = schema;
  let innermost: string | undefined;
  for (const step of path) {
    node = below(schema, node, step);
    if (!node) break;
    innermost = definitionOf(node) ?? innermost;
  }
  return innermost;
}
