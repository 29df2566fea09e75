/** A project as the page holds it, and how it comes from a template or a bundle. */
import { type Provenance, withProvenance } from '../../kernel/project/provenance';
import { isSamplePath } from '../../kernel/project/sample-rows';
import type { StoredProject } from '../../workers/project-store';
import type { ProjectFile } from '../../workers/protocol';
import { loadTemplate, STARTER } from '../../templates/cards';
import { APP_VERSION } from '../version';

export type { ProjectFile };

export const MANIFEST = 'manifest.json';

export const textOf = (file: ProjectFile | undefined): string => (typeof file === 'string' ? file : '');

/** Text where the bytes are valid UTF-8 without NUL, bytes otherwise. */
export function fileFromBytes(bytes: Uint8Array): ProjectFile {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? bytes : text;
  } catch {
    return bytes;
  }
}

/** Eight hex digits. `randomUUID` would need HTTPS, which a page on a local network may not have. */
const randomSuffix = (): string =>
  [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const newId = (key: string): string => `${key.replace(/[^a-z0-9]+/gi, '-').slice(0, 40)}-${randomSuffix()}`;

/** Whether a project has sample rows of its own. */
export const hasOwnRows = ({ files }: Pick<StoredProject, 'files'>): boolean => Object.keys(files).some(isSamplePath);

/** A project that was installed nowhere yet. `provenance`: where it came from, the newest first. */
export function projectOf(name: string, files: Record<string, ProjectFile>, provenance: readonly Provenance[]): StoredProject {
  const due = hasOwnRows({ files }) && { sampleRowsDue: true as const };
  return { id: newId(name), name, files, lastGoodManifest: null, provenance, ...due, updatedAt: Date.now() };
}

/** The project once its sample rows are written, or where other rows take their place. */
export function withoutDueRows(project: StoredProject): StoredProject {
  const written = { ...project };
  delete written.sampleRowsDue;
  return written;
}

/** What is remembered of a project that is opened or copied now. */
export const openedNow = (of: Omit<Provenance, 'app' | 'at'> & { app?: string }): Provenance => ({
  app: APP_VERSION,
  at: Date.now(),
  ...of,
});

/** A new project from a template, the starter where none is named. Rejects for an id that does not exist, and where its files cannot be had. */
export async function projectFromTemplate(templateId = STARTER): Promise<StoredProject> {
  const template = await loadTemplate(templateId);
  if (!template) throw new Error(`no template is called ${templateId}`);
  const { id, title } = template.card;
  return projectOf(id, { ...template.files }, [openedNow({ kind: 'template', title: title.en, place: id })]);
}

/** A copy under a name of its own, which remembers what it is a copy of. */
export function forkOf(project: StoredProject, name: string): StoredProject {
  const from = openedNow({ kind: 'project', title: project.name, isFork: true });
  const { files, lastGoodManifest, renames } = project;
  return {
    ...projectOf(name, files, withProvenance(from, project.provenance)),
    lastGoodManifest,
    ...(renames && { renames }),
  };
}

/** Every file, the manifest first. */
export function projectPaths(files: Readonly<Record<string, ProjectFile>>): string[] {
  const paths = Object.keys(files);
  return [...paths.filter((path) => path === MANIFEST), ...paths.filter((path) => path !== MANIFEST).sort()];
}

function textsEnding(files: Readonly<Record<string, ProjectFile>>, ending: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0].endsWith(ending) && entry[0] !== MANIFEST,
    ),
  );
}

/** Locale files for labels, as text by path. */
export const localeFilesOf = (files: Readonly<Record<string, ProjectFile>>): Record<string, string> => textsEnding(files, '.json');

/** Migrations and what the upgrade ladder names, as text by path. */
export const sqlFilesOf = (files: Readonly<Record<string, ProjectFile>>): Record<string, string> => textsEnding(files, '.sql');

/** Templates of documents, as text by path. */
export const templateFilesOf = (files: Readonly<Record<string, ProjectFile>>): Record<string, string> => textsEnding(files, '.html');
