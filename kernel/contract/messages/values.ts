/** What is said about values that are judged alike in both contracts: defaults, validations, capability targets. */
import type { RegexFault } from '../../expressions/regex';
import type { TargetFault } from '../capability-target';
import { message, type Message, quote } from '../text';

export const valueMessages = {
  defaultV2: (found: unknown): Message =>
    message(
      `${quote(found)} is not a default that v2 knows.`,
      `${quote(found)} no es un valor por defecto que v2 conozca.`,
      "Put text in single quotes ('open'); functions are lowercase: now(), gen_random_uuid(), current_timestamp.",
      "Ponga el texto entre comillas simples ('open'); las funciones van en minúsculas: now(), gen_random_uuid(), current_timestamp.",
    ),
  regex: (source: string, fault: RegexFault): Message =>
    fault === 'length'
      ? message(
          `A pattern of ${source.length} characters is not run here; 1,000 at most.`,
          `Un patrón de ${source.length} caracteres no se ejecuta aquí; 1.000 como máximo.`,
        )
      : fault === 'syntax'
        ? message(`${quote(source)} does not compile as a regular expression.`, `${quote(source)} no compila como expresión regular.`)
        : message(
            `${quote(source)} uses looking around or a reference back, which the host's engine (RE2) does not have.`,
            `${quote(source)} usa lookaround o una referencia hacia atrás, que el motor del host (RE2) no tiene.`,
          ),
  minAboveMax: (min: unknown, max: unknown): Message =>
    message(`min (${quote(min)}) is above max (${quote(max)}).`, `min (${quote(min)}) es mayor que max (${quote(max)}).`),
  custom: (name: string): Message =>
    message(
      `${quote(name)} is no validator name: lowercase words joined by dots, or \`$org.\` and a setting.`,
      `${quote(name)} no es un nombre de validador: palabras en minúsculas unidas por puntos, o \`$org.\` y un ajuste.`,
    ),
  target: (kind: string, target: string, fault: NonNullable<TargetFault>): Message => {
    if ('install' in fault) {
      switch (fault.install) {
        case 'kind':
          return message(
            `${quote(kind)} is no capability: a kind has a colon, such as db:read.`,
            `${quote(kind)} no es una capacidad: un tipo lleva dos puntos, como db:read.`,
          );
        case 'empty':
          return message('The target must not be blank.', 'El destino no puede estar en blanco.');
        case 'any-host':
          return message(
            `${quote(target)} would allow any host; the install refuses it.`,
            `${quote(target)} permitiría cualquier host; la instalación lo rechaza.`,
            'Name hosts: api.example.com or *.example.com.',
            'Nombre los hosts: api.example.com o *.example.com.',
          );
        case 'connector-form':
          return message(
            `${quote(target)} must be connector:<connector>.<credential>; the install refuses it.`,
            `${quote(target)} debe ser connector:<conector>.<credencial>; la instalación lo rechaza.`,
          );
        case 'connector-credential':
          return message(
            `${quote(target)} names an undeclared credential; the install refuses it.`,
            `${quote(target)} nombra una credencial sin declarar; la instalación lo rechaza.`,
            'Declare the connector and its credential under connectors.',
            'Declare el conector y su credencial en connectors.',
          );
        case 'any-table':
          return message(
            'Database access must name its tables; the install refuses "*".',
            'El acceso a la base debe nombrar sus tablas; la instalación rechaza "*".',
            'Name a table, schema.table or schema.*; own tables need no capability.',
            'Nombre una tabla, esquema.tabla o esquema.*; las tablas propias no necesitan capacidad.',
          );
      }
    }
    if (fault.never === 'blocked') {
      return message(
        `${quote(target)} is a private or local host, which hosts refuse whatever is declared.`,
        `${quote(target)} es un host privado o local, que los hosts rechazan se declare lo que se declare.`,
      );
    }
    const why = {
      'no-dot': ['a host without a dot', 'un host sin punto'],
      'inner-star': ['a star anywhere but as the first label', 'un asterisco fuera de la primera etiqueta'],
      scheme: ['an address instead of a host', 'una dirección en lugar de un host'],
    }[fault.never] as [string, string];
    return message(
      `${quote(target)} is ${why[0]} and never matches: every call will be refused.`,
      `${quote(target)} es ${why[1]} y nunca coincide: toda llamada será rechazada.`,
      'Write host, host:port or *.host.',
      'Escriba host, host:puerto o *.host.',
    );
  },
};
