/** The names that exist around a manifest's text: in the project's files, and in the addons that are installed beside it. */
import type { ContractFiles } from '../../contract/gates/context';
import { BACKEND_FILE } from '../../contract/wasm/abi';
import { localeTexts } from '../../contract/locale-texts';
import { readWasmModule } from '../../contract/wasm/module';
import { WasmFormatError } from '../../contract/wasm/reader';
import { indexManifest, type ManifestIndex } from './occurrences';

/** A function that a handler may name, and where it was found. */
export interface FunctionName {
  name: string;
  from: string;
}

/** A text of the language files, by its dotted key, in the default language. */
export interface LocaleText {
  key: string;
  text: string;
}

/** What the project's files add. */
export interface ProjectNames {
  /** Paths of the files, the manifest left out. */
  files: readonly string[];
  functions: readonly FunctionName[];
  texts: readonly LocaleText[];
}

/** What addons that are installed beside this one add. */
export interface NeighbourNames {
  /** `addon.Model` */
  models: readonly string[];
  /** Addons that can be required, with the range their version suggests. */
  addons: readonly { key: string; version: string }[];
  events: readonly string[];
  slots: readonly string[];
}

/** Exports that every module has for the host or its own runtime; no handler names them. */
const RUNTIME_EXPORT = /^(?:_|alloc$|dealloc$|free$|malloc$|calloc$|realloc$|memory$|cabi_|asyncify_|__)/;
/** Go says of a function that it is exported in a comment above it. */
const GO_EXPORT = /^[ \t]*\/\/(?:export|go:wasmexport)[ \t]+([A-Za-z_][A-Za-z0-9_]{0,127})[ \t]*$/gm;
const MAX_SOURCE_LENGTH = 4 * 1024 * 1024;

function exportedFunctions(content: string | Uint8Array | undefined): string[] {
  if (!(content instanceof Uint8Array)) return [];
  try {
    return [...readWasmModule(content).functions].filter((name) => !RUNTIME_EXPORT.test(name));
  } catch (error) {
    if (error instanceof WasmFormatError) return [];
    throw error;
  }
}

/** By name: from the module, else from Go sources that are not built yet, else from what other handlers name already. */
function functionsOf(files: ContractFiles, index: ManifestIndex | null): FunctionName[] {
  const built = exportedFunctions(files.get(BACKEND_FILE)).map((name) => ({ name, from: BACKEND_FILE }));
  const written = [...files].flatMap(([path, content]) =>
    /^backend\/.*\.go$/.test(path) && typeof content === 'string' && content.length <= MAX_SOURCE_LENGTH
      ? [...content.matchAll(GO_EXPORT)].map((match) => ({ name: match[1] ?? '', from: path }))
      : [],
  );
  const named = (index?.occurrences ?? []).filter(({ kind }) => kind === 'function').map(({ name }) => ({ name, from: 'manifest.json' }));
  const found = new Map([...named, ...written, ...built].map((one) => [one.name, one]));
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isObject) : []);
const textIn = (object: Record<string, unknown>, member: string): string[] => {
  const value = Object.hasOwn(object, member) ? object[member] : undefined;
  return typeof value === 'string' && value !== '' ? [value] : [];
};

function textsOf(files: ContractFiles, index: ManifestIndex | null): LocaleText[] {
  const i18n = index?.document.i18n;
  if (!isObject(i18n)) return [];
  const bundles = listOf(i18n.bundles);
  // The default language last: its texts are the ones that are shown beside the key.
  const ordered = [
    ...bundles.filter(({ locale }) => locale !== i18n.default_locale),
    ...bundles.filter(({ locale }) => locale === i18n.default_locale),
  ];
  const texts = new Map<string, string>();
  for (const bundle of ordered) {
    const file = files.get(textIn(bundle, 'path')[0] ?? '');
    for (const [key, text] of (typeof file === 'string' ? localeTexts(file) : null) ?? []) texts.set(key, text);
  }
  return [...texts].map(([key, text]) => ({ key, text }));
}

/** The names in a project's files; `text` is the manifest as it is being typed. */
export function projectNames(files: ContractFiles, text: string): ProjectNames {
  const index = indexManifest(text);
  return {
    files: [...files.keys()].filter((path) => path !== 'manifest.json').sort(),
    functions: functionsOf(files, index),
    texts: textsOf(files, index),
  };
}

const RECORD_EVENTS = ['created', 'updated', 'deleted'];

/** The names that installed addons offer to the one called `ownKey`. `manifests` are theirs, as the kernel answers them. */
export function neighbourNames(manifests: unknown, ownKey: string): NeighbourNames {
  const names = { models: [] as string[], addons: [] as { key: string; version: string }[], events: [] as string[], slots: [] as string[] };
  for (const manifest of listOf(manifests)) {
    const metadata = isObject(manifest.metadata) ? manifest.metadata : {};
    const [[key = ''], [version = '0.0.0']] = [textIn(metadata, 'key'), textIn(metadata, 'version')];
    if (key === '' || key === ownKey) continue;
    const points = isObject(manifest.extension_points) ? manifest.extension_points : {};
    const models = listOf(manifest.models).flatMap((model) => textIn(model, 'key'));
    names.addons.push({ key, version: `^${version}` });
    names.models.push(...models.map((model) => `${key}.${model}`));
    names.events.push(...listOf(points.events).flatMap((event) => textIn(event, 'name')));
    names.events.push(...models.flatMap((model) => RECORD_EVENTS.map((moment) => `${key}.${model}.${moment}`)));
    names.slots.push(...listOf(points.slot_kinds).flatMap((slot) => textIn(slot, 'name')));
  }
  return names;
}
