/** What the publish check wants of a manifest beyond the kernel's own rules; warnings for something already published. */
import { contributionMessages } from '../messages/contributions';
import { isBlank, type Rule } from './context';

export const actionGates: Rule = ({ manifest, strictError }) => {
  (manifest.contributions?.actions ?? []).forEach((action, index) => {
    const path = ['contributions', 'actions', index];
    const wanted = `${manifest.metadata.key}.${action.key}`;
    if (action.modal !== undefined && action.modal !== '' && action.modal !== wanted)
      strictError('GATE-MODAL', [...path, 'modal'], contributionMessages.gateModal(wanted));
    const confirmOnly = action.confirm === true && isBlank(action.modal) && (action.fields ?? []).length === 0;
    if (action.handler.type === 'webhook' && isBlank(action.handler.url) && !confirmOnly)
      strictError('GATE-URL', [...path, 'handler', 'url'], contributionMessages.gateUrl());
    if (action.handler.type === 'wasm' && isBlank(action.handler.function))
      strictError('GATE-FUNCTION', [...path, 'handler', 'function'], contributionMessages.gateFunction());
  });
};

/** The path of an address, without host and closing slash. */
const pathOf = (url: string): string => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/+$/, '');

export const twins: Rule = ({ manifest, strictError }) => {
  const paths = new Map<string, string>();
  for (const { key, handler } of manifest.contributions?.actions ?? []) {
    if (handler.type === 'webhook' && !isBlank(handler.url) && !paths.has(key)) paths.set(key, pathOf(handler.url ?? ''));
  }
  (manifest.contributions?.tools ?? []).forEach(({ key, handler }, index) => {
    const other = paths.get(key);
    if (other === undefined || handler?.type !== 'webhook' || isBlank(handler.url)) return;
    if (pathOf(handler.url ?? '') !== other)
      strictError('GATE-TWIN', ['contributions', 'tools', index, 'handler', 'url'], contributionMessages.gateTwin(key));
  });
};
