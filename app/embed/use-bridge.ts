import { useEffect } from 'react';
import type { EmbedAnswer } from '../../kernel/link/embed-protocol';
import { useTheme } from '../theme/theme';
import { editFile, openFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { answerTo, type Embedded, isFromEmbedder } from './bridge';

const EMBEDDED: Embedded = {
  project: () => useWorkspace.getState().project,
  isReadOnly: () => useWorkspace.getState().readOnly,
  editFile,
  openFile,
  showTheme: (theme) => useTheme.getState().showTheme(theme),
};

/** Listens to the page around, and tells it when the project runs and what each verdict is. `origin` null: does neither. */
export function useBridge(origin: string | null): void {
  useEffect(() => {
    const around = window.parent;
    if (origin === null || around === window) return undefined;
    const tell = (answer: EmbedAnswer): void => around.postMessage(answer, origin);
    const hear = (event: MessageEvent<unknown>): void => {
      if (!isFromEmbedder(event, around, origin)) return;
      const answer = answerTo(event.data, EMBEDDED);
      if (answer) tell(answer);
    };
    window.addEventListener('message', hear);
    const stop = useWorkspace.subscribe(({ project, verdict, verdictRevision }, before) => {
      if (project !== null && before.project === null) tell({ type: 'metacore-playground:ready', running: true });
      if (verdict === null || verdictRevision === before.verdictRevision) return;
      const count = (severity: string): number => verdict.diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
      tell({
        type: 'metacore-playground:verdict',
        accepted: verdict.installable,
        errors: count('error'),
        warnings: count('warning'),
      });
    });
    tell({ type: 'metacore-playground:ready', running: useWorkspace.getState().project !== null });
    return () => {
      window.removeEventListener('message', hear);
      stop();
    };
  }, [origin]);
}
