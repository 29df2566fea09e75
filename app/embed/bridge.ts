/**
 * The messages between an embedded playground and the page around it. Heard are those of the window that embeds it, from the one
 * origin that the address names, and nothing else; answers go to that origin by name. Without a named origin nobody is heard.
 */
import {
  type EmbedAnswer,
  type EmbedRefusal,
  type EmbedRequest,
  MAX_EMBED_FILES,
  MAX_EMBED_PROJECT_CHARS,
  readEmbedRequest,
} from '../../kernel/link/embed-protocol';
import type { StoredProject } from '../../workers/project-store';
import type { Theme } from '../theme/theme';

/** What a request may touch. */
export interface Embedded {
  /** Null until the person pressed *Run*. */
  project: () => StoredProject | null;
  isReadOnly: () => boolean;
  editFile: (path: string, text: string) => void;
  openFile: (path: string) => void;
  showTheme: (theme: Theme) => void;
}

type Message = Pick<MessageEvent<unknown>, 'source' | 'origin' | 'data'>;

/** Whether a message comes from the window around, of the named origin. */
export const isFromEmbedder = ({ source, origin }: Message, embedder: MessageEventSource, named: string): boolean =>
  source === embedder && origin === named;

const textsOf = ({ files }: StoredProject): [path: string, text: string][] =>
  Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string');

function tooLarge(project: StoredProject, path: string, text: string): boolean {
  const others = textsOf(project).filter(([other]) => other !== path);
  const isNew = !Object.hasOwn(project.files, path);
  const chars = others.reduce((sum, [, other]) => sum + other.length, text.length);
  return chars > MAX_EMBED_PROJECT_CHARS || (isNew && Object.keys(project.files).length >= MAX_EMBED_FILES);
}

/** Does what is asked; why not, when it is not done. */
function obey(request: EmbedRequest, embedded: Embedded): EmbedAnswer | EmbedRefusal {
  const done: EmbedAnswer = { type: 'metacore-playground:done', id: request.id };
  if (request.type === 'theme') {
    embedded.showTheme(request.theme);
    return done;
  }
  const project = embedded.project();
  if (!project) return 'not-running';
  switch (request.type) {
    case 'get':
      return { type: 'metacore-playground:project', id: request.id, name: project.name, files: Object.fromEntries(textsOf(project)) };
    case 'open-file':
      if (!Object.hasOwn(project.files, request.path) || typeof project.files[request.path] !== 'string') return 'no-such-file';
      embedded.openFile(request.path);
      return done;
    case 'set-file':
      if (embedded.isReadOnly()) return 'read-only';
      if (tooLarge(project, request.path, request.text)) return 'too-large';
      embedded.editFile(request.path, request.text);
      return done;
  }
}

/** The answer to a message of the embedding page; null for one that is not for the playground. */
export function answerTo(data: unknown, embedded: Embedded): EmbedAnswer | null {
  const request = readEmbedRequest(data);
  if (!request) return null;
  if ('refused' in request) return { type: 'metacore-playground:refused', id: request.id, reason: request.refused };
  const answer = obey(request, embedded);
  return typeof answer === 'string' ? { type: 'metacore-playground:refused', id: request.id, reason: answer } : answer;
}
