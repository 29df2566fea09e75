import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useLanguage } from '../i18n/language';
import { type FactsOfAddon, namesOf, rowsOf } from './facts-rows';
import type { Trust } from './trust';
import { useArrivalStrings } from './use-strings';

const VERDICT_ICON = { unsigned: ShieldQuestion, 'unknown-key': ShieldQuestion, unchecked: ShieldQuestion, tampered: ShieldAlert } as const;

const warned = (verdict: Trust['verdict']): verdict is keyof typeof VERDICT_ICON => Object.hasOwn(VERDICT_ICON, verdict);

/** Everything a person should know of an addon before any of it runs; the same for whatever way it came. */
export function Facts(props: FactsOfAddon) {
  const strings = useArrivalStrings();
  const language = useLanguage((session) => session.language);
  const fault = props.about?.manifestFault ?? null;
  const { verdict, differences } = props.trust;
  const Icon = warned(verdict) ? VERDICT_ICON[verdict] : null;
  return (
    <div className="min-w-0 space-y-3 text-sm" data-testid="facts" data-verdict={verdict}>
      {Icon && warned(verdict) && (
        <p className="flex gap-2">
          <Icon className="text-destructive mt-0.5 size-5 shrink-0" aria-hidden />
          <span>{props.note ?? strings.warning[verdict]}</span>
        </p>
      )}
      {fault && (
        <p role="alert" className="text-destructive break-words">
          {strings.manifestFault(fault.line, fault.column, fault.message[language])}
        </p>
      )}
      {verdict === 'trusted' && (
        <p className="flex gap-2">
          <ShieldCheck className="mt-0.5 size-5 shrink-0 text-emerald-600 dark:text-emerald-400" aria-hidden />
          <span>{props.note ?? strings.author.trusted(props.trust.signer)}</span>
        </p>
      )}
      {differences &&
        (['changed', 'missing', 'unlisted'] as const).map(
          (kind) =>
            differences[kind].length > 0 && (
              <p key={kind} className="text-destructive break-words">
                {strings.differences[kind](namesOf(differences[kind]))}
              </p>
            ),
        )}
      <dl aria-label={strings.facts.label} className="grid grid-cols-1 gap-x-4 sm:grid-cols-[auto_1fr] sm:gap-y-1">
        {rowsOf(props, strings).map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="mb-1 min-w-0 break-words sm:mb-0">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
