/**
 * What of a document that the schema refuses can be judged all the same: a copy in which every fault is taken out or filled, so
 * that the rules between fields look at the rest and one check tells everything. What they find because of a hole, not because of
 * the document, is a mere consequence, and is told apart.
 */
import type { SchemaError, SchemaShape, SchemaValidator } from '../../schemas';
import type { Finding } from './finding';
import { pointerOf, stepsOf, valueAt, type Step } from './pointer';
import { isAlternative, meantField, meantText, meantValue, schemaErrors } from './schema-check';
import { repairType } from './repair';
import { fieldsAt } from './shape';

/** Rounds of taking out and filling: what is filled can be filled wrongly, and what is renamed is looked at for the first time. */
const MAX_ROUNDS = 6;
/** Faults of one document that are worked around; one with more is too far from sound. */
const MAX_FAULTS = 200;
/** What a value looks like that names something. */
const REFERENCE = /^[\w.:-]+$/;
/** Texts longer than this are prose, and name nothing. */
const MAX_NAME_LENGTH = 80;

type Container = Record<Step, unknown>;

export interface SoundPart {
  /** Satisfies the schema apart from the form of its texts and numbers (patterns, sizes, ranges). */
  document: unknown;
  /** Where the judged document has what stands at a path of the copy. */
  pathOf: (path: readonly Step[]) => Step[];
  /** Of what was found in the copy, at its place in the judged document, what does not come of a fault that is told already. */
  independent: (findings: readonly Finding[]) => Finding[];
}

/** What stands in the place of an item that no rule can look at, until its list is swept. */
const HOLE = Symbol('hole');

/** Keywords about how a value is written; no rule relies on them. */
const OF_FORM = new Set(['pattern', 'minimum', 'maximum', 'minLength', 'minItems', 'uniqueItems']);
/** Members by which the rest of a document calls what has them. */
const IDENTIFYING = ['key', 'name', 'table', 'model_key', 'table_name'] as const;
/** Members that only people read. */
const SAID_TO_PEOPLE = new Set(['label', 'title', 'description', 'message', 'reason', 'path']);
const EMPTY: Readonly<Record<string, () => unknown>> = {
  array: () => [],
  object: () => ({}),
  string: () => '',
  boolean: () => false,
  integer: () => 0,
  number: () => 0,
};

/**
 * The part of a document that rules can look at; `null` where the faults leave nothing to be sure of: a block at the top has the
 * wrong type, or there are too many.
 */
