import { dataEventMatches, type DataEvent as SdkDataEvent, type RealtimeAPI } from '@asteby/metacore-sdk';
import type { RealtimeMessage, KernelEvent, ManifestChangedEvent } from '../../kernel/operation/realtime-message';
import type { PortLink } from './port';

/** The event as the runtime reads it: an absent actor is left out instead of null. */
function forRuntime({ payload }: Extract<KernelEvent, { type: 'DATA_EVENT' }>): SdkDataEvent {
  const { actor_id, ...rest } = payload;
  return actor_id === null ? rest : { ...rest, actor_id };
}

/** What the runtime hears of a frame: a change, or that models have to be asked for anew. */
function eventsOf(frame: RealtimeMessage): SdkDataEvent[] {
  if (frame.type === 'DATA_EVENT') return [forRuntime(frame)];
  if (frame.type !== 'DATA_EVENTS_DROPPED') return [];
  const at = new Date().toISOString();
  return frame.payload.models.map((model) => ({ org_id: '', ...model, action: 'resync', id: '', at }));
}

/**
 * The runtime's realtime client on the port. The kernel tells a view of the models it subscribed to; views that watch the
 * same model share one subscription.
 */
export function createRealtime(link: PortLink): RealtimeAPI {
  let isOpen = true;
  link.onClose(() => (isOpen = false));
  const watched = new Map<string, number>();

  /** Counts who watches a model; the kernel hears of the first and the last. */
  function watch(models: readonly string[], step: 1 | -1): void {
    const changed = models.filter((model) => {
      const before = watched.get(model) ?? 0;
      const after = before + step;
      if (after > 0) watched.set(model, after);
      else watched.delete(model);
      return before === 0 || after === 0;
    });
    if (changed.length > 0 && isOpen) link.tell({ kind: 'realtime', type: step === 1 ? 'SUBSCRIBE' : 'UNSUBSCRIBE', models: changed });
  }

  return {
    subscribe(options, handler) {
      const models = [...new Set(options.models ?? [])];
      watch(models, 1);
      const end = link.onEvent((frame) => {
        for (const event of eventsOf(frame)) if (dataEventMatches(options, event)) handler(event);
      });
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        end();
        watch(models, -1);
      };
    },
    status: () => (isOpen ? 'open' : 'closed'),
    onStatus: (listener) => link.onClose(() => listener('closed')),
  };
}

/** Calls back when an addon was installed, changed or removed; answers with the function that ends it. */
export function onManifestChange(link: PortLink, listener: (change: ManifestChangedEvent['payload']) => void): () => void {
  return link.onEvent((event) => {
    if (event.type === 'ADDON_MANIFEST_CHANGED') listener(event.payload);
  });
}
