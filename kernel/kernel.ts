/** The kernel: one database, what is installed in it, and one door for everything that is asked. */
import type { ManifestV3 } from '../schemas';
import { runnerOf } from './actions/handlers';
import { park } from './approvals/park';
import { useGrant } from './approvals/pin-grants';
import { createPinLock, PIN_LOCK } from './approvals/pin-lock';
import { BOOKKEEPING, bringUp } from './bookkeeping';
import { type Clock, SYSTEM_CLOCK } from './clock';
import { CONNECTED, loadConnected } from './connectors/connected';
import { type ConnectorAnswer, readConnector } from './connectors/read';
import type { Database, Session } from './database/port';
import { ORGANIZATIONS } from './database/core-rows';
import type { Operation } from './operation/operation';
import { ANNOUNCER } from './dynamic/announce';
import { messageOf } from './errors';
import { heardBy } from './events/audience';
import { createBus, type Published } from './events/bus';
import { announceChanges } from './events/canonical';
import { createDispatcher } from './events/dispatcher';
import { type EmitAnswer, emitEvent } from './events/emit';
import type { KernelEvent } from './operation/realtime-message';
import { createHub, type Hub } from './events/hub';
import {
  listDeliveries,
  type ListedDelivery,
  type ListedEvent,
  listEvents,
  type MeterReading,
  pruneEvents,
  readMeters,
  replayDelivery,
} from './events/ledger';
import { EVENTS, type EventsPort } from './events/port';
import { GUEST, type GuestPort, type Invocation, NO_GUEST } from './operation/guest';
import { CALL_BOOK, createCallBook } from './guest/call-book';
import { createGuests, type Guests } from './guest/guests';
import type { SpawnThread } from './guest/instance';
import { atCleanAddress } from './http/address';
import { createApp } from './http/app';
import { bodyOf } from './http/body';
import { correlationOf } from './http/correlation';
import { looksOn } from './http/playground';
import { install, planOf, rehearse, rollback, rollbackPlan, upgrade } from './lifecycle/apply';
import { readLedger } from './lifecycle/ledger';
import { type Lifecycle, LIFECYCLE } from './lifecycle/port';
import type { InstallRequest, InstallResult } from './lifecycle/request';
import { loadRegistry, type Registry, type SetAside } from './installed/registry';
import type { InstallMemory } from './lifecycle/unchanged';
import { installPreset } from './lifecycle/preset';
import { removeData } from './lifecycle/remove';
import { DEVELOPMENT_POLICY, type SignaturePolicy, SIGNATURES } from './lifecycle/signature-policy';
import { listTombstones } from './lifecycle/tombstone';
import {
  purgeTombstone,
  restoreTombstone,
  setAddonStatus,
  statusPlan,
  tombstonePlan,
  uninstall,
  uninstallPlan,
} from './lifecycle/uninstall';
import {
  readOperations,
  readTouchedRows,
  type OperationsAsked,
  type OperationsPage,
  type RowsAsked,
  type RowsPage,
} from './journal/operations';
import { type Cause, type Origin, originOf, originText, ownOrigin } from './journal/origin';
import { APPROVAL_QUEUE, SUPERVISOR_GRANTS } from './operation/approval';
import { startAttempt } from './operation/attempt';
import { HANDLER_RESOLVER } from './operation/handler';
import { createPublicLimiter, PUBLIC_LIMITER } from './public/limiter';
import { visitorOf } from './public/visitor';
import { DEFAULT_PRINCIPAL } from './security/default-principal';
import { listPeople, listRoles, type Person, type RoleEntry } from './security/people';
import type { Principal } from './principal';
import type { Enforcement, Services } from './operation/services';
import { createSecretBox, newSecretKey, SECRET_BOX } from './settings/secret-box';
import { addonNamed, environmentOf } from './settings/settings';
import { createPorts } from './port';
import { createLog, LOG } from './trace/log';
import { createTracer, type Trace, TRACER } from './trace/trace';
import { CONNECTOR_HOSTS } from './security/connector-host';
import { createLedger, LEDGER } from './security/ledger';
import { pruneNotifications } from './notifications/record';
import { pruneExchanges } from './outbound/kept';
import { createDesk, DESK, type WebhookDesk } from './outbound/mock-server';
import { createOutbound, type Network, OUTBOUND, type Outbound } from './outbound/network';
import { type SentWebhook, sentWebhooks } from './webhooks/outbox';

