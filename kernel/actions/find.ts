import type { Action } from '../../schemas';
import { addonOf, type Operation } from '../operation/operation';
import type { DynamicModel } from '../installed/model';
import { notFound } from '../failure';
import type { InstalledAddon } from '../installed/registry';

export interface FoundAction {
  addon: InstalledAddon;
  action: Action;
  /** Where the manifest declares it. */
  pointer: string;
}

/** The action of a model by its key. @throws RequestFailure 404 */
export function actionNamed(operation: Operation, model: DynamicModel, key: string): FoundAction {
  const addon = addonOf(operation, model);
  const targets = new Set([model.key, model.table, `${model.addonKey}.${model.key}`]);
  const actions = addon?.manifest.contributions?.actions ?? [];
  const index = actions.findIndex((action) => action.key === key && targets.has(action.target_model ?? ''));
  const action = actions[index];
  if (!addon || !action) throw notFound(`unknown action "${key.slice(0, 128)}"`);
  return { addon, action, pointer: `/contributions/actions/${index}` };
}
