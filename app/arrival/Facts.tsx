import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { USERS } from '../../kernel/database/core-rows';
import type { LinkedView } from '../../kernel/link/link';
import type { ProjectSummary } from '../../kernel/link/summary';
import { visible } from '../../kernel/values/visible';
import { useLanguage } from '../i18n/language';
import { useArrivalStrings } from './strings';
import type { Trust } from './trust';

/** Names shown of a list; the rest is an ellipsis. */
const MAX_NAMES = 20;

const namesOf = (names: readonly string[]): string => (names.length > MAX_NAMES ? [...names.slice(0, MAX_NAMES), '…'] : names).join(', ');

export interface FactsProps {
  /** In the words of whoever made it. */
  title: string;
  trust: Trust;
  /** Null for what may not be looked into. */
  about: ProjectSummary | null;
  view?: LinkedView;
  /** What it was made with and came from, as sentences. */
  made?: string;
  before?: string;
  /** What is said of the signature, where the sheet's own sentence is not it. */
  note?: string;
}

function rowsOf({ title, trust, about, view = {}, made = '', before = '' }: FactsProps, strings: ReturnType<typeof useArrivalStrings>) {
  const { facts } = strings;
  const sample = view.seed === undefined && view.seedRows === undefined ? '' : strings.sample(view.seedRows ?? 50, view.seed ?? 1);
  // Of a manifest that cannot be read nobody knows what it asks for, and nothing of it would run.
  const whole = about?.manifestFault === null ? about : null;
  const person = USERS.find(({ id }) => id === view.principal)?.name ?? '';
  const rows = [
    [facts.title, title],
    [facts.addon, about && (about.name === '' ? about.addon : `${about.name} (${about.addon})`)],
    [facts.version, about?.version],
    [facts.size, about && strings.size(about.files, about.bytes)],
    [facts.capabilities, whole && (namesOf(whole.capabilities) || strings.none)],
    [facts.grants, whole && namesOf(whole.grants)],
    [facts.backend, about && (about.hasBackend ? strings.yes : strings.no)],
    [facts.runs, whole && (namesOf(whole.runs) || strings.screensOnly)],
    [facts.author, strings.author[trust.verdict](trust.signer)],
    [facts.fingerprint, trust.fingerprint],
    [facts.digest, trust.digest],
    [facts.made, made],
    [facts.before, before],
    [facts.begins, [view.view, view.open].filter((part) => part !== undefined).join(' · ')],
    [facts.as, [person, view.role].filter((part) => part !== undefined && part !== '').join(' · ')],
    [facts.rows, sample],
  ].filter((row): row is [string, string] => typeof row[1] === 'string' && row[1] !== '');
  // A stranger's words, all of them: what nobody would see in them is written out.
  return rows.map(([label, text]): [string, string] => [label, visible(text)]);
}

const VERDICT_ICON = { unsigned: ShieldQuestion, 'unknown-key': ShieldQuestion, unchecked: ShieldQuestion, tampered: ShieldAlert } as const;

const warned = (verdict: Trust['verdict']): verdict is keyof typeof VERDICT_ICON => Object.hasOwn(VERDICT_ICON, verdict);

/** Everything a person should know of an addon before any of it runs; the same for whatever way it came. */
export function Facts(props: FactsProps) {
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
