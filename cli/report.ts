/** Verdicts as text and as JSON. */
import { localizedSentence, printableEntry } from '../kernel/bundle/messages';
import type { Severity, TextRange } from '../kernel/contract/diagnostic';
import type { KernelError } from '../kernel/errors';
import { visible } from '../kernel/values/visible';
import type { Context } from './io';
import { say } from './messages';

/** What all findings have in common, wherever they come from. */
export interface Finding {
  rule: string;
  severity: Severity;
  /** JSON pointer into the manifest; for findings about another file, that file's path (never starts with a slash). */
  path: string;
  message: string;
  cure?: string;
  range?: TextRange;
  /** The file inside a folder or bundle; absent or `manifest.json` for findings of the contract. */
  file?: string;
}

export interface Report {
  /** As the person named it. */
  file: string;
  /** Version of the contract, null when the manifest could not be read at all. */
  version: string | null;
  accepted: boolean;
  /** Whether `file` is a folder or bundle, whose findings are shown with the file inside of it. */
  container: boolean;
  findings: Finding[];
}

export function jsonReport({ file, version, accepted, findings }: Report): unknown {
  return {
    file,
    version,
    verdict: accepted ? 'accept' : 'reject',
    diagnostics: findings.map(({ rule, severity, path, message, cure, range, file: inner }) => ({
      rule,
      severity,
      path: inner === undefined || inner === 'manifest.json' ? path : inner,
      message,
      ...(cure === undefined ? {} : { cure }),
      line: range?.startLine ?? 1,
      column: range?.startColumn ?? 1,
    })),
  };
}

/** `file:line:column severity rule message`, the cure on a line of its own. */
export function findingLines(context: Context, report: Pick<Report, 'file' | 'container'>, findings: readonly Finding[]): string {
  return findings
    .map(({ rule, severity, message, cure, range, file }) => {
      const inner = file ?? 'manifest.json';
      const named = visible(report.file);
      const place = report.container && inner !== '' ? `${named.replace(/\/+$/, '')}/${printableEntry(inner)}` : named;
      const line = `${place}:${range?.startLine ?? 1}:${range?.startColumn ?? 1} ${say(context.locale, severity)} ${rule} ${message}\n`;
      return cure === undefined ? line : `${line}    ${say(context.locale, 'cure')}: ${cure}\n`;
    })
    .join('');
}

export function textReport(context: Context, report: Report): string {
  const count = (severity: Severity) => report.findings.filter((finding) => finding.severity === severity).length;
  const counts = say(context.locale, 'counts', { errors: count('error'), warnings: count('warning') });
  const values = { file: report.file, version: report.version ?? '?', counts };
  return `${findingLines(context, report, report.findings)}${say(context.locale, report.accepted ? 'accepted' : 'rejected', values)}\n`;
}

/** A refusal to open something, as a finding. */
export function findingOf(error: KernelError, context: Context): Finding {
  const file = typeof error.details.entry === 'string' ? error.details.entry : '';
  return { rule: error.code, severity: 'error', path: '', message: localizedSentence(error, context.locale), file };
}
