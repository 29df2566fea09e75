/** What left an addon, or would have: each call with its answer, to be sent again, changed, or kept as a mock. */
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { Button } from '@asteby/metacore-ui/primitives';
import { messageOf } from '../../kernel/errors';
import type { KeptExchange } from '../../kernel/outbound/kept';
import { mockOf } from '../../kernel/outbound/mock-of';
import { useStrings } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import { Code, Entry, Status, time } from './parts';
import { saveMock } from './mend';
import { resend } from './requests';

function Resend({ call, onDone }: { call: KeptExchange; onDone: () => void }) {
  const texts = useStrings().activity;
  const [url, setUrl] = useState(call.url);
  const [body, setBody] = useState(call.body);
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await resend(call, { url, body });
      onDone();
    } catch (error) {
      toast.error(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      aria-label={texts.resend}
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <input
        aria-label={texts.address}
        className="border-input bg-background w-full rounded border px-2 py-1 font-mono"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <textarea
        aria-label={texts.body}
        className="border-input bg-background h-24 w-full rounded border px-2 py-1 font-mono"
        value={body}
        onChange={(event) => setBody(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" size="sm" disabled={isBusy}>
          {texts.send}
        </Button>
        <Button type="button" size="sm" variant="ghost" onClick={onDone}>
          {texts.cancel}
        </Button>
      </div>
    </form>
  );
}

export function Call({ call }: { call: KeptExchange }): ReactNode {
  const texts = useStrings().activity;
  const readOnly = useWorkspace((workspace) => workspace.readOnly);
  const [isOpen, setOpen] = useState(false);
  const headers = Object.entries(call.headers).map(([name, value]) => `${name}: ${value}`);
  const mock = mockOf(call);
  return (
    <Entry
      title={
        <>
          <span className="text-muted-foreground">{time(call.at)}</span>
          <Status status={call.responseStatus ?? 0} />
          <span className="min-w-0 flex-1 truncate">
            {call.name} → {call.method} {call.url}
          </span>
        </>
      }
    >
      <span>{call.answeredBy === 'network' ? texts.sentOut : texts.notSent}</span>
      <span className="text-muted-foreground">{texts.letThrough(call.rule)}</span>
      <Code>{`${headers.join('\n')}\n\n${call.body}`}</Code>
      <span>{call.responseStatus === null ? (call.failure ?? '') : texts.answer(call.responseStatus)}</span>
      {call.responseBody !== null && call.responseBody !== '' && <Code>{call.responseBody}</Code>}
      {isOpen ? (
        <Resend call={call} onDone={() => setOpen(false)} />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" variant="outline" onClick={() => setOpen(true)}>
            {texts.resend}
          </Button>
          {mock === null || readOnly ? null : (
            <Button size="sm" variant="outline" onClick={() => saveMock(mock)}>
              {texts.saveMock}
            </Button>
          )}
        </div>
      )}
    </Entry>
  );
}
