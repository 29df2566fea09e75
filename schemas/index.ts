/**
 * The contract as types and validators. Both are generated from the JSON Schemas beside this file
 * (`npm run generate`); nothing is compiled at run time.
 */
export { validateManifestV2 } from '../generated/schemas/validate-v2.js';
export { MAX_SCHEMA_ERRORS, validateManifestV3 } from '../generated/schemas/validate-v3.js';
export type { SchemaError, SchemaValidator } from './schema-error';
export type * from '../generated/schemas/manifest-v3';
export type { ManifestV2 } from '../generated/schemas/manifest-v2';
export type { SchemaShape } from './schema-shape';
export { PLAYGROUND_SCHEMA, type PlaygroundFile } from '../generated/schemas/playground';
export type { SchemaSkeleton, SkeletonNode } from './schema-skeleton';
export { SHAPE_V2 } from '../generated/schemas/shape-v2';
export { SHAPE_V3 } from '../generated/schemas/shape-v3';
export { SKELETON_V3 } from '../generated/schemas/skeleton-v3';
