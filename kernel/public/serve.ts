/** What a public address answers: a page, data or a printed document; and what a form on it does (PUBLIC). */
import type { PublicRouteAction } from '../../schemas';
import { stateOf } from '../actions/conditions';
import { actionNamed, type FoundAction } from '../actions/find';
import { fieldsOf } from '../actions/payload';
import { type ActionAnswer, runAction } from '../actions/run';
import { documentOf } from '../documents/documents';
import type { Rendered } from '../documents/render';
import { type FieldErrors, RequestFailure } from '../failure';
import { translator, readableTitle } from '../installed/label';
import type { Operation } from '../operation/operation';
import { ownReading, unasked } from '../security/readable';
import { asData, contentOf } from './content';
import { noSuchLink, type Shown } from './find';
import { type PageAction, wordsFor, writePage } from './page';

/** A notice on a page, and the fields that were wrong. */
export interface Said {
  text: string;
  isError: boolean;
  errors?: FieldErrors;
}

const wordsOf = ({ language }: Operation, { addon }: Shown) => translator(addon, language);

/** Actions of the link that the record is in a state for. */
function offeredActions(operation: Operation, shown: Shown, base: string): PageAction[] {
  const translate = wordsOf(operation, shown);
  return (shown.route.kind === 'html' ? (shown.route.actions ?? []) : []).flatMap((declared) => {
    const found = foundAction(operation, shown, declared);
    if (!found || !isOpen(shown, found)) return [];
    const label = translate(declared.label ?? found.action.label ?? declared.action);
    return [{ declared, label, fields: fieldsOf(found.action), address: `${base}/actions/${encodeURIComponent(declared.action)}` }];
  });
}

function foundAction(operation: Operation, { model }: Shown, { action }: PublicRouteAction): FoundAction | null {
  try {
    return actionNamed(operation, model, action);
  } catch (error) {
    if (error instanceof RequestFailure) return null;
    throw error;
  }
}

/** The record is in one of the states that the action needs; an action of a link always names some. */
function isOpen({ model, record }: Shown, { action }: FoundAction): boolean {
  const state = stateOf(model, record);
  return typeof state === 'string' && (action.requires_state ?? []).includes(state);
}

/** The link as a page; `base` is its address without an ending. */
export async function pageOf(operation: Operation, shown: Shown, base: string, said: Said | null = null): Promise<string> {
  const { route } = shown;
  const translate = wordsOf(operation, shown);
  return writePage({
    language: operation.language.split('-', 1)[0] ?? 'en',
    title: readableTitle(translate(route.label ?? route.key)),
    content: await contentOf(operation, shown),
    actions: offeredActions(operation, shown, base),
    document: route.document === undefined ? null : `${base}.html`,
    notice: said,
    errors: said?.errors ?? {},
    translate,
  });
}

/** The link as data. */
export async function dataOf(operation: Operation, shown: Shown, base: string): Promise<Record<string, unknown>> {
  const data = asData(await contentOf(operation, shown));
  return shown.route.document === undefined ? data : { ...data, document_url: `${base}.html` };
}

/** The printed document of the link. @throws RequestFailure 404 without one, or where the record has none now */
export async function printed(operation: Operation, { route, model, record }: Shown): Promise<Rendered> {
  if (route.document === undefined) throw noSuchLink();
  try {
    return await documentOf(unasked(operation), ownReading(model), String(record.id), route.document);
  } catch (error) {
    // Why there is none is what the record holds.
    if (error instanceof RequestFailure && error.status === 409) throw noSuchLink();
    throw error;
  }
}

/**
 * Runs an action of the link, as nobody of the organization.
 * @throws RequestFailure 404 for an action that the link does not offer, 409 in another state, 422 by field, and as `runAction`
 */
export async function actBy(
  operation: Operation,
  shown: Shown,
  key: string,
  payload: Record<string, unknown>,
): Promise<Said & { status: number }> {
  const declared = shown.route.kind === 'html' ? shown.route.actions?.find(({ action }) => action === key) : undefined;
  const found = declared && foundAction(operation, shown, declared);
  if (!declared || !found) throw noSuchLink();
  if (!isOpen(shown, found)) throw new RequestFailure(409, 'this cannot be done any more', { code: 'link_state' });
  const words = wordsFor(operation.language);
  const fields = new Set(fieldsOf(found.action).map((field) => field.key));
  const asked = Object.fromEntries(Object.entries(payload).filter(([name]) => fields.has(name)));
  const answer: ActionAnswer = await runAction(operation, shown.model, found.action.key, String(shown.record.id), asked);
  const told = typeof answer.body.message === 'string' ? wordsOf(operation, shown)(answer.body.message) : '';
  const isError = answer.status !== 200;
  return {
    status: answer.status,
    isError,
    text: declared.show_message === true && told !== '' ? told : isError ? words.wrong : words.done,
  };
}
