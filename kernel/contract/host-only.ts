import type { RuleId } from './rules';

const NOTES: ReadonlySet<string> = new Set<RuleId>(['HOST-ONLY', 'TOOL-INPUTS']);

/** Whether a finding only tells what hosts do and the playground does not, or the other way round: nothing of the manifest is wrong. */
export const isHostOnly = ({ rule }: { readonly rule: string }): boolean => NOTES.has(rule);
