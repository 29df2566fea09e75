/** Every address that an addon calls, and where its manifest says so. */
import type { Handler } from '../../../schemas';
import type { Step } from '../pointer';
import type { RuleContext } from './context';

export interface WayOut {
  url: string;
  path: readonly Step[];
}

/** The addresses that handlers, `do` targets, hooks and steps of an upgrade call. */
export function waysOut({ manifest, models }: RuleContext): WayOut[] {
  const found: WayOut[] = [];
  const handler = (handled: Handler | undefined, path: readonly Step[]): void => {
    if (handled?.type === 'webhook' && handled.url !== undefined) found.push({ url: handled.url, path: [...path, 'handler', 'url'] });
  };
  const target = (text: string | undefined, path: readonly Step[]): void => {
    if (text?.startsWith('webhook:') === true) found.push({ url: text.slice('webhook:'.length), path });
  };
  for (const block of ['actions', 'tools', 'subscriptions'] as const)
    (manifest.contributions?.[block] ?? []).forEach((entry, index) => handler(entry.handler, ['contributions', block, index]));
  for (const block of ['schedules', 'webhooks', 'backfills'] as const)
    (manifest[block] ?? []).forEach((entry, index) => target(entry.do, [block, index, 'do']));
  (manifest.edge_devices ?? []).forEach(({ events = [] }, index) =>
    events.forEach((event, at) => target(event.do, ['edge_devices', index, 'events', at, 'do'])),
  );
  for (const { model, index } of models)
    (model.on_transition ?? []).forEach((hook, at) => target(hook.do, ['models', index, 'on_transition', at, 'do']));
  for (const moment of ['install', 'uninstall', 'enable', 'disable'] as const) {
    const name = manifest.lifecycle?.[moment] ?? '';
    if (/^https?:\/\//i.test(name)) found.push({ url: name, path: ['lifecycle', moment] });
  }
  (manifest.lifecycle?.upgrade ?? []).forEach((step, index) => {
    if (step.type === 'webhook') found.push({ url: step.function, path: ['lifecycle', 'upgrade', index, 'function'] });
  });
  return found;
}
