import type { SqlError } from '../database/port';
import type { Step } from './steps/step';

/** Something a person should know about an install that went through. `code` picks the sentence in the page's language. */
export interface InstallNote {
  code: 'column_stays_optional' | 'column_parked' | 'table_parked';
  table: string;
  column?: string;
}

/** The note of a step: `failure` is what PostgreSQL said when a tolerant step could not be done. */
export function noteFor(step: Step, failure: SqlError | null): InstallNote | null {
  if (step.kind === 'set-not-null') return failure ? { code: 'column_stays_optional', table: step.table, column: step.column } : null;
  if (step.kind === 'park-column') return { code: 'column_parked', table: step.table, column: step.column };
  if (step.kind === 'park-table') return { code: 'table_parked', table: step.table };
  return null;
}
