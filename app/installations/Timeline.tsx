import { ORGANIZATIONS } from '../../kernel/database/core-rows';
import type { LedgerEntry, RanStep } from '../../kernel/lifecycle/ledger';
import { useLanguage } from '../i18n/language';
import { type InstallationStrings, useInstallationStrings } from './strings';

/** Steps of one operation that are shown. */
const MAX_SHOWN = 200;

const placeOf = (organizationId: string | null, strings: InstallationStrings): string =>
  organizationId === null ? strings.everybody : (ORGANIZATIONS.find(({ id }) => id === organizationId)?.name ?? organizationId);

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

function Step({ step, strings }: { step: RanStep; strings: InstallationStrings }) {
  const isPlain = step.sql === '' && step.output === '';
  const head = (
    <>
      <span className={step.outcome === 'failed' ? 'text-destructive' : ''}>{step.outcome === 'failed' ? '✗' : '✓'}</span>
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{step.does}</span>
      {step.risk !== 'safe' && <span className="text-amber-800 dark:text-amber-200">{strings.risks[step.risk]}</span>}
      <span className="text-muted-foreground">{milliseconds(step.ms)}</span>
    </>
  );
  if (isPlain) return <li className="flex gap-2 py-0.5 pl-5">{head}</li>;
  return (
    <li>
      <details>
        <summary className="hover:bg-accent flex min-h-6 cursor-pointer items-center gap-2">{head}</summary>
        {step.sql !== '' && <pre className="bg-muted my-1 max-h-40 overflow-auto rounded p-2 whitespace-pre-wrap">{step.sql}</pre>}
        {step.output !== '' && <p className="px-2 pb-1 [overflow-wrap:anywhere]">{step.output}</p>}
      </details>
    </li>
  );
}

function Operation({ entry, strings }: { entry: LedgerEntry; strings: InstallationStrings }) {
  const language = useLanguage((state) => state.language);
  const did = Object.hasOwn(strings.did, entry.operation) ? strings.did[entry.operation as keyof typeof strings.did] : entry.operation;
  return (
    <li className="border-b">
      <details>
        <summary className="hover:bg-accent flex min-h-6 cursor-pointer flex-wrap items-center gap-x-2 px-2 py-1">
          <span className="text-muted-foreground">{new Date(entry.at).toLocaleTimeString(language)}</span>
          <span className="font-medium">
            {entry.addonKey} {entry.version}
          </span>
          <span className={entry.outcome === 'failed' ? 'text-destructive font-semibold' : ''}>
            {entry.outcome === 'failed' ? `${did}: ${strings.failed}` : did}
          </span>
          <span className="text-muted-foreground">
            {placeOf(entry.organizationId, strings)} · {strings.steps(entry.steps.length)} · {milliseconds(entry.durationMs)}
          </span>
        </summary>
        <div className="px-4 pb-2 text-xs">
          {entry.message !== '' && <p className="text-destructive py-1 [overflow-wrap:anywhere]">{entry.message}</p>}
          <ol className="font-mono">
            {entry.steps.slice(0, MAX_SHOWN).map((step, at) => (
              <Step key={at} step={step} strings={strings} />
            ))}
          </ol>
          {entry.steps.length > MAX_SHOWN && <p className="text-muted-foreground">{strings.more(entry.steps.length - MAX_SHOWN)}</p>}
        </div>
      </details>
    </li>
  );
}

/** Every operation, the newest first: what it did step by step, with its SQL, its time and its output. */
export function Timeline({ entries }: { entries: readonly LedgerEntry[] }) {
  const strings = useInstallationStrings();
  if (entries.length === 0) return <p className="text-muted-foreground px-2 text-sm">{strings.noTimeline}</p>;
  return (
    <ol aria-label={strings.timeline} className="text-xs" data-testid="timeline">
      {entries.map((entry) => (
        <Operation key={entry.seq} entry={entry} strings={strings} />
      ))}
    </ol>
  );
}
