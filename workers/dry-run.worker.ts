/** Loads a module against a host that answers nothing. Whoever started this worker ends it. */
import { dryInstantiate } from '../kernel/publish/null-host.mjs';

addEventListener('message', (event: MessageEvent<Uint8Array>) => {
  void dryInstantiate(event.data).then((result) => postMessage(result));
});
