/**
 * What Monaco asks of the page around it. The page imports it first of all: Monaco's modules make their policies for trusted types when
 * they are loaded, and which of them comes first is the build's choice.
 */
import type * as monaco from 'monaco-editor/editor';
import editorScript from 'monaco-editor/editor/editor.worker.js?worker&url';
import jsonScript from 'monaco-editor/languages/features/json/json.worker.js?worker&url';
import { startWorker } from '../../workers/start-worker';

interface PolicyFactory {
  createPolicy: (name: string, rules?: monaco.ITrustedTypePolicyOptions) => monaco.ITrustedTypePolicy;
}

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };

/** Two of Monaco's modules make one of the same name, with the same rules; the page's policy lets each name be made once. */
const policies = new Map<string, monaco.ITrustedTypePolicy>();

function policyNamed(name: string, rules?: monaco.ITrustedTypePolicyOptions): monaco.ITrustedTypePolicy | undefined {
  const policy = policies.get(name) ?? trustedTypes?.createPolicy(name, rules);
  if (policy) policies.set(name, policy);
  return policy;
}

globalThis.MonacoEnvironment = {
  getWorker: (_id: string, label: string) => startWorker(label === 'json' ? jsonScript : editorScript, label),
  createTrustedTypesPolicy: policyNamed,
};
