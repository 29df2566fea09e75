import { useLanguage } from '../i18n/language';

const EN = {
  filter: 'Filter permissions',
  people: 'Show these roles',
  all: 'All roles',
  permission: 'Permission',
  nothing: 'No permission has that name.',
  noAddon: 'Once an addon is installed, its permissions stand here.',
  held: (role: string, permission: string) => `${role} holds ${permission}: why`,
  notHeld: (role: string, permission: string) => `${role} does not hold ${permission}: why`,
  administrator: (role: string) => `${role}: an administrator may do everything.`,
  grant: (role: string, grant: string, place: string) => `${role} has ${grant}, granted by ${place}.`,
  byHost: (role: string, grant: string) => `${role} has ${grant}, which the host gave.`,
  none: (role: string, permission: string) => `No grant gives ${role} ${permission}.`,
  show: 'Show the line',
  export: 'Save as CSV',
  organization: 'Organization',
  hint: 'Choose a mark to read why.',
};

type Strings = typeof EN;

const ES: Strings = {
  filter: 'Filtrar permisos',
  people: 'Mostrar estos roles',
  all: 'Todos los roles',
  permission: 'Permiso',
  nothing: 'Ningún permiso se llama así.',
  noAddon: 'En cuanto haya un addon instalado, aquí están sus permisos.',
  held: (role, permission) => `${role} tiene ${permission}: por qué`,
  notHeld: (role, permission) => `${role} no tiene ${permission}: por qué`,
  administrator: (role) => `${role}: un administrador puede todo.`,
  grant: (role, grant, place) => `${role} tiene ${grant}, concedido por ${place}.`,
  byHost: (role, grant) => `${role} tiene ${grant}, dado por el host.`,
  none: (role, permission) => `Ninguna concesión da ${permission} a ${role}.`,
  show: 'Mostrar la línea',
  export: 'Guardar como CSV',
  organization: 'Organización',
  hint: 'Elige una marca para leer el porqué.',
};

const STRINGS = { en: EN, es: ES };

export const usePermissionStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];
