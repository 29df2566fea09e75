import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { Decision, Trace } from '../../kernel/trace/trace';
import { useStrings } from '../i18n/language';
import type { Strings } from '../i18n/strings';
import { MANIFEST, textOf } from '../project/project';
import { useWorkspace } from '../workspace/workspace';
import { Call } from './Calls';
import { DrawMocks } from './DrawMocks';
import { GuestCall } from './GuestCalls';
import { CapabilityLine, newest, UnusedLine } from './Capabilities';
import { Code, Entry, milliseconds, Status, time } from './parts';
import { useActivity } from './use-activity';
import { keyIn } from './written';

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

function Section({ title, empty, tool, children }: { title: string; empty: string; tool?: ReactNode; children: ReactNode[] }) {
  return (
    <section aria-label={title} className="min-w-0 flex-1 overflow-auto">
      <div className="bg-background text-muted-foreground sticky top-0 flex flex-wrap justify-between gap-x-3 px-2 py-1 text-xs">
        <h3 className="font-medium">{title}</h3>
        {tool}
      </div>
      {children.length === 0 ? <p className="text-muted-foreground px-2 text-sm">{empty}</p> : children}
    </section>
  );
}

/** What the screens asked of the kernel and why it answered so, and what would have left for other hosts. */
export default function ActivityPanel() {
  const texts = useStrings().activity;
  const { traces, calls, guestCalls, decisions, unused } = useActivity();
  const manifest = useWorkspace(({ project }) => textOf(project?.files[MANIFEST]));
  const readOnly = useWorkspace((workspace) => workspace.readOnly);
  const ownKey = useMemo(() => keyIn(manifest), [manifest]);
  return (
    <div className="flex h-full divide-x" data-testid="activity">
      <Section title={texts.requests} empty={texts.noRequests}>
        {traces.map((trace) => (
          <Request key={`${trace.organizationId}/${String(trace.id)}`} trace={trace} texts={texts} />
        ))}
      </Section>
      <Section title={texts.calls} empty={texts.noCalls} tool={readOnly ? null : <DrawMocks />}>
        {calls.map((call) => (
          <Call key={call.id} call={call} />
        ))}
      </Section>
      {guestCalls.length > 0 && (
        <Section title={texts.backend} empty="">
          {guestCalls.map((call) => (
            <GuestCall key={`${call.organizationId}/${String(call.id)}`} call={call} />
          ))}
        </Section>
      )}
      <Section title={texts.capabilities} empty={texts.noCapabilities}>
        {[
          <ul key="decisions">
            {newest(decisions).map((decision) => (
              <CapabilityLine
                key={JSON.stringify([decision.organizationId, decision.addon, decision.caller, decision.capability, decision.target])}
                decision={decision}
                isOwn={decision.addon === ownKey}
              />
            ))}
            {unused.map((one) => (
              <UnusedLine key={`${one.addon}${one.pointer}`} {...one} />
            ))}
          </ul>,
        ].filter(() => decisions.length + unused.length > 0)}
      </Section>
    </div>
  );
}
