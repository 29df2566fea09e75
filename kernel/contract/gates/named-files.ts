/** Files that the manifest names must be there, and be what they are said to be. */
import { gateMessages, type FileRole } from '../messages/gates';
import type { Step } from '../pointer';
import type { Gate, GateContext } from './context';

const isAddress = (path: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//');
const clean = (path: string): string => path.replace(/^\.?\//, '');

/** Reports a file that is not there; answers whether it is. */
function mustExist({ files, strictError }: GateContext, file: string | undefined, role: FileRole, path: readonly Step[]): boolean {
  if (file === undefined || file === '' || isAddress(file)) return false;
  if (files.has(clean(file))) return true;
  strictError('GATE-FILE', path, gateMessages.fileMissing(file, role));
  return false;
}

function mustBeJson(context: GateContext, file: string, rule: string, path: readonly Step[]): void {
  const text = context.textOf(clean(file));
  if (text === null) return;
  try {
    JSON.parse(text);
  } catch {
    context.strictError(rule, path, gateMessages.notJson(file));
  }
}

export const languageFiles: Gate = (context) => {
  (context.manifest.i18n?.bundles ?? []).forEach(({ path: file }, index) => {
    const path = ['i18n', 'bundles', index, 'path'];
    if (mustExist(context, file, 'locale', path)) mustBeJson(context, file, 'GATE-JSON', path);
  });
};

export const catalogFiles: Gate = (context) => {
  const { readme, screenshots, icon } = context.manifest.metadata;
  mustExist(context, readme, 'readme', ['metadata', 'readme']);
  (screenshots ?? []).forEach((file, index) => mustExist(context, file, 'screenshot', ['metadata', 'screenshots', index]));
  if (icon?.type === 'svg') mustExist(context, icon.slug, 'icon', ['metadata', 'icon', 'slug']);
};

export const templates: Gate = (context) => {
  (context.manifest.contributions?.documents ?? []).forEach(({ template }, index) =>
    mustExist(context, template, 'template', ['contributions', 'documents', index, 'template']),
  );
};

export const payloadSchemas: Gate = (context) => {
  const points = context.manifest.extension_points ?? {};
  (points.events ?? []).forEach(({ payload_schema: file }, index) => {
    const path = ['extension_points', 'events', index, 'payload_schema'];
    if (mustExist(context, file, 'schema', path)) mustBeJson(context, file ?? '', 'GATE-JSON', path);
  });
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
