/**
 * Messages between an embedded playground and the page around it. The list is closed: anything else is refused by name. They are
 * heard only from the origin that the embedding address names (`origin=`), and answered only to it. Running stays with the person.
 */
import { checkedPath } from '../bundle/paths';
import { KernelError } from '../errors';

const PREFIX = 'metacore-playground:';
/** Files and characters that a project may have through these messages, all together. */
export const MAX_EMBED_FILES = 200;
export const MAX_EMBED_PROJECT_CHARS = 8 * 1024 * 1024;
/** The longest text of a file that is taken, in characters. */
export const MAX_EMBED_TEXT_CHARS = 1024 * 1024;

export type EmbedRequest =
  | { type: 'get'; id: number }
  | { type: 'set-file'; id: number; path: string; text: string }
  | { type: 'open-file'; id: number; path: string }
  | { type: 'theme'; id: number; theme: 'light' | 'dark' };

export type EmbedAnswer =
  /** Unasked, when the page begins to listen and when the project begins to run. */
  | { type: 'metacore-playground:ready'; running: boolean }
  /** Unasked: the verdict on the newest text. */
  | { type: 'metacore-playground:verdict'; accepted: boolean; errors: number; warnings: number }
  | { type: 'metacore-playground:project'; id: number; name: string; files: Record<string, string> }
  | { type: 'metacore-playground:done'; id: number }
  | { type: 'metacore-playground:refused'; id: number; reason: EmbedRefusal };

export type EmbedRefusal = 'unknown' | 'malformed' | 'not-running' | 'read-only' | 'no-such-file' | 'too-large';

/** A request, why it is none, or null for a message that is not meant for the playground at all. */
export function readEmbedRequest(data: unknown): EmbedRequest | { refused: EmbedRefusal; id: number } | null {
  if (typeof data !== 'object' || data === null) return null;
  const message = data as Record<string, unknown>;
  const own = (name: string): unknown => (Object.hasOwn(message, name) ? message[name] : undefined);
  const type = own('type');
  if (typeof type !== 'string' || !type.startsWith(PREFIX)) return null;
  const id = own('id');
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0) return { refused: 'malformed', id: 0 };
  const malformed = { refused: 'malformed', id } as const;
  const path = own('path');
  const isPath = typeof path === 'string' && isSafe(path);
  switch (type.slice(PREFIX.length)) {
    case 'get':
      return { type: 'get', id };
    case 'open-file':
      return isPath ? { type: 'open-file', id, path } : malformed;
    case 'set-file': {
      const text = own('text');
      return isPath && typeof text === 'string' && text.length <= MAX_EMBED_TEXT_CHARS ? { type: 'set-file', id, path, text } : malformed;
    }
    case 'theme': {
      const theme = own('theme');
      return theme === 'light' || theme === 'dark' ? { type: 'theme', id, theme } : malformed;
    }
    default:
      return { refused: 'unknown', id };
  }
}

function isSafe(path: string): boolean {
  try {
    return checkedPath(path) === path;
  } catch (error) {
    if (error instanceof KernelError) return false;
    throw error;
  }
}
