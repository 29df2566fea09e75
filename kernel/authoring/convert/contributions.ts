/** Menu, settings and tools. */
import type { ManifestV2, NavGroup, NavItem, PlaygroundFile, Setting, SettingOption, Tool } from '../../../schemas';
import { regexBudget, regexFault } from '../../expressions/regex';
import { convertMessages } from './messages';
import type { Step } from '../../contract/pointer';
import { NORMALIZERS } from '../../contract/v2/promised';
import type { Conversion } from './context';
import { given, isAbsent, noteUnknown, textOr } from './members';

type NavGroupV2 = NonNullable<ManifestV2['navigation']>[number];
type ToolV2 = NonNullable<ManifestV2['tools']>[number];
type ToolInputV2 = NonNullable<ToolV2['input_schema']>[number];

export function convertNavigation(conversion: Conversion): NavGroup[] {
  return (conversion.source.navigation ?? []).map((group, index) => {
    const path = ['navigation', index];
    conversion.trace(['contributions', ...path], path);
    noteUnknown(conversion, group, ['title', 'icon', 'target', 'items'], path);
    if (isAbsent(group.title)) conversion.note('CONV-GUESS', path, convertMessages.noName('title'));
    return given({
      title: group.title ?? '',
      icon: textOr(group.icon),
      target: textOr(group.target),
      items: (group.items ?? []).map((item, at) => convertItem(conversion, item, [...path, 'items', at])),
    });
  });
}

const NAV_ITEM_FIELDS = ['title', 'url', 'icon', 'model', 'filter', 'viewType', 'groupBy', 'items'];

function convertItem(conversion: Conversion, item: NonNullable<NavGroupV2['items']>[number], path: readonly Step[]): NavItem {
  noteUnknown(conversion, item, NAV_ITEM_FIELDS, path);
  if (isAbsent(item.title)) conversion.note('CONV-GUESS', path, convertMessages.noName('title'));
  const model = textOr(item.model);
  const asked = textOr(item.viewType);
  const viewType: NavItem['view_type'] = asked === 'table' || asked === 'kanban' ? asked : undefined;
  if (asked !== undefined && viewType === undefined)
    conversion.note('CONV-DROP', [...path, 'viewType'], convertMessages.dropped(asked, 'no-counterpart'));
  return given({
    title: item.title ?? '',
    url: textOr(item.url),
    icon: textOr(item.icon),
    model: model === undefined ? undefined : conversion.model(model),
    filter: item.filter === null || item.filter === undefined ? undefined : textsOf(item.filter),
    view_type: viewType,
    group_by: textOr(item.groupBy),
    items: item.items?.map((child, at) => convertItem(conversion, child, [...path, 'items', at])),
  });
}

const textsOf = (map: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, value ?? '']));

const SETTING_TYPES: Readonly<Record<string, Setting['type'] | undefined>> = {
  password: 'secret',
  secret: 'secret',
  text: 'string',
  string: 'string',
  email: 'string',
  url: 'string',
  number: 'number',
  decimal: 'number',
  float: 'number',
  int: 'integer',
  integer: 'integer',
  bool: 'boolean',
  boolean: 'boolean',
  select: 'select',
  json: 'json',
};

export function convertSettings(conversion: Conversion): Setting[] {
  const { source, note, trace } = conversion;
  return (source.settings ?? []).map((setting, index) => {
    const path = ['settings', index];
    trace(path, path);
    noteUnknown(conversion, setting, ['key', 'label', 'type', 'default_value', 'options', 'secret'], path);
    const asked = setting.type ?? '';
    const known = Object.hasOwn(SETTING_TYPES, asked) ? SETTING_TYPES[asked] : undefined;
    const type = setting.secret === true ? 'secret' : (known ?? 'string');
    if (known === undefined && setting.secret !== true)
      note('CONV-GUESS', isAbsent(setting.type) ? path : [...path, 'type'], convertMessages.settingType(asked));
    const hasDefault = setting.default_value !== undefined && setting.default_value !== null;
    if (type === 'secret' && hasDefault) note('CONV-DROP', [...path, 'default_value'], convertMessages.dropped('default_value', 'secret'));
    return given({
      key: setting.key ?? '',
      type,
      label: textOr(setting.label),
      default: type === 'secret' ? undefined : setting.default_value,
      options: setting.options?.map((option, at) => {
        noteUnknown(conversion, option, ['value', 'label'], [...path, 'options', at]);
        return { value: option.value, label: option.label } as SettingOption;
      }),
    });
  });
}

