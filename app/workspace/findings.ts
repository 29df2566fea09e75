/** What is found in the project: by the verdict, and by those who try what the verdict cannot. */
import { useMemo } from 'react';
import type { PageDiagnostic } from '../../kernel/host/page-verdict';
import { useLanguage } from '../i18n/language';
import { useBackend } from './backend';
import { moduleFindings } from './module-findings';
import { useWorkspace } from './workspace';

const NOTHING: readonly PageDiagnostic[] = [];

/** Every finding about the project as it stands. */
export function useFindings(): readonly PageDiagnostic[] {
  const locale = useLanguage(({ language }) => language);
  const found = useWorkspace(({ verdict }) => verdict?.diagnostics) ?? NOTHING;
  const compiled = useBackend(({ diagnostics }) => diagnostics);
  const install = useWorkspace((state) => state.install);
  return useMemo(() => {
    const ofModule = moduleFindings(install, found, locale);
    const more = [...compiled, ...ofModule];
    return more.length === 0 ? found : [...found, ...more];
  }, [compiled, found, install, locale]);
}
