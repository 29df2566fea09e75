/** Pages reached by a secret link: what they may show, and which actions they may offer. */
import type { Action, PublicRoute } from '../../../schemas';
import { readPredicate } from '../../expressions/predicate';
import { commonMessages } from '../messages/common';
import { contributionMessages } from '../messages/contributions';
import type { Step } from '../pointer';
import { eachRepeated, isEmpty, type ModelFacts, type Rule, type RuleContext } from './context';
import { near } from '../suggest';

const TEXT_TYPE = /^(?:text|varchar\(\d+\))$/;
const TIME_TYPES = new Set(['date', 'timestamp', 'timestamptz']);

export const publicRoutes: Rule = (context) => {
  const { manifest, knownModels, byKey, error } = context;
  const given = manifest.contributions?.public_routes ?? [];
  const documents = new Map((manifest.contributions?.documents ?? []).map((document) => [document.key, document]));
  const actions = new Map<string, Action>();
  // Of two actions with one key, which may belong to two models, the host takes the last.
  for (const action of manifest.contributions?.actions ?? []) actions.set(action.key, action);
  eachRepeated(
    given.map(({ key }) => key),
    (index, key) => error('PUB-DUP', ['contributions', 'public_routes', index, 'key'], commonMessages.repeated(key)),
  );
  given.forEach((route, index) => {
    const path = ['contributions', 'public_routes', index];
    if (!knownModels.has(route.model)) error('PUB-MODEL', [...path, 'model'], commonMessages.noKnownModel(route.model, knownModels));
    const document = documents.get(route.document ?? '');
    if (route.kind === 'document' && route.document === undefined)
      error('PUB-DOC', [...path, 'document'], contributionMessages.documentNeeded());
    if (route.document !== undefined && document === undefined)
      error('PUB-DOC', [...path, 'document'], near(contributionMessages.documentUnknown(route.document), route.document, documents.keys()));
    if (document !== undefined && document.model !== route.model)
      error('PUB-DOC-MODEL', [...path, 'document'], contributionMessages.documentModel(document.key, route.model));
    const shows = (route.columns ?? []).length > 0;
    if (!shows && (route.kind === 'json' || (route.kind === 'html' && route.document === undefined)))
      error('PUB-COLS', [...path, 'columns'], contributionMessages.columnsNeeded(route.kind));
    (route.columns ?? []).forEach((name, at) => {
      if (name === route.token_column) error('PUB-TOKEN-EXPOSED', [...path, 'columns', at], contributionMessages.tokenExposed());
    });
    const facts = byKey.get(route.model);
    if (facts !== undefined) checkColumns(route, facts, path, context);
    checkPredicate(route, facts, path, context);
    checkActions(route, actions, path, context);
  });
};

function checkColumns(
  route: PublicRoute,
  { model, columns, extensionColumns }: ModelFacts,
  path: readonly Step[],
  { error }: RuleContext,
): void {
  const noColumn = (rule: string, name: string, where: readonly Step[]): void =>
    error(rule, where, commonMessages.noColumn(name, model.key, columns.keys()));
  const token = columns.get(route.token_column);
  if (token === undefined) noColumn('PUB-TOKEN', route.token_column, [...path, 'token_column']);
  else if (!TEXT_TYPE.test(token.type))
    error('PUB-TOKEN-TYPE', [...path, 'token_column'], contributionMessages.tokenType(route.token_column));
  (route.columns ?? []).forEach((name, at) => {
    if (!columns.has(name) && !extensionColumns.has(name)) noColumn('PUB-COL', name, [...path, 'columns', at]);
  });
  const relations = new Set((model.relations ?? []).map(({ name }) => name));
  (route.relations ?? []).forEach((name, at) => {
    if (!relations.has(name) && !columns.has(name) && !columns.has(`${name}_id`))
      error('PUB-REL', [...path, 'relations', at], near(contributionMessages.relationUnknown(name), name, relations));
  });
  if (route.expires_column === undefined) return;
  const expires = columns.get(route.expires_column);
  if (expires === undefined) noColumn('PUB-EXP', route.expires_column, [...path, 'expires_column']);
  else if (!TIME_TYPES.has(expires.type))
    error('PUB-EXP-TYPE', [...path, 'expires_column'], contributionMessages.expiresType(route.expires_column));
}

function checkPredicate(
  { enabled_when: when, model }: PublicRoute,
  facts: ModelFacts | undefined,
  path: readonly Step[],
  { error }: RuleContext,
): void {
  if (when === undefined) return;
  const where = [...path, 'enabled_when'];
  const reading = readPredicate(when);
  if (!reading.ok) {
    error('PUB-WHEN', where, contributionMessages.predicate(when));
    return;
  }
  if (facts === undefined) return;
  const unknown = reading.names.find((name) => !facts.columns.has(name.split('.', 1)[0] ?? '') && !facts.extensionColumns.has(name));
  if (unknown !== undefined) error('PUB-WHEN-COL', where, commonMessages.noColumn(unknown, model, facts.columns.keys()));
}

function checkActions(route: PublicRoute, actions: ReadonlyMap<string, Action>, path: readonly Step[], { error }: RuleContext): void {
  const given = route.actions ?? [];
  if (given.length > 0 && route.kind !== 'html') error('PUB-ACT-KIND', [...path, 'actions'], contributionMessages.publicActionKind());
  eachRepeated(
    given.map(({ action }) => action),
    (at, name) => error('PUB-ACT-DUP', [...path, 'actions', at, 'action'], commonMessages.repeated(name)),
  );
  given.forEach(({ action: key }, at) => {
    const where = [...path, 'actions', at, 'action'];
    const action = actions.get(key);
    if (action === undefined) {
      error('PUB-ACT', where, near(contributionMessages.publicActionUnknown(key), key, actions.keys()));
      return;
    }
    if (action.target_model !== route.model) error('PUB-ACT-MODEL', where, contributionMessages.publicActionModel(key, route.model));
    if ((action.placement ?? 'row') !== 'row') error('PUB-ACT-ROW', where, contributionMessages.publicActionRow(key));
    if ((action.requires_state ?? []).length === 0) error('PUB-ACT-STATE', where, contributionMessages.publicActionState(key));
    if ((action.steps ?? []).length > 0 || !isEmpty(action.modal)) error('PUB-ACT-FORM', where, contributionMessages.publicActionForm(key));
    const field = (action.fields ?? []).find((candidate) => !isPublicField(candidate));
    if (field !== undefined) error('PUB-ACT-FIELD', where, contributionMessages.publicActionField(key, field.key));
  });
}

function isPublicField({ type, ref, options, options_source }: NonNullable<Action['fields']>[number]): boolean {
  if (!isEmpty(ref) || !isEmpty(options_source)) return false;
  if (options !== undefined && !Array.isArray(options)) return false;
  const count = options?.length ?? 0;
  return type === 'select' ? count > 0 : (type === '' || type === 'text' || type === 'string') && count === 0;
}