const TOOL_FIELDS = ['id', 'name', 'description', 'input_schema', 'endpoint'];
/** What v3 has no field for and the project keeps. */
const KEPT_FIELDS = [
  ...['category', 'trigger_keywords', 'trigger_intents', 'method', 'timeout', 'cache_ttl', 'priority', 'auto_create_record', 'settings'],
];
const INPUT_TYPES: Readonly<Record<string, string | undefined>> = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  date: 'string',
  email: 'string',
  phone: 'string',
  array: 'array',
  object: 'object',
};

export function convertTools(conversion: Conversion): Tool[] {
  const { source, note, trace } = conversion;
  return (source.tools ?? []).map((tool, index) => {
    const path = ['tools', index];
    const to = ['contributions', 'tools', index];
    trace(to, path);
    trace([...to, 'key'], [...path, 'id']);
    trace([...to, 'handler'], [...path, 'endpoint']);
    const lost = Object.keys(tool).filter((name) => ![...TOOL_FIELDS, ...KEPT_FIELDS].includes(name) && tool[name] !== null);
    const kept = Object.keys(tool).filter((name) => KEPT_FIELDS.includes(name) && tool[name] !== null);
    const inputs = tool.input_schema ?? [];
    const lostOfInputs = new Set(inputs.flatMap((input) => Object.keys(input).filter((name) => !INPUT_FIELDS.includes(name))));
    inputs.forEach(({ normalize, validation }, at) => {
      const where = [...path, 'input_schema', at];
      if (textOr(normalize) !== undefined && normalizerOf(normalize) === undefined)
        note('CONV-DROP', [...where, 'normalize'], convertMessages.dropped(normalize ?? '', 'no-counterpart'));
      if (rawPattern(validation) !== undefined && patternOf(validation) === undefined)
        note('CONV-DROP', [...where, 'validation'], convertMessages.dropped(rawPattern(validation) ?? '', 'no-counterpart'));
    });
    const all = [...lost, ...[...lostOfInputs].map((name) => `input_schema.${name}`)];
    if (all.length > 0) note('CONV-DROP', path, convertMessages.toolExtras(tool.id ?? '', all));
    if (kept.length > 0) note('CONV-DROP', path, convertMessages.toolKept(tool.id ?? '', kept));
    const url = textOr(tool.endpoint);
    const description = textOr(tool.description) ?? textOr(tool.name);
    if (description === undefined) note('CONV-GUESS', path, convertMessages.noName('description'));
    return given({
      key: tool.id ?? '',
      description: description ?? '',
      input_schema: inputSchema(inputs),
      handler: url === undefined ? undefined : { type: 'webhook' as const, url },
    });
  });
}

const INPUT_FIELDS = [
  ...['name', 'type', 'description', 'required', 'normalize', 'validation', 'extraction_hint'],
  ...['example', 'default_value', 'format_pattern'],
];
/** Kinds of value that the schema of v3 says as the flat list does; any other one is kept in the author's word. */
const SAID_TYPES: ReadonlySet<string> = new Set(['', 'string', 'number', 'boolean', 'array', 'object']);
const MAX_TYPE_CHARS = 64;
const MAX_SECONDS = { timeout: 60, cache_ttl: 86_400 };

const wholeNumber = (value: unknown, least: number, most: number): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
const words = (list: readonly (string | null)[] | null | undefined): string[] | undefined => {
  const found = (list ?? []).filter((word): word is string => typeof word === 'string' && word !== '');
  return found.length === 0 ? undefined : found;
};
const unlessEmpty = <T extends object>(object: T): T | undefined => (Object.keys(object).length === 0 ? undefined : object);

