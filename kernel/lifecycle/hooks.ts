/** What a manifest says of its life as steps: an export of the addon's code, or a webhook. */
import type { EffectStep } from './steps/step';

const ADDRESS = /^(?:webhook:)?(https?:\/\/.*)$/is;

/** @param target `wasm:on_install`, a bare name of an export, or an address */
export function hookStep(
  at: { addonKey: string; organizationId: string; hook: string },
  target: string,
  payload: Record<string, unknown>,
): EffectStep {
  const url = ADDRESS.exec(target.trim())?.[1];
  if (url !== undefined) return { kind: 'send-webhook', ...at, url, payload };
  return { kind: 'call-function', ...at, function: target.trim().replace(/^wasm:/i, ''), payload };
}

/** What a lifecycle hook is told (docs/contract, WASM payloads). */
export const hookPayload = (event: string, addonKey: string, organizationId: string, version: string): Record<string, unknown> => ({
  event,
  addon_key: addonKey,
  org_id: organizationId,
  version,
});
