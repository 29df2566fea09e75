/**
 * What goes when something goes: places that point at it would be findings, so each goes as far as it has to. A column that
 * refers to a model goes with the model, an entry of a list is taken off the list, a member that nobody needs is left out.
 */
import { findNodeAtLocation } from 'jsonc-parser';
import { indexManifest, type Occurrence, textOf } from '../language/occurrences';
import { followedColumns, memberNames, qualifiedColumns } from '../language/member-names';
import { type DesignDraft, isRecord, type Path, recordsOf } from './draft';

/** Members without which the object around them still means something; a number says how many steps up goes. */
const OPTIONAL: readonly (readonly [pattern: RegExp, up: number])[] = [
  [/^models\/\*\/columns\/\*\/(depends_on|sequence)$/, 0],
  [/^models\/\*\/columns\/\*\/visible_when\/field$/, 1],
  [/^models\/\*\/seed\/key$/, 1],
  [/^models\/\*\/rules\/\*\/field$/, 0],
  [/^models\/\*\/stage_field$/, 0],
  [/^models\/\*\/document_forms\/type_field$/, 0],
  [/^models\/\*\/option_display\/(title|image)$/, 0],
  [/^models\/\*\/option_display\/trailing\/\*\/currency_field$/, 0],
  [/^contributions\/navigation\/.*\/(group_by|permission)$/, 0],
  [/^contributions\/(slots|dashboard|agent_capabilities)\/\*\/permission$/, 0],
  [/^contributions\/dashboard\/\*\/query\/(label_field|date_field)$/, 0],
  [/^contributions\/public_routes\/\*\/(expires_column|enabled_when|document)$/, 0],
  [/^contributions\/actions\/\*\/condition\/field$/, 1],
  [/^contributions\/actions\/\*\/approval\/when$/, 0],
  [/^contributions\/config\/model$/, 1],
];

/** Lists whose entries go one by one; of others, such as an index of several columns, the whole entry goes. */
const BY_ENTRY =
  /^(contributions\/navigation\/.*\/(columns|actions)|contributions\/public_routes\/\*\/(columns|relations)|rbac\/roles\/\*\/permissions|contributions\/(actions|documents)\/\*\/requires_state|contributions\/notifications\/\*\/to\/roles|.*\/(notify_roles|approval\/roles)|models\/\*\/option_display\/subtitle|models\/\*\/attribute_classes\/\*\/sections\/\*\/fields|models\/\*\/reason_required\/actions|extension_points\/model_extensions_accepted)$/;

const patternOf = (path: Path): string => path.map((step) => (typeof step === 'number' ? '*' : step)).join('/');

/** What goes for an occurrence: the path of a member, an entry of a list, or the object that cannot do without it. */
function toRemove(draft: DesignDraft, path: Path): Path {
  const last = path.at(-1);
  if (typeof last === 'number') {
    const list = path.slice(0, -1);
    const items = draft.at(list);
    if (!BY_ENTRY.test(patternOf(list))) return enclosing(list);
    if (Array.isArray(items) && items.length > 1) return path;
    return /(approval\/roles|to\/roles|notify_roles)$/.test(patternOf(list)) ? enclosing(list.slice(0, -1)) : list;
  }
  const optional = OPTIONAL.find(([pattern]) => pattern.test(patternOf(path)));
  if (optional !== undefined) return path.slice(0, path.length - optional[1]);
  return enclosing(path.slice(0, -1));
}

/** The entry of a list that a path lies in. */
function enclosing(path: Path): Path {
  const at = path.findLastIndex((step) => typeof step === 'number');
  return at < 0 ? path : path.slice(0, at + 1);
}

const isInside = (path: Path, outer: Path): boolean => outer.every((step, index) => path[index] === step);

/** Models of other addons that a manifest may name in documents and public views because this model extends them, and no other does. */
function onlyKnownBy(draft: DesignDraft, path: Path): string[] {
  if (path[0] !== 'models' || path.length !== 2) return [];
  const targets = (model: unknown): string[] =>
    isRecord(model)
      ? [textOf(model.extends), ...recordsOf(model.extensions).map(({ target_model: target }) => textOf(target))].filter(
          (name) => name !== '',
        )
      : [];
  const models = draft.at(['models']);
  const others = new Set(
    (Array.isArray(models) ? models : []).flatMap((model: unknown, index) => (index === path[1] ? [] : targets(model))),
  );
  return targets(draft.at(path)).filter((name) => !others.has(name));
}

