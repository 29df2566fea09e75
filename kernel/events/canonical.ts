/** The events of rows: `<addon>.<ModelKey>.<created|updated|deleted>`, with the row before and after (EVENT-CANONICAL). */
import type { Announcer } from '../dynamic/announce';
import { extensionNames } from '../dynamic/extensions';
import type { DynamicModel } from '../installed/model';
import type { Operation } from '../operation/operation';
import type { Change, Row } from '../operation/change';
import type { Session } from '../database/port';
import { EVENTS } from './port';
import { type Outgoing, recordEvents, type Recorded, tellTrace } from './record';

/** The row's own columns and those of its extensions: labels of references are the list's, parked columns nobody's. */
function columnsOf(operation: Operation, model: DynamicModel, row: Row): Row {
  const names = [...model.columns.keys(), ...extensionNames(operation, model)];
  return Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
}

const textAt = (row: Row | null, name: string): string | null => {
  const value = row?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Everything an event says of who caused it, and where. */
function outgoing(
  operation: Operation,
  publisher: string,
  name: string,
  branchId: string | null,
  fields: (occurrence: string) => object,
): Outgoing {
  const { principal, correlationId, depth } = operation;
  const occurrenceId = crypto.randomUUID();
  return {
    organizationId: principal.organizationId,
    name,
    publisher,
    occurrenceId,
    payload: fields(occurrenceId),
    actorId: principal.userId,
    branchId,
    correlationId,
    depth,
  };
}

function canonicalEvent(operation: Operation, { model, action, id, before, after, reason }: Change): Outgoing {
  const { principal, correlationId } = operation;
  const branchId = textAt(after, 'branch_id') ?? textAt(before, 'branch_id') ?? principal.branchId ?? null;
  return outgoing(operation, model.addonKey, `${model.addonKey}.${model.key}.${action}`, branchId, (occurrence) => ({
    id,
    occurrence_id: occurrence,
    model: model.key,
    action,
    addon_key: model.addonKey,
    actor_id: principal.userId,
    ...(branchId !== null && { branch_id: branchId }),
    ...(correlationId !== null && { correlation_id: correlationId }),
    ...(before && { before: columnsOf(operation, model, before) }),
    ...(after && { after: columnsOf(operation, model, after) }),
    ...(reason !== undefined && { reason }),
  }));
}

const portsOf = (operation: Operation) => ({ registry: operation.registry, clock: operation.services.clock });

/** Writes the events of changes in the changes' own transaction, and lets them leave when it is committed (`ANNOUNCER`). */
export const announceChanges: Announcer = async (operation, session, changes) => {
  const recorded = await recordEvents(
    portsOf(operation),
    session,
    changes.map((change) => canonicalEvent(operation, change)),
  );
  return () => {
    tellTrace(operation.trace, recorded);
    operation.services.ports.of(EVENTS).left(recorded);
  };
};

/** The event of an action that asks for a reason, written when it succeeded: `<addon>.<Model>.<action key>`. */
export function recordReasoned(
  operation: Operation,
  session: Session,
  model: DynamicModel,
  key: string,
  id: string | null,
  reason: string,
): Promise<Recorded[]> {
  const { principal, correlationId } = operation;
  const branchId = principal.branchId ?? null;
  const event = outgoing(operation, model.addonKey, `${model.addonKey}.${model.key}.${key}`, branchId, (occurrence) => ({
    ...(id !== null && { id }),
    occurrence_id: occurrence,
    model: model.key,
    action: key,
    addon_key: model.addonKey,
    actor_id: principal.userId,
    ...(branchId !== null && { branch_id: branchId }),
    ...(correlationId !== null && { correlation_id: correlationId }),
    reason,
  }));
  return recordEvents(portsOf(operation), session, [event]);
}
