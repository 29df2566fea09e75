/** Asks for a capability of an addon's, and notes the decision (docs/architecture/11, CAP-LEDGER). */
import { KernelError } from '../../errors';
import { enforcementOf, noteDecision } from '../../security/ledger';
import { type HostContext, HostRefusal } from './context';

/** Whether a target covers a name: exactly, `*`, `prefix.*` (the bare prefix too), `*.suffix`. */
export function covers(target: string, name: string): boolean {
  if (target === '*' || target === name) return true;
  if (target.endsWith('.*')) return name === target.slice(0, -2) || name.startsWith(target.slice(0, -1));
  return target.startsWith('*.') && name.endsWith(target.slice(1));
}

export interface Asked {
  /** Any of them will do; the first is the one that a decision names. */
  kinds: readonly string[];
  target: string;
  /** The import that asks. */
  caller: string;
  /** Asked for in shadow mode too. */
  hard?: boolean;
  /** The target of a declared capability of that kind is not looked at. */
  anyTarget?: boolean;
}

/** Whether it may; noted. Never throws. */
export function isGranted({ operation, addon }: HostContext, { kinds, target, caller, hard = false, anyTarget = false }: Asked): boolean {
  const { services, trace } = operation;
  const index = (addon.manifest.capabilities ?? []).findIndex(
    (one) => kinds.includes(one.kind) && (anyTarget || covers(one.target, target)),
  );
  const pointer = index < 0 ? null : `/capabilities/${String(index)}`;
  const capability = kinds[0] ?? '';
  trace?.decide({
    kind: 'capability',
    capability,
    target,
    allowed: pointer !== null,
    place: pointer === null ? null : { addon: addon.key, pointer },
  });
  noteDecision(services, addon, { caller, capability, target, pointer, hard });
  if (pointer !== null) return true;
  if (hard || enforcementOf(services, addon) === 'enforce') return false;
  services.reportError(new KernelError('capability_missing', `"${addon.key}" declares no capability ${capability} for "${target}"`));
  return true;
}

/** @throws HostRefusal `forbidden` with the line that is missing */
export function demand(context: HostContext, asked: Asked): void {
  if (isGranted(context, asked)) return;
  throw new HostRefusal('forbidden', `"${context.addon.key}" declares no capability ${asked.kinds[0] ?? ''} for "${asked.target}"`);
}
