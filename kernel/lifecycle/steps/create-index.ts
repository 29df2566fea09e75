import { SqlError } from '../../database/port';
import { sql } from '../../database/sql';
import { indexPredicate, rulePredicate } from '../../schema/index-predicate';
import { ids, relation } from './fragments';
import { byStep, schemaKind, type Of, type StepKind } from './kind';

const index = schemaKind<'create-index'>(
  ({ schema, table, index }) => {
    const unique = index.unique ? sql`unique ` : sql``;
    const declared = index.where === null ? null : indexPredicate(index.where);
    const predicate = index.rule ? rulePredicate(index.rule) : declared;
    const where = predicate === null ? sql`` : sql` where ${predicate}`;
    const direction = index.descending ? sql` desc` : sql``;
    return [
      sql`create ${unique}index ${sql.id(index.name)} on ${relation(schema, table)} using ${sql.raw(index.method)} (${ids(index.columns)}${direction})${where}`,
    ];
  },
  { risk: () => 'slow', undo: ({ schema, index }) => byStep({ kind: 'drop-index', schema, index: index.name }) },
);

/** An index. That of a `unique` rule stays away where rows break the rule, which is told and stops nothing. */
export const createIndex: StepKind<Of<'create-index'>> = {
  ...index,
  async run(context, step) {
    const { rule } = step.index;
    if (rule === undefined) return index.run(context, step);
    try {
      return await context.session.savepoint(() => index.run(context, step));
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      context.notes.push({ code: 'rule_not_enforced', table: step.table, column: rule.field });
      return `not built: ${error.message}`;
    }
  },
};
