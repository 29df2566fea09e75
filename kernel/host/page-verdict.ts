/**
 * The verdict as the page needs it. A manifest of half a megabyte must not travel back with every keystroke: the page gets
 * what it draws, and its own thread stays free for typing.
 */
import type { ManifestV3 } from '../../schemas';
import { identityOf } from '../project/identity';
import type { ProjectVerdict } from '../project/judge';
import type { ProjectDiagnostic } from '../project/select';

export interface PageDiagnostic extends ProjectDiagnostic {
  /** Block of the manifest, such as `models › Ticket`, or another file; empty for the document itself. */
  block: string;
}

export interface PageVerdict extends Pick<ProjectVerdict, 'version' | 'accepted'> {
  /** The manifest is v3 and has no error of its own: screens can be made of it. */
  installable: boolean;
  /** The kind of a manifest that has no screens of its own: a preset, a theme, a pack of connectors; null for an addon. */
  screenless: Exclude<ManifestV3['kind'], 'Addon'> | null;
  /** Key of the addon as the manifest has it; empty where there is none. */
  key: string;
  /** The manifest is JSON, right or wrong. */
  readable: boolean;
  diagnostics: PageDiagnostic[];
}

const MAX_KEY_LENGTH = 64;

function keyAt(document: unknown, block: string, index: string): string {
  const top = typeof document === 'object' && document !== null ? (document as Record<string, unknown>) : {};
  const list = Object.hasOwn(top, block) ? top[block] : undefined;
  const item: unknown = Array.isArray(list) ? list[Number(index)] : undefined;
  const key = typeof item === 'object' && item !== null ? (item as Record<string, unknown>).key : undefined;
  return typeof key === 'string' ? key.slice(0, MAX_KEY_LENGTH) : index;
}

/** The block a finding belongs to: the top-level member, and within a list its entry; outside of the manifest the file. */
function blockOf({ path, file }: ProjectDiagnostic, document: unknown): string {
  if (file !== 'manifest.json') return file;
  const [, block = '', next = ''] = path.split('/');
  if (next === '') return block;
  return `${block} › ${/^\d+$/.test(next) ? keyAt(document, block, next) : next}`;
}

export function pageVerdict({ version, accepted, manifest, document, diagnostics }: ProjectVerdict): PageVerdict {
  return {
    version,
    accepted,
    installable: manifest !== null,
    screenless: manifest === null || manifest.kind === 'Addon' ? null : manifest.kind,
    key: identityOf(document).key,
    readable: document !== undefined,
    diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic, block: blockOf(diagnostic, document) })),
  };
}
