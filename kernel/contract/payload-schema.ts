/** Payload schemas as the kernel interprets them (`kernel/events/schema.ts`): which keywords of JSON Schema it does not look at. */
import type { NamedMember, TreeNode } from './tree';

/** Keywords with one schema, with a list of them, and with an object of them by name: the places where a keyword is one. */
const WITH_SCHEMA = new Set([
  ...['additionalProperties', 'propertyNames', 'items', 'contains', 'not', 'if', 'then', 'else'],
  ...['unevaluatedProperties', 'unevaluatedItems', 'additionalItems'],
]);
const WITH_LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items']);
const BY_NAME = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']);

/** Keywords that say what a value must be and are passed over; the last ones are those of older drafts. */
export const UNCHECKED_KEYWORDS: ReadonlySet<string> = new Set([
  ...['unevaluatedProperties', 'unevaluatedItems', 'format'],
  ...['additionalItems', 'dependencies', '$recursiveRef'],
]);

/** Nested schemas of a keyword. */
function schemasIn(name: string, value: TreeNode): TreeNode[] {
  if (value.kind === 'object' && WITH_SCHEMA.has(name)) return [value];
  if (value.kind === 'object' && BY_NAME.has(name)) return [...(value.members?.values() ?? [])].map((member) => member.value);
  return WITH_LIST.has(name) ? (value.items ?? []) : [];
}

/** Whether a keyword says something that is not looked at: a list under `items` is one for tuples of older drafts. */
function isUnchecked(name: string, value: TreeNode, text: string): boolean {
  if (name === 'items') return value.kind === 'array';
  if (name === '$ref' || name === '$dynamicRef') return value.kind === 'string' && !text.startsWith('"#', value.offset);
  return UNCHECKED_KEYWORDS.has(name);
}

/** The keywords of a schema that are not looked at, in the order of the text; of one name the first. */
export function uncheckedKeywords(tree: TreeNode, text: string): NamedMember[] {
  const found = new Map<string, NamedMember>();
  const open = [tree];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    for (const [name, member] of schema.members ?? []) {
      const earlier = found.get(name);
      if (isUnchecked(name, member.value, text) && (earlier === undefined || earlier.keyOffset > member.keyOffset))
        found.set(name, { name, ...member });
      open.push(...schemasIn(name, member.value));
    }
  }
  return [...found.values()].sort((one, other) => one.keyOffset - other.keyOffset);
}
