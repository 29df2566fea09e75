import { rewriting } from '../fixes/rewriting';
import { snakeCase } from '../v2/names';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  relationName: (name: string): Message =>
    message(
      `Some hosts take only letters, digits and \`_\` in the name of a relation or its child: ${quote(name)}.`,
      `Algunos hosts solo aceptan letras, dígitos y \`_\` en el nombre de una relación o de su hijo: ${quote(name)}.`,
      'Use a lowercase name of at most 63 characters.',
      'Use un nombre en minúsculas de 63 caracteres como máximo.',
    ),
};

export const rule: Rule<'REL-NAME'> = {
  id: 'REL-NAME',
  level: 'warning',
  fix: rewriting(snakeCase),
  check: ({ models }, report) => {
    for (const { model, index } of models) {
      const given = model.relations ?? [];
      given.forEach((relation, at) => {
        const path = ['models', index, 'relations', at];
        if (relation.name !== '' && !/^[a-z][a-z0-9_]{0,62}$/.test(relation.name))
          report([...path, 'name'], texts.relationName(relation.name));
        if (relation.through !== '' && !/^[A-Za-z][A-Za-z0-9_.]{0,63}$/.test(relation.through))
          report([...path, 'through'], texts.relationName(relation.through));
      });
    }
  },
};

export const page: RulePage = {
  section: 'models',
  meaning: 'a name of a relation or its child that some hosts refuse',
  why: 'Some hosts use the name as an SQL alias and refuse others.',
  example: {
    at: '/models/0/relations',
    before: [{ name: 'Order lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' }],
    after: [{ name: 'order_lines', kind: 'one_to_many', through: 'Line', foreign_key: 'order_id' }],
  },
};
