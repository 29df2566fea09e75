/** What axe found on a screen of the preview, as it comes out of the frame, and as findings of the preflight. */
import { isRecord } from '../values/encoding';
import type { Locale } from '../locale';
import type { PreflightFinding, PreflightReport } from './finding';
import { publishMessages } from './messages';

export interface AuditEntry {
  /** Rule of axe. */
  rule: string;
  /** What it asks for, in English. */
  help: string;
  /** Elements that break it. */
  count: number;
  /** The first of them, as a selector. */
  where: string;
}

const MAX_ENTRIES = 100;
export const MAX_AUDIT_TEXT_CHARS = 200;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_AUDIT_TEXT_CHARS;

function readEntry(value: unknown): AuditEntry | null {
  if (!isRecord(value)) return null;
  const { rule, help, count, where } = value;
  if (typeof rule !== 'string' || !/^[a-z0-9-]{1,60}$/.test(rule) || !isText(help) || !isText(where)) return null;
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? { rule, help, count, where } : null;
}

/** Reads a stranger's list; null when it is anything else. */
export function readAudit(value: unknown): AuditEntry[] | null {
  if (!Array.isArray(value) || value.length > MAX_ENTRIES) return null;
  const entries = value.map(readEntry);
  return entries.includes(null) ? null : (entries as AuditEntry[]);
}

/** The report with what axe found as advice (`PUB-AXE`): hosts draw these screens, so nobody refuses an addon for them. */
export function withAudit(report: PreflightReport, entries: readonly AuditEntry[], locale: Locale): PreflightReport {
  const ofScreen = entries.map(({ rule, help, count, where }): PreflightFinding => {
    const said = publishMessages.screenAudit(rule, help, count, where);
    return { rule: 'PUB-AXE', level: 'advice', file: '', path: '', message: said.text[locale], cure: said.cure?.[locale] ?? '' };
  });
  const findings = [...report.findings.filter(({ rule }) => rule !== 'PUB-AXE'), ...ofScreen];
  return { ...report, findings, counts: { ...report.counts, advice: findings.filter(({ level }) => level === 'advice').length } };
}
