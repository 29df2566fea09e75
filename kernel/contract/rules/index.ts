import type { Rule } from './context';

/** Every rule between fields of a v3 document. A new group is a file of this folder that is added here. */
export const RULES: readonly Rule[] = [];
