/** What goes on, a line each: what is asked, what code of addons says, what failed behind an answer (docs/architecture/09, CONSOLE-LOG). */
import type { Clock } from '../clock';
import { type Port, port } from '../port';

export type LogLevel = 'info' | 'warning' | 'error';
export type LogSource = 'request' | 'guest' | 'kernel';

export interface LogEntry {
  /** Counts the lines of this kernel from 1. */
  seq: number;
  at: string;
  /** Null for what concerns every organization. */
  organizationId: string | null;
  level: LogLevel;
  source: LogSource;
  text: string;
}

export interface Log {
  add(entry: Omit<LogEntry, 'seq' | 'at'>): void;
  /** The lines behind a number, the oldest first: of one organization, and what concerns all. */
  after(seq: number, organizationId: string): LogEntry[];
}

export const LOG: Port<Log> = port('the log');

/** Lines that are kept: the oldest go, a quarter at a time. */
export const MAX_LOG_ENTRIES = 20_000;
const MAX_TEXT_CHARS = 2_000;

export function createLog(clock: Clock): Log {
  let entries: LogEntry[] = [];
  let last = 0;
  return {
    add({ text, ...entry }) {
      entries.push({ seq: (last += 1), at: new Date(clock.now()).toISOString(), ...entry, text: text.slice(0, MAX_TEXT_CHARS) });
      if (entries.length > MAX_LOG_ENTRIES) entries = entries.slice(MAX_LOG_ENTRIES / 4);
    },
    after: (seq, organizationId) =>
      entries.filter((entry) => entry.seq > seq && (entry.organizationId === null || entry.organizationId === organizationId)),
  };
}
