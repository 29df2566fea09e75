import { Button } from '@asteby/metacore-ui/primitives';
import { useMemo, useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../../kernel/errors';
import { download } from '../download';
import { FilterField } from '../layout/FilterField';
import { Code, Entry, time } from '../list/Entry';
import { MANIFEST, textOf } from '../project/project';
import { usePolled } from '../workspace/use-polled';
import { useWorkspace } from '../workspace/workspace';
import { askEvents, declaredIn, emit, type EventsSeen, type OwnedDelivery, replay } from './requests';
import { useEventStrings } from './strings';

/** Between two looks, in milliseconds. */
const LOOK_INTERVAL_MS = 1_000;

const STATES = ['pending', 'delivered', 'dead'] as const;

const NOTHING: EventsSeen = { events: [], deliveries: [] };

function Emit({ onClose }: { onClose: () => void }) {
  const manifest = useWorkspace(({ project }) => textOf(project?.files[MANIFEST]));
  const declared = useMemo(() => declaredIn(manifest), [manifest]);
  const strings = useEventStrings();
  const [chosen, setChosen] = useState(0);
  const [text, setText] = useState('{}');
  const [said, setSaid] = useState('');
  const send = async (): Promise<void> => {
    const event = declared[chosen];
    if (!event) return;
    let payload: unknown;
    try {
      payload = JSON.parse(text);
    } catch {
      setSaid(strings.notJson);
      return;
    }
    try {
      setSaid(strings.sent(await emit(event.addon, event.name, payload)));
    } catch (error) {
      setSaid(messageOf(error));
    }
  };
  return (
    <form
      aria-label={strings.emitTitle}
      className="grid gap-2 border-b p-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {declared.length === 0 ? (
        <p className="text-muted-foreground">{strings.none}</p>
      ) : (
        <>
          <select
            aria-label={strings.event}
            value={chosen}
            onChange={(event) => setChosen(Number(event.target.value))}
            className="bg-background min-h-7 rounded border px-1 font-mono"
          >
            {declared.map(({ name }, index) => (
              <option key={name} value={index}>
                {name}
              </option>
            ))}
          </select>
          <textarea
            aria-label={strings.payload}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="bg-background h-20 rounded border px-2 py-1 font-mono"
          />
        </>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {declared.length > 0 && (
          <Button size="sm" type="submit">
            {strings.send}
          </Button>
        )}
        <Button size="sm" type="button" variant="ghost" onClick={onClose}>
          {strings.cancel}
        </Button>
        <span role="status" className="[overflow-wrap:anywhere]">
          {said}
        </span>
      </div>
    </form>
  );
}

const Payload = ({ value }: { value: unknown }) => <Code>{JSON.stringify(value, null, 2)}</Code>;

function Delivery({ delivery }: { delivery: OwnedDelivery }) {
  const strings = useEventStrings();
  const { event, addonKey, handlerType, status, attempts, lastError, payload, createdAt } = delivery;
  return (
    <Entry
      title={
        <>
          <span className="text-muted-foreground">{time(createdAt)}</span>
          <span className={status === 'dead' ? 'text-destructive font-semibold' : 'text-muted-foreground'}>{strings.states[status]}</span>
          <span className="min-w-0 flex-1 truncate">
            {event} → {addonKey} · {handlerType}
          </span>
        </>
      }
    >
      <span>{strings.attempts(attempts)}</span>
      {lastError !== null && <span className="text-destructive">{lastError}</span>}
      <Payload value={payload} />
      <span>
        <Button size="sm" variant="outline" onClick={() => void replay(delivery).catch((error: unknown) => toast.error(messageOf(error)))}>
          {strings.replay}
        </Button>
      </span>
    </Entry>
  );
}

/** What left, who was told of it, and what could not be delivered; events are emitted and deliveries made again from here. */
export default function EventsPanel() {
  const strings = useEventStrings();
  const seen = usePolled(askEvents, LOOK_INTERVAL_MS, NOTHING);
  const [filter, setFilter] = useState('');
  const [status, setStatus] = useState('');
  const [isEmitting, setEmitting] = useState(false);
  const wanted = filter.trim().toLowerCase();
  const events = seen.events.filter(({ name }) => name.toLowerCase().includes(wanted));
  const deliveries = seen.deliveries.filter((one) => one.event.toLowerCase().includes(wanted) && (status === '' || one.status === status));
  const save = (): void =>
    download({ name: 'events.json', blob: new Blob([JSON.stringify({ events, deliveries }, null, 2)], { type: 'application/json' }) });
  return (
    <div className="flex h-full min-h-0 flex-col text-xs" data-testid="events">
      <div className="flex flex-wrap items-center gap-2 border-b px-2 py-1">
        <FilterField label={strings.filter} value={filter} onChange={setFilter} />
        <select
          aria-label={strings.status}
          value={status}
          onChange={(event) => setStatus(event.target.value)}
          className="bg-background min-h-7 rounded border px-1"
        >
          <option value="">{strings.all}</option>
          {STATES.map((one) => (
            <option key={one} value={one}>
              {strings.states[one]}
            </option>
          ))}
        </select>
        <Button size="sm" variant="outline" onClick={() => setEmitting(true)}>
          {strings.emit}
        </Button>
        <Button size="sm" variant="ghost" className="ml-auto" onClick={save}>
          {strings.export}
        </Button>
      </div>
      {isEmitting && <Emit onClose={() => setEmitting(false)} />}
      <div className="flex min-h-0 flex-1 divide-x max-md:flex-col">
        <section aria-label={strings.events} tabIndex={0} className="min-w-0 flex-1 overflow-auto">
          <h3 className="bg-background text-muted-foreground sticky top-0 px-2 py-1 font-medium">{strings.events}</h3>
          {events.length === 0 && <p className="text-muted-foreground px-2 text-sm">{strings.noEvents}</p>}
          <ul>
            {events.map((event) => (
              <li key={event.occurrenceId}>
                <Entry
                  title={
                    <>
                      <span className="text-muted-foreground">{time(event.at)}</span>
                      <span className="min-w-0 flex-1 truncate">{event.name}</span>
                    </>
                  }
                >
                  <Payload value={event.payload} />
                </Entry>
              </li>
            ))}
          </ul>
        </section>
        <section aria-label={strings.deliveries} tabIndex={0} className="min-w-0 flex-1 overflow-auto">
          <h3 className="bg-background text-muted-foreground sticky top-0 px-2 py-1 font-medium">{strings.deliveries}</h3>
          {deliveries.length === 0 && <p className="text-muted-foreground px-2 text-sm">{strings.noDeliveries}</p>}
          <ul>
            {deliveries.map((delivery) => (
              <li key={delivery.deliveryId}>
                <Delivery delivery={delivery} />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
