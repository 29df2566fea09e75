/** Table metadata of a model, derived from its manifest (docs/architecture/04, META-TABLE). The key spelling is the wire's. */
import { actionAsked, type Asked } from '../contract/permission-verbs';
import { KINDS } from '../columns/kinds';
import { routeName } from '../installed/core-models';
import { addedColumns } from '../dynamic/extensions';
import type { Action, ModelRelation } from '../../schemas';
import { searchColumns } from '../dynamic/search';
import { headings, importColumns } from '../dynamic/transfer/columns';
import { MAX_IMPORT_ROWS } from '../dynamic/transfer/read-file';
import { type DynamicModel, KERNEL_COLUMNS, type ModelColumn } from '../installed/model';
import type { InstalledAddon } from '../installed/registry';
import { documentForms } from './document-forms';
import { actionField, compact, type Metadata } from './fields';
import { cellStyle, filterType, tableType } from './kind';
import { labelOrName, columnLabel, humanise, translator, interfaceWords, type Translate } from '../installed/label';

export const modelTitle = (model: DynamicModel, translate: Translate): string => labelOrName(model.declared?.label, model.table, translate);

export function optionsOf(own: ModelColumn, translate: Translate, words: { yes: string; no: string }): Metadata[] | undefined {
  if (own.options.length > 0) return own.options.map((option) => compact({ ...option, label: translate(option.label) }));
  // The table shows no filter for a boolean without these two.
  if (own.kind === 'boolean') {
    return [
      { value: 'true', label: words.yes },
      { value: 'false', label: words.no },
    ];
  }
  return undefined;
}

/** What a model that another one names is called in a route. */
export type RefOf = (model: DynamicModel, name: string) => string;

export const asWritten: RefOf = (_, name) => name;

/** Where the choices of a reference come from. */
export function searchEndpoint(model: DynamicModel, own: ModelColumn, refOf: RefOf): string | undefined {
  if (own.declared?.options !== undefined && !Array.isArray(own.declared.options)) return `/options/${routeName(model)}?field=${own.name}`;
  return own.ref === null ? undefined : `/options/${encodeURIComponent(refOf(model, own.ref))}?field=id`;
}

export function isHidden(model: DynamicModel, own: ModelColumn): boolean {
  return (
    own.name === 'id' ||
    own.name === model.tenantColumn ||
    (KERNEL_COLUMNS.has(own.name) && own.name !== 'created_at' && own.name !== 'updated_at')
  );
}

function tableColumn(
  model: DynamicModel,
  own: ModelColumn,
  translate: Translate,
  words: ReturnType<typeof interfaceWords>,
  refOf: RefOf,
): Metadata {
  const declared = own.declared;
  const filter = isHidden(model, own) ? null : filterType(own);
  return compact({
    key: own.name,
    label: columnLabel(own, translate),
    type: own.ref !== null ? 'relation' : tableType(own),
    sortable: KINDS[own.kind].isSortable,
    filterable: filter !== null,
    filterType: filter,
    cellStyle: own.ref !== null && declared?.display === undefined ? undefined : cellStyle(own, model.declared?.stage_field),
    styleConfig: declared?.display_config,
    options: optionsOf(own, translate, words),
    hidden: isHidden(model, own) || undefined,
    visibility: declared?.visibility,
    ref: own.ref === null ? null : refOf(model, own.ref),
    searchEndpoint: searchEndpoint(model, own, refOf),
    searchable: own.kind === 'text' && own.ref === null && !isHidden(model, own),
    tooltip: declared?.tooltip,
    description: declared?.description,
    readonly: declared?.readonly,
    options_source: declared?.options_source,
    depends_on: declared?.depends_on,
    scan: declared?.scan,
    visible_when: declared?.visible_when,
    section: declared?.section,
    validation: declared?.validation,
    widget: declared?.widget,
  });
}

