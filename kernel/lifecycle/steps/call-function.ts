import { KernelError, messageOf } from '../../errors';
import { GUEST } from '../../operation/guest';
import { loadAddon } from '../../installed/registry';
import { ownOrigin } from '../../journal/origin';
import { parseHandlerResult } from '../../operation/handler-result';
import { installError } from '../messages';
import { effect } from './effect';

/** A hook in the addon's code. Where no code is loaded it is left out, as on a host without a runner, and the ledger says so. */
export const callFunction = effect<'call-function'>(
  (step) => `call ${step.function} (${step.hook})`,
  async ({ session, services, principal }, { addonKey, organizationId, hook, function: name, payload }) => {
    const guest = services.ports.of(GUEST);
    if (guest.state(organizationId, addonKey) !== 'ready') return 'left out: the code of the addon is not loaded';
    const addon = await loadAddon(session, organizationId, addonKey);
    if (!addon) return 'left out: the installation is damaged';
    const invocation = {
      organizationId,
      addonKey,
      installationId: addon.installationId,
      principal: { ...principal, organizationId },
      correlationId: null,
      origin: ownOrigin(hook === 'uninstall' || hook === 'disable' ? 'uninstall' : 'install', `${addonKey}.${hook}`),
      depth: 0,
      trace: null,
    };
    let output: string;
    try {
      output = await guest.call({ invocation, function: name, payload: JSON.stringify(payload), session });
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      throw installError('hook_failed', { hook, target: name, reason: messageOf(error) }, error);
    }
    const { failure } = parseHandlerResult(output);
    if (failure) throw installError('hook_failed', { hook, target: name, reason: failure.message });
    return output;
  },
);
