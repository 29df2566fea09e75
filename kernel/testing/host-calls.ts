/** Imports as a module asks for them, for specs: a module in a thread that hands its payload on, against a kernel with an addon. */
import { SYSTEM_CLOCK } from '../clock';
import type { HostImportName } from '../contract/wasm/abi';
import type { HostContext } from '../guest/host/context';
import { HOST_FUNCTIONS } from '../guest/host/imports';
import { createInstance, type Instance } from '../guest/instance';
import { prepareModule } from '../guest/prepare';
import { ownOrigin } from '../journal/origin';
import type { Invocation } from '../operation/guest';
import type { Operation } from '../operation/operation';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import type { Principal } from '../principal';
import { testThreads } from './guest-threads';
import type { TestKernel } from './kernel';
import { relayed, relayModule } from './relay';

export type Asked = Exclude<HostImportName, 'log'>;

/** An answer of the family of envelopes. */
export interface Envelope {
  success: boolean;
  data: Record<string, unknown> & { rows: Record<string, unknown>[]; id: string };
  error: { code: string; message: string; message_key: string; correlation_id?: string };
  meta: Record<string, unknown>;
}

export const invocationFor = (addonKey: string, principal: Principal = DEFAULT_PRINCIPAL): Invocation => ({
  organizationId: principal.organizationId,
  addonKey,
  installationId: '',
  principal,
  correlationId: 'c-1',
  origin: ownOrigin('kernel', 'spec'),
  depth: 0,
  trace: null,
});

/** What an import works on where an addon's code asks. */
export function contextFor(t: TestKernel, invocation: Invocation, within?: Operation): HostContext {
  const operation = within ?? t.kernel.host.operation(invocation);
  const addon = operation.registry.addons(invocation.organizationId).find(({ key }) => key === invocation.addonKey);
  if (!addon) throw new Error(`${invocation.addonKey} is not installed`);
  return { operation, invocation, addon, session: operation.inside?.session ?? null };
}

/** Asks an import without a module between. */
export async function askDirectly(context: HostContext, name: Asked, ...args: readonly string[]): Promise<Envelope> {
  const answer = await HOST_FUNCTIONS[name](
    context,
    args.map((text) => new TextEncoder().encode(text)),
  );
  return JSON.parse(new TextDecoder().decode(answer ?? new Uint8Array())) as Envelope;
}

export interface HostCalls {
  /** The answer's text, empty where the import answers 0. */
  answered(name: HostImportName, args: readonly (string | Uint8Array)[], within?: Operation): Promise<string>;
  /** An import of one request, with the answer in its envelope. */
  ask(name: HostImportName, request: unknown, within?: Operation): Promise<Envelope>;
  end(): void;
}

export function hostCalls(t: TestKernel, invocation: Invocation): HostCalls {
  const prepared = prepareModule(relayModule(), 64);
  const instance: Instance = createInstance({
    module: { bytes: prepared.bytes, ceiling: prepared.pages },
    spawn: testThreads(),
    clock: SYSTEM_CLOCK,
    timeoutMs: 60_000,
    reportError: () => undefined,
  });
  const answered: HostCalls['answered'] = async (name, args, within) => {
    const context = contextFor(t, invocation, within);
    const output = await instance.call({
      function: `call_${name}`,
      payload: relayed(...args),
      inTransaction: false,
      answer: (call) => HOST_FUNCTIONS[call.name as Asked](context, call.args),
      log: () => undefined,
    });
    return new TextDecoder().decode(output);
  };
  return {
    answered,
    async ask(name, request, within) {
      const text = typeof request === 'string' ? request : JSON.stringify(request);
      return JSON.parse(await answered(name, [text], within)) as Envelope;
    },
    end: () => instance.drop(),
  };
}
