import { isHostOnly } from '../../kernel/contract/host-only';
import type { PageDiagnostic } from '../../kernel/host/page-verdict';

export interface ProblemGroup {
  title: string;
  diagnostics: PageDiagnostic[];
}

/** Findings by block, in the order of the text. */
export function groupProblems(diagnostics: readonly PageDiagnostic[]): ProblemGroup[] {
  const groups = new Map<string, PageDiagnostic[]>();
  for (const diagnostic of diagnostics) {
    const known = groups.get(diagnostic.block);
    if (known) known.push(diagnostic);
    else groups.set(diagnostic.block, [diagnostic]);
  }
  return [...groups].map(([title, members]) => ({ title, diagnostics: members }));
}

/** Notes on what only a host does stand apart from the problems. */
export const problemsIn = (diagnostics: readonly PageDiagnostic[]): PageDiagnostic[] => diagnostics.filter((one) => !isHostOnly(one));
export const notesIn = (diagnostics: readonly PageDiagnostic[]): PageDiagnostic[] => diagnostics.filter(isHostOnly);
