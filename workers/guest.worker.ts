/** Runs one guest. The kernel's worker starts it, answers what it asks, and ends it. It has no network, and no storage that it knows of. */
import { suspendingBridge, suspensionOf, unaskingBridge } from '../kernel/guest/bridges';
import type { HostAnswer } from '../kernel/guest/runner';
import { type CallMessage, serveGuest, type ThreadMessage } from '../kernel/guest/thread';
import type { ToGuest } from './guest-threads';

let serve: ((call: CallMessage) => Promise<void>) | null = null;
let answered: ((answer: HostAnswer) => void) | null = null;

const post = (message: ThreadMessage): void => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<ToGuest>) => {
  if (data.type === 'begin') {
    const suspension = suspensionOf(WebAssembly);
    const bridge = suspension
      ? suspendingBridge(
          suspension,
          (call) =>
            new Promise((resolve) => {
              answered = resolve;
              post({ type: 'ask', call });
            }),
        )
      : unaskingBridge();
    serve = serveGuest(data.module, bridge, post);
  } else if (data.type === 'answer') answered?.(data.answer);
  else void serve?.(data.call);
});
