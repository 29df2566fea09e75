/** Who runs an action, by the type its manifest declares (docs/architecture/08, ACTION-HANDLERS). */
import type { Session } from '../database/port';
import { emitEvent } from '../events/emit';
import { RequestFailure } from '../failure';
import { type HandlerResult, parseHandlerResult } from '../operation/handler-result';
import type { RunHandler, ResolveHandler } from '../operation/handler';
import { invocationOf } from '../operation/invocation';
import { GUEST } from '../operation/guest';
import type { InstalledAddon } from '../installed/registry';
import { asCaller, type Operation } from '../operation/operation';
import { addressInputs, sendWebhook } from '../webhooks/send';
import { providerOf } from './capability';
import { writeJson } from '../values/json';

const nothingDone = (): HandlerResult => ({ failure: null, data: {}, meta: { no_op: true } });

const missing = (message: string, code: string): RequestFailure => new RequestFailure(501, message, { code });

/** @throws RequestFailure 501 `guest_not_loaded` where the addon has no code that could run */
function guestRunner(operation: Operation, addon: InstalledAddon, name: string | undefined, what: string): RunHandler {
  if (name === undefined || name.trim() === '') throw missing(`${what} names no function`, 'function_not_declared');
  const guest = operation.services.ports.of(GUEST);
  if (guest.state(addon.organizationId, addon.key) === 'absent')
    throw missing(`the code of "${addon.key}" is not loaded here, so its function "${name}" cannot run`, 'guest_not_loaded');
  return async (task, session) =>
    parseHandlerResult(
      await guest.call({
        invocation: invocationOf(task.operation, addon),
        function: name,
        payload: writeJson(task.payload),
        session,
      }),
    );
}

const webhookRunner: RunHandler = async ({ operation, addon, handler, payload, hook, isAction = false }, session) => {
  const url = handler.url ?? '';
  // A confirm-only action may have no address: there is nothing to call and nothing to do.
  if (url.trim() === '') return nothingDone();
  const held = session ?? operation.inside?.session;
  const where = held ? { held } : { transaction: <T>(work: (own: Session) => Promise<T>) => asCaller(operation, work) };
  return sendWebhook(operation.services, operation.trace, where, addon, {
    url,
    event: hook,
    payload: { ...payload, addon_key: addon.key, installation_id: addon.installationId },
    // What the caller said comes before what the record holds.
    inputs: addressInputs({ record_id: payload.record_id }, payload.record, payload.args),
    branchId: operation.principal.branchId ?? null,
    actionOf: isAction ? operation.principal.userId : null,
  });
};

/** What this host has compiled in. Another host has others; an addon cannot bring any. */
const COMPILED: Readonly<Record<string, RunHandler>> = {
  noop: () => Promise.resolve(nothingDone()),
  /** Emits the addon's event that is called like the handler's `operation`, else like what is run. */
  async event_emit({ operation, addon, handler, name: key, payload }, session) {
    const name = `${addon.key}.${handler.operation ?? key}`;
    const { record_id, args, invocation } = payload;
    const told = writeJson({ record_id, payload: args, invocation });
    return parseHandlerResult(writeJson(await emitEvent(operation.services, invocationOf(operation, addon), session, name, told)));
  },
};

/** The kernel's own runner of handlers (`HANDLER_RESOLVER`). */
export const runnerOf: ResolveHandler = (operation, addon, handler, what) => {
  switch (handler.type) {
    case 'webhook':
      return webhookRunner;
    case 'wasm':
      return guestRunner(operation, addon, handler.function, `the handler of ${what}`);
    case 'compiled': {
      const name = handler.function ?? 'noop';
      const run = Object.hasOwn(COMPILED, name) ? COMPILED[name] : undefined;
      if (!run) throw missing(`no function "${name}" is compiled into this host`, 'handler_not_compiled');
      return run;
    }
    case 'capability': {
      const provider = providerOf(operation, handler.capability ?? '');
      if (!provider) throw missing(`no installed addon provides the capability "${handler.capability ?? ''}"`, 'capability_not_provided');
      return guestRunner(operation, provider.addon, provider.function, `the provider of "${handler.capability ?? ''}"`);
    }
    case 'connector':
    case 'native':
      throw missing(`this host has no handlers of type "${handler.type}"`, 'handler_type_unknown');
  }
};
