import { Button } from '@asteby/metacore-ui/primitives';
import { useState } from 'react';
import { messageOf } from '../../kernel/errors';
import type { LifecycleOverview } from '../../kernel/lifecycle/overview';
import { useLanguage } from '../i18n/language';
import { settleMigrations } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import { useInstallationStrings } from './strings';

const WAITING: ReadonlySet<string> = new Set(['migration_waiting', 'migration_changed', 'migration_failed']);

/** The project's migrations that did not run here, with the two ways to settle them, and the ledger of those that ran. */
export function Migrations({ overviews }: { overviews: readonly LifecycleOverview[] }) {
  const strings = useInstallationStrings();
  const language = useLanguage((state) => state.language);
  const install = useWorkspace((state) => state.install);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const waiting = install?.ok === true ? install.notes.filter(({ code }) => WAITING.has(code)) : [];
  const ran = [
    ...new Map(overviews.flatMap(({ migrations }) => migrations).map((one) => [`${one.addonKey} ${one.version}`, one])).values(),
  ];
  const settle = async (how: 'run' | 'record') => {
    setBusy(true);
    setProblem('');
    try {
      await settleMigrations(how);
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };
  return (
    <>
      {waiting.length > 0 && (
        <section aria-label={strings.waiting} className="px-2 py-1 text-sm">
          <h3 className="text-muted-foreground text-xs font-medium">{strings.waiting}</h3>
          <ul className="font-mono text-xs">
            {waiting.map(({ table }) => (
              <li key={table}>{table}</li>
            ))}
          </ul>
          <p className="text-muted-foreground text-xs">{strings.waitingHint}</p>
          <p className="mt-1 flex flex-wrap gap-1">
            <Button size="sm" disabled={isBusy} onClick={() => void settle('run')}>
              {strings.runMigrations}
            </Button>
            <Button size="sm" variant="outline" disabled={isBusy} onClick={() => void settle('record')}>
              {strings.recordMigrations}
            </Button>
          </p>
          {problem !== '' && (
            <p role="alert" className="text-destructive text-sm">
              {problem}
            </p>
          )}
        </section>
      )}
      {ran.length > 0 && (
        <section aria-label={strings.ran} className="px-2 py-1 text-xs">
          <h3 className="text-muted-foreground font-medium">{strings.ran}</h3>
          <ul>
            {ran.map(({ addonKey, version, at }) => (
              <li key={`${addonKey} ${version}`}>
                <span className="font-mono">
                  {addonKey} {version}
                </span>{' '}
                <span className="text-muted-foreground">{new Date(at).toLocaleString(language)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
