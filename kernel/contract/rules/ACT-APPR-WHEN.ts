import { readGuard } from '../../expressions/guard';
import { contributionMessages } from '../messages/contributions';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';

export const rule: Rule<'ACT-APPR-WHEN'> = {
  id: 'ACT-APPR-WHEN',
  level: 'error',
  check: ({ manifest, byKey }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const { approval } = action;
      if (approval === undefined) return;
      const path = ['contributions', 'actions', index, 'approval'];
      if (approval.when === undefined || isBlank(approval.when)) return;
      const reading = readGuard(approval.when, { dotted: true });
      if (!reading.ok) {
        report([...path, 'when'], contributionMessages.approvalWhen(approval.when));
        return;
      }
      // The columns of another addon's model are not known here.
      const target = byKey.get(action.target_model ?? '');
      if (target === undefined) return;
      const fields = new Set([...(action.fields ?? []), ...(action.steps ?? []).flatMap((step) => step.fields)].map(({ key }) => key));
      const unknown = reading.names.find((name) => !target.columns.has(name) && !target.extensionColumns.has(name) && !fields.has(name));
      if (unknown !== undefined)
        report([...path, 'when'], near(contributionMessages.approvalName(unknown), unknown, [...target.columns.keys(), ...fields]));
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: "an approval's `when` that is no comparison, or names neither a column nor a field",
  why: 'The condition is one comparison over columns of the record and fields of the action.',
  example: { at: '/contributions/actions/0/approval', before: { roles: ['admin'], when: 'totl > 1000' } },
};
