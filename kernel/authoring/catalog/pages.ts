import type { RulePage } from '../../contract/rule';
import { RULES, type RuleId } from '../../contract/rules';

/** What every rule's file says for its page, in the order of the rules. Asked for one by one: the app carries none of it. */
export async function rulePages(): Promise<ReadonlyMap<RuleId, RulePage>> {
  const pages = RULES.map(async ({ id }): Promise<[RuleId, RulePage]> => {
    const { page } = (await import(`../../contract/rules/${id}.ts`)) as { page: RulePage };
    return [id, page];
  });
  return new Map(await Promise.all(pages));
}