export function soundPart(validate: SchemaValidator, shape: SchemaShape, given: unknown): SoundPart | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
  const document: unknown = structuredClone(given);
  const origins = new Map<object, number[]>();
  const renamed = new Map<object, Map<string, string>>();
  const filled = new Set<string>();
  /** Pointers into the judged document: at and below them nothing found counts. */
  const unsure = new Set<string>();
  /** Of objects that lack something: what is found to be missing there is no news. */
  const lacking = new Set<string>();
  const names = new Set<string>();
  /** Lists of which an entry has lost its name: a name that none of the others has may be the one. */
  const nameless = new Set<unknown>();

  const pathOf = (path: readonly Step[]): Step[] => {
    let value = document;
    return path.map((step) => {
      const holder = typeof value === 'object' && value !== null ? value : null;
      value = valueAt(value, [step]);
      if (holder === null) return step;
      return origins.get(holder)?.[Number(step)] ?? renamed.get(holder)?.get(String(step)) ?? step;
    });
  };
  const learn = (value: unknown): void => {
    if (typeof value === 'string' && value.length <= MAX_NAME_LENGTH) wordsOf(value).forEach((word) => names.add(word));
  };
  const learnNamesOf = (value: unknown): void => namesOf(value).forEach(learn);
  /** The names of the nearest thing around that has any. */
  const learnOwner = (path: readonly Step[]): void => {
    const at = path.findLastIndex((_, index) => index > 1 && hasName(valueAt(document, path.slice(0, index))));
    if (at > 0) learnNamesOf(valueAt(document, path.slice(0, at)));
  };
  const loseName = (path: readonly Step[]): void => {
    nameless.add(valueAt(document, path.slice(0, -1)));
    learnOwner(path);
  };
  const doubt = (path: readonly Step[]): void => {
    unsure.add(pointerOf(pathOf(path)));
    learnNamesOf(valueAt(document, path));
    if (!hasName(valueAt(document, path))) learnOwner(path);
  };
  const put = (path: readonly Step[], value: unknown): void => {
    const holder = valueAt(document, path.slice(0, -1)) as Container | undefined;
    const last = path.at(-1);
    if (holder !== undefined && last !== undefined) holder[last] = value;
  };
  /** Takes a value out; says whether the rest can still be judged. */
  const takeOut = (path: readonly Step[]): boolean => {
    const parent = path.slice(0, -1);
    const last = path.at(-1);
    const holder = valueAt(document, parent);
    // Without a block at the top, or one of its lists, nothing that looks things up in it is sure.
    if (last === undefined || typeof holder !== 'object' || holder === null) return false;
    if (Array.isArray(holder)) {
      const item = valueAt(document, path);
      learnNamesOf(item);
      if (!hasName(item)) loseName(path);
      // A list of names without one of them says something else.
      if (parent.length > 2 && !hasName(item) && holder.every((other) => other === item || typeof other !== 'object'))
        doubt(parent.slice(0, -1));
      put(path, HOLE);
      return true;
    }
    if (parent.length > 1) doubt(parent);
    else if (parent[0] === 'metadata') unsure.add(pointerOf(pathOf(path)));
    else return false;
    return Reflect.deleteProperty(holder, last);
  };

  /** Works around one fault; says whether the rest can still be judged. */
  function workAround(error: SchemaError, path: readonly string[]): boolean {
    const found = valueAt(document, path);
    const parent = path.slice(0, -1);
    const { params } = error;
    switch (error.keyword) {
      case 'additionalProperties': {
        const field = String(params.additionalProperty);
        if (typeof found !== 'object' || found === null) return false;
        const meant = meantField(field, fieldsAt(shape, document, path), found);
        if (meant !== null && !Object.hasOwn(found, meant)) {
          put([...path, meant], valueAt(found, [field]));
          renamed.set(found, (renamed.get(found) ?? new Map<string, string>()).set(meant, field));
        } else lacking.add(pointerOf(pathOf(path)));
        Reflect.deleteProperty(found, field);
        if (Object.keys(found).length === 0 && path.length > 1) doubt(path);
        return true;
      }
      case 'required': {
        const field = String(params.missingProperty);
        const place = [...path, field];
        const pointer = pointerOf(pathOf(place));
        // Without the addon's key nobody knows which names are its own.
        if (pointer === '/metadata/key') return false;
        if (isAlternative(error) || filled.has(pointer)) return takeOut(path);
        filled.add(pointer);
        unsure.add(pointer);
        lacking.add(pointerOf(pathOf(path)));
        if (path.length > 1 && !SAID_TO_PEOPLE.has(field)) doubt(path);
        if (path.length > 1 && IDENTIFYING.some((name) => name === field)) loseName(path);
        put(place, path.at(-2) === 'columns' && field === 'type' ? 'text' : '');
        return true;
      }
      case 'type': {
        const wanted = [params.type].flat().map(String);
        const place = pointerOf(pathOf(path));
        const said = filled.has(place) ? null : repairType(wanted, found);
        if (said !== null) {
          unsure.add(place);
          put(path, said);
          return true;
        }
        const empty = EMPTY[wanted.find((type) => type !== 'null') ?? ''];
        if (!filled.has(place) || empty === undefined) return takeOut(path);
        if (parent.length > 0) doubt(parent);
        put(path, empty());
        return true;
      }
      case 'enum':
      case 'const': {
        const allowed = [params.allowedValues ?? params.allowedValue].flat().filter((value) => value !== null);
        const meant = meantValue(allowed, found);
        if (path.length < 2) {
          const place = pointerOf(pathOf(path));
          if (meant === null && error.keyword === 'enum' && !filled.has(place)) return false;
          unsure.add(place);
        } else doubt(parent);
        put(path, meant ?? allowed[0]);
        return true;
      }
      case 'false schema':
        return takeOutBlock(path);
      default:
        return takeOut(path);
    }
  }

  /** A block that this kind of document does not carry is none that its others look into. */
  function takeOutBlock(path: readonly string[]): boolean {
    const holder = valueAt(document, path.slice(0, -1));
    return typeof holder === 'object' && holder !== null && Reflect.deleteProperty(holder, path.at(-1) ?? '');
  }

  /** Closes the lists that have holes. */
  function sweep(lists: ReadonlySet<unknown>): void {
    for (const list of lists) {
      if (!Array.isArray(list)) continue;
      const places = origins.get(list) ?? list.map((_, index) => index);
      const kept = list.flatMap((item: unknown, index) => (item === HOLE ? [] : [index]));
      const items = kept.map((index) => list[index] as unknown);
      origins.set(
        list,
        kept.map((index) => places[index] ?? index),
      );
      list.splice(0, list.length, ...items);
    }
  }

  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (validate(document)) break;
    const errors = schemaErrors(validate).filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf');
    const hard = errors.filter((error) => !isOfForm(error));
    for (const error of errors.filter(isOfForm)) {
      const path = stepsOf(error.instancePath);
      const found = valueAt(document, path);
      unsure.add(pointerOf(pathOf(path)));
      if (typeof found !== 'string' || !IDENTIFYING.some((name) => name === path.at(-1))) continue;
      learn(found);
      learn(meantText(String(error.params.pattern), found));
    }
    if (hard.length === 0) break;
    if (hard.length > MAX_FAULTS || round === MAX_ROUNDS - 1) return null;
    const lists = new Set<unknown>();
    for (const error of hard) {
      const path = stepsOf(error.instancePath);
      // An earlier one of this round may have taken it along.
      if (valueAt(document, path) === undefined || path.some((_, index) => valueAt(document, path.slice(0, index + 1)) === HOLE)) continue;
      lists.add(valueAt(document, path.slice(0, -1)));
      if (!workAround(error, path)) return null;
    }
    sweep(lists);
  }

  return {
    document,
    pathOf,
    independent(findings) {
      const valueOf = ({ path }: Finding): unknown => valueAt(given, stepsOf(path));
      for (const list of nameless) {
        const known = new Set(Array.isArray(list) ? list.flatMap(namesOf) : []);
        for (const value of findings.map(valueOf))
          if (typeof value === 'string' && REFERENCE.test(value) && !known.has(value)) learn(value);
      }
      return findings.filter((finding) => !isConsequence(finding, valueOf(finding)));
    },
  };

  function isConsequence({ path, message }: Finding, value: unknown): boolean {
    const steps = stepsOf(path);
    if (steps.some((_, index) => unsure.has(pointerOf(steps.slice(0, index + 1))))) return true;
    if (lacking.has(path) || (value === undefined && lacking.has(pointerOf(steps.slice(0, -1))))) return true;
    const said = message.text.en;
    const quoted = [...said.matchAll(/[“"`]([^“”"`]+)[”"`]/gu)].flatMap(([, text = '']) => wordsOf(text));
    // A model's name is said without quotes too; one in small letters alone could be any word of the sentence.
    const named = wordsOf(said).filter((word) => /[A-Z_0-9].*[a-z]|_/.test(word));
    return [...quoted, ...named, ...(typeof value === 'string' ? wordsOf(value) : [])].some((word) => names.has(word));
  }
}

/** The form of a text is nobody's business, but for the numbers of a column's type. */
const isOfForm = ({ keyword, instancePath }: SchemaError): boolean => OF_FORM.has(keyword) && !/\/columns\/\d+\/type$/.test(instancePath);

const namesOf = (value: unknown): unknown[] =>
  typeof value === 'string' ? [value] : IDENTIFYING.map((name) => valueAt(value, [name])).filter((name) => typeof name === 'string');

const hasName = (value: unknown): boolean => namesOf(value).length > 0;

/** The names in a text: dots, blanks and signs part them. */
const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}_-]+/u).filter((word) => word !== '');