type KeptTool = NonNullable<PlaygroundFile['tools']>[string];

/** What the project keeps of the tools: calls of them use it, in the playground. */
export function keptOfTools({ source }: Conversion): NonNullable<PlaygroundFile['tools']> {
  return Object.fromEntries((source.tools ?? []).map((tool): [string, KeptTool] => [tool.id ?? '', keptOfTool(tool)]));
}

/** Go's client sends a method as it is written, and no server knows one in small letters. */
const methodOf = (given: string | null | undefined): string | undefined => {
  const method = (given ?? '').trim().toUpperCase();
  return /^[A-Z]{3,10}$/.test(method) ? method : undefined;
};

function keptOfTool(tool: ToolV2): KeptTool {
  const inputs = (tool.input_schema ?? []).map((input) => [input.name ?? '', keptOfInput(input)] as const);
  return given({
    name: textOr(tool.name),
    category: textOr(tool.category),
    method: methodOf(tool.method),
    timeout: wholeNumber(tool.timeout, 1, MAX_SECONDS.timeout),
    cache_ttl: wholeNumber(tool.cache_ttl, 0, MAX_SECONDS.cache_ttl),
    priority: wholeNumber(tool.priority, -1_000_000, 1_000_000),
    auto_create_record: textOr(tool.auto_create_record),
    trigger_keywords: words(tool.trigger_keywords),
    trigger_intents: words(tool.trigger_intents),
    settings: tool.settings ?? undefined,
    inputs: unlessEmpty(Object.fromEntries(inputs.filter(([, kept]) => Object.keys(kept).length > 0))),
  });
}

/** What the schema of v3 does not say of a parameter: its kind, its default, a rule that v3 was not given. */
function keptOfInput(input: ToolInputV2): NonNullable<KeptTool['inputs']>[string] {
  const raw = rawPattern(input.validation);
  return given({
    type: SAID_TYPES.has(input.type ?? '') ? undefined : (input.type ?? '').slice(0, MAX_TYPE_CHARS),
    example: textOr(input.example),
    default_value: textOr(input.default_value),
    validation: patternOf(input.validation) === undefined ? raw : undefined,
    normalize: normalizerOf(input.normalize) === undefined ? textOr(input.normalize) : undefined,
    format_pattern: textOr(input.format_pattern),
  });
}

/** The parameters of a tool as one JSON Schema; hints for the assistant travel as extension keywords. */
function inputSchema(inputs: readonly ToolInputV2[]): Record<string, unknown> {
  const properties = inputs.map((input): [string, unknown] => [
    input.name ?? '',
    given({
      type: INPUT_TYPES[input.type ?? 'string'] ?? 'string',
      description: textOr(input.description),
      pattern: patternOf(input.validation),
      'x-normalize': normalizerOf(input.normalize),
      'x-extraction-hint': textOr(input.extraction_hint),
    }),
  ]);
  const required = inputs.filter((input) => input.required === true).map(({ name }) => name ?? '');
  return { type: 'object', properties: Object.fromEntries(properties), ...(required.length === 0 ? {} : { required }) };
}

/** A rule that nobody knows does nothing on hosts: it is not carried on. */
const normalizerOf = (rule: string | null | undefined): string | undefined => NORMALIZERS.find((known) => known === rule);

function rawPattern(validation: unknown): string | undefined {
  if (typeof validation === 'string') return textOr(validation);
  const regex: unknown = typeof validation === 'object' && validation !== null && 'regex' in validation ? validation.regex : undefined;
  return typeof regex === 'string' ? textOr(regex) : undefined;
}

/** An expression that compiles; with any other every call of the tool would fail. */
function patternOf(validation: unknown): string | undefined {
  const pattern = rawPattern(validation);
  return pattern === undefined || regexFault(pattern, regexBudget()) !== null ? undefined : pattern;
}