function customAction(action: Action, translate: Translate, inTransaction: boolean, ref: (name: string) => string): Metadata {
  const { handler } = action;
  const label = action.label === undefined ? humanise(action.key) : translate(action.label);
  return compact({
    key: action.key,
    name: action.key,
    label,
    icon: action.icon,
    type: 'custom',
    placement: action.placement ?? 'row',
    modalWidth: action.modal_width,
    confirm: action.confirm,
    confirmMessage: action.confirm_message === undefined ? undefined : translate(action.confirm_message),
    modal: action.modal,
    // An action that only opens an addon's own modal is not opened at all without this.
    executable: action.modal === undefined ? undefined : true,
    fields: action.fields?.map((field) => actionField(field, translate, ref)),
    steps: action.steps?.map((step) =>
      compact({
        title: translate(step.title),
        description: step.description === undefined ? undefined : translate(step.description),
        fields: step.fields.map((field) => actionField(field, translate, ref)),
      }),
    ),
    requiresState: action.requires_state,
    isCollection: action.placement === 'table' || action.placement === 'create' ? true : undefined,
    condition:
      action.condition?.field === undefined
        ? undefined
        : { field: action.condition.field, operator: action.condition.operator ?? 'eq', value: action.condition.value },
    trigger: compact({
      type: handler.type,
      export: handler.export ?? handler.function,
      connector: handler.connector,
      operation: handler.operation,
      run_in_tx: inTransaction || undefined,
    }),
  });
}

/** What a caller must be allowed to do for a built-in action. */
const ASKED = { view: 'index', edit: 'update', delete: 'delete' } as const satisfies Record<string, Asked>;

/** Actions of a model: the built-in ones it allows, then what its addon contributes; of both those the caller may use. */
function actionsOf(
  model: DynamicModel,
  addon: InstalledAddon | undefined,
  translate: Translate,
  words: ReturnType<typeof interfaceWords>,
  allows: (asked: Asked) => boolean,
  refOf: RefOf,
): Metadata[] {
  const builtIn = (key: keyof typeof ASKED, icon: string): Metadata[] =>
    allows(ASKED[key]) ? [{ key, name: key, label: words[key], icon, type: key, placement: 'row' }] : [];
  const fixed = model.readOnly || model.appendOnly;
  const targets = new Set([model.key, model.table, `${model.addonKey}.${model.key}`]);
  const contributed = (addon?.manifest.contributions?.actions ?? []).filter(
    (action) => targets.has(action.target_model ?? '') && allows(actionAsked(action.key)),
  );
  return [
    ...builtIn('view', 'Eye'),
    ...(fixed ? [] : [...builtIn('edit', 'Pencil'), ...builtIn('delete', 'Trash2')]),
    ...contributed.map((action) =>
      customAction(action, translate, addon?.actionsInTransaction.has(`${model.key}.${action.key}`) === true, (name) => refOf(model, name)),
    ),
  ];
}

function auditKeys(model: DynamicModel): Metadata {
  const names = {
    created_at: 'created_at',
    created_by: 'created_by_id',
    updated_at: 'updated_at',
    updated_by: 'updated_by_id',
    deleted_at: 'deleted_at',
    deleted_by: 'deleted_by_id',
  };
  return Object.fromEntries(Object.entries(names).filter(([, column]) => model.columns.has(column)));
}

function stagesOf(model: DynamicModel, translate: Translate): Metadata {
  const declared = model.declared;
  if (declared?.stage_field === undefined) return {};
  return compact({
    group_by: declared.stage_field,
    stages: declared.stages?.map((stage, index) => ({
      ...stage,
      label: translate(stage.label ?? stage.key),
      order: stage.order ?? index + 1,
    })),
    transitions: declared.transitions,
  });
}

/** A model that extends another one, its addon, and what the caller may do with its columns. */
export interface ExtensionPart {
  model: DynamicModel;
  addon: InstalledAddon | undefined;
  mayRead: boolean;
  mayCreate: boolean;
  mayUpdate: boolean;
}

