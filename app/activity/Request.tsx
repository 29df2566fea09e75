/** A request with what it was answered and why: to be copied, or asked again, changed. */
import { Button } from '@asteby/metacore-ui/primitives';
import { useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../../kernel/errors';
import type { Decision, Trace } from '../../kernel/trace/trace';
import { useStrings } from '../i18n/language';
import type { Strings } from '../i18n/strings';
import type { PageAnswer } from '../../workers/protocol';
import { AskAgain } from './AskAgain';
import { asCurl, asFetch } from './as-code';
import { Code, Entry, milliseconds, Status, time } from '../list/Entry';
import { askAgain } from './requests';

type Texts = Strings['activity'];

function decided(decision: Decision, texts: Texts): string {
  switch (decision.kind) {
    case 'permission': {
      const because =
        decision.because === 'grant'
          ? texts.granted(decision.role ?? '', decision.grant ?? '', decision.place?.pointer)
          : texts.because[decision.because];
      return `${decision.allowed ? '✓' : '✗'} ${decision.permission}: ${because}`;
    }
    case 'capability':
      return [
        `${decision.allowed ? '✓' : '✗'} ${decision.capability} ${decision.target} ${decision.place?.pointer ?? ''}`.trimEnd(),
        ...(decision.askedByHosts === false ? [texts.notAskedByHosts] : []),
      ].join(' · ');
    case 'filter-dropped':
      return texts.dropped(decision.parameter, decision.reason);
    case 'handler':
      return texts.handler(decision.handler, texts.outcomes[decision.outcome], milliseconds(decision.milliseconds), decision.place.pointer);
    case 'event':
      return texts.event(decision.name, decision.deliveries);
  }
}

export function Request({ trace }: { trace: Trace }) {
  const texts = useStrings().activity;
  const [isOpen, setOpen] = useState(false);
  const [answer, setAnswer] = useState<PageAnswer | null>(null);
  const copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      toast.success(texts.copied);
    } catch (error) {
      toast.error(messageOf(error));
    }
  };
  return (
    <Entry
      title={
        <>
          <span className="text-muted-foreground">{time(trace.at)}</span>
          <Status status={trace.status} />
          <span className="min-w-0 flex-1 truncate">
            {trace.method} {trace.url}
          </span>
          <span className="text-muted-foreground">{milliseconds(trace.milliseconds)}</span>
        </>
      }
    >
      <p className="text-muted-foreground">{texts.askedBy(trace.userName)}</p>
      {trace.body !== null && <Code>{trace.body}</Code>}
      {trace.decisions.length > 0 && (
        <ul aria-label={texts.decisions} className="grid grid-cols-1 gap-1">
          {trace.decisions.map((decision, index) => (
            <li key={index}>{decided(decision, texts)}</li>
          ))}
        </ul>
      )}
      <ol aria-label={texts.statements} className="grid grid-cols-1 gap-1">
        {trace.statements.map(({ sql, parameters, milliseconds: took }, index) => (
          <li key={index}>
            <span className="text-muted-foreground">{milliseconds(took)}</span>
            <Code>{parameters.length > 0 ? `${sql}\n-- ${parameters.join(' · ')}` : sql}</Code>
          </li>
        ))}
      </ol>
      {isOpen ? (
        <AskAgain
          url={trace.url}
          body={trace.method === 'GET' ? null : (trace.body ?? '')}
          onClose={() => setOpen(false)}
          onSend={async (changed) => setAnswer(await askAgain(trace, changed))}
        >
          {answer && (
            <div role="status">
              <p>{texts.answer(answer.status)}</p>
              <Code>{JSON.stringify(answer.body, null, 2)}</Code>
            </div>
          )}
        </AskAgain>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" variant="outline" onClick={() => setOpen(true)}>
            {texts.resend}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => void copy(asCurl(trace))}>
            {texts.copyAs('curl')}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => void copy(asFetch(trace))}>
            {texts.copyAs('fetch')}
          </Button>
        </div>
      )}
    </Entry>
  );
}
