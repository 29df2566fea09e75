import { addRoles } from '../fixes/declaring';
import { needs } from '../messages/contributions';
import type { Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  notifyRoles: (): Message => needs('notify_roles', 'somebody must be told', 'hay que avisar a alguien'),
};

export const rule: Rule<'RULE-ROLES'> = {
  id: 'RULE-ROLES',
  level: 'error',
  fix: addRoles,
  check: ({ manifest }, report) => {
    const given = manifest.contributions?.rules ?? [];
    given.forEach(({ then }, index) => {
      const path = ['contributions', 'rules', index];
      if (then.kind === 'notify' && (then.notify_roles ?? []).length === 0) report([...path, 'then', 'notify_roles'], texts.notifyRoles());
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a notification without roles',
  why: 'Nobody is told.',
  example: {
    at: '/contributions/rules',
    before: [{ key: 'unpaid', model: 'Order', when: 'paid < total', then: { kind: 'notify', message: 'Not paid' } }],
  },
};
