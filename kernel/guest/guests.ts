/** The code of addons (`GUEST`): which modules are here, which of their functions may be called, and the instances that run them. */
import { DEFAULT_MEMORY_MIB, DEFAULT_TIMEOUT_MS } from '../contract/wasm/abi';
import { namedFunctions } from '../contract/wasm/named-functions';
import type { Clock } from '../clock';
import { KernelError, messageOf } from '../errors';
import type { Session } from '../database/port';
import { type InstalledAddon, loadAddon } from '../installed/registry';
import type { GuestCall, GuestPort, Invocation } from '../operation/guest';
import { outboxOf } from '../operation/outbox';
import { type Operation, within } from '../operation/operation';
import type { CallBook } from './call-book';
import { HOST_FUNCTIONS } from './host/imports';
import { equalBytes } from '../values/encoding';
import { createInstance, type Instance, type SpawnThread } from './instance';
import type { LogLine } from './output';
import { prepareModule, type PreparedModule } from './prepare';
import { secretsIn } from './secrets';
import type { MemoryChange } from './thread';

export interface GuestLimits {
  memoryLimitMb?: number;
  timeoutMs?: number;
  /** Functions that a host may call beside those that the manifest names. */
  exports?: readonly string[];
}

/** What a guest said, and whose it is. */
export interface GuestLine extends LogLine {
  organizationId: string;
  addonKey: string;
  function: string;
}

export interface Guests extends GuestPort {
  /**
   * The module of an addon from now on, in every organization; instances of another one before are ended, those of the same go on.
   * @throws ModuleRefused
   */
  load(addonKey: string, bytes: Uint8Array, limits?: GuestLimits): PreparedModule;
  unload(addonKey: string): void;
  /** Hears what guests say; the answer ends it. */
  listen(listener: (line: GuestLine) => void): () => void;
}

interface Loaded {
  module: PreparedModule;
  timeoutMs: number;
  exports: ReadonlySet<string>;
  /** What it was made of. */
  bytes: Uint8Array;
  limits: string;
}

export interface GuestsOptions {
  spawn: SpawnThread;
  clock: Clock;
  operationFor: (invocation: Invocation) => Operation;
  /** Notes every call. */
  book: CallBook;
  reportError: (error: unknown) => void;
}

const functionsOf = new WeakMap<InstalledAddon, ReadonlySet<string>>();

/** Functions of an addon that a host calls: all that its manifest names. */
function dispatchable(addon: InstalledAddon): ReadonlySet<string> {
  let known = functionsOf.get(addon);
  if (!known) functionsOf.set(addon, (known = namedFunctions(addon.manifest)));
  return known;
}

/** As it is installed; in the transaction of an install, as that left it so far. */
async function addonOf(
  { registry }: Operation,
  { organizationId, addonKey }: Invocation,
  session: Session | null,
): Promise<InstalledAddon | null> {
  if (session !== null && !outboxOf(session)) return loadAddon(session, organizationId, addonKey);
  return registry.addons(organizationId).find(({ key }) => key === addonKey) ?? null;
}

export function createGuests({ spawn, clock, operationFor, book, reportError }: GuestsOptions): Guests {
  const modules = new Map<string, Loaded>();
  const instances = new Map<string, Instance>();
  const listeners = new Set<(line: GuestLine) => void>();

  const dropOf = (addonKey: string): void => {
    for (const [place, instance] of instances)
      if (place.endsWith(`/${addonKey}`)) {
        instance.drop();
        instances.delete(place);
      }
  };

  function instanceOf(place: string, { module, timeoutMs }: Loaded): Instance {
    let known = instances.get(place);
    if (!known)
      instances.set(
        place,
        (known = createInstance({ module: { bytes: module.bytes, ceiling: module.pages }, spawn, clock, timeoutMs, reportError })),
      );
    return known;
  }

  async function call({ invocation, function: name, payload, session }: GuestCall): Promise<string> {
    const { organizationId, addonKey } = invocation;
    const loaded = modules.get(addonKey);
    const operation = operationFor(invocation);
    const addon = await addonOf(operation, invocation, session);
    if (!loaded || !addon) throw new KernelError('guest_not_loaded', `the code of "${addonKey}" is not loaded here`);
    if (!dispatchable(addon).has(name) && !loaded.exports.has(name))
      throw new KernelError('function_not_declared', `the manifest of "${addonKey}" names no function "${name.slice(0, 120)}"`);
    if (!loaded.module.functions.has(name))
      throw new KernelError('export_missing', `the module of "${addonKey}" exports no function "${name.slice(0, 120)}"`);
    const context = { operation: session === null ? operation : within(operation, session), invocation, addon, session };
    const facts = { organizationId, addonKey, function: name, correlationId: invocation.correlationId, inTransaction: session !== null };
    const note = book.begin({ ...facts, input: payload });
    let memory: MemoryChange | null = null;
    try {
      const bytes = await instanceOf(`${organizationId}/${addonKey}`, loaded).call({
        function: name,
        payload: new TextEncoder().encode(payload),
        inTransaction: session !== null,
        async answer(asked) {
          if (asked.name === 'log') return null;
          const answered = note.asked(asked);
          const answer = await HOST_FUNCTIONS[asked.name](context, asked.args);
          note.hide(secretsIn(addon, asked, answer));
          answered(answer);
          return answer;
        },
        log: (line) => {
          note.said(line);
          for (const listener of listeners) listener({ ...line, organizationId, addonKey, function: name });
        },
        measured: (change) => {
          memory = change;
        },
      });
      const output = new TextDecoder().decode(bytes);
      note.ended({ output }, memory);
      return output;
    } catch (error) {
      note.ended({ failure: { code: error instanceof KernelError ? error.code : 'call_failed', message: messageOf(error) } }, memory);
      throw error;
    }
  }

  return {
    state: (_, addonKey) => (modules.has(addonKey) ? 'ready' : 'absent'),
    call,
    load(addonKey, bytes, { memoryLimitMb = DEFAULT_MEMORY_MIB, timeoutMs = DEFAULT_TIMEOUT_MS, exports = [] } = {}) {
      const limits = JSON.stringify([memoryLimitMb, timeoutMs, exports]);
      const before = modules.get(addonKey);
      // Every edit of a project brings its module along: one that is the same goes on.
      if (before?.limits === limits && equalBytes(before.bytes, bytes)) return before.module;
      modules.delete(addonKey);
      dropOf(addonKey);
      const module = prepareModule(bytes, memoryLimitMb);
      modules.set(addonKey, { module, timeoutMs, exports: new Set(exports), bytes, limits });
      return module;
    },
    unload(addonKey) {
      modules.delete(addonKey);
      dropOf(addonKey);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
