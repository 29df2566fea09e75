import { isCoreModel } from '../core-models';
import { choosingModel } from '../fixes/choosing';
import { anyOf, dropping } from '../fixes/dropping';
import { commonMessages } from '../messages/common';
import { isBlank } from '../read/context';
import { eachField } from '../read/field-list';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  source: (name: string): Message =>
    message(
      `${quote(name)} is neither a model or table of this addon nor one of the host, so there is nothing to choose from.`,
      `${quote(name)} no es un modelo ni una tabla de este addon ni del host, así que no hay nada que elegir.`,
    ),
};

/** Not checked upstream: the list of choices stays empty, and the console has the refused request. */
export const rule: Rule<'OPT-SOURCE'> = {
  id: 'OPT-SOURCE',
  level: 'warning',
  fix: anyOf(choosingModel(), dropping()),
  check: (context, report) => {
    const { byKey, manifest, ownModel, tableColumns } = context;
    eachField(context, ({ options }, path) => {
      if (options === undefined || Array.isArray(options)) return;
      const { source } = options;
      if (source === undefined || isBlank(source)) return;
      const facts = ownModel(source);
      const isForeign = source.includes('.') && !source.startsWith(`${manifest.metadata.key}.`);
      if (facts === undefined) {
        if (!isForeign && !isCoreModel(source)) report([...path, 'options', 'source'], near(texts.source(source), source, byKey.keys()));
        return;
      }
      const columns = tableColumns(facts.model);
      for (const member of ['value', 'label', 'description', 'filter_by'] as const) {
        const name = options[member];
        if (name !== undefined && !isBlank(name) && !columns.has(name))
          report([...path, 'options', member], commonMessages.noColumn(name, facts.model.key, columns.keys()));
      }
    });
  },
};

export const page: RulePage = {
  section: 'pickers',
  meaning: 'choices are read from a model, or a column of it, that does not exist',
  isOwn: true,
  why: 'The list of choices stays empty, or shows ids instead of names.',
  example: { at: '/models/0/columns/2', before: { name: 'status', type: 'text', options: { source: 'Lime' } } },
};
