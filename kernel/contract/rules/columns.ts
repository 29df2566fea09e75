/** Columns: defaults, guards, search, audit columns, visibility, values. */
import { columnDefault } from '../column-default';
import { readGuard } from '../../expressions/guard';
import { regexBudget, regexFault } from '../../expressions/regex';
import { commonMessages } from '../messages/common';
import { fieldMessages } from '../messages/fields';
import { modelMessages } from '../messages/models';
import { valueMessages } from '../messages/values';
import { isBlank, isEmpty, type Rule } from './context';
import { near } from '../suggest';

const AUDIT_TIMES = new Set(['created_at', 'updated_at', 'deleted_at']);
const AUDIT_USERS = new Set(['created_by_id', 'updated_by_id', 'deleted_by_id']);
const CUSTOM_VALIDATOR = /^(?:\$org\.[a-z][a-z0-9_]*|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)$/;

export const defaults: Rule = ({ models, error }) => {
  for (const { model, index } of models) {
    model.columns.forEach((column, at) => {
      const read = columnDefault(column.default);
      if (read.kind !== 'refused') return;
      const message = read.reason === 'shape' ? valueMessages.defaultShape() : valueMessages.defaultCharacters(String(column.default));
      error('DEFAULT', ['models', index, 'columns', at, 'default'], message);
    });
  }
};

export const constraints: Rule = ({ models, error }) => {
  for (const { model, index, columns } of models) {
    model.columns.forEach((column, at) => {
      (column.constraints ?? []).forEach(({ expr, error_key, on_violation, approval }, position) => {
        const path = ['models', index, 'columns', at, 'constraints', position];
        const reading = readGuard(expr);
        const unknown = reading.ok ? reading.names.find((name) => !columns.has(name)) : undefined;
        if (!reading.ok) error('CON-EXPR', [...path, 'expr'], modelMessages.guard(expr));
        else if (unknown !== undefined) error('CON-EXPR', [...path, 'expr'], commonMessages.noColumn(unknown, model.key, columns.keys()));
        if (isBlank(error_key)) error('CON-ERRKEY', [...path, 'error_key'], commonMessages.blank());
        if (on_violation === 'request_approval' && approval === undefined) error('CON-APPR-MISSING', path, fieldMessages.approvalMissing());
        if (on_violation !== 'request_approval' && approval !== undefined)
          error('CON-APPR-EXTRA', [...path, 'approval'], fieldMessages.approvalExtra());
        if (!isBlank(approval?.when)) error('CON-APPR-WHEN', [...path, 'approval', 'when'], fieldMessages.approvalWhen());
        approval?.roles.forEach((role, which) => {
          if (isBlank(role)) error('APPR-ROLE', [...path, 'approval', 'roles', which], commonMessages.blank());
        });
      });
    });
  }
};

export const columnSequences: Rule = ({ models, error }) => {
  for (const { model, index } of models) {
    const keys = new Set((model.sequences ?? []).map(({ key }) => key));
    model.columns.forEach(({ sequence }, at) => {
      if (sequence !== undefined && !keys.has(sequence))
        error('COL-SEQ', ['models', index, 'columns', at, 'sequence'], near(fieldMessages.noSequence(sequence, model.key), sequence, keys));
    });
  }
};

export const searchableColumns: Rule = ({ models, error }) => {
  for (const { model, index } of models) {
    model.columns.forEach(({ searchable, type }, at) => {
      if (searchable === true && /^(?:json|jsonb|vector)/.test(type))
        error('SEARCHABLE', ['models', index, 'columns', at, 'searchable'], fieldMessages.searchable(type));
    });
  }
};

export const auditColumns: Rule = ({ models, strictError }) => {
  for (const { model, index } of models) {
    model.columns.forEach(({ name, type }, at) => {
      const path = ['models', index, 'columns', at, 'type'];
      if (AUDIT_TIMES.has(name) && type !== 'timestamp' && type !== 'timestamptz')
        strictError('audit_column_type', path, fieldMessages.auditTime(name, type));
      if (AUDIT_USERS.has(name) && type !== 'uuid') strictError('audit_column_type', path, fieldMessages.auditUser(name, type));
    });
  }
};

export const columnClasses: Rule = ({ models, error }) => {
  const classes = new Set(models.flatMap(({ model }) => (model.attribute_classes ?? []).map(({ key }) => key)));
  for (const { model, index } of models) {
    model.columns.forEach(({ visible_when: when }, at) => {
      if (when?.class === undefined) return;
      const path = ['models', index, 'columns', at, 'visible_when'];
      if (!classes.has(when.class))
        error('VIS-CLASS', [...path, 'class'], near(fieldMessages.classUnknown(when.class), when.class, classes));
      if (!isEmpty(when.field) || !isEmpty(when.equals) || (when.in ?? []).length > 0)
        error('VIS-CLASS-ALONE', path, fieldMessages.classAlone());
    });
  }
};

/** Of the install plane, which newer hosts have loosened: warnings. */
export const columnValues: Rule = ({ models, warning }) => {
  const budget = regexBudget();
  for (const { model, index } of models) {
    const sections = new Set((model.form_layout?.sections ?? []).map(({ key }) => key));
    model.columns.forEach(({ validation, section, multiple, type }, at) => {
      const path = ['models', index, 'columns', at];
      const { regex, min, max, custom } = validation ?? {};
      const fault = regex === undefined || regex === '' ? null : regexFault(regex, budget);
      if (fault !== null) warning('VALIDATION', [...path, 'validation', 'regex'], valueMessages.regex(regex ?? '', fault));
      if (min !== undefined && max !== undefined && min > max)
        warning('VALIDATION', [...path, 'validation', 'min'], valueMessages.minAboveMax(min, max));
      if (custom !== undefined && custom !== '' && !CUSTOM_VALIDATOR.test(custom))
        warning('VALIDATION', [...path, 'validation', 'custom'], valueMessages.custom(custom));
      if (section !== undefined && model.form_layout !== undefined && !sections.has(section))
        warning('SECTION', [...path, 'section'], near(fieldMessages.sectionUnknown(section), section, sections));
      if (multiple === true && type !== 'jsonb') warning('MULTIPLE', [...path, 'multiple'], fieldMessages.multipleType(type));
    });
  }
};
