/** The gallery of starters, without its screen: the cards there are, and a project made of one of them. */
import { toast } from 'sonner';
import { TEMPLATE_CARDS, cardOf } from '../../templates/cards';
import type { TemplateCard } from '../../templates/template';
import { DEPLOY_STRINGS } from '../deploy/strings';
import { useLanguage } from '../i18n/language';
import { openAsNew } from '../projects/open-new';
import { projectFromTemplate } from '../project/project';

/** The cards of the gallery, in its order. */
export const galleryCards = (): readonly TemplateCard[] => TEMPLATE_CARDS;

/**
 * Makes a project of a template and works on it. Answers false where nothing was
 * made: no template has the name, or its files cannot be had, which is said.
 */
export async function openTemplate(id: string): Promise<boolean> {
  if (!cardOf(id)) return false;
  const project = await projectFromTemplate(id).catch(() => null);
  if (project === null) {
    toast.error(DEPLOY_STRINGS[useLanguage.getState().language].lost);
    return false;
  }
  await openAsNew(project);
  return true;
}
