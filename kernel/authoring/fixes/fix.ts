import type { FixTarget } from '../../contract/fix';
import type { RuleId } from '../../contract/rules';
import type { Text } from '../../contract/text';
import type { Edit } from './edits';

/** A change that cures a finding. */
export interface Fix {
  /** What kind of change it is, for tests and for telling apart the offers of one finding. */
  id: string;
  /** What the menu says. */
  title: Text;
  /** Whether it can be applied unseen: it only writes what was plainly meant. */
  safe: boolean;
  /** Changes to the text; they do not overlap. */
  edits: Edit[];
}

/** A finding as any rule's fix sees it, and the rule that found it. */
export interface Found extends FixTarget {
  rule: RuleId;
}
