import type { Locale } from './diagnostic';

/** A sentence in every language of the playground. */
export type Text = Readonly<Record<Locale, string>>;

/** What a rule has to say: the fault, and what to do about it. */
export interface Message {
  text: Text;
  cure?: Text;
  /** The name or value that was probably meant. */
  suggestion?: string | null;
}

/** A message with its cure, both languages side by side. */
export function message(en: string, es: string, cureEn?: string, cureEs?: string): Message {
  return cureEn === undefined || cureEs === undefined ? { text: { en, es } } : { text: { en, es }, cure: { en: cureEn, es: cureEs } };
}

/** A message with what was probably meant, which is also its cure. */
export const withSuggestion = (said: Message, name: string | null): Message =>
  name === null ? said : { ...said, cure: said.cure ?? didYouMean(name), suggestion: name };

const didYouMean = (name: string): Text => ({ en: `Did you mean ${quote(name)}?`, es: `¿Quiso decir ${quote(name)}?` });

/**
 * A message whose cure is worked out when it is shown: looking for similar names is too dear for a document with a
 * hundred thousand faults, of which five hundred are shown.
 */
export function messageWithHint(en: string, es: string, similar: () => string | null): Message {
  let found: string | null | undefined;
  const name = (): string | null => (found === undefined ? (found = similar()) : found);
  return {
    text: { en, es },
    get cure(): Text {
      const hint = name();
      return hint === null ? NO_HINT : didYouMean(hint);
    },
    get suggestion(): string | null {
      return name();
    },
  };
}

const NO_HINT: Text = { en: '', es: '' };

/** Longest piece of the author's text that is repeated in a sentence, in UTF-16 units. */
const MAX_QUOTE_LENGTH = 60;

/** A value as it is quoted in a sentence: short, on one line. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  if (typeof value === 'string')
    return JSON.stringify(value.length > MAX_QUOTE_LENGTH ? `${value.slice(0, MAX_QUOTE_LENGTH - 1)}…` : value);
  return String(value);
}

/** Names as they are listed in a sentence; only the first twenty. */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => quote(name));
  return names.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}
