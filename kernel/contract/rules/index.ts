import * as access from './access';
import * as choices from './choices';
import * as columns from './columns';
import * as computed from './computed';
import type { Rule } from './context';
import * as dependencies from './dependencies';
import * as models from './models';
import * as stages from './stages';

/** Every rule between fields of a v3 document. A new group is a file of this folder that is added here. */
export const RULES: readonly Rule[] = [dependencies, access, models, columns, choices, computed, stages].flatMap((group): Rule[] =>
  Object.values(group),
);
