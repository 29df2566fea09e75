/** Actions and the handlers of everything that fires. */
import type { Handler } from '../../../schemas';
import type { Step } from '../pointer';
import type { RuleContext } from './context';

/** Fields of the contracts that every host knows. */
export const KNOWN_CONTRACTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['messaging.whatsapp.send', new Set(['to', 'message', 'media_url', 'media_type', 'device_id'])],
]);

export const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function eachHandler({ manifest }: RuleContext, visit: (handler: Handler, path: readonly Step[]) => void): void {
  for (const block of ['actions', 'tools', 'subscriptions'] as const) {
    (manifest.contributions?.[block] ?? []).forEach(({ handler }, index) => {
      if (handler !== undefined) visit(handler, ['contributions', block, index, 'handler']);
    });
  }
}
