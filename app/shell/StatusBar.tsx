import type { ReactNode } from 'react';
import type { PageDiagnostic } from '../../kernel/host/page-verdict';
import { NewerVersion } from '../deploy/NewerVersion';
import { useStrings } from '../i18n/language';
import { useFindings } from '../workspace/findings';
import { useWorkspace, type WorkspaceState } from '../workspace/workspace';
import type { Strings } from '../i18n/strings';

function verdictText(
  { verdict, checking }: Pick<WorkspaceState, 'verdict' | 'checking'>,
  found: readonly PageDiagnostic[],
  strings: Strings,
): string {
  if (!verdict) return checking ? strings.verdict.checking : '';
  const count = (severity: string) => found.filter((diagnostic) => diagnostic.severity === severity).length;
  const counts = strings.verdict.counts(count('error'), count('warning'));
  return verdict.version === null ? counts : `${strings.verdict.contract(verdict.version)} · ${counts}`;
}

function kernelText(kernel: WorkspaceState['kernel'], lacksRoom: boolean, strings: Strings): string {
  switch (kernel.phase) {
    case 'ready': {
      const { storage } = kernel.report;
      return `${strings.kernel.ready} · ${lacksRoom && storage !== 'memory' ? strings.kernel.noRoom : strings.kernel.storage[storage]}`;
    }
    case 'failed':
      return strings.kernel.failed;
    case 'restarting':
      return strings.kernel.restarting;
    case 'stopped':
      return strings.kernel.stopped;
    // The preview says it, once.
    case 'connecting':
    case 'booting':
      return '';
  }
}

/** What gives way where the line is short. */
const YIELDING = 'lg:min-w-0 lg:shrink-[99] lg:truncate';

interface StatusBarProps {
  withoutKernel?: boolean;
  /** What stands before it in the same line. */
  children?: ReactNode;
}

/** One line: what is found in the project, how the kernel is, how to leave the editor by keyboard. */
export function StatusBar({ withoutKernel = false, children }: StatusBarProps) {
  const strings = useStrings();
  const verdict = useWorkspace((state) => state.verdict);
  const found = useFindings();
  const checking = useWorkspace((state) => state.checking);
  const revision = useWorkspace((state) => state.verdictRevision);
  const kernel = useWorkspace((state) => state.kernel);
  const saveFailed = useWorkspace((state) => state.saveFailed);
  const lacksRoom = useWorkspace((state) => state.rowsLackRoom || state.storageFull);
  return (
    <footer className="bg-muted text-muted-foreground flex min-h-7 flex-wrap items-center gap-x-4 border-t px-3 text-xs lg:flex-nowrap lg:whitespace-nowrap">
      {children}
      <span data-testid="verdict" data-revision={revision} aria-live="polite">
        {verdictText({ verdict, checking }, found, strings)}
      </span>
      {!withoutKernel && (
        <span data-testid="kernel" data-phase={kernel.phase} title={kernelText(kernel, lacksRoom, strings)} className={YIELDING}>
          {kernelText(kernel, lacksRoom, strings)}
        </span>
      )}
      {saveFailed && (
        <span role="alert" className="text-destructive">
          {strings.saveFailed}
        </span>
      )}
      <NewerVersion />
      <span title={strings.escapeEditor} className={`ml-auto hidden md:block ${YIELDING}`}>
        {strings.escapeEditor}
      </span>
    </footer>
  );
}
