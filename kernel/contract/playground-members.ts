/** `playground.json`: its name, and how it is written. Whoever reads it asks playground-file.ts. */
import type { PlaygroundFile } from '../../schemas';

/** What a project says beside its manifest. It goes with the project's files, and never into a bundle. */
export const PLAYGROUND_FILE = 'playground.json';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** The text of the file. */
export const playgroundText = (members: object): string => `${JSON.stringify(members, null, 2)}\n`;

/** The file with these members in place of its own; a file that is no JSON object stays as it is. */
export function withPlaygroundMembers(text: string | undefined, members: PlaygroundFile): string {
  const own = text === undefined ? {} : parsed(text);
  return own === null ? (text ?? '') : playgroundText({ ...own, ...members });
}
