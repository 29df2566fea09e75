/** What can be wrong with playground.json, in both languages. */
import { list, quote } from '../contract/text';
import type { Locale } from '../locale';
import type { ProjectDiagnostic } from './select';

export type PlaygroundFault =
  | { kind: 'unknown'; name: string; near: string | null; known: readonly string[] }
  | { kind: 'type'; wanted: string; found: string }
  | { kind: 'choice'; choices: readonly string[]; near: string | null }
  | { kind: 'form'; member: string }
  | { kind: 'range'; least: number; most: number }
  | { kind: 'too-many' | 'too-long'; most: number }
  | { kind: 'no-setting' | 'no-action'; name: string; near: string | null }
  | { kind: 'secret'; name: string };

interface Said {
  rule: string;
  message: string;
  cure?: string;
}

const TYPES: Readonly<Record<string, Record<Locale, string>>> = {
  object: { en: 'an object', es: 'un objeto' },
  array: { en: 'a list', es: 'una lista' },
  string: { en: 'a text', es: 'un texto' },
  integer: { en: 'a whole number', es: 'un número entero' },
  number: { en: 'a number', es: 'un número' },
  boolean: { en: 'true or false', es: 'true o false' },
  null: { en: 'null', es: 'null' },
};

const typeName = (type: string, locale: Locale): string => TYPES[type]?.[locale] ?? type;

const meant = (near: string | null, locale: Locale): string | undefined => {
  if (near === null) return undefined;
  return locale === 'en' ? `Did you mean ${quote(near)}?` : `¿Quiso decir ${quote(near)}?`;
};

const FORMS: Readonly<Record<string, Record<Locale, string>>> = {
  host_version: { en: 'Write three numbers, such as "3.0.0".', es: 'Escriba tres números, como "3.0.0".' },
  run_in_tx: { en: 'Write the model and the action, such as "Order.pay".', es: 'Escriba el modelo y la acción, como "Order.pay".' },
};

function said(fault: PlaygroundFault, locale: Locale): { rule: string; message: string; cure?: string | undefined } {
  const en = locale === 'en';
  switch (fault.kind) {
    case 'unknown':
      return {
        rule: 'PLAYGROUND-UNKNOWN',
        message: en
          ? `playground.json has no member ${quote(fault.name)} here.`
          : `playground.json no tiene aquí un miembro ${quote(fault.name)}.`,
        cure:
          meant(fault.near, locale) ?? (en ? `Remove it; there are: ${list(fault.known)}.` : `Elimínelo; existen: ${list(fault.known)}.`),
      };
    case 'type':
      return {
        rule: 'PLAYGROUND-TYPE',
        message: en
          ? `This must be ${typeName(fault.wanted, locale)}, and is ${typeName(fault.found, locale)}.`
          : `Debe ser ${typeName(fault.wanted, locale)} y es ${typeName(fault.found, locale)}.`,
        cure: en ? `Write ${typeName(fault.wanted, locale)}, or remove it.` : `Escriba ${typeName(fault.wanted, locale)} o elimínelo.`,
      };
    case 'choice':
      return {
        rule: 'PLAYGROUND-VALUE',
        message: en ? `This must be one of: ${list(fault.choices)}.` : `Debe ser uno de: ${list(fault.choices)}.`,
        cure: meant(fault.near, locale),
      };
    case 'form':
      return {
        rule: 'PLAYGROUND-VALUE',
        message: en ? 'This is not written as it is read.' : 'No está escrito como se lee.',
        cure: FORMS[fault.member]?.[locale],
      };
    case 'range':
      return {
        rule: 'PLAYGROUND-VALUE',
        message: en ? `This must be from ${fault.least} to ${fault.most}.` : `Debe estar entre ${fault.least} y ${fault.most}.`,
      };
    case 'too-many':
      return {
        rule: 'PLAYGROUND-BOUND',
        message: en
          ? `There may be ${fault.most} at most; the rest is left out.`
          : `Puede haber ${fault.most} como máximo; el resto se omite.`,
      };
    case 'too-long':
      return {
        rule: 'PLAYGROUND-BOUND',
        message: en
          ? `This may have ${fault.most} characters at most; it is left out.`
          : `Puede tener ${fault.most} caracteres como máximo; se omite.`,
      };
    case 'no-setting':
      return {
        rule: 'PLAYGROUND-SETTING',
        message: en
          ? `The manifest declares no setting ${quote(fault.name)}.`
          : `El manifiesto no declara ningún ajuste ${quote(fault.name)}.`,
        cure: meant(fault.near, locale),
      };
    case 'no-action':
      return {
        rule: 'PLAYGROUND-ACTION',
        message: en ? `The manifest has no action ${quote(fault.name)}.` : `El manifiesto no tiene ninguna acción ${quote(fault.name)}.`,
        cure: meant(fault.near, locale),
      };
    case 'secret':
      return {
        rule: 'PLAYGROUND-SECRET',
        message: en
          ? `The setting ${quote(fault.name)} is a secret: it would go with every link and copy of the project, so it is not used.`
          : `El ajuste ${quote(fault.name)} es un secreto: viajaría con cada enlace y copia del proyecto, así que no se usa.`,
        cure: en ? 'Remove it.' : 'Elimínelo.',
      };
  }
}

/** A fault as it is told. It never stops anything: what is wrong is left out. */
export function playgroundFault(fault: PlaygroundFault, locale: Locale): Pick<ProjectDiagnostic, 'severity'> & Said {
  const { cure, ...rest } = said(fault, locale);
  return { severity: 'warning', ...rest, ...(cure !== undefined && { cure }) };
}
