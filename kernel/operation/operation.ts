/** What every operation of the data plane is given: the parts it works on and who asks. */
import type { Database, Result, Session, Statement } from '../database/port';
import type { KernelEvent } from './realtime-message';
import { badRequest, notFound } from '../failure';
import type { InstalledAddon, Registry } from '../installed/registry';
import { translator, type Translate } from '../installed/label';
import type { Origin } from '../journal/origin';
import type { Attempt } from './attempt';
import { type Effect, type Outbox, outboxOf, withOutbox } from './outbox';
import type { Principal } from '../principal';
import { isUuid } from '../values/uuid';
import type { Services } from './services';
import type { Recorder } from '../trace/trace';
import type { DynamicModel } from '../installed/model';

export interface Operation {
  /** Its transactions see what `registry` tells of, or throw (kernel/operation/attempt.ts). */
  readonly database: Database;
  readonly attempt: Attempt;
  readonly registry: Registry;
  readonly principal: Principal;
  /** BCP 47 tag for labels. */
  readonly language: string;
  /** The caller's own id of the request, cut to 128 characters; null when it gave none. */
  readonly correlationId: string | null;
  /** What the journal is told of everything it commits. */
  readonly origin: Origin;
  /** What somebody approved for this operation; nothing when it is missing. */
  readonly approved?: Approved;
  /** Hops from event to event since a person asked. */
  readonly depth: number;
  readonly services: Services;
  /** Tells listeners; called after the transaction committed, never before. */
  readonly publish: (event: KernelEvent) => void;
  /** The transaction that it works in; nothing where each of its own is one. */
  readonly inside?: { readonly session: Session; readonly outbox: Outbox };
  /** Hears why it was done as it was; null when nobody asks, so that `trace?.decide({…})` makes nothing. */
  readonly trace: Recorder | null;
}

export interface Approved {
  /** The keys that were asked for. */
  readonly keys: ReadonlySet<string>;
  /** Notes the decision, in the transaction that does what was approved: neither is there without the other. */
  readonly settle: (session: Session) => Promise<void>;
}

/** Who asks, and of what is installed. */
export type RegistryScope = Pick<Operation, 'registry' | 'principal'>;

/** Runs one transaction as the operation's caller, or works in the one that the operation is in. */
export function asCaller<T>(operation: Operation, work: (session: Session) => Promise<T>): Promise<T> {
  if (operation.inside) return work(operation.inside.session);
  const { organizationId, userId } = operation.principal;
  return operation.database.asTenant({ organizationId, userId }, work, operation.trace?.statement);
}

/** Reads as the operation's caller, in one message to the engine; `statements` is called when it is sent. */
export async function readAsCaller<R>(operation: Operation, statements: () => readonly Statement[]): Promise<Result<R>[]> {
  if (operation.inside) {
    const results: Result<R>[] = [];
    for (const statement of statements()) results.push(await operation.inside.session.run<R>(statement));
    return results;
  }
  const { organizationId, userId } = operation.principal;
  return operation.database.readAsTenant<R>({ organizationId, userId }, statements, operation.trace?.statement);
}

/** As `readAsCaller`, for one statement: its rows. */
export async function rowsAsCaller<R>(operation: Operation, statement: Statement): Promise<R[]> {
  const [result] = await readAsCaller<R>(operation, () => [statement]);
  return result?.rows ?? [];
}

/**
 * One transaction of the caller's that writes, or in which the code of addons may run. Effects are put into its outbox and run after
 * the commit, without changing the answer.
 */
export async function transact<T>(operation: Operation, work: (session: Session, outbox: Outbox) => Promise<T>): Promise<T> {
  if (operation.inside) return nested(operation.inside, work);
  return withOutbox(
    operation.services.reportError,
    async (inside) => {
      const value = await asCaller(operation, inside);
      operation.attempt.pin();
      return value;
    },
    work,
  );
}

/**
 * Works behind a savepoint of the transaction that is under way: what fails is taken back alone, and what is to follow the commit
 * follows that of the whole.
 */
async function nested<T>(
  { session, outbox }: NonNullable<Operation['inside']>,
  work: (session: Session, outbox: Outbox) => Promise<T>,
): Promise<T> {
  const afterCommit: Effect[] = [];
  const own: Outbox = { afterCommit: (effect) => void afterCommit.push(effect), atEnd: (effect) => outbox.atEnd(effect) };
  const value = await session.savepoint(() => work(session, own));
  for (const effect of afterCommit) outbox.afterCommit(effect);
  return value;
}

/** Of a transaction in which nothing waits for the commit: what would follow it is left out. */
const NOTHING_FOLLOWS: Outbox = { afterCommit: () => undefined, atEnd: () => undefined };

/** The operation as one that works in a transaction which somebody else opened and ends. */
export const within = (operation: Operation, session: Session): Operation => ({
  ...operation,
  inside: { session, outbox: outboxOf(session) ?? NOTHING_FOLLOWS },
});

/** Runs `work` in one transaction, with an operation that works in it whatever it calls. */
export const transactWithin = <T>(operation: Operation, work: (session: Session, inside: Operation) => Promise<T>): Promise<T> =>
  transact(operation, (session, outbox) => work(session, { ...operation, inside: { session, outbox } }));

/** Words of the addon a model belongs to, in the caller's language. */
export function translatorFor(operation: Operation, model: DynamicModel): Translate {
  return translator(addonOf(operation, model), operation.language);
}

/** The addon a model belongs to; undefined for a core model. */
export function addonOf(operation: Operation, model: DynamicModel): InstalledAddon | undefined {
  return operation.registry.addons(operation.principal.organizationId).find((addon) => addon.key === model.addonKey);
}

/** The model a route names. @throws RequestFailure 404 */
export function modelNamed(operation: Operation, name: string): DynamicModel {
  const model = operation.registry.model(operation.principal.organizationId, name);
  if (!model) throw notFound(`unknown model "${name.slice(0, 128)}"`);
  return model;
}

/** The model another one names in its manifest: of its own addon first. */
export function resolveModel(operation: RegistryScope, model: DynamicModel, name: string): DynamicModel | null {
  return operation.registry.model(operation.principal.organizationId, name, model.addonKey);
}

/**
 * What the model that another one names is called in a route: as the manifest writes it, with its addon before it where that
 * alone would lead to another model.
 */
export function routeNameOf(operation: RegistryScope, model: DynamicModel, name: string): string {
  const target = resolveModel(operation, model, name);
  if (!target || operation.registry.model(operation.principal.organizationId, name) === target) return name;
  return `${target.addonKey}.${target.key}`;
}

/** A record id from a path. @throws RequestFailure 400 */
export function recordId(text: string): string {
  if (!isUuid(text)) throw badRequest(`"${text.slice(0, 64)}" is no uuid`);
  return text.toLowerCase();
}
