/** Imports whose dialog is closed: how far they are, and how they ended until somebody has read it. */
import { useEffect, useSyncExternalStore } from 'react';
import { useApi } from '@asteby/metacore-runtime-react';
import { Button } from '@asteby/metacore-ui/primitives';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { messageOf } from '../../../kernel/errors';
import { Progressed, useSentence } from './import-parts';
import { allImports, forgetImport, onImports, stopJob, takeUpImports } from './imports';

export function ImportsBar() {
  const { t } = useTranslation();
  const api = useApi();
  const runs = useSyncExternalStore(onImports, allImports);
  const sentence = useSentence();
  useEffect(() => void takeUpImports(api), [api]);
  if (runs.length === 0) return null;
  const stop = (id: string): void => {
    stopJob(api, id).catch((error: unknown) => void toast.error(messageOf(error)));
  };
  return (
    <ul className="bg-muted divide-y text-sm" aria-label={t('imports.bar')} data-testid="imports">
      {runs.map((run) => (
        <li key={run.id} className="flex flex-wrap items-center gap-2 px-3 py-1.5">
          {run.state === 'running' ? (
            <Progressed name={run.fileName} {...run} />
          ) : (
            <p role="status" className="min-w-0 flex-1">
              {[sentence(run), run.message, run.state === 'interrupted' ? t('imports.goOn') : null].filter(Boolean).join(' ')}
            </p>
          )}
          {run.state === 'running' ? (
            <Button type="button" size="sm" variant="outline" onClick={() => stop(run.id)}>
              {t('imports.stop')}
            </Button>
          ) : (
            <Button type="button" size="sm" variant="ghost" onClick={() => forgetImport(run.id)}>
              {t('imports.close')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
