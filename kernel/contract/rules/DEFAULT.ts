import { columnDefault } from '../column-default';
import { type FixRule, set } from '../fix';
import { titles } from '../fixes/titles';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  defaultShape: (): Message =>
    message(
      'A column default is a text, a number, true, false or null.',
      'El valor por defecto de una columna es un texto, un número, true, false o null.',
      'For jsonb write the text "{}", or set the value in a hook.',
      'Para jsonb escriba el texto "{}" o asigne el valor en un hook.',
    ),
  defaultCharacters: (text: string): Message =>
    message(
      `The default ${quote(text)} holds a character that cannot be quoted safely (' " ; \\), so the install refuses it.`,
      `El valor por defecto ${quote(text)} lleva un carácter que no se puede citar con seguridad (' " ; \\) y la instalación lo rechaza.`,
      'Use plain text, or one of now(), gen_random_uuid(), current_timestamp.',
      'Use texto simple, o now(), gen_random_uuid(), current_timestamp.',
    ),
};

/** Defaults that the host cannot quote: quotes around a text go, a structure becomes its text. */
const unquoteDefault: FixRule = ({ path, value }) => {
  const candidates =
    typeof value === 'string'
      ? [value.replace(/^(["'])(.*)\1$/s, '$2'), value.replaceAll(/["'`]/g, ''), value.replaceAll(/["';\\]/g, '').trim()]
      : [JSON.stringify(value)];
  const fixed = candidates.find((text) => text !== value && text !== '' && columnDefault(text).kind !== 'refused');
  return fixed === undefined ? [] : [{ id: 'write', title: titles.write(fixed), safe: false, changes: set(path, fixed) }];
};

export const rule: Rule<'DEFAULT'> = {
  id: 'DEFAULT',
  level: 'error',
  fix: unquoteDefault,
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      model.columns.forEach((column, at) => {
        const read = columnDefault(column.default);
        if (read.kind !== 'refused') return;
        const message = read.reason === 'shape' ? texts.defaultShape() : texts.defaultCharacters(String(column.default));
        report(['models', index, 'columns', at, 'default'], message);
      });
    }
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'a column default that cannot be written into the table: a list, an object, or text with `\'`, `"`, `;` or `\\`',
  why: 'The default becomes part of DDL. Plain text is quoted for you, which is safe only without quotes, semicolons and backslashes.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', default: '"open"' } },
};
