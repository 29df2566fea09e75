import { useStrings } from '../i18n/language';
import { useLabelTexts } from './use-label-texts';

/** What a role is called: those of the host in the page's words, those of an addon in its own, in the page's language where it has them. */
export function useRoleName(): (role: { key: string; name: string; addonKey: string }) => string {
  const { hostRoles } = useStrings().viewers;
  const textOf = useLabelTexts();
  return ({ key, name, addonKey }) => (addonKey === '' ? (hostRoles[key] ?? name) : (textOf(name)?.text ?? name));
}
