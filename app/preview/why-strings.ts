/** Sentences of why a screen shows what it shows, in both languages. */
import type { Reason } from '../../kernel/metadata/why';
import { useLanguage } from '../i18n/language';

interface WhyStrings {
  button: string;
  title: string;
  intro: (person: string, screen: string) => string;
  kinds: Record<Reason['kind'], string>;
  verbs: Readonly<Record<string, string | undefined>>;
  because: (reason: Reason) => string;
  toLine: (label: string) => string;
  toGrant: (label: string) => string;
  noScreen: string;
  loading: string;
  failed: (message: string) => string;
}

const EN: WhyStrings = {
  button: 'Why?',
  title: 'Why this screen is so',
  intro: (person, screen) => `What ${person} sees of “${screen}”, and what is hidden. Choose a line to go to it.`,
  kinds: { menu: 'Menu', verb: 'What can be done', action: 'Actions', column: 'Columns' },
  verbs: { index: 'See the rows', create: 'New', update: 'Edit', delete: 'Delete', export: 'Export', import: 'Import' },
  because: ({ because, permission, role }) => {
    switch (because) {
      case 'administrator':
        return 'an administrator is never asked';
      case 'grant':
        return `${permission}, which the role ${role ?? ''} holds`;
      case 'no grant':
      case 'no permission':
        return `${permission} is needed, which no role of this person holds`;
      case 'condition':
        return 'another addon or a connection is missing';
      case 'form only':
        return 'in the form and not in the list';
      case 'list only':
        return 'in the list and not in the form';
      case 'hidden':
        return 'filled in by the host';
      case 'declared':
        return 'declared';
    }
  },
  toLine: (label) => `Go to ${label} in the manifest`,
  toGrant: (label) => `Go to the line that grants ${label}`,
  noScreen: 'Open a screen of the addon first.',
  loading: 'One moment…',
  failed: (message) => `This could not be found out: ${message}`,
};

const ES: WhyStrings = {
  button: '¿Por qué?',
  title: 'Por qué esta pantalla es así',
  intro: (person, screen) => `Lo que ${person} ve de «${screen}», y lo que está oculto. Elige una línea para ir a ella.`,
  kinds: { menu: 'Menú', verb: 'Lo que se puede hacer', action: 'Acciones', column: 'Columnas' },
  verbs: { index: 'Ver las filas', create: 'Nuevo', update: 'Editar', delete: 'Eliminar', export: 'Exportar', import: 'Importar' },
  because: ({ because, permission, role }) => {
    switch (because) {
      case 'administrator':
        return 'a un administrador nunca se le pregunta';
      case 'grant':
        return `${permission}, que tiene el rol ${role ?? ''}`;
      case 'no grant':
      case 'no permission':
        return `hace falta ${permission}, que ningún rol de esta persona tiene`;
      case 'condition':
        return 'falta otro addon o una conexión';
      case 'form only':
        return 'en el formulario y no en la lista';
      case 'list only':
        return 'en la lista y no en el formulario';
      case 'hidden':
        return 'lo llena el host';
      case 'declared':
        return 'declarado';
    }
  },
  toLine: (label) => `Ir a ${label} en el manifiesto`,
  toGrant: (label) => `Ir a la línea que concede ${label}`,
  noScreen: 'Abre primero una pantalla del addon.',
  loading: 'Un momento…',
  failed: (message) => `No se pudo averiguar: ${message}`,
};

const STRINGS = { en: EN, es: ES };

export const useWhyStrings = (): WhyStrings => STRINGS[useLanguage((state) => state.language)];
