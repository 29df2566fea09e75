/** The guided forms for documents, as `/metadata/table` serves them to runtimes that draw them (docs/architecture/04, META-FORMS). */
import type { ActionField, DocumentFormLines, DocumentFormType, DocumentPreview, DocumentSource } from '../../schemas';
import { withoutEmpty } from '../values/empty-texts';
import type { DynamicModel } from '../installed/model';
import { filterRules } from '../dynamic/option-filter';
import type { Translate } from '../installed/label';
import { actionField, compact, type Metadata } from './fields';

type Ref = (name: string) => string;

/** Texts of a type that are not served where they are empty. */
const TEXTS_OF_TYPE = ['description', 'icon', 'endpoint', 'submit_label', 'layout', 'submit_action', 'create_model'] as const;

/** `true` where nothing is said of the lines, and nothing at all where a type has none. */
function lines(declared: DocumentFormLines | undefined, translate: Translate, ref: Ref): true | Metadata | undefined {
  if (declared === undefined || declared === false) return undefined;
  if (declared === true || Object.keys(declared).length === 0) return true;
  const { title, open_documents: open } = declared;
  return {
    ...declared,
    ...(title !== undefined && { title: translate(title) }),
    ...(open !== undefined && {
      open_documents: compact({
        ...open,
        model: ref(open.model),
        option_filter: open.option_filter === undefined ? undefined : filterRules(open.option_filter),
      }),
    }),
  };
}

const source = (declared: DocumentSource, translate: Translate, ref: Ref): Metadata =>
  compact({
    ...declared,
    label: translate(declared.label),
    model: ref(declared.model),
    option_filter: declared.option_filter === undefined ? undefined : filterRules(declared.option_filter),
  });

const preview = ({ label, ...declared }: DocumentPreview, translate: Translate): Metadata =>
  compact({ ...declared, label: label === undefined ? undefined : translate(label) });

/** A field of the header; where its choices come from says that they are rows, as hosts do here and nowhere else. */
function field(declared: ActionField, translate: Translate, ref: Ref): Metadata {
  const served = actionField(declared, translate, ref);
  return typeof served.optionsConfig === 'object' ? { ...served, optionsConfig: { type: 'dynamic', ...served.optionsConfig } } : served;
}

function formType(given: DocumentFormType, translate: Translate, ref: Ref): Metadata {
  const type = withoutEmpty(given, TEXTS_OF_TYPE);
  const text = (value: string | undefined) => (value === undefined ? undefined : translate(value));
  return compact({
    ...type,
    label: translate(type.label),
    description: text(type.description),
    submit_label: text(type.submit_label),
    fields: type.fields.map((each) => field(each, translate, ref)),
    lines: lines(type.lines, translate, ref),
    party: type.party === undefined ? undefined : { ...type.party, model: ref(type.party.model) },
    sources: type.sources?.map((each) => source(each, translate, ref)),
    preview: type.preview === undefined ? undefined : preview(type.preview, translate),
  });
}

/** What a model's documents are created by; undefined where it declares no forms. */
export function documentForms(model: DynamicModel, translate: Translate, ref: Ref): Metadata | undefined {
  const declared = model.declared?.document_forms;
  if (declared === undefined) return undefined;
  const { type_field: typeField, lines_field: linesField, types } = withoutEmpty(declared, ['type_field', 'lines_field']);
  return compact({
    type_field: typeField,
    lines_field: linesField,
    types: types.map((type) => formType(type, translate, ref)),
  });
}