/** The columns that extensions add, as `<Key>.<column>`, in the words of their own addons. */
export function extendedColumns(
  extensions: readonly ExtensionPart[],
  language: string,
  describe: (extension: DynamicModel, own: ModelColumn, translate: Translate, part: ExtensionPart) => Metadata,
): Metadata[] {
  return extensions.flatMap((part) => {
    const { model, addon } = part;
    const translate = translator(addon, language);
    const added = addedColumns(model);
    return added.map((own): Metadata => {
      const when = own.declared?.visible_when;
      const isOwn = added.some(({ name }) => name === when?.field);
      return {
        ...describe(model, own, translate, part),
        key: `${model.key}.${own.name}`,
        ...(when && isOwn && { visible_when: { ...when, field: `${model.key}.${when.field ?? ''}` } }),
      };
    });
  });
}

/** What a file may bring, column by column; those of extensions stand under their names, as in the template, and need not be filled. */
function importSpec(columns: readonly ModelColumn[], translate: Translate, extensions: readonly ExtensionPart[]): Metadata {
  const titles = headings(columns, translate);
  const own = columns.map((each) => ({
    key: each.name,
    header: titles.get(each) ?? each.name,
    required: each.required,
    type: tableType(each),
  }));
  const added = extensions
    .filter(({ mayCreate }) => mayCreate)
    .flatMap(({ model }) =>
      importColumns(model).map((each) => {
        const key = `${model.key}.${each.name}`;
        return { key, header: key, required: false, type: tableType(each) };
      }),
    );
  return { columns: [...own, ...added], maxRows: MAX_IMPORT_ROWS };
}

const PER_PAGE = [10, 15, 25, 50, 100];

/** What the caller is offered of a table; without a word, all of it. */
export interface TableOffer {
  /** Whether he may do a verb or run an action. */
  allows?: (asked: Asked) => boolean;
  /** Whether he may see where a relation leads. */
  isShown?: (relation: ModelRelation) => boolean;
  extensions?: readonly ExtensionPart[];
  refOf?: RefOf;
}

/** What the generated table needs to know of a model. */
export function tableMetadata(
  model: DynamicModel,
  addon: InstalledAddon | undefined,
  language: string,
  { allows = () => true, isShown = () => true, extensions = [], refOf = asWritten }: TableOffer = {},
): Metadata {
  const translate = translator(addon, language);
  const words = interfaceWords(language);
  const title = modelTitle(model, translate);
  const importable = importColumns(model);
  const shown = [...model.columns.values()].filter((own) => own.declared !== null || !KERNEL_COLUMNS.has(own.name));
  return compact({
    title,
    endpoint: `/data/${routeName(model)}`,
    columns: [
      ...shown.map((own) => tableColumn(model, own, translate, words, refOf)),
      ...extendedColumns(
        extensions.filter(({ mayRead }) => mayRead),
        language,
        (extension, own, say) => ({
          ...tableColumn(extension, own, say, words, refOf),
          searchable: false,
        }),
      ),
    ],
    searchColumns: searchColumns(model),
    searchPlaceholder: words.search(title),
    actions: actionsOf(model, addon, translate, words, allows, refOf),
    hasActions: true,
    enableCRUDActions: !model.readOnly,
    canCreate: !model.readOnly && allows('create'),
    canExport: allows('export'),
    canImport: importable.length > 0 && allows('import'),
    import: importable.length > 0 ? importSpec(importable, translate, extensions) : undefined,
    perPageOptions: PER_PAGE,
    defaultPerPage: 15,
    relations: model.declared?.relations?.filter(isShown).map((relation) =>
      compact({
        ...relation,
        through: refOf(model, relation.through),
        rollups: undefined,
        label: relation.label === undefined ? humanise(relation.name) : translate(relation.label),
      }),
    ),
    form_layout: model.declared?.form_layout,
    document_forms: documentForms(model, translate, (name) => refOf(model, name)),
    audit: auditKeys(model),
    ...stagesOf(model, translate),
  });
}
