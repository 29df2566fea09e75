/**
 * The door of everything that reads: may this caller read this column of this model (docs/architecture/04, SEC-READ)? Whoever may
 * list a model reads all its columns. Of any other model the caller reads what stands for a row wherever one is pointed at: its id
 * and its label. Names come from outside (a query, a manifest), so whatever turns one into a column asks here.
 */
import type { DynamicModel, ModelColumn } from '../installed/model';
import { type RegistryScope, type Operation, resolveModel } from '../operation/operation';
import { authorize, permits } from './permissions';

declare const ASKED: unique symbol;

/** A model whose rows the caller may read. Only this file makes one, so a function that takes one cannot be reached around the door. */
export type ReadableModel = DynamicModel & { readonly [ASKED]: true };

/** Whether the caller may read every column of a model. */
export function mayRead(asking: RegistryScope, model: DynamicModel): model is ReadableModel {
  return permits(asking, model, 'index');
}

/** The model, which the caller may read. @throws RequestFailure 403 with the permission that is missing */
export function readable(operation: Operation, model: DynamicModel): ReadableModel {
  authorize(operation, model, 'index');
  return model as ReadableModel;
}

/** The model that another one names in its manifest (of its own addon first), where it is there and the caller may read it. */
export function readableTarget(asking: RegistryScope, model: DynamicModel, name: string): ReadableModel | null {
  const target = resolveModel(asking, model, name);
  return target && mayRead(asking, target) ? target : null;
}

/** A column of a model, where it exists and the caller may read it: any of a model he may list, else its id or its label. */
export function readableColumn(asking: RegistryScope, model: DynamicModel, name: string | undefined): ModelColumn | null {
  const own = name === undefined ? undefined : model.columns.get(name);
  if (!own) return null;
  return own.name === 'id' || own.name === model.labelColumn || mayRead(asking, model) ? own : null;
}

/**
 * The operation as the kernel's own: for what it needs of a row to write it, to tell of it in an event or to hand it to a handler.
 * What is read with it is never an answer to the caller; `readable.spec.ts` lists who uses it.
 */
export function unasked<A extends RegistryScope>(asking: A): A {
  return { ...asking, principal: { ...asking.principal, isAdmin: true } };
}

/** The kernel's own reading of a model; as `unasked`. */
export const ownReading = (model: DynamicModel): ReadableModel => model as ReadableModel;
