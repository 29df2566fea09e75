/** References to core models that are going away. No list of them is published: it comes from whoever asks. */
import { pointerOf, type Step } from '../../contract/pointer';
import type { PublishCheck } from '../context';
import { publishMessages } from '../messages';

/** What to use instead, by model (`core.Thing`). */
export type DeprecatedModels = Readonly<Record<string, string>>;

const MAX_VALUES = 400_000;

/** Rule `PUB-DEPRECATED`. */
export function deprecatedModels(deprecated: DeprecatedModels): PublishCheck {
  return ({ document, find }) => {
    if (Object.keys(deprecated).length === 0) return;
    const told = new Set<string>();
    const stack: { value: unknown; path: readonly Step[] }[] = [{ value: document, path: [] }];
    for (let seen = 0; stack.length > 0 && seen < MAX_VALUES; seen += 1) {
      const { value, path } = stack.pop() ?? { value: null, path: [] };
      if (typeof value === 'string') {
        const instead = Object.hasOwn(deprecated, value) ? deprecated[value] : undefined;
        if (instead === undefined || told.has(pointerOf(path))) continue;
        told.add(pointerOf(path));
        find('PUB-DEPRECATED', 'advice', publishMessages.deprecatedModel(value, instead), { path });
      } else if (typeof value === 'object' && value !== null) {
        for (const [name, inner] of Object.entries(value).reverse()) stack.push({ value: inner, path: [...path, name] });
      }
    }
  };
}
