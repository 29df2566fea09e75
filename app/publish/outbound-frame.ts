/** The document that speaks to another host (`app/outbound/`), where a worker would stand. */
import { KernelError, messageOf } from '../../kernel/errors';
import type { WorkerLike } from '../kernel/kept-worker';

export interface OutboundFrame extends WorkerLike {
  /** The one host it may reach; asked before the first question, and not again. */
  allow: (origin: string) => void;
}

/** Loads the document. Questions wait until it is there and knows its host. */
export function startOutbound(): OutboundFrame {
  const { port1: ours, port2: theirs } = new MessageChannel();
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = 'outbound';
  frame.src = new URL('./outbound.html', document.baseURI).href;
  const loaded = new Promise<Window>((resolve, reject) => {
    frame.onload = () => {
      const { contentDocument, contentWindow } = frame;
      if (contentWindow && contentDocument?.documentElement.dataset.outbound === 'ready') resolve(contentWindow);
      else reject(new KernelError('worker_failed', 'A part of the page could not be loaded. Reload it to go on.'));
    };
  });
  document.body.append(frame);
  const worker: OutboundFrame = Object.assign(ours, {
    allow(origin: string): void {
      loaded.then(
        (target) => target.postMessage(origin, location.origin, [theirs]),
        (error: unknown) => ours.dispatchEvent(new ErrorEvent('error', { message: messageOf(error) })),
      );
    },
    terminate(): void {
      ours.close();
      // What is under way ends with its document.
      frame.remove();
    },
  });
  // Whoever asks hears of a failure; until then nobody listens.
  loaded.catch(() => undefined);
  ours.start();
  return worker;
}
