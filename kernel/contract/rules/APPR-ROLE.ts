import { addRoles } from '../fixes/declaring';
import { elsewhere } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { isBlank } from '../read/context';
import type { Check, Rule, RulePage } from '../rule';

const actionApprovals: Check = ({ manifest }, report) => {
  (manifest.contributions?.actions ?? []).forEach((action, index) => {
    const { approval } = action;
    if (approval === undefined) return;
    const path = ['contributions', 'actions', index, 'approval'];
    approval.roles.forEach((role, at) => {
      if (isBlank(role)) report([...path, 'roles', at], commonMessages.blank());
    });
  });
};

const constraints: Check = ({ models }, report) => {
  for (const { model, index } of models) {
    model.columns.forEach((column, at) => {
      (column.constraints ?? []).forEach(({ approval }, position) => {
        const path = ['models', index, 'columns', at, 'constraints', position];
        approval?.roles.forEach((role, which) => {
          if (isBlank(role)) report([...path, 'approval', 'roles', which], commonMessages.blank());
        });
      });
    });
  }
};

export const rule: Rule<'APPR-ROLE'> = {
  id: 'APPR-ROLE',
  level: 'error',
  fix: elsewhere((path) => path.slice(0, -1), addRoles),
  check: (context, report) => {
    actionApprovals(context, report);
    constraints(context, report);
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a blank role',
  why: 'A blank role is nobody.',
  example: { at: '/contributions/actions/0/approval', before: { roles: [' '] }, after: { roles: ['admin'] } },
};
