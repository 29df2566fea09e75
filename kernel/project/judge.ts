/** The verdict on a project, whatever state it is in: what the page draws and what `check DIR` prints. */
import type { ManifestV3 } from '../../schemas';
import { localizedSentence } from '../bundle/messages';
import { KernelError } from '../errors';
import { checkProject, type CheckProjectOptions } from './project';
import type { ProjectDiagnostic, ProjectFiles } from './select';

export interface ProjectVerdict {
  /** Version of the contract; null when the manifest could not be read at all. */
  version: 'v2' | 'v3' | null;
  /** Whether the project could be packed and installed: nothing found is an error. */
  accepted: boolean;
  /** The typed manifest when it is v3 and has no error of its own; errors in files around it do not take it away. */
  manifest: ManifestV3 | null;
  /** The manifest as parsed; `undefined` when it is no JSON. */
  document: unknown;
  diagnostics: ProjectDiagnostic[];
}

/** As `checkProject`, and a project that cannot even be read is a rejected one instead of a throw. */
export function judgeProject(files: ProjectFiles, options: CheckProjectOptions = {}): ProjectVerdict {
  try {
    const { version, accepted, manifest, document, diagnostics } = checkProject(files, options);
    return { version, accepted, manifest, document, diagnostics };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const file = typeof error.details.entry === 'string' ? error.details.entry : '';
    const message = localizedSentence(error, options.locale ?? 'en');
    const diagnostic: ProjectDiagnostic = { rule: error.code, severity: 'error', file, path: '', message };
    return { version: null, accepted: false, manifest: null, document: undefined, diagnostics: [diagnostic] };
  }
}
