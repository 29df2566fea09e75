import { loadAddon } from '../../installed/registry';
import { RequestFailure } from '../../failure';
import { addressInputs, sendWebhook } from '../../webhooks/send';
import { installError } from '../messages';
import { effect } from './effect';

/** A hook that is a webhook: signed, and written to the mock outbox. What is taken back was never sent. */
export const sendWebhookStep = effect<'send-webhook'>(
  ({ url, hook }) => `send ${hook} to ${url}`,
  async ({ session, services, request }, { addonKey, organizationId, hook, url, payload }) => {
    const stored = await loadAddon(session, organizationId, addonKey);
    if (!stored) return 'left out: the installation is damaged';
    // What it may reach, the manifest says that asks for it; the one that is stored may be the version before.
    const addon = { ...stored, manifest: request?.manifest ?? stored.manifest };
    try {
      const { failure } = await sendWebhook(services, null, { held: session }, addon, {
        ...{ url, event: hook, payload, inputs: addressInputs(payload) },
        branchId: null,
        actionOf: null,
      });
      if (failure) throw installError('hook_failed', { hook, target: url, reason: failure.message });
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      throw installError('hook_failed', { hook, target: url, reason: error.message }, error);
    }
    return 'sent to the outbox';
  },
);
