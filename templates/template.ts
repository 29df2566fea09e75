/** What a starter addon is: a folder of this one, as its author would publish it, with a card beside its manifest. */

/** A sentence in both languages of the playground. */
export interface LocalizedText {
  en: string;
  es: string;
}

/** `.card.json`: what the gallery says of a template. It is no file of the addon: hidden files are packed by nobody, and a project gets none. */
export interface CardFile {
  /** Place in the gallery, the smallest first; a first visit opens the first. */
  order: number;
  title: LocalizedText;
  /** What it is for, in one sentence. */
  description: LocalizedText;
  /** What can be learnt from it, three points at most. */
  points: readonly LocalizedText[];
  /** Parts that have no effect in the playground yet: the last member of their places in `kernel/contract/blocks/`. */
  planned: readonly string[];
  /** Ids of the templates whose addons must be installed before it. */
  needs: readonly string[];
}

/** A card with the name of its folder. */
export interface TemplateCard extends CardFile {
  id: string;
}

/** A starter addon, ready to be copied into a project. */
export interface Template {
  card: TemplateCard;
  /** Text of every file, by its path inside the addon, in the order in which an editor lists them. */
  files: Readonly<Record<string, string>>;
}
