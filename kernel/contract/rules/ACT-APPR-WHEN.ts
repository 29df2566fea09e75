import { readGuard } from '../../expressions/guard';
import { respellGuard } from '../fixes/respelling';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  approvalWhen: (text: string): Message =>
    message(`${quote(text)} is not a comparison of arithmetic.`, `${quote(text)} no es una comparación de aritmética.`),
  approvalName: (name: string): Message =>
    message(
      `${quote(name)} is neither a column of the target model nor a field of the action.`,
      `${quote(name)} no es una columna del modelo ni un campo de la acción.`,
    ),
};

export const rule: Rule<'ACT-APPR-WHEN'> = {
  id: 'ACT-APPR-WHEN',
  level: 'error',
  fix: respellGuard,
  check: ({ manifest, byKey }, report) => {
    (manifest.contributions?.actions ?? []).forEach((action, index) => {
      const { approval } = action;
      if (approval === undefined) return;
      const path = ['contributions', 'actions', index, 'approval'];
      if (approval.when === undefined || isBlank(approval.when)) return;
      const reading = readGuard(approval.when, { dotted: true });
      if (!reading.ok) {
        report([...path, 'when'], texts.approvalWhen(approval.when));
        return;
      }
      // The columns of another addon's model are not known here.
      const target = byKey.get(action.target_model ?? '');
      if (target === undefined) return;
      const fields = new Set([...(action.fields ?? []), ...(action.steps ?? []).flatMap((step) => step.fields)].map(({ key }) => key));
      const unknown = reading.names.find((name) => !target.columns.has(name) && !target.extensionColumns.has(name) && !fields.has(name));
      if (unknown !== undefined)
        report([...path, 'when'], near(texts.approvalName(unknown), unknown, [...target.columns.keys(), ...fields]));
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: "an approval's `when` that is no comparison, or names neither a column nor a field",
  why: 'The condition is one comparison over columns of the record and fields of the action.',
  example: { at: '/contributions/actions/0/approval', before: { roles: ['admin'], when: 'totl > 1000' } },
};
