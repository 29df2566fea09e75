import { quote } from '../values/visible';
import type { Locale } from '../locale';

export { quote };

/** A sentence in every language of the playground. */
export type Text = Readonly<Record<Locale, string>>;

/** What a rule has to say: the fault, and what to do about it. */
export interface Message {
  text: Text;
  cure?: Text;
  suggestion?: Suggestion | null;
}

/** A message with its cure, both languages side by side. */
export function message(en: string, es: string, cureEn?: string, cureEs?: string): Message {
  return cureEn === undefined || cureEs === undefined ? { text: { en, es } } : { text: { en, es }, cure: { en: cureEn, es: cureEs } };
}

/** What was probably meant. */
export interface Suggestion {
  /** The wrong name; `null` when the whole value is wrong. */
  from: string | null;
  /** The name or value to write instead. */
  to: unknown;
}

const didYouMean = (value: unknown): Text => ({ en: `Did you mean ${quote(value)}?`, es: `¿Quiso decir ${quote(value)}?` });

/**
 * A message with what was probably meant, which is its cure unless it has one. `similar` is asked when the message is
 * shown: looking for similar names is too dear for a document with a hundred thousand faults, of which five hundred are
 * shown.
 */
export function suggesting(said: Message, from: string | null, similar: () => unknown): Message {
  let found: unknown;
  let asked = false;
  const value = (): unknown => {
    if (!asked) found = similar();
    asked = true;
    return found ?? null;
  };
  return {
    text: said.text,
    get cure(): Text {
      const to = value();
      return said.cure ?? (to === null ? NO_HINT : didYouMean(to));
    },
    get suggestion(): Suggestion | null {
      const to = value();
      return to === null ? null : { from, to };
    },
  };
}

const NO_HINT: Text = { en: '', es: '' };

/** Names as they are listed in a sentence; only the first twenty. */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => quote(name));
  return names.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}
