import type { RuleId } from './rules';

const HOST_ONLY: RuleId = 'HOST-ONLY';

/** Whether a finding only tells what hosts do beyond the playground: nothing of the manifest is wrong. */
export const isHostOnly = ({ rule }: { readonly rule: string }): boolean => rule === HOST_ONLY;
