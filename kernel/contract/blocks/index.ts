import { ADDON_BLOCKS } from './addon';
import type { Block, BlockNote } from './block';
import { CONTRIBUTION_BLOCKS } from './contributions';
import { FIELD_BLOCKS } from './fields';
import { MODEL_BLOCKS } from './models';

export type { Block, BlockNote, BlockState } from './block';

/** A row for every definition of the contract that describes something an author declares. */
export const BLOCKS: readonly Block[] = [...MODEL_BLOCKS, ...FIELD_BLOCKS, ...CONTRIBUTION_BLOCKS, ...ADDON_BLOCKS];

/** The places at which the verdict says that something is done otherwise here, or not at all. */
export const BLOCK_NOTES: readonly BlockNote[] = BLOCKS.flatMap(({ notes }) => notes);
