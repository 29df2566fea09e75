/** What the page knows of the starter addons before one is opened; their files are loaded with it. */
import { CARDS, FILES } from '../generated/template-cards';
import type { Template, TemplateCard } from './template';

/** Every template's card, in the order of the gallery. */
export const TEMPLATE_CARDS: readonly TemplateCard[] = CARDS;

/** The template that a first visit opens. */
export const STARTER = CARDS[0].id;

/** The card of a template; undefined for a name that is none. */
export const cardOf = (id: string): TemplateCard | undefined => TEMPLATE_CARDS.find((card) => card.id === id);

/** A template with its files, null for a name that is none. Rejects where its part of the page cannot be had. */
export async function loadTemplate(id: string): Promise<Template | null> {
  const card = cardOf(id);
  const load = card && FILES[card.id];
  return load ? { card, files: (await load()).files } : null;
}
