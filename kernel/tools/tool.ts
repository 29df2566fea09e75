/** A tool as it is called: what the manifest says of it, and what the project keeps of the flat manifest it was made from. */
import type { ManifestV3, PlaygroundFile, Tool } from '../../schemas';
import type { InstalledAddon } from '../installed/registry';

/** What a project keeps of a tool that v3 has no field for. */
export type ToolExtras = NonNullable<PlaygroundFile['tools']>[string];
type InputExtras = NonNullable<ToolExtras['inputs']>[string];

/** A parameter as the flat list of hosts has it. */
export interface ToolInput {
  name: string;
  type: string;
  description: string;
  required: boolean;
  example?: string;
  extraction_hint?: string;
  default_value?: string;
  validation?: string;
  normalize?: string;
  format_pattern?: string;
}

export interface AddonTool {
  addon: InstalledAddon;
  /** Place in `contributions.tools`. */
  index: number;
  declared: Tool;
  /** Null for a tool of a v3 manifest of its own. */
  extras: ToolExtras | null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Tools of an addon, in the order of their manifest. */
export const toolsOf = (addon: InstalledAddon): AddonTool[] =>
  (addon.manifest.contributions?.tools ?? []).map((declared, index) => {
    const extras = addon.tools[declared.key];
    return { addon, index, declared, extras: extras ?? null };
  });

function defaultOf(schema: Record<string, unknown>, extras: InputExtras): string | undefined {
  if (extras.default_value !== undefined) return extras.default_value;
  const own = schema.default;
  return typeof own === 'string' || typeof own === 'number' || typeof own === 'boolean' ? textIn(String(own)) : undefined;
}

/** The kind of value that the list calls it. */
function typeIn(schema: Record<string, unknown>, extras: InputExtras): string {
  if (extras.type !== undefined) return extras.type;
  const type = textIn(schema.type) ?? 'string';
  if (type === 'integer') return 'number';
  if (type !== 'string') return type;
  const byFormat: Readonly<Record<string, string>> = { email: 'email', date: 'date', 'date-time': 'date' };
  return byFormat[textIn(schema.format) ?? ''] ?? 'string';
}

/** The parameters of a tool as a list; empty where the manifest declares none. */
export function inputsOf({ declared, extras }: Pick<AddonTool, 'declared' | 'extras'>): ToolInput[] {
  const { properties, required } = declared.input_schema ?? {};
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(isObject(properties) ? properties : {}).map(([name, given]): ToolInput => {
    const schema = isObject(given) ? given : {};
    const own = extras?.inputs?.[name] ?? {};
    const optional = {
      example: own.example,
      extraction_hint: textIn(schema['x-extraction-hint']),
      default_value: defaultOf(schema, own),
      validation: own.validation ?? textIn(schema.pattern),
      normalize: own.normalize ?? textIn(schema['x-normalize']),
      format_pattern: own.format_pattern,
    };
    return {
      name,
      type: typeIn(schema, own),
      description: textIn(schema.description) ?? '',
      required: needed.has(name),
      ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== '')),
    };
  });
}

/** A tool as the list of hosts has it (connectors sheet §1.2); the author's own schema stands beside under a name of its own. */
export function flatTool(tool: AddonTool): Record<string, unknown> {
  const { addon, declared, extras } = tool;
  const { name, category, method, timeout, cache_ttl, priority, auto_create_record, trigger_keywords, trigger_intents, settings } =
    extras ?? {};
  const rest = { category, trigger_keywords, trigger_intents, method, auto_create_record, settings, timeout, cache_ttl, priority };
  return {
    id: declared.key,
    name: name ?? declared.key,
    description: declared.description,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(extras !== null && { input_schema: inputsOf(tool) }),
    ...(declared.input_schema !== undefined && { input_json_schema: declared.input_schema }),
    endpoint: declared.handler?.url ?? '',
    addon_key: addon.key,
  };
}

/** A tool as a language model is told of it: the declaration of a function, in the shape that assistants share. */
export const functionDeclaration = ({ declared }: Pick<AddonTool, 'declared'>): Record<string, unknown> => ({
  name: declared.key,
  description: declared.description,
  parameters: declared.input_schema ?? { type: 'object', properties: {} },
});

/** What the project keeps of tools that are still in the manifest. */
export const keptTools = (manifest: ManifestV3, tools: PlaygroundFile['tools'] = {}): Record<string, ToolExtras> =>
  Object.fromEntries(
    (manifest.contributions?.tools ?? []).flatMap(({ key }) =>
      Object.hasOwn(tools, key) && tools[key] ? [[key, tools[key]] as const] : [],
    ),
  );