export interface KernelPorts {
  database: Database;
  /** Hears of what a listener threw; the answer to the request that published the event does not depend on it. */
  reportError?: (error: unknown) => void;
  /** Runs the code of addons in somebody's own way; without one `threads` do, and without those there is none. */
  guest?: GuestPort;
  /** Makes the threads in which modules run. */
  threads?: SpawnThread;
  clock?: Clock;
  /** Whether capabilities are asked for (the default), or only reported; `enforce` changes it. */
  enforcement?: Enforcement;
  /** Whether an administrator may do for every organization what he may do for his own: in the page, whose author is all of them. */
  isAuthors?: boolean;
  /** Whose bundles are taken over HTTP; any without a word, as where addons are written. */
  signatures?: SignaturePolicy;
  /** Seals secrets (AES-GCM, not extractable); without one they can be read as long as this kernel lives. */
  secretKey?: CryptoKey | Promise<CryptoKey>;
  /** Reaches hosts that a person allowed (`outbound.allow`); without one nothing leaves the machine. */
  network?: Network;
  /** 0 ≤ x < 1; spreads retries. */
  random?: () => number;
}

/** What the code of an addon may ask of the kernel while it runs. */
export interface GuestHost {
  /** The import `event_emit`. `session` is the call's. */
  emit(invocation: Invocation, session: Session | null, name: string, payload: string): Promise<EmitAnswer>;
  /** Everything an operation of the data plane needs, as whoever caused the call. */
  operation(invocation: Invocation): Operation;
  /** The import `connector_get`. */
  connector(invocation: Invocation, key: string): Promise<ConnectorAnswer>;
  /** The values the import `env_get` reads: the addon's settings, secrets in clear. */
  environment(invocation: Invocation): Promise<Record<string, string>>;
}

/** What is installed, as plain data. */
export interface Inspection {
  addons: {
    key: string;
    version: string;
    organizationId: string;
    manifestHash: string;
    /** Hash of the manifest that an upgrade was taken back from; null where none was. */
    rolledBackFrom: string | null;
    models: { key: string; table: string; schema: string }[];
  }[];
  /** Why the last requests were answered as they were, the newest first; empty while `trace` is off. */
  traces: readonly Trace[];
  /** Stored installations that this version of the kernel cannot work with: they answer nothing, and their tables stay as they are. */
  setAside: readonly SetAside[];
  /** Installations that a person switched off. */
  switchedOff: Registry['switchedOff'];
}

/** Events that left, and what became of them. Lists begin with the newest and hold two hundred at most. */
export interface KernelEvents {
  /** Hears of committed events by pattern (`shop.Order.*`), of every organization. */
  on(pattern: string, listener: (event: Published) => void): () => void;
  list(organizationId: string): Promise<ListedEvent[]>;
  deliveries(organizationId: string): Promise<ListedDelivery[]>;
  /** Delivers once more; false when the organization has no such delivery. */
  replay(organizationId: string, deliveryId: string): Promise<boolean>;
  /** What `billing.metered_events` counted. */
  meters(organizationId: string): Promise<MeterReading[]>;
  /** Resolves when nothing is due to be delivered any more. */
  settled(): Promise<void>;
}

export interface Kernel extends Lifecycle {
  /** Answers a request as `principal`; null is nobody and gets a 401. Never rejects: what goes wrong becomes a response. */
  fetch(request: Request, principal?: Principal | null): Promise<Response>;
  /** Everybody who can ask, to choose a principal from. */
  principals(): Promise<Person[]>;
  /** Every role somebody could be given, the ones addons brought included. */
  roles(): Promise<RoleEntry[]>;
  /** Hears of every committed change; returns the way to stop. */
  subscribe(listener: (event: KernelEvent) => void): () => void;
  inspect(): Inspection;
  /** The manifests of the addons that an organization has, as they were installed. */
  manifests(organizationId: string): readonly ManifestV3[];
  /**
   * From now on keeps why requests are answered as they are, the last two hundred of each organization, or stops and forgets. A response then
   * names its trace in the header `x-playground-trace`.
   */
  trace(on: boolean): void;
  /** Whether capabilities are asked for, or only reported, from now on. */
  enforce(mode: Enforcement): void;
  /** Which hosts the addons may reach over the network. */
  readonly outbound: Pick<Outbound, 'allow' | 'forbid' | 'allowed'>;
  /** What the servers behind webhooks answer. */
  readonly webhooks: WebhookDesk;
  readonly host: GuestHost;
  /** The modules of addons; null where no threads can be made. */
  readonly guests: Pick<Guests, 'load' | 'unload' | 'listen' | 'call'> | null;
  /** Where views and sockets watch for changes; whoever holds the kernel says who watches. */
  readonly realtime: Hub;
  readonly events: KernelEvents;
  /** What is in the mock outbox of an organization, the newest first, two hundred at most. */
  sentWebhooks(organizationId: string): Promise<SentWebhook[]>;
  /** What was committed, the newest first, a page at a time; what was compacted is told. */
  operations(asked?: OperationsAsked): Promise<OperationsPage>;
  /** The rows that an operation touched, before and after, a page at a time. */
  touchedRows(seq: number, asked?: RowsAsked): Promise<RowsPage>;
  /** Drops an addon with every row it owns. */
  reset(addonKey: string): Promise<void>;
}

