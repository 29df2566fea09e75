/** What a person is asked before an addon comes: what it may do and why, what will run, and how much it brings. Pure. */
import type { ManifestV3 } from '../../schemas';
import { isReservedKey } from '../contract/reserved-keys';
import type { Plan } from './plan';

export interface Consent {
  /** Capabilities with the author’s reasons; the reason is empty where none is given. */
  capabilities: { kind: string; target: string; reason: string }[];
  /** Code and addresses that this operation calls. */
  hooks: { hook: string; target: string }[];
  /** SQL files that it runs, each once. */
  migrations: string[];
  /** Tables that it makes. */
  tables: string[];
  /** Other addons it needs, or works with where it says so. */
  requires: { key: string; range: string; isOptional: boolean }[];
  /** Permissions that it declares, and roles that it gives some. */
  permissions: string[];
  roles: string[];
  /** Steps that may lose values, and steps that take long on many rows. */
  warnings: { lossy: number; slow: number };
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

export function consentOf(manifest: ManifestV3, { steps }: Pick<Plan, 'steps'>): Consent {
  const all = steps.map(({ step }) => step);
  const calls = all.flatMap((step) => {
    if (step.kind === 'call-function') return [{ hook: step.hook, target: step.function }];
    return step.kind === 'send-webhook' ? [{ hook: step.hook, target: step.url }] : [];
  });
  return {
    capabilities: (manifest.capabilities ?? []).map(({ kind, target, reason = '' }) => ({ kind, target, reason })),
    hooks: [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()],
    migrations: distinct(all.flatMap((step) => (step.kind === 'run-migration' || step.kind === 'run-upgrade-sql' ? [step.file] : []))),
    tables: distinct(all.flatMap((step) => (step.kind === 'create-table' ? [step.table.name] : []))),
    requires: manifest.compatibility.requires
      .filter(({ key }) => key !== 'kernel' && !isReservedKey(key))
      .map(({ key, version, optional }) => ({ key, range: version, isOptional: optional === true })),
    permissions: (manifest.rbac?.permissions ?? []).map(({ key }) => key),
    roles: (manifest.rbac?.roles ?? []).map(({ key }) => key),
    warnings: {
      lossy: steps.filter(({ risk }) => risk === 'lossy').length,
      slow: steps.filter(({ risk }) => risk === 'slow').length,
    },
  };
}
