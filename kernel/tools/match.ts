/**
 * Which tools a sentence calls, by plain rules: the words that the author says call a tool, then those of its name, intents and description;
 * and what of the sentence could be its parameters (docs/architecture/11, TOOL-MATCH). Hosts leave both to a language model. Pure.
 */
import { patternVerdict } from '../dynamic/pattern';
import { unaccented } from '../values/unaccented';
import { type AddonTool, inputsOf, type ToolInput } from './tool';

/** Longest sentence that is tried, in characters. */
export const MAX_SENTENCE_CHARS = 2000;
/** Shorter words stand in every sentence. */
const MIN_WORD_CHARS = 4;
/** A word that calls a tool counts as much as so many others. */
const KEYWORD_WEIGHT = 10;

export interface ToolMatch {
  addon: string;
  tool: string;
  /** The higher, the better it fits; never 0. */
  score: number;
  /** Words of `trigger_keywords` that are in the sentence, as the author writes them. */
  keywords: string[];
  /** Other words that the sentence and the tool share. */
  words: string[];
  /** What of the sentence fits a parameter, by its name. */
  parameters: Record<string, string>;
  /** Required parameters for which nothing was found. */
  missing: string[];
}

const folded = (text: string): string => unaccented(text).toLowerCase();
const wordsOf = (text: string): string[] => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
/** Words between blanks, so that several of them are found as they stand and never within another word. */
const spaced = (text: string): string => ` ${wordsOf(text).join(' ')} `;

const EDGES = /^[.,;:!?¡¿()"'«»“”]+|[.,;:!?¡¿()"'«»“”]+$/g;

/** Shapes by which a value is known without a word about it. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  email: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  date: /^\d{4}-\d{2}-\d{2}(?:T\S+)?$/,
  phone: /^\+?\d[\d\-()]{5,}$/,
  number: /^-?\d+(?:\.\d+)?$/,
  integer: /^-?\d+$/,
};

/** What an example has before its first digit, as `ch_` and `#` are: a value of the same kind begins alike. */
const beginOf = (example: string | undefined): string => /^([^\s\d]*[^\s\p{L}\d]|[^\s\d]{2,})\d/u.exec(example ?? '')?.[1] ?? '';

function fits({ type, validation, example, normalize }: ToolInput, token: string): boolean {
  if (validation !== undefined) {
    const value =
      normalize === 'uppercase' || normalize === 'order_id' ? token.toUpperCase() : normalize === 'lowercase' ? token.toLowerCase() : token;
    return /\d/.test(token) && patternVerdict(validation, value) === 'found';
  }
  const shape = Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (shape) return shape.test(token);
  const begin = beginOf(example);
  return begin !== '' && token.length > begin.length && folded(token).startsWith(folded(begin));
}

/** What of a sentence could be parameters: text in quotes for one that is free, else a word of the right shape; each word once. */
function parametersIn(inputs: readonly ToolInput[], sentence: string): Record<string, string> {
  const quotedTexts = [...sentence.matchAll(/"([^"]+)"|“([^”]+)”|«([^»]+)»/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
  const tokens = sentence
    .split(/\s+/)
    .map((token) => token.replace(EDGES, ''))
    .filter((token) => token !== '');
  const found: Record<string, string> = {};
  const take = (list: string[], isIt: (text: string) => boolean): string | undefined => {
    const at = list.findIndex(isIt);
    return at < 0 ? undefined : list.splice(at, 1)[0];
  };
  const isFree = ({ type, validation, example }: ToolInput): boolean =>
    type === 'string' && validation === undefined && beginOf(example) === '';
  // What is known by its shape comes first: a free text would take it.
  for (const input of [...inputs].sort((a, b) => Number(isFree(a)) - Number(isFree(b)))) {
    const value = isFree(input) ? quotedTexts.shift() : take(tokens, (token) => fits(input, token));
    if (value !== undefined) found[input.name] = value;
  }
  return found;
}

/** The tools that a sentence could mean, the best first; of two alike the one of the higher `priority`. */
export function matchTools(tools: readonly AddonTool[], sentence: string): ToolMatch[] {
  const said = sentence.slice(0, MAX_SENTENCE_CHARS);
  const text = spaced(said);
  const saidWords = new Set(wordsOf(said).filter((word) => word.length >= MIN_WORD_CHARS));
  const matches = tools.flatMap((tool) => {
    const { declared, extras, addon } = tool;
    const keywords = (extras?.trigger_keywords ?? []).filter((keyword) => spaced(keyword) !== '  ' && text.includes(spaced(keyword)));
    const own = [declared.key, extras?.name ?? '', declared.description, ...(extras?.trigger_intents ?? [])].flatMap(wordsOf);
    const words = [...new Set(own)].filter((word) => saidWords.has(word));
    const score = keywords.length * KEYWORD_WEIGHT + words.length;
    if (score === 0) return [];
    const inputs = inputsOf(tool);
    const parameters = parametersIn(inputs, said);
    const missing = inputs.filter((one) => one.required && one.default_value === undefined && !Object.hasOwn(parameters, one.name));
    const match: ToolMatch = {
      addon: addon.key,
      tool: declared.key,
      score,
      keywords,
      words,
      parameters,
      missing: missing.map(({ name }) => name),
    };
    return [{ match, priority: extras?.priority ?? 0 }];
  });
  return matches.sort((a, b) => b.match.score - a.match.score || b.priority - a.priority).map(({ match }) => match);
}
