/**
 * The parts of an addon's screens by the words that are read on them, each with the line of the manifest that makes it: what leads from a
 * thing on the screen to its line, and from a line to where it shows (docs/architecture/09, PARTS).
 */
import type { Action, ActionField, NavItem } from '../../schemas';
import type { InstalledAddon } from '../installed/registry';
import { columnLabel, humanise, labelOrName, translator, type Translate } from '../installed/label';
import type { DynamicModel } from '../installed/model';
import type { ManifestPlace } from '../trace/trace';
import { modelTitle } from './table';

/** What a part is. `screen` is a model's own screen; `setting`, `widget` and `document` stand on pages of the host. */
export type PartKind =
  | 'group'
  | 'entry'
  | 'screen'
  | 'column'
  | 'option'
  | 'action'
  | 'field'
  | 'relation'
  | 'setting'
  | 'widget'
  | 'document';

export interface ScreenPart {
  kind: PartKind;
  /** What is read there, in the language that was asked for. */
  label: string;
  /** What is read around it: the column of an option, the action of a field; empty for none. */
  within: string;
  /** How routes call the model whose screen shows it; empty for what belongs to no model. */
  model: string;
  place: ManifestPlace;
}

/** How deep menus and fields may nest. */
const MAX_DEPTH = 5;

interface Words {
  addon: string;
  translate: Translate;
}

type Options = readonly { label?: string; value: unknown }[];

const isListed = (options: unknown): options is Options => Array.isArray(options);

/** Options that are written out where they are chosen; those of another model have no line here. */
function optionParts({ addon, translate }: Words, options: unknown, part: Omit<ScreenPart, 'kind' | 'label'>): ScreenPart[] {
  if (!isListed(options)) return [];
  return options.map(({ label, value }, index) => ({
    ...part,
    kind: 'option',
    label: label === undefined ? String(value) : translate(label),
    place: { addon, pointer: `${part.place.pointer}/options/${String(index)}` },
  }));
}

function entryParts(words: Words, items: readonly NavItem[], path: string, depth = 1): ScreenPart[] {
  const { addon, translate } = words;
  return items.flatMap((item, index): ScreenPart[] => {
    const pointer = `${path}/items/${String(index)}`;
    const below = depth < MAX_DEPTH ? entryParts(words, item.items ?? [], pointer, depth + 1) : [];
    return [{ kind: 'entry', label: translate(item.title), within: '', model: '', place: { addon, pointer } }, ...below];
  });
}

function fieldParts(
  words: Words,
  fields: readonly ActionField[],
  path: string,
  part: Pick<ScreenPart, 'within' | 'model'>,
  depth = 1,
): ScreenPart[] {
  const { addon, translate } = words;
  return fields.flatMap((field, index): ScreenPart[] => {
    const place = { addon, pointer: `${path}/${String(index)}` };
    const label = field.label === undefined ? humanise(field.key) : translate(field.label);
    const items = depth < MAX_DEPTH ? fieldParts(words, field.item_fields ?? [], `${place.pointer}/item_fields`, part, depth + 1) : [];
    return [{ ...part, kind: 'field', label, place }, ...optionParts(words, field.options, { ...part, within: label, place }), ...items];
  });
}

function actionParts(words: Words, { key, label, fields = [], steps = [] }: Action, pointer: string, model: string): ScreenPart[] {
  const title = label === undefined ? humanise(key) : words.translate(label);
  const part = { within: title, model };
  return [
    { kind: 'action', label: title, within: '', model, place: { addon: words.addon, pointer } },
    ...fieldParts(words, fields, `${pointer}/fields`, part),
    ...steps.flatMap((step, index) => fieldParts(words, step.fields, `${pointer}/steps/${String(index)}/fields`, part)),
  ];
}

function modelParts(words: Words, addon: InstalledAddon, own: DynamicModel, model: string): ScreenPart[] {
  const at = (addon.manifest.models ?? []).findIndex(({ key }) => key === own.key);
  const declared = addon.manifest.models?.[at];
  if (!declared) return [];
  const path = `/models/${String(at)}`;
  const place = (pointer: string): ManifestPlace => ({ addon: words.addon, pointer });
  const stageColumn = own.columns.get(declared.stage_field ?? '');
  return [
    { kind: 'screen', label: modelTitle(own, words.translate), within: '', model, place: place(path) },
    ...declared.columns.flatMap((written, index): ScreenPart[] => {
      const column = own.columns.get(written.name);
      if (!column) return [];
      const pointer = `${path}/columns/${String(index)}`;
      const label = columnLabel(column, words.translate);
      const part = { within: '', model, place: place(pointer) };
      return [{ ...part, kind: 'column', label }, ...optionParts(words, written.options, { ...part, within: label })];
    }),
    ...(declared.stages ?? []).map((stage, index): ScreenPart => ({
      kind: 'option',
      label: words.translate(stage.label ?? stage.key),
      within: stageColumn ? columnLabel(stageColumn, words.translate) : '',
      model,
      place: place(`${path}/stages/${String(index)}`),
    })),
    ...(declared.relations ?? []).map(({ name, label }, index): ScreenPart => ({
      kind: 'relation',
      label: label === undefined ? humanise(name) : words.translate(label),
      within: '',
      model,
      place: place(`${path}/relations/${String(index)}`),
    })),
  ];
}

/** What stands on pages of the host: settings, widgets of the dashboard, printed documents. */
function pageParts({ addon, translate }: Words, { manifest }: InstalledAddon): ScreenPart[] {
  const part = (kind: PartKind, pointer: string, label: string): ScreenPart => ({
    kind,
    label,
    within: '',
    model: '',
    place: { addon, pointer },
  });
  const { dashboard = [], documents = [] } = manifest.contributions ?? {};
  return [
    ...(manifest.settings ?? []).map(({ key, label }, index) =>
      part('setting', `/settings/${String(index)}`, labelOrName(label, key, translate)),
    ),
    ...dashboard.map(({ title }, index) => part('widget', `/contributions/dashboard/${String(index)}`, translate(title))),
    ...documents.map(({ key, label }, index) =>
      part('document', `/contributions/documents/${String(index)}`, labelOrName(label, key, translate)),
    ),
  ];
}

/**
 * The parts that a manifest makes, in its order.
 *
 * @param language BCP 47 tag of the words
 * @param routeOf how routes call a model by a name of the manifest; empty where there is none
 */
export function screenParts(addon: InstalledAddon, language: string, routeOf: (name: string) => string): ScreenPart[] {
  const words: Words = { addon: addon.key, translate: translator(addon, language) };
  const { navigation = [], actions = [] } = addon.manifest.contributions ?? {};
  return [
    ...navigation.flatMap((group, index): ScreenPart[] => {
      const pointer = `/contributions/navigation/${String(index)}`;
      const place = { addon: addon.key, pointer };
      return [
        { kind: 'group', label: words.translate(group.title), within: '', model: '', place },
        ...entryParts(words, group.items, pointer),
      ];
    }),
    ...addon.models.flatMap((model) => modelParts(words, addon, model, routeOf(model.declared?.extends ?? model.key))),
    ...actions.flatMap((action, index) =>
      actionParts(words, action, `/contributions/actions/${String(index)}`, routeOf(action.target_model ?? '')),
    ),
    ...pageParts(words, addon),
  ];
}
