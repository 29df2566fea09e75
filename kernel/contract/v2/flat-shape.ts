/**
 * The fields that hosts decode from a flat document: those of the v2 schema, and below the blocks that a flat document carries in
 * their v3 shape (see `shared.ts`) those of v3. The v2 schema leaves these open, because their own rules judge them.
 */
import { SHAPE_V2, SHAPE_V3, type SchemaShape } from '../../../schemas';

/** Both schemas have a `Column` and a `Setting`, which are not the same. */
const PREFIX = 'v3:';

const prefixed = (edge: string): string =>
  edge
    .split('|')
    .map((side) => (Object.hasOwn(SHAPE_V3.definitions, side.replace(/\[\]$|\{\}$/, '')) ? `${PREFIX}${side}` : side))
    .join('|');

const definitionsOfV3 = Object.fromEntries(
  Object.entries(SHAPE_V3.definitions).map(([name, fields]) => [
    `${PREFIX}${name}`,
    Object.fromEntries(Object.entries(fields).map(([field, edge]) => [field, prefixed(edge)])),
  ]),
);

/** The edges of some fields of a v3 definition. */
function edgesOf(definition: string, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, definitionsOfV3[`${PREFIX}${definition}`]?.[field] ?? '']));
}

const { ModelDefinition, Relation, [SHAPE_V2.root]: manifest } = SHAPE_V2.definitions;
const transitionHooks = edgesOf('Model', ['on_transition']);

export const SHAPE_FLAT: SchemaShape = {
  root: SHAPE_V2.root,
  definitions: {
    ...SHAPE_V2.definitions,
    ...definitionsOfV3,
    [SHAPE_V2.root]: { ...manifest, ...edgesOf(SHAPE_V3.root, ['connectors', 'schedules', 'webhooks']) },
    ModelDefinition: {
      ...ModelDefinition,
      ...edgesOf('Model', ['seed', 'formulas', 'stages', 'transitions']),
      ...transitionHooks,
      onTransition: transitionHooks.on_transition ?? '',
    },
    Relation: { ...Relation, ...edgesOf('ModelRelation', ['rollups']) },
    // Hosts write this one in camel case; the name of v3 is taken too.
    [`${PREFIX}Stage`]: { ...definitionsOfV3[`${PREFIX}Stage`], isFinal: '' },
  },
};
