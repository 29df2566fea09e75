import type { ReactNode } from 'react';
import type { Decision, Trace } from '../../kernel/trace/trace';
import type { SentWebhook } from '../../kernel/webhooks/outbox';
import { useStrings } from '../i18n/language';
import type { Strings } from '../i18n/strings';
import { useActivity } from './use-activity';

type Texts = Strings['activity'];

const time = (at: string): string => new Date(at).toLocaleTimeString();
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

function Entry({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <details className="border-b">
      <summary className="hover:bg-accent flex min-h-6 cursor-pointer items-center gap-2 px-2 py-1 font-mono text-xs">{title}</summary>
      <div className="grid grid-cols-1 gap-2 px-4 py-2 text-xs [overflow-wrap:anywhere]">{children}</div>
    </details>
  );
}

const Code = ({ children }: { children: string }) => (
  <pre className="bg-muted max-h-48 min-w-0 overflow-auto rounded p-2 whitespace-pre-wrap">{children}</pre>
);

const Status = ({ status }: { status: number }) => (
  <span className={status >= 400 || status === 0 ? 'text-destructive font-semibold' : 'text-muted-foreground'}>
    {status === 0 ? '…' : status}
  </span>
);

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

function Request({ trace, texts }: { trace: Trace; texts: Texts }) {
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
    </Entry>
  );
}

function Webhook({ webhook, texts }: { webhook: SentWebhook; texts: Texts }) {
  const headers = Object.entries(webhook.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <Entry
      title={
        <>
          <span className="text-muted-foreground">{time(webhook.at)}</span>
          <Status status={webhook.responseStatus} />
          <span className="min-w-0 flex-1 truncate">
            {webhook.event} → {webhook.method} {webhook.url}
          </span>
        </>
      }
    >
      <span>{texts.notSent}</span>
      <Code>{`${headers.join('\n')}\n\n${webhook.body}`}</Code>
      <span>{texts.answer(webhook.responseStatus)}</span>
      {webhook.responseBody !== '' && <Code>{webhook.responseBody}</Code>}
    </Entry>
  );
}

function Section({ title, empty, children }: { title: string; empty: string; children: ReactNode[] }) {
  return (
    <section aria-label={title} className="min-w-0 flex-1 overflow-auto">
      <h3 className="bg-background text-muted-foreground sticky top-0 px-2 py-1 text-xs font-medium">{title}</h3>
      {children.length === 0 ? <p className="text-muted-foreground px-2 text-sm">{empty}</p> : children}
    </section>
  );
}

/** What the screens asked of the kernel and why it answered so, and what would have left for other hosts. */
export default function ActivityPanel() {
  const texts = useStrings().activity;
  const { traces, webhooks } = useActivity();
  return (
    <div className="flex h-full divide-x" data-testid="activity">
      <Section title={texts.requests} empty={texts.noRequests}>
        {traces.map((trace) => (
          <Request key={`${trace.organizationId}/${String(trace.id)}`} trace={trace} texts={texts} />
        ))}
      </Section>
      <Section title={texts.webhooks} empty={texts.noWebhooks}>
        {webhooks.map((webhook) => (
          <Webhook key={webhook.id} webhook={webhook} texts={texts} />
        ))}
      </Section>
    </div>
  );
}
