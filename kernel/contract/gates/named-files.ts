/** Files that the manifest names must be there, and be what they are said to be. */
import type { RuleId } from '../rules';
import { gateMessages, type FileRole } from '../messages/gates';
import { isLeftOver } from '../left-overs';
import { parse } from '../parse';
import { uncheckedKeywords } from '../payload-schema';
import type { Step } from '../pointer';
import { near } from '../suggest';
import type { Message } from '../text';
import type { Gate, GateContext } from './context';

const isAddress = (path: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//');
const clean = (path: string): string => path.replace(/^\.?\//, '');

/** Reports a file that is not there; answers whether it is. */
function mustExist({ files, strictError }: GateContext, file: string | undefined, role: FileRole, path: readonly Step[]): boolean {
  if (file === undefined || file === '' || isAddress(file)) return false;
  if (files.has(clean(file))) return true;
  strictError('GATE-FILE', path, near(gateMessages.fileMissing(file, role), clean(file), files.keys()));
  return false;
}

function mustBeJson(context: GateContext, file: string, rule: RuleId, path: readonly Step[]): void {
  const fault = jsonFault(context, clean(file));
  if (fault !== null) context.strictError(rule, path, fault);
}

/** Why hosts cannot read a file as JSON, or read other words than its author wrote. */
function jsonFault({ textOf }: GateContext, file: string): Message | null {
  const text = textOf(file);
  if (text === null) return null;
  if (text.fault !== null && text.fault !== 'surrogate') return gateMessages.jsonText(file, text.fault);
  return parse(text.text).findings.some(({ severity }) => severity === 'error') ? gateMessages.notJson(file) : null;
}

/** Hosts read every file of `locales/`, whether the manifest names it or not, and drop in silence what they cannot read. */
export const unnamedLanguageFiles: Gate = (context) => {
  const named = new Set((context.manifest.i18n?.bundles ?? []).map(({ path }) => clean(path)));
  for (const file of [...context.files.keys()].filter((path) => /^locales\/.+\.json$/.test(path) && !isLeftOver(path)).sort()) {
    const fault = named.has(file) ? null : jsonFault(context, file);
    if (fault !== null) context.inFile('strict', 'GATE-JSON', file, { offset: 0, length: 0 }, fault);
  }
};

export const languageFiles: Gate = (context) => {
  (context.manifest.i18n?.bundles ?? []).forEach(({ path: file }, index) => {
    const path = ['i18n', 'bundles', index, 'path'];
    if (mustExist(context, file, 'locale', path)) mustBeJson(context, file, 'GATE-JSON', path);
    if (!/^locales\/.+\.json$/.test(clean(file))) context.warning('GATE-PLACE', path, gateMessages.otherPlace(file, 'locales/*.json'));
  });
};

export const catalogFiles: Gate = (context) => {
  const { readme, screenshots, icon } = context.manifest.metadata;
  mustExist(context, readme, 'readme', ['metadata', 'readme']);
  (screenshots ?? []).forEach((file, index) => mustExist(context, file, 'screenshot', ['metadata', 'screenshots', index]));
  if (icon?.type === 'svg') mustExist(context, icon.slug, 'icon', ['metadata', 'icon', 'slug']);
};

export const templates: Gate = (context) => {
  (context.manifest.contributions?.documents ?? []).forEach(({ template }, index) => {
    const path = ['contributions', 'documents', index, 'template'];
    mustExist(context, template, 'template', path);
    if (!/^templates\/.+\.html$/.test(clean(template)))
      context.warning('GATE-PLACE', path, gateMessages.otherPlace(template, 'templates/*.html'));
  });
};

/** What a schema says and the kernel does not look at when the event is emitted. */
function noteUnchecked({ textOf, inFile }: GateContext, file: string): void {
  const read = textOf(file);
  if (read?.fault !== null) return;
  const { tree, findings } = parse(read.text);
  if (tree === null || findings.some(({ severity }) => severity === 'error')) return;
  for (const { name, keyOffset, keyLength } of uncheckedKeywords(tree, read.text))
    inFile('info', 'GATE-KEYWORD', file, { offset: keyOffset, length: keyLength }, gateMessages.keywordUnchecked(name));
}

export const payloadSchemas: Gate = (context) => {
  const points = context.manifest.extension_points ?? {};
  const read = new Set<string>();
  (points.events ?? []).forEach(({ payload_schema: file }, index) => {
    const path = ['extension_points', 'events', index, 'payload_schema'];
    if (!mustExist(context, file, 'schema', path)) return;
    mustBeJson(context, file ?? '', 'GATE-JSON', path);
    read.add(clean(file ?? ''));
  });
  for (const file of read) noteUnchecked(context, file);
  (points.slot_kinds ?? []).forEach(({ props_schema: file }, index) => {
    const path = ['extension_points', 'slot_kinds', index, 'props_schema'];
    if (mustExist(context, file, 'schema', path)) mustBeJson(context, file ?? '', 'GATE-JSON', path);
  });
};

export const upgradeScripts: Gate = (context) => {
  (context.manifest.lifecycle?.upgrade ?? []).forEach(({ type, function: file }, index) => {
    if (type === 'sql') mustExist(context, file, 'migration', ['lifecycle', 'upgrade', index, 'function']);
  });
};

export const nativeFiles: Gate = (context) => {
  const service = context.manifest.runtime?.native_service;
  (service?.artifacts ?? []).forEach(({ path: file, sbom }, index) => {
    const path = ['runtime', 'native_service', 'artifacts', index];
    mustExist(context, file, 'entry', [...path, 'path']);
    mustExist(context, sbom, 'entry', [...path, 'sbom']);
  });
};

export const themeFiles: Gate = (context) => {
  const { tokens, fonts } = context.manifest.theme ?? {};
  const path = ['theme', 'tokens'];
  if (mustExist(context, tokens, 'tokens', path)) mustBeJson(context, tokens ?? '', 'GATE-JSON', path);
  (fonts ?? []).forEach((file, index) => mustExist(context, file, 'font', ['theme', 'fonts', index]));
};
