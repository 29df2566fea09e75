/** What is said about the addon as a whole: dependencies, icon, tenancy, permissions. */
import { message, type Message, quote } from '../text';

export const addonMessages = {
  permissionUnknown: (key: string): Message =>
    message(`${quote(key)} is not among the permissions of this addon.`, `${quote(key)} no está entre los permisos de este addon.`),
  keyReserved: (key: string): Message =>
    message(
      `${quote(key)} is the host's own name; no addon is installed as it.`,
      `${quote(key)} es un nombre del propio host; ningún addon se instala con él.`,
      'Give the addon another key.',
      'Dé otra clave al addon.',
    ),
};
