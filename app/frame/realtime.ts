import { dataEventMatches, type DataEvent as SdkDataEvent, type RealtimeAPI } from '@asteby/metacore-sdk';
import type { KernelEvent, ManifestChangedEvent } from '../../kernel/events/event';
import type { PortLink } from './port';

/** The event as the runtime reads it: an absent actor is left out instead of null. */
function forRuntime({ payload }: Extract<KernelEvent, { type: 'DATA_EVENT' }>): SdkDataEvent {
  const { actor_id, ...rest } = payload;
  return actor_id === null ? rest : { ...rest, actor_id };
}

/** The runtime's realtime client on top of the events of the port; every event of the frame's tenant arrives, so it filters here. */
export function createRealtime(link: PortLink): RealtimeAPI {
  let isOpen = true;
  link.onClose(() => (isOpen = false));
  return {
    subscribe: (options, handler) =>
      link.onEvent((event) => {
        if (event.type !== 'DATA_EVENT') return;
        const data = forRuntime(event);
        if (dataEventMatches(options, data)) handler(data);
      }),
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
