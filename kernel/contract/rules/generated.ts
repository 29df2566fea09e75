/** Computed columns, which the install plane of the hosts refuses where they are no arithmetic over stored numbers. */
import { typeFacts } from '../column-value';
import { fitsSql, readArithmetic } from '../../expressions/arithmetic';
import { commonMessages } from '../messages/common';
import { installMessages } from '../messages/install';
import { isBlank, type Rule } from './context';

const isNumber = (type: string): boolean => {
  const family = typeFacts(type)?.family;
  return family === 'integer' || family === 'decimal';
};

export const generatedColumns: Rule = ({ models, error }) => {
  for (const { model, index, columns } of models) {
    model.columns.forEach(({ name, type, generated, not_null, primary_key, default: given }, at) => {
      if (isBlank(generated)) return;
      const path = ['models', index, 'columns', at];
      const where = [...path, 'generated'];
      if (given !== undefined && given !== null) error('GEN-EXTRA', [...path, 'default'], installMessages.generatedExtra('default'));
      if (not_null === true) error('GEN-EXTRA', [...path, 'not_null'], installMessages.generatedExtra('not_null'));
      if (primary_key === true) error('GEN-EXTRA', [...path, 'primary_key'], installMessages.generatedExtra('primary_key'));
      if (!isNumber(type)) error('GEN-TYPE', where, installMessages.generatedType(name, type));
      const reading = readArithmetic(generated ?? '');
      if (!reading.ok || !fitsSql(reading.ast)) {
        error('GEN-EXPR', where, installMessages.generatedExpression(generated ?? ''));
        return;
      }
      for (const read of new Set(reading.names)) {
        const column = columns.get(read);
        if (column === undefined) error('GEN-EXPR', where, commonMessages.noColumn(read, model.key, columns.keys()));
        else if (!isBlank(column.generated)) error('GEN-EXPR', where, installMessages.generatedReads(read));
        else if (!isNumber(column.type)) error('GEN-TYPE', where, installMessages.generatedType(read, column.type));
      }
    });
  }
};
