/** Choices that an addon takes from another addon's rows: it must have said so, where whoever installs it can see it (CRUD-OPTIONS). */
import { RequestFailure } from '../failure';
import { CORE_ADDON } from '../installed/core-models';
import type { DynamicModel, ModelColumn } from '../installed/model';
import { addonOf, type Operation } from '../operation/operation';
import { enforcementOf, noteDecision } from '../security/ledger';

/** Whether the target of a database capability names a model: its table or key, with or without its addon, or a group of them. */
function covers(target: string, { addonKey, key, table }: DynamicModel): boolean {
  const names = [table, `${addonKey}.${table}`, `${addonKey}.${key}`, `addon_${addonKey}.${table}`];
  if (!target.endsWith('.*')) return names.includes(target);
  return names.some((name) => name.startsWith(target.slice(0, -1)));
}

/** Where a manifest asks for another addon's rows, as a JSON pointer: the addon it requires, or a capability. Null where it does not. */
function askedAt(operation: Operation, owner: DynamicModel, source: DynamicModel): string | null {
  const manifest = addonOf(operation, owner)?.manifest;
  const required = manifest?.compatibility.requires.findIndex(({ key }) => key === source.addonKey) ?? -1;
  if (required >= 0) return `/compatibility/requires/${required}`;
  const granted = (manifest?.capabilities ?? []).findIndex(
    ({ kind, target }) => (kind === 'db:read' || kind === 'db:write') && covers(target, source),
  );
  return granted >= 0 ? `/capabilities/${granted}` : null;
}

/**
 * Refuses choices from the rows of another addon that the owner's addon neither requires nor has a capability for. Core models are
 * everybody's, and what stands for a row (`ref`) needs no word.
 * @throws RequestFailure 403 `capability_missing`
 */
export function refuseForeign(operation: Operation, owner: DynamicModel, own: ModelColumn, source: DynamicModel): void {
  if (source.addonKey === owner.addonKey || source.addonKey === CORE_ADDON) return;
  const pointer = askedAt(operation, owner, source);
  const target = `${source.addonKey}.${source.table}`;
  const place = pointer === null ? null : { addon: owner.addonKey, pointer };
  operation.trace?.decide({ kind: 'capability', capability: 'db:read', target, allowed: pointer !== null, place });
  const addon = addonOf(operation, owner);
  if (addon)
    noteDecision(operation.services, addon, { caller: `choices ${owner.key}.${own.name}`, capability: 'db:read', target, pointer });
  if (pointer !== null) return;
  const message = `"${owner.addonKey}" takes the choices of "${own.name}" from "${source.addonKey}.${source.key}": name "${source.addonKey}" in compatibility.requires, or ask for the capability db:read "${target}"`;
  if (!addon || enforcementOf(operation.services, addon) === 'enforce')
    throw new RequestFailure(403, message, { code: 'capability_missing' });
  operation.services.reportError(new Error(message));
}
