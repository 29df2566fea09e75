/**
 * How every worker is started: from a blob that imports its script. A worker that is loaded by an address of its own has the
 * policy that its host sends with it, which on a static host is none: the files and the code of strangers that it handles could
 * reach any site. One that comes from a blob keeps the policy of the page (HTML, "policy container"; CSP 3 §4.2.1), which
 * lets it reach this site and no other. The page's policy allows workers from blobs only, so that nothing in a worker can start
 * one without a policy either.
 */

interface ScriptUrlPolicy {
  createScriptURL: (url: string) => string;
}

interface TrustedTypes {
  createPolicy: (name: string, rules: ScriptUrlPolicy) => ScriptUrlPolicy;
}

/** Named in the page's policy. */
const POLICY_NAME = 'metacore-worker';

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

/** Only addresses that this file made itself are handed to it. */
const trusted = trustedTypes?.createPolicy(POLICY_NAME, { createScriptURL: (url) => url });

/**
 * The text of a blob. The script is imported when the worker runs, because browsers take a static import for a worker's own script and
 * ask the policy for workers, which allows none by address. What arrives before it is there is held for it.
 */
const starting = (address: string): string => `const held = [];
const hold = (event) => held.push(event);
addEventListener('message', hold);
import(${JSON.stringify(address)}).then(
  () => {
    removeEventListener('message', hold);
    for (const { data, ports } of held) dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
  },
  // Told as any fault of a worker is.
  (error) => setTimeout(() => { throw error; }),
);`;

/** One blob a script: they are as small as they are few. */
const blobs = new Map<string, string>();

/**
 * @param script address of a module of this site, as `?worker&url` gives it
 * @param name what the worker is called, in its own scope and to tools
 */
export function startWorker(script: string, name: string): Worker {
  const address = new URL(script, import.meta.url).href;
  const known = blobs.get(address) ?? URL.createObjectURL(new Blob([starting(address)], { type: 'text/javascript' }));
  blobs.set(address, known);
  const url = `${known}#${name}`;
  return new Worker(trusted ? trusted.createScriptURL(url) : url, { type: 'module', name });
}
