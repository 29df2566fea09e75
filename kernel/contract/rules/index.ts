import * as access from './access';
import * as actions from './actions';
import * as blocks from './blocks';
import * as choices from './choices';
import * as columns from './columns';
import * as computed from './computed';
import type { Rule } from './context';
import * as contributions from './contributions';
import * as crossRules from './cross-rules';
import * as dependencies from './dependencies';
import * as documentForms from './document-forms';
import * as extensions from './extensions';
import * as gates from './gates';
import * as generated from './generated';
import * as grants from './grants';
import * as inert from './inert';
import * as install from './install';
import * as models from './models';
import * as native from './native';
import * as navigation from './navigation';
import * as pickers from './pickers';
import * as promised from './promised';
import * as publicRoutes from './public-routes';
import * as stages from './stages';
import * as waysOut from './ways-out';

const GROUPS = [
  dependencies,
  native,
  access,
  grants,
  models,
  columns,
  choices,
  computed,
  generated,
  install,
  stages,
  crossRules,
  extensions,
  documentForms,
  pickers,
  actions,
  navigation,
  contributions,
  publicRoutes,
  blocks,
  gates,
  promised,
  waysOut,
  inert,
];

/** Every rule between fields of a v3 document. A new group is a file of this folder that is added here. */
export const RULES: readonly Rule[] = GROUPS.flatMap((group): Rule[] => Object.values(group));
