/** What is said of a module that the sandbox would not take. */
import { BACKEND_FILE } from '../../kernel/contract/wasm/abi';
import { isRefusalReason, refusalTexts } from '../../kernel/guest/refusal-texts';
import type { PageDiagnostic } from '../../kernel/host/page-verdict';
import type { InstallReport } from '../../kernel/host/project-install';
import type { Locale } from '../../kernel/locale';

const NOTHING: readonly PageDiagnostic[] = [];

/** The module that the sandbox would not take; nothing where the verdict has said already what is wrong with the file. */
export function moduleFindings(install: InstallReport | null, found: readonly PageDiagnostic[], locale: Locale): readonly PageDiagnostic[] {
  if (install?.ok !== true || install.module.state !== 'refused' || !isRefusalReason(install.module.reason)) return NOTHING;
  if (found.some(({ file, severity }) => file === BACKEND_FILE && severity === 'error')) return NOTHING;
  const { reason, message } = install.module;
  const place = { file: BACKEND_FILE, path: '', block: BACKEND_FILE };
  return [{ rule: `module_refused/${reason}`, severity: 'error', ...place, ...refusalTexts(reason, message, locale) }];
}
