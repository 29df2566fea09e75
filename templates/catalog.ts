/** The starter addons that the playground offers. Each lies in the folder of its id, as its author would publish it. */

/** A sentence in both languages of the playground. */
export interface LocalizedText {
  en: string;
  es: string;
}

export interface TemplateEntry {
  /** Name of the folder below templates/. */
  id: string;
  title: LocalizedText;
  description: LocalizedText;
  /** Paths inside that folder, `/` between the parts; the order in which an editor lists them. */
  paths: readonly string[];
}

export const TEMPLATE_CATALOG: readonly TemplateEntry[] = [
  {
    id: 'tickets',
    title: { en: 'Helpdesk tickets', es: 'Tickets de soporte' },
    description: {
      en: 'Tickets and their comments: options with colours, a relation, a webhook action with a form, roles and settings.',
      es: 'Tickets y sus comentarios: opciones con color, una relación, una acción por webhook con formulario, roles y ajustes.',
    },
    paths: ['manifest.json', 'README.md'],
  },
];
