/** `lifecycle_hooks`, keyed by event as hosts read it or by model as the public reference shows it. */
import type { Handler, Lifecycle, ManifestV2, Subscription } from '../../../schemas';
import { convertMessages } from './messages';
import type { Step } from '../../contract/pointer';
import type { Conversion } from './context';
import { filled, given, noteUnknown } from './members';
import { hookUrl } from './actions';

type HookV2 = NonNullable<NonNullable<ManifestV2['lifecycle_hooks']>[string]>[number];

interface Hook {
  event: string;
  hook: HookV2;
  /** The v3 models it is about. */
  models: readonly string[];
  path: readonly Step[];
}

const OPERATIONS: Readonly<Record<string, string | undefined>> = { create: 'created', update: 'updated', delete: 'deleted' };
const MOMENTS = ['install', 'uninstall', 'enable', 'disable'] as const;

/** The lifecycle block and the subscriptions that take the place of hooks on records. `first` is the index the first one gets. */
export function convertHooks(conversion: Conversion, first: number): { lifecycle: Lifecycle | undefined; subscriptions: Subscription[] } {
  const lifecycle: Lifecycle = {};
  const upgrade: NonNullable<Lifecycle['upgrade']> = [];
  const subscriptions: Subscription[] = [];
  for (const { event, hook, models, path } of hooksOf(conversion)) {
    const handler = handlerOf(conversion, hook, path);
    if (handler === null) continue;
    const target = handler.function ?? handler.url ?? '';
    const moment = MOMENTS.find((name) => name === event);
    if (moment !== undefined) {
      if (lifecycle[moment] !== undefined) conversion.note('CONV-DROP', path, convertMessages.dropped(target, 'second-hook'));
      else {
        conversion.trace(['lifecycle', moment], path);
        lifecycle[moment] = target;
      }
    } else if (event === 'upgrade') {
      conversion.note('CONV-GUESS', path, convertMessages.upgradeLadder());
      conversion.trace(['lifecycle', 'upgrade', upgrade.length], path);
      upgrade.push({ from: '*', type: handler.type === 'wasm' ? 'wasm' : 'webhook', function: target });
    } else {
      for (const model of subscribe(conversion, event, models, path)) {
        conversion.trace(['contributions', 'subscriptions', first + subscriptions.length], path);
        subscriptions.push({ event: model, handler });
      }
    }
  }
  const block = given({ ...lifecycle, upgrade: filled(upgrade) });
  return { lifecycle: Object.keys(block).length === 0 ? undefined : block, subscriptions };
}

/** The v3 events that stand for a hook on records. */
function subscribe(conversion: Conversion, event: string, models: readonly string[], path: readonly Step[]): string[] {
  const [when = '', operation = ''] = event.split('_', 2);
  const happened = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (happened === undefined || (when !== 'before' && when !== 'after')) {
    conversion.note('CONV-DROP', path, convertMessages.dropped(event, 'no-counterpart'));
    return [];
  }
  if (when === 'before') conversion.note('CONV-GUESS', path, convertMessages.vetoLost(event));
  conversion.note('CONV-GUESS', path, convertMessages.perModel(event, models.length));
  return models.map((model) => `${conversion.addon}.${model}.${happened}`);
}

function hooksOf(conversion: Conversion): Hook[] {
  const hooks: Hook[] = [];
  for (const [key, list] of Object.entries(conversion.source.lifecycle_hooks ?? {})) {
    const byModel = conversion.isOwn(key);
    (list ?? []).forEach((hook, index) => {
      const path = ['lifecycle_hooks', key, index];
      noteUnknown(conversion, hook, ['event', 'target', 'async', 'priority'], path);
      for (const field of ['async', 'priority'] as const)
        if (hook[field] !== undefined && hook[field] !== null && hook[field] !== false)
          conversion.note('CONV-DROP', [...path, field], convertMessages.dropped(field, 'no-counterpart'));
      const models = byModel ? [conversion.model(key)] : conversion.modelKeys;
      hooks.push({ event: byModel ? (hook.event ?? '') : key, hook, models, path });
    });
  }
  return hooks;
}

/** The public reference calls `wasm` and `prompt` differently. */
function handlerOf(conversion: Conversion, { target }: HookV2, path: readonly Step[]): Handler | null {
  switch (target.type) {
    case 'wasm':
    case 'wasm_call':
      return given({ type: 'wasm' as const, function: target.function });
    case 'webhook':
      return { type: 'webhook', url: hookUrl(conversion, target.url ?? '') };
    case 'prompt':
    case 'agent_task':
      conversion.note('CONV-DROP', [...path, 'target'], convertMessages.dropped(target.type, 'prompt'));
      return null;
  }
}
