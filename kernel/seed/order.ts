/** The order in which tables are filled: what is pointed at before what points. */
import type { DynamicModel } from '../installed/model';
import type { ModelPlan } from './model-plan';

/** The tables a plan waits for; `required` leaves out those it can do without. */
const waitsFor = ({ model, links }: ModelPlan, open: ReadonlySet<DynamicModel>, required: boolean): boolean =>
  links.some((link) => link.target !== model && open.has(link.target) && (link.required || !required));

/** Circles are entered where a reference may stay empty, else at the first table. */
export function fillOrder(plans: readonly ModelPlan[]): ModelPlan[] {
  const ordered: ModelPlan[] = [];
  let rest = [...plans];
  while (rest.length > 0) {
    const open = new Set(rest.map(({ model }) => model));
    const next = rest.find((plan) => !waitsFor(plan, open, false)) ?? rest.find((plan) => !waitsFor(plan, open, true)) ?? rest[0];
    if (!next) break;
    ordered.push(next);
    rest = rest.filter((plan) => plan !== next);
  }
  return ordered;
}
