import type { ProjectDiagnostic } from '../../kernel/project/select';
import { MANIFEST } from '../project/project';

export interface ProblemGroup {
  /** Block of the manifest, such as `models › Ticket`, or another file; empty for the document itself. */
  title: string;
  diagnostics: ProjectDiagnostic[];
}

function keyAt(document: unknown, block: string, index: string): string {
  const list = typeof document === 'object' && document !== null ? (document as Record<string, unknown>)[block] : undefined;
  const item: unknown = Array.isArray(list) ? list[Number(index)] : undefined;
  const key = typeof item === 'object' && item !== null ? (item as Record<string, unknown>).key : undefined;
  return typeof key === 'string' ? key.slice(0, 64) : index;
}

/** The block a finding belongs to: the top-level member, and within a list its entry; outside of the manifest the file. */
function titleOf({ path, file }: ProjectDiagnostic, document: unknown): string {
  if (file !== MANIFEST) return file;
  const [, block = '', next = ''] = path.split('/');
  if (next === '') return block;
  return `${block} › ${/^\d+$/.test(next) ? keyAt(document, block, next) : next}`;
}

/** Findings by block, in the order of the text. */
export function groupProblems(diagnostics: readonly ProjectDiagnostic[], document: unknown): ProblemGroup[] {
  const groups = new Map<string, ProjectDiagnostic[]>();
  for (const diagnostic of diagnostics) {
    const title = titleOf(diagnostic, document);
    groups.set(title, [...(groups.get(title) ?? []), diagnostic]);
  }
  return [...groups].map(([title, members]) => ({ title, diagnostics: members }));
}
