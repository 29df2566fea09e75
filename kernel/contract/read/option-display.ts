/** How records look in pickers, figures for the pickers of others, and published lists of choices. */
import type { Report } from '../rule';
import type { ModelFacts } from './context';

export const IDENTIFIER = /^[a-z][a-z0-9_]*$/;

export interface Picker {
  facts: ModelFacts;
  report: Report;
}
