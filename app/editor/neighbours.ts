import { CORE_MODELS } from '../../kernel/authoring/suggest';
import type { NeighbourNames } from '../../kernel/authoring/language/surroundings';
import { useWorkspace } from '../workspace/workspace';

/** What names exist beside the project: those of the host and of the addons that are installed. The worker knows the project's files. */
export function neighbours(): NeighbourNames {
  const { install } = useWorkspace.getState();
  const { models = [], addons = [], events = [], slots = [] } = install?.ok ? install.neighbours : {};
  return { models: [...CORE_MODELS, ...models], addons, events, slots };
}