/** Names the trace of a response, while traces are kept. */
const TRACE_HEADER = 'x-playground-trace';

/** Tries at a request while others install; the last one goes on with what it began with. */
const MAX_ATTEMPTS = 20;

/** Events after which the oldest are forgotten. */
const PRUNED_EVERY = 500;

/** First tag of an Accept-Language header, English when there is none. */
function languageOf(request: Request): string {
  const tag = request.headers.get('accept-language')?.split(/[,;]/, 1)[0]?.trim() ?? '';
  return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) ? tag : 'en';
}

/**
 * A kernel on a database: an empty one gets the kernel's own tables, and one of an earlier version is brought up.
 * @throws KernelError `database_newer` for a database of a newer version, which stays as it is
 */
export async function createKernel(given: KernelPorts): Promise<Kernel> {
  const { database } = given;
  const { clock = SYSTEM_CLOCK, random = Math.random } = given;
  let enforcement = given.enforcement ?? 'enforce';
  const app = createApp();
  const listeners = new Set<(event: KernelEvent) => void>();
  await database.asOwner((session) => bringUp(session), undefined, originText(ownOrigin('kernel', 'bring up')));
  let registry: Registry = await database.asOwner(loadRegistry);
  const swap = (next: Registry): void => {
    registry = next;
  };
  const log = createLog(clock);
  const reportError = (error: unknown): void => {
    log.add({ organizationId: null, level: 'error', source: 'kernel', text: messageOf(error) });
    given.reportError?.(error);
  };
  const hub = createHub(clock, reportError, (principal, event) => heardBy({ registry, principal }, event));
  const publish = (event: KernelEvent) => {
    for (const listener of [(each: KernelEvent) => hub.publish(each), ...listeners]) {
      try {
        listener(event);
      } catch (error) {
        // The change is committed: a listener that fails must not turn it into an error for whoever asked.
        reportError(error);
      }
    }
  };
  const bus = createBus(reportError);
  const tracer = createTracer(clock, () => performance.now());
  let unpruned = 0;
  const ports = createPorts();
  const services: Services = {
    clock,
    database,
    registry: () => registry,
    get enforcement() {
      return enforcement;
    },
    reportError,
    isAuthors: given.isAuthors ?? false,
    ports,
  };
  const dispatcher = createDispatcher(services, random);
  const desk = createDesk();
  const outbound = createOutbound(given.network ?? null, clock);
  const events: EventsPort = {
    left(recorded) {
      if (recorded.some(({ deliveries }) => deliveries > 0)) dispatcher.wake();
      for (const { event, told } of recorded) {
        bus.publish(event);
        for (const one of told) publish(one);
      }
      unpruned += recorded.length;
      if (unpruned < PRUNED_EVERY) return;
      unpruned = 0;
      void pruneEvents(database)
        .then(() => pruneExchanges(database))
        .then(() => pruneNotifications(database))
        .catch(reportError);
    },
    async replay(organizationId, deliveryId) {
      const found = await replayDelivery(database, organizationId, deliveryId, clock.now());
      if (found) dispatcher.wake();
      return found;
    },
    settled: () => dispatcher.settled(),
  };
  ports.plug(SIGNATURES, given.signatures ?? DEVELOPMENT_POLICY);
  ports.plug(EVENTS, events);
  ports.plug(ANNOUNCER, announceChanges);
  ports.plug(HANDLER_RESOLVER, runnerOf);
  ports.plug(APPROVAL_QUEUE, park);
  ports.plug(SUPERVISOR_GRANTS, useGrant);
  ports.plug(PUBLIC_LIMITER, createPublicLimiter(clock));
  ports.plug(PIN_LOCK, createPinLock(clock));
  ports.plug(DESK, desk);
  ports.plug(LEDGER, createLedger(clock));
  ports.plug(OUTBOUND, outbound);
  ports.plug(TRACER, tracer);
  ports.plug(LOG, log);
  const box = createSecretBox(given.secretKey ?? newSecretKey());
  ports.plug(SECRET_BOX, box);
  const connected = await loadConnected(database, box);
  ports.plug(CONNECTED, connected);
  ports.plug(CONNECTOR_HOSTS, connected);
  // What an earlier kernel on this database still owed.
  dispatcher.wake();
  /** An install of the same manifest may bring other code: whoever watches for changes has to hear of every one. */
  let installs = 0;
  const memory: InstallMemory = new Map();
  const lifecycle = { memory, bookkeeping: BOOKKEEPING, services };
  const manifestChanged = (orgId: string, addonKey: string, version: string, oldHash: string, newHash: string): void => {
    installs += 1;
    publish({
      type: 'ADDON_MANIFEST_CHANGED',
      payload: {
        orgId,
        addonKey,
        oldHash,
        newHash: oldHash === newHash ? `${newHash}#${installs}` : newHash,
        version,
        timestamp: new Date(clock.now()).toISOString(),
      },
    });
  };
  const announced = ({ manifest: { metadata } }: InstallRequest, result: InstallResult): InstallResult => {
    for (const [organizationId, oldHash] of Object.entries(result.oldHashes))
      manifestChanged(organizationId, metadata.key, metadata.version, oldHash, result.newHash);
    return result;
  };
  /** An operation on what is installed now; `pinned`, it goes on with that whatever is installed meanwhile. */
  const operationOf = (principal: Principal, origin: Origin, pinned: boolean, more: Partial<Operation> = {}): Operation => {
    const began = registry;
    const isCurrent = () => registry === began || registry.revision(principal.organizationId) === began.revision(principal.organizationId);
    return {
      ...startAttempt(database, isCurrent, origin, pinned),
      registry: began,
      principal,
      language: 'en',
      correlationId: null,
      origin,
      depth: 0,
      services,
      publish,
      trace: null,
      ...more,
    };
  };
  const operationFor = ({ principal, origin, correlationId, depth, trace }: Invocation): Operation =>
    operationOf(principal, origin, true, { correlationId, depth, trace });
  const book = createCallBook(clock, () => performance.now());
  ports.plug(CALL_BOOK, book);
  const guests = given.threads ? createGuests({ spawn: given.threads, clock, operationFor, book, reportError }) : null;
  guests?.listen(({ organizationId, addonKey, function: name, stream, text }) =>
    log.add({ organizationId, level: stream === 'stderr' ? 'warning' : 'info', source: 'guest', text: `${addonKey}.${name}: ${text}` }),
  );
  ports.plug(GUEST, given.guest ?? guests ?? NO_GUEST);
  /** Answers a request on what is installed; where an install came before it in the queue, once more on what is installed by then. */
  const answer = async (request: Request, principal: Principal, cause: Partial<Cause>, more: Partial<Operation>): Promise<Response> => {
    const body = bodyOf(request);
    const asked = atCleanAddress(request);
    const name = `${request.method} ${new URL(asked.url).pathname}`;
    for (let attempt = 1; ; attempt += 1) {
      const operation = operationOf(principal, originOf('request', name, principal, cause), attempt === MAX_ATTEMPTS, more);
      let response: Response;
      try {
        response = await app.fetch(asked, { operation, body });
      } catch (error) {
        response = Response.json({ success: false, message: messageOf(error), code: 'internal_error' }, { status: 500 });
      }
      if (operation.attempt.isStale()) continue;
      // What is still to be sent of it goes on with what it began with.
      operation.attempt.pin();
      return response;
    }
  };

  const addons: Lifecycle = {
    install: async (request) => announced(request, await install(database, request, lifecycle, swap)),
    upgrade: async (request) => announced(request, await upgrade(database, request, lifecycle, swap)),
    async rollback(request) {
      const { version, ...result } = await rollback(database, request, lifecycle, swap);
      for (const [organizationId, oldHash] of Object.entries(result.oldHashes))
        manifestChanged(organizationId, request.addonKey, version, oldHash, result.newHash);
      return result;
    },
    rollbackPlan: (request) => rollbackPlan(database, request),
    plan: (request, operation = 'install') => planOf(database, request, operation),
    rehearse: (request, operation = 'install') => rehearse(database, request, lifecycle, operation),
    history: (asked) => readLedger(database, asked),
    async installPreset(request) {
      const result = await installPreset(database, request, lifecycle, swap);
      for (const { key, outcome } of result.members)
        if (outcome === 'installed') {
          const { manifestHash = '', manifest } = request.members[key] ?? {};
          manifestChanged(request.organizationId, key, manifest?.metadata.version ?? '', '', manifestHash);
        }
      return result;
    },
    async uninstall(request) {
      const made = await uninstall(database, request, lifecycle, swap);
      for (const { step } of made.steps)
        if (step.kind === 'remove-installation') manifestChanged(step.organizationId, step.addonKey, made.version, '', 'uninstalled');
      return made;
    },
    uninstallPlan: (request) => uninstallPlan(database, request, clock.now()),
    tombstones: (addonKey) => listTombstones(database, addonKey),
    restore: (id, by) => restoreTombstone(database, id, lifecycle, swap, by),
    purge: (id, by) => purgeTombstone(database, id, lifecycle, swap, by),
    tombstonePlan: (id, operation) => tombstonePlan(database, id, operation),
    statusPlan: (request) => statusPlan(database, request),
    async setStatus(request) {
      const made = await setAddonStatus(database, request, lifecycle, swap);
      if (made.steps.length > 0) manifestChanged(request.organizationId, request.addonKey, made.version, '', request.status);
      return made;
    },
  };
  ports.plug(LIFECYCLE, addons);

  return {
    async fetch(request, asking = DEFAULT_PRINCIPAL) {
      // Whoever comes by a public address comes as nobody, signed in or not.
      const principal = visitorOf(new URL(request.url).pathname) ?? asking;
      if (principal === null) return Response.json({ success: false, message: 'not authenticated' }, { status: 401 });
      const correlationId = correlationOf(request);
      const began = performance.now();
      const trace = looksOn(request) ? null : tracer.begin(request, principal, correlationId);
      const cause = { request: crypto.randomUUID(), correlationId, trace: trace?.id ?? null };
      const response = await answer(request, principal, cause, { language: languageOf(request), correlationId, trace });
      if (trace) {
        trace.end(response.status);
        const { status } = response;
        const level = status >= 500 ? 'error' : status >= 400 ? 'warning' : 'info';
        const took = `${(performance.now() - began).toFixed(1)} ms`;
        const text = `${request.method} ${new URL(request.url).pathname} ${String(status)} ${took} ${principal.name}`;
        log.add({ organizationId: principal.organizationId, level, source: 'request', text });
        response.headers.set(TRACE_HEADER, String(trace.id));
      }
      return response;
    },
    principals: () => listPeople(database),
    roles: () => listRoles(database),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    trace: (on) => tracer.turn(on),
    enforce(mode) {
      enforcement = mode;
    },
    inspect() {
      const organizations = ORGANIZATIONS.map((organization) => organization.id);
      return {
        addons: organizations.flatMap((organizationId) =>
          registry.addons(organizationId).map((addon) => ({
            key: addon.key,
            version: addon.version,
            organizationId,
            manifestHash: addon.manifestHash,
            rolledBackFrom: addon.rolledBackFrom,
            models: addon.models.map(({ key, table, schema }) => ({ key, table, schema })),
          })),
        ),
        traces: tracer.traces(),
        setAside: registry.setAside,
        switchedOff: registry.switchedOff,
      };
    },
    manifests: (organizationId) => registry.addons(organizationId).map(({ manifest }) => manifest),
    outbound,
    webhooks: desk,
    realtime: hub,
    guests,
    host: {
      emit: (invocation, session, name, payload) => emitEvent(services, invocation, session, name, payload),
      operation: operationFor,
      connector: (invocation, key) => {
        const addon = registry.addons(invocation.organizationId).find((one) => one.key === invocation.addonKey);
        return readConnector(operationFor(invocation), addon ?? null, key);
      },
      environment: (invocation) => {
        const operation = operationFor(invocation);
        return environmentOf(operation, addonNamed(operation, invocation.addonKey), invocation.principal.branchId ?? null);
      },
    },
    events: {
      on: (pattern, listener) => bus.on(pattern, listener),
      list: (organizationId) => listEvents(database, organizationId),
      deliveries: (organizationId) => listDeliveries(database, organizationId),
      replay: events.replay,
      meters: (organizationId) => readMeters(database, organizationId),
      settled: events.settled,
    },
    sentWebhooks: (organizationId) => sentWebhooks(database, organizationId),
    operations: (asked) => readOperations(database, asked),
    touchedRows: (seq, asked) => readTouchedRows(database, seq, asked),
    ...addons,
    async reset(addonKey) {
      const removed = ORGANIZATIONS.flatMap(({ id }) => registry.addons(id).filter(({ key }) => key === addonKey));
      await removeData(database, addonKey, BOOKKEEPING, swap);
      guests?.unload(addonKey);
      for (const { organizationId, version } of removed) manifestChanged(organizationId, addonKey, version, '', 'uninstalled');
    },
  };
}
