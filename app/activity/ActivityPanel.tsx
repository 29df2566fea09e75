import { Button } from '@asteby/metacore-ui/primitives';
import { type ReactNode, useMemo, useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../../kernel/errors';
import { download } from '../download';
import { useStrings } from '../i18n/language';
import { FilterField } from '../layout/FilterField';
import { MANIFEST, textOf } from '../project/project';
import { useWorkspace } from '../workspace/workspace';
import { Call } from './Calls';
import { DrawMocks } from './DrawMocks';
import { GuestCall } from './GuestCalls';
import { CapabilityLine, newest, UnusedLine } from './Capabilities';
import { clearRequests } from './requests';
import { Request } from './Request';
import { useActivity } from './use-activity';
import { keyIn } from './written';

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
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const shown = traces.filter(({ method, url, status, userName }) =>
    `${method} ${url} ${String(status)} ${userName}`.toLowerCase().includes(wanted),
  );
  const clear = (): void => void clearRequests().catch((error: unknown) => toast.error(messageOf(error)));
  const save = (): void =>
    download({ name: 'requests.json', blob: new Blob([JSON.stringify(shown, null, 2)], { type: 'application/json' }) });
  return (
    <div className="flex h-full divide-x max-md:flex-col max-md:overflow-auto" data-testid="activity">
      <Section
        title={texts.requests}
        empty={texts.noRequests}
        tool={
          <>
            <FilterField label={texts.filter} value={filter} onChange={setFilter} className="w-24 min-w-0 flex-1" />
            <Button size="sm" variant="ghost" onClick={clear}>
              {texts.clear}
            </Button>
            <Button size="sm" variant="ghost" onClick={save}>
              {texts.export}
            </Button>
          </>
        }
      >
        {shown.map((trace) => (
          <Request key={`${trace.organizationId}/${String(trace.id)}`} trace={trace} />
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
