import { Button } from '@asteby/metacore-ui/primitives';
import { useCallback, useEffect, useState } from 'react';
import { messageOf } from '../../kernel/errors';
import { isFinalState, isKnownState, type HubAnswer, type UploadOrder } from '../../kernel/publish/upload';
import { useLanguage } from '../i18n/language';
import { askOutbound } from './ask-workers';
import { usePublishStrings } from './strings';

/** How often the hub is asked while the panel is open. A review takes days: more often would be rude. */
const POLL_MS = 30_000;

/** What the hub made of the upload, asked again while somebody looks. */
export function UploadState({ first, order }: { first: HubAnswer; order: Pick<UploadOrder, 'hub' | 'auth' | 'token'> }) {
  const strings = usePublishStrings().upload;
  const language = useLanguage((state) => state.language);
  const [answer, setAnswer] = useState(first);
  const [problem, setProblem] = useState('');
  const { id, status } = answer;
  const ask = useCallback(async () => {
    try {
      const outcome = await askOutbound(order.hub, (api) => api.state(order, id, language));
      if (outcome.ok) setAnswer(outcome.value);
      setProblem(outcome.ok ? '' : outcome.message);
    } catch (error) {
      setProblem(messageOf(error));
    }
  }, [order, id, language]);
  useEffect(() => {
    if (isFinalState(status)) return;
    const timer = setInterval(() => void ask(), POLL_MS);
    return () => clearInterval(timer);
  }, [ask, status]);

  const named = (state: string): string => (isKnownState(state) ? `${state} (${strings.states[state]})` : state);
  return (
    <div className="space-y-2 text-sm" data-testid="upload-state">
      <p role="status" className="break-words">
        {strings.accepted(answer.id)} {strings.state}: {named(answer.status)}
      </p>
      {answer.history.length > 0 && (
        <>
          <p className="font-medium">{strings.history}</p>
          <ol className="list-inside list-decimal text-xs">
            {answer.history.map((entry, index) => (
              <li key={`${entry.status}${String(index)}`} className="break-words">
                {named(entry.status)} {entry.at} {entry.note}
              </li>
            ))}
          </ol>
        </>
      )}
      <Button type="button" size="sm" variant="outline" onClick={() => void ask()}>
        {strings.ask}
      </Button>
      <p role="alert" className="text-red-700 dark:text-red-300 break-words">
        {problem}
      </p>
    </div>
  );
}
