/** The documents addons contribute: which there are, for which record, and one of them (docs/architecture/04, DOCUMENT). */
import type { DocumentDef } from '../../schemas';
import { fieldHolds, stateOf } from '../actions/conditions';
import { routeName } from '../installed/core-models';
import { get } from '../dynamic/get';
import type { Operation } from '../operation/operation';
import type { Row } from '../dynamic/row';
import { conflict, notFound } from '../failure';
import type { InstalledAddon } from '../installed/registry';
import { translator } from '../installed/label';
import { compact } from '../metadata/fields';
import { mayRead, type ReadableModel } from '../security/readable';
import { render, type Rendered } from './render';

interface Placed {
  addon: InstalledAddon;
  document: DocumentDef;
  model: ReadableModel;
}

/** Every document of a model that is installed and that the caller may read, in the order of addons and manifests. */
function placed(operation: Operation): Placed[] {
  const { registry, principal } = operation;
  return registry.addons(principal.organizationId).flatMap((addon) =>
    (addon.manifest.contributions?.documents ?? []).flatMap((document) => {
      const model = registry.model(principal.organizationId, document.model, addon.key);
      return model && mayRead(operation, model) ? [{ addon, document, model }] : [];
    }),
  );
}

const shown = (operation: Operation, { addon, document, model }: Placed): Record<string, unknown> => {
  const { key, label, paper, requires_state: states } = document;
  const name = label === undefined ? key : translator(addon, operation.language)(label);
  return compact({ key, addon: addon.key, model: routeName(model), label: name, paper, requires_state: states });
};

/** The documents of models the caller may read. */
export function listDocuments(operation: Operation): Record<string, unknown>[] {
  return placed(operation).map((one) => shown(operation, one));
}

/** Why a record has no such document now; null where it has. */
function withheld({ document, model }: Placed, record: Row): string | null {
  const { requires_state: states = [], condition } = document;
  const state = stateOf(model, record);
  if (states.length > 0 && !(typeof state === 'string' && states.includes(state)))
    return `it needs the state ${states.join(' or ')}; the record is ${typeof state === 'string' ? state : 'without one'}`;
  return condition && !fieldHolds(condition, record) ? `"${condition.field}" of the record is not what it asks for` : null;
}

/** The documents of a record, each with whether it can be printed now. @throws RequestFailure 404 */
export async function documentsOf(operation: Operation, model: ReadableModel, id: string): Promise<Record<string, unknown>[]> {
  const record = await get(operation, model, id);
  return placed(operation)
    .filter((one) => one.model === model)
    .map((one) => {
      const reason = withheld(one, record);
      return { ...shown(operation, one), available: reason === null, ...(reason !== null && { reason }) };
    });
}

/**
 * A document of a record.
 * @throws RequestFailure 404 record or document, or its template is not in the bundle; 409 `document_withheld`; 422 too large
 */
export async function documentOf(operation: Operation, model: ReadableModel, id: string, key: string): Promise<Rendered> {
  const record = await get(operation, model, id);
  const found = placed(operation).find((one) => one.model === model && one.document.key === key);
  if (!found) throw notFound(`${model.key} has no document "${key.slice(0, 64)}"`);
  const { addon, document } = found;
  const reason = withheld(found, record);
  if (reason !== null) throw conflict(`the document "${key}" is not offered: ${reason}`, { code: 'document_withheld' });
  const template = Object.hasOwn(addon.documentTemplates, document.template) ? addon.documentTemplates[document.template] : undefined;
  if (template === undefined) throw notFound(`the template "${document.template}" is not in the bundle of "${addon.key}"`);
  return render(operation, model, document, template, record);
}