/** Symbols whose definitions lie in a path, those of a model's columns and stages included. */
function definedIn(occurrences: readonly Occurrence[], path: Path): Set<string> {
  return new Set(occurrences.filter(({ role, path: at }) => role === 'definition' && isInside(at, path)).map(({ symbol }) => symbol));
}

/** Lists that may be left out when nothing is in them any more. */
const EMPTY_OUT =
  /^(models\/\*\/(indices|foreign_keys|relations|rules|formulas|search_keys|sequences|on_transition|transitions|stages)|contributions\/.*|rbac\/permissions\/\*\/models)$/;

const STAGE_MEMBERS = ['stages', 'transitions', 'on_transition'];

/** More rounds than anything needs; what goes can take others along. */
const MAX_GONE = 2_000;

/**
 * Takes something out with everything that points at it.
 * @returns what went along, as paths of the document before
 */
export function removeWithDependents(draft: DesignDraft, path: Path): Path[] {
  const index = indexManifest(draft.text());
  const going: Path[] = [path];
  if (index !== null) {
    for (let at = 0; at < going.length && going.length < MAX_GONE; at += 1) {
      const outer = going[at] ?? [];
      const symbols = definedIn(index.occurrences, outer);
      for (const foreign of onlyKnownBy(draft, outer)) symbols.add(`model:${foreign}`);
      // An action that nobody grants any more is still one of the two that name it.
      const pointing = index.occurrences.filter(({ role, symbol }) => role === 'reference' && symbols.has(symbol)).map((each) => each.path);
      const members = [...symbols].flatMap((symbol) => {
        if (symbol.startsWith('model:'))
          return qualifiedColumns(index, symbol.slice('model:'.length)).map(({ path: at }) => toRemove(draft, at));
        if (!symbol.startsWith('column:')) return [];
        const [model = '', column = ''] = symbol.slice('column:'.length).split('.');
        const qualified = [...qualifiedColumns(index, model, column), ...followedColumns(index, model, column)].map(({ path: at }) =>
          toRemove(draft, at),
        );
        return [...qualified, ...memberNames(index, model, column).map((member) => member.path)];
      });
      // Without the column that they are written in, stages mean nothing.
      const stages = outer.at(-1) === 'stage_field' ? STAGE_MEMBERS.map((member) => [...outer.slice(0, -1), member]) : [];
      const present = stages.filter((place) => draft.at(place) !== undefined);
      const next = [...present, ...pointing.filter((place) => !isInside(place, outer)).map((place) => toRemove(draft, place)), ...members];
      for (const place of next) if (!going.some((other) => isInside(place, other))) going.push(place);
    }
  }
  const outermost = going.filter((place) => !going.some((other) => other !== place && isInside(place, other)));
  const offsetOf = (place: Path): number => (index === null ? 0 : (findNodeAtLocation(index.root, [...place])?.offset ?? 0));
  // From the end of the text, so that the indexes of the others stay true.
  for (const place of outermost.map((each) => ({ each, offset: offsetOf(each) })).sort((a, b) => b.offset - a.offset)) {
    draft.change({ do: 'remove', path: place.each });
    dropEmpty(draft, place.each);
  }
  return outermost.filter((place) => place !== path);
}

function dropEmpty(draft: DesignDraft, place: Path): void {
  const list = place.slice(0, -1);
  const left = draft.at(list);
  if (Array.isArray(left) && left.length === 0 && typeof place.at(-1) === 'number') {
    const pattern = patternOf(list);
    if (/^contributions\/navigation(\/\*\/items)?$/.test(pattern)) return;
    if (/^rbac\/permissions\/\*\/models$/.test(pattern)) {
      // A permission that is about nothing any more goes, and with it what names it.
      removeWithDependents(draft, list.slice(0, -1));
      return;
    }
    if (EMPTY_OUT.test(pattern)) draft.change({ do: 'remove', path: list });
  } else if (isRecord(left) && Object.keys(left).length === 0) draft.change({ do: 'remove', path: list });
}
