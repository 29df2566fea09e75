/** An addon's folder as commands take it: with the module that its backend's sources make. */
import { backendSources, compileBackend } from '../kernel/compiler/assemblyscript';
import { BACKEND_FILE } from '../kernel/contract/wasm/abi';
import type { ProjectDiagnostic } from '../kernel/project/select';
import { readAddonFolder } from './files';
import type { Context } from './io';

export interface ProjectFolder {
  /** Where the sources do not compile, with the module that lies there, if one does. */
  files: Map<string, Uint8Array>;
  /** What the compiler says of the sources. */
  findings: readonly ProjectDiagnostic[];
}

/** @throws as `readAddonFolder` does */
export async function readProjectFolder(context: Context, folder: string): Promise<ProjectFolder> {
  const files = await readAddonFolder(context, folder);
  const sources = backendSources(files);
  if (sources === null) return { files, findings: [] };
  const { module, diagnostics } = await compileBackend(sources);
  if (module) files.set(BACKEND_FILE, module);
  return { files, findings: diagnostics };
}

export const hasErrors = (findings: readonly ProjectDiagnostic[]): boolean => findings.some(({ severity }) => severity === 'error');
