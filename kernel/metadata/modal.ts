/** Modal metadata of a model: the form that creates, shows and changes a row (docs/architecture/04, META-MODAL). */
import { computedColumns, type DynamicModel, KERNEL_COLUMNS, type ModelColumn, lockVersionColumn } from '../installed/model';
import { plainDefault } from '../installed/plain-default';
import type { InstalledAddon } from '../installed/registry';
import { compact, type Metadata, optionsConfig } from './fields';
import { formType } from './kind';
import { columnLabel, translator, interfaceWords, type Translate } from '../installed/label';
import { extendedColumns, type ExtensionPart, modelTitle, optionsOf, type RefOf, asWritten, searchEndpoint } from './table';

function isInForm(model: DynamicModel, own: ModelColumn): boolean {
  if (own.name === 'id' || own.name === model.tenantColumn || own.name === 'organization_id' || KERNEL_COLUMNS.has(own.name)) return false;
  const visibility = own.declared?.visibility ?? 'all';
  return !own.declared?.generated?.trim() && (visibility === 'all' || visibility === 'modal');
}

function field(model: DynamicModel, own: ModelColumn, translate: Translate, words: { yes: string; no: string }, refOf: RefOf): Metadata {
  const declared = own.declared;
  return compact({
    key: own.name,
    label: columnLabel(own, translate),
    type: formType(own),
    required: own.required || undefined,
    nullable: own.required ? undefined : true,
    validation: declared?.validation,
    options: own.kind === 'boolean' && declared?.options === undefined ? undefined : optionsOf(own, translate, words),
    optionsConfig: optionsConfig(declared?.options, (name) => refOf(model, name)),
    defaultValue: plainDefault(own),
    searchEndpoint: searchEndpoint(model, own, refOf),
    ref: own.ref === null ? null : refOf(model, own.ref),
    options_source: declared?.options_source,
    depends_on: declared?.depends_on,
    widget: declared?.widget,
    scan: declared?.scan,
    // A form field that the API will refuse to write is shown, not edited.
    readonly: declared?.protected || computedColumns(model).has(own.name) ? true : declared?.readonly,
    // The form sends it back as it came, by which a change on an older state is recognised.
    hidden: own === lockVersionColumn(model) ? true : undefined,
    multiple: declared?.multiple,
    visible_when: declared?.visible_when,
    section: declared?.section,
  });
}

export function modalMetadata(
  model: DynamicModel,
  addon: InstalledAddon | undefined,
  language: string,
  extensions: readonly ExtensionPart[] = [],
  refOf: RefOf = asWritten,
): Metadata {
  const translate = translator(addon, language);
  const words = interfaceWords(language);
  const title = modelTitle(model, translate);
  // What may be read and not written is shown, as everything that the API will refuse to write.
  const written = extensions.filter(({ mayRead, mayCreate, mayUpdate }) => mayRead || mayCreate || mayUpdate);
  return compact({
    title,
    createTitle: words.create(title),
    editTitle: words.change(title),
    fields: [
      ...[...model.columns.values()].filter((own) => isInForm(model, own)).map((own) => field(model, own, translate, words, refOf)),
      // Whether an extension's row is wanted shows in its being filled, so none of its fields must be.
      ...extendedColumns(written, language, (extension, own, say, { mayCreate, mayUpdate }) => ({
        ...field(extension, own, say, words, refOf),
        ...(!mayCreate && !mayUpdate && { readonly: true }),
        required: undefined,
        nullable: true,
      })).map(compact),
    ],
    form_layout: model.declared?.form_layout,
    messages: { created: words.created, updated: words.updated },
  });
}
