import type { Surroundings } from '../../kernel/contract/language/complete';
import { MANIFEST } from '../project/project';
import { useWorkspace } from '../workspace/workspace';

/** The host's own models, which every addon may point at. */
const CORE_MODELS = ['core.Organization', 'core.User', 'core.Branch', 'core.Role', 'core.Permission'];

/** What names exist around the manifest: the project's files and the host's models. */
export function surroundings(): Omit<Surroundings, 'icons'> {
  const { project } = useWorkspace.getState();
  return {
    files: Object.keys(project?.files ?? {}).filter((path) => path !== MANIFEST),
    exports: [],
    models: CORE_MODELS,
    addons: [],
    events: [],
    slots: [],
  };
}
