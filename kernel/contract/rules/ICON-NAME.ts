import { ICON_NAMES } from '../../../generated/icon-names';
import type { ActionField, NavItem } from '../../../schemas';
import { removing } from '../fixes/usual';
import type { Step } from '../pointer';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { message, type Message, quote } from '../text';

const texts = {
  unknown: (name: string): Message =>
    message(
      `There is no icon called ${quote(name)}, and nothing is drawn in its place. Icons have lucide's names, for example ${quote('BookOpen')}.`,
      `No hay ningún icono llamado ${quote(name)}, y en su lugar no se dibuja nada. Los iconos llevan los nombres de lucide, por ejemplo ${quote('BookOpen')}.`,
    ),
};

let known: ReadonlySet<string> | null = null;

/** Told apart when the first icon is looked up: most texts name none while they are written. */
const names = (): ReadonlySet<string> => (known ??= new Set(ICON_NAMES.split(',')));

/** How the runtime spells what it looks up: `credit-card` is `CreditCard`; any other spelling is looked up as it is written. */
const spelled = (name: string): string =>
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) ? name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) : name;

/** The path or address of a picture is no name. */
const isPicture = (name: string): boolean => /[/\\.:\s]/.test(name);

/** Names that begin alike and are as long, give or take two: all of them are too many to compare. */
const alike = (name: string): string[] => {
  const wanted = spelled(name);
  const first = wanted.charAt(0).toUpperCase();
  return [...names()].filter((one) => one.startsWith(first) && Math.abs(one.length - wanted.length) <= 2);
};

/** How deep menus and fields may nest. */
const MAX_DEPTH = 8;

interface Pictured {
  icon?: string;
}

const isList = (options: unknown): options is readonly Pictured[] => Array.isArray(options);

export const rule: Rule<'ICON-NAME'> = {
  id: 'ICON-NAME',
  level: 'warning',
  fix: removing(false),
  check: ({ manifest, models }, report) => {
    const look = (name: unknown, path: readonly Step[]): void => {
      if (typeof name !== 'string' || name === '' || isPicture(name) || names().has(spelled(name))) return;
      report(path, near(texts.unknown(name), spelled(name), alike(name)));
    };
    const lookAtOptions = (options: unknown, path: readonly Step[]): void => {
      if (isList(options)) options.forEach(({ icon }, at) => look(icon, [...path, at, 'icon']));
    };
    const lookAtItems = (items: readonly NavItem[], path: readonly Step[], depth = 1): void =>
      items.forEach((item, at) => {
        look(item.icon, [...path, at, 'icon']);
        if (depth < MAX_DEPTH) lookAtItems(item.items ?? [], [...path, at, 'items'], depth + 1);
      });
    const lookAtFields = (fields: readonly ActionField[], path: readonly Step[], depth = 1): void =>
      fields.forEach((field, at) => {
        lookAtOptions(field.options, [...path, at, 'options']);
        if (depth < MAX_DEPTH) lookAtFields(field.item_fields ?? [], [...path, at, 'item_fields'], depth + 1);
      });
    const { navigation = [], actions = [], dashboard = [] } = manifest.contributions ?? {};
    for (const { model, index } of models)
      model.columns.forEach(({ options }, at) => lookAtOptions(options, ['models', index, 'columns', at, 'options']));
    navigation.forEach((group, at) => {
      look(group.icon, ['contributions', 'navigation', at, 'icon']);
      lookAtItems(group.items, ['contributions', 'navigation', at, 'items']);
    });
    actions.forEach(({ icon, fields = [], steps = [] }, at) => {
      look(icon, ['contributions', 'actions', at, 'icon']);
      lookAtFields(fields, ['contributions', 'actions', at, 'fields']);
      steps.forEach((step, place) => lookAtFields(step.fields, ['contributions', 'actions', at, 'steps', place, 'fields']));
    });
    dashboard.forEach(({ icon }, at) => look(icon, ['contributions', 'dashboard', at, 'icon']));
  },
};

export const page: RulePage = {
  section: 'columns, fields',
  meaning: 'an icon that lucide, whose icons the runtime draws, does not have',
  isOwn: true,
  why: 'The runtime draws nothing in its place, without a word.',
  example: {
    at: '/models/0/columns/2',
    before: { name: 'status', type: 'text', options: [{ value: 'open', label: 'Open', icon: 'CircelDot' }] },
  },
};
