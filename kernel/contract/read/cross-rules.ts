/** Checks across records (`models[].rules[]`). Only the first problem of each is reported, as hosts do. */
import type { CrossRule } from '../../../schemas';
import { commonMessages } from '../messages/common';
import { modelMessages } from '../messages/models';
import type { Message } from '../text';
import { isBlank, type ModelFacts } from './context';

interface Problem {
  rule: string;
  field?: keyof CrossRule;
  message: Message;
}

const REFUSED: Readonly<Record<CrossRule['kind'], readonly (keyof CrossRule)[]>> = {
  ref_state: ['sum', 'max', 'where'],
  sum_lte: ['require', 'enforce'],
  unique: ['ref', 'parent', 'require', 'sum', 'max', 'on_missing_parent', 'enforce'],
};

const EXTRA_RULES: Readonly<Record<CrossRule['kind'], string>> = {
  ref_state: 'XRULE-REFSTATE-EXTRA',
  sum_lte: 'XRULE-SUM-EXTRA',
  unique: 'XRULE-UNIQUE-EXTRA',
};

const IDENTIFIER = /^[a-z][a-z0-9_]*$/;

export function firstProblem(rule: CrossRule, facts: ModelFacts): Problem | null {
  if (isBlank(rule.error_key)) return { rule: 'XRULE-ERRKEY', field: 'error_key', message: commonMessages.blank() };
  return (rule.kind === 'unique' ? uniqueProblem(rule, facts) : parentProblem(rule, facts)) ?? extraProblem(rule);
}

/** What a kind of rule has no use for. An empty block says nothing and is let through. */
function extraProblem(rule: CrossRule): Problem | null {
  const extra = REFUSED[rule.kind].find((field) => {
    const value = rule[field];
    return typeof value === 'object' ? Object.keys(value).length > 0 : value !== undefined;
  });
  if (extra === undefined) return null;
  return {
    rule: extra === 'enforce' ? 'XRULE-ENFORCE' : EXTRA_RULES[rule.kind],
    field: extra,
    message: modelMessages.crossExtra(rule.kind, extra),
  };
}

function unknownColumn(
  rule: string,
  field: keyof CrossRule,
  names: readonly (string | undefined)[],
  { model, columns }: ModelFacts,
): Problem | null {
  const unknown = names.find((name) => !columns.has(name ?? ''));
  if (unknown === undefined && !names.includes(undefined)) return null;
  return { rule, field, message: commonMessages.noColumn(unknown ?? '', model.key, columns.keys()) };
}

function parentProblem(rule: CrossRule, facts: ModelFacts): Problem | null {
  if (isBlank(rule.parent)) return { rule: 'XRULE-PARENT', field: 'parent', message: modelMessages.crossNeeds(rule.kind, 'parent') };
  const reference = unknownColumn('XRULE-REF', 'ref', [rule.ref], facts);
  if (reference !== null) return reference;
  if (rule.kind === 'ref_state') {
    const names = Object.keys(rule.require ?? {});
    if (names.length === 0) return { rule: 'XRULE-REQUIRE', field: 'require', message: modelMessages.crossNeeds(rule.kind, 'require') };
    const odd = names.find((name) => !IDENTIFIER.test(name));
    return odd === undefined ? null : { rule: 'XRULE-IDENT', field: 'require', message: commonMessages.notSnakeCase(odd) };
  }
  const sum = unknownColumn('XRULE-SUM', 'sum', [rule.sum], facts);
  if (sum !== null) return sum;
  if (rule.max === undefined) return { rule: 'XRULE-IDENT', field: 'max', message: modelMessages.crossNeeds(rule.kind, 'max') };
  return unknownColumn('XRULE-WHERE', 'where', Object.keys(rule.where ?? {}), facts);
}

function uniqueProblem(rule: CrossRule, facts: ModelFacts): Problem | null {
  const columns = rule.columns ?? [];
  const unknown = unknownColumn('XRULE-COLUMN', 'columns', columns, facts);
  if (unknown !== null) return unknown;
  if (rule.field !== undefined && !columns.includes(rule.field))
    return {
      rule: 'XRULE-FIELD',
      field: 'field',
      message: commonMessages.notAmong(rule.field, 'among the columns of the rule', 'una de las columnas de la regla', columns),
    };
  return unknownColumn('XRULE-WHERE', 'where', Object.keys(rule.where ?? {}), facts);
}
