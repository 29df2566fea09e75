/** What left an addon, or would have: each call with its answer, to be sent again, changed, or kept as a mock. */
import { useState, type ReactNode } from 'react';
import { Button } from '@asteby/metacore-ui/primitives';
import type { KeptExchange } from '../../kernel/outbound/kept';
import { mockOf } from '../../kernel/outbound/mock-of';
import { useStrings } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import { Code, Entry, Status, time } from '../list/Entry';
import { AskAgain } from './AskAgain';
import { saveMock } from './mend';
import { resend } from './requests';

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
        <AskAgain
          url={call.url}
          body={call.body}
          onClose={() => setOpen(false)}
          onSend={async (changed) => {
            await resend(call, changed);
            setOpen(false);
          }}
        />
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
