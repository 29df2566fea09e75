/** The lines of the log that the page keeps: the kernel's, and what the page itself knows of it. Collected from the start. */
import { create } from 'zustand';
import type { LogEntry, LogLevel } from '../../kernel/trace/log';
import { useWorkspace } from '../workspace/workspace';

export interface LogLine {
  /** Counts the lines of this page. */
  id: number;
  at: string;
  level: LogLevel;
  source: LogEntry['source'] | 'page';
  text: string;
}

/** Lines that are kept: the oldest go, a tenth at a time. */
export const MAX_LINES = 100_000;

interface LogState {
  lines: readonly LogLine[];
}

export const useLog = create<LogState>(() => ({ lines: [] }));

let last = 0;

export function addLines(entries: readonly Omit<LogLine, 'id'>[]): void {
  if (entries.length === 0) return;
  const lines = [...useLog.getState().lines, ...entries.map((entry) => ({ ...entry, id: (last += 1) }))];
  useLog.setState({ lines: lines.length > MAX_LINES ? lines.slice(lines.length - MAX_LINES * 0.9) : lines });
}

export const clearLog = (): void => useLog.setState({ lines: [] });

/** Lines in which a text stands, of a level and above. */
export function filtered(lines: readonly LogLine[], text: string, level: LogLevel): readonly LogLine[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '' && level === 'info') return lines;
  const levels: readonly LogLevel[] =
    level === 'info' ? ['info', 'warning', 'error'] : level === 'warning' ? ['warning', 'error'] : ['error'];
  return lines.filter((line) => levels.includes(line.level) && `${line.source} ${line.text}`.toLowerCase().includes(wanted));
}

/** Lines as the text of a file. */
export const asText = (lines: readonly LogLine[]): string =>
  lines.map(({ at, level, source, text }) => `${at} ${level} ${source} ${text}\n`).join('');

/** What the page knows of the kernel, a line when it changes. Called once. */
export function collectPageLines(): () => void {
  return useWorkspace.subscribe((now, before) => {
    const at = new Date().toISOString();
    if (now.kernel.phase !== before.kernel.phase) {
      const { kernel } = now;
      const level = kernel.phase === 'failed' ? 'error' : kernel.phase === 'restarting' ? 'warning' : 'info';
      const more = kernel.phase === 'failed' ? `: ${kernel.message}` : kernel.phase === 'ready' ? ` (${kernel.report.storage})` : '';
      addLines([{ at, level, source: 'page', text: `kernel ${kernel.phase}${more}` }]);
    }
    if (now.install && now.install !== before.install) {
      const { install } = now;
      const text = install.ok
        ? `installed ${install.addonKey} ${install.version}, ${String(install.steps)} steps`
        : `not installed: ${install.message}`;
      addLines([{ at, level: install.ok ? 'info' : 'error', source: 'page', text }]);
    }
  });
}
