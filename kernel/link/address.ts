/** What the page's address asks for: where a project comes from, and how much of the page is shown. Read as a stranger's text. */
import { sourceAddress } from '../publish/download';
import { linkError } from './messages';

export type ProjectSource =
  | { kind: 'own' }
  | { kind: 'link'; fragment: string }
  /** `address` is as it would be fetched. */
  | { kind: 'from'; address: string; host: string }
  | { kind: 'template'; id: string };

export type EmbedParts = 'editor' | 'preview' | 'both';

export interface EmbedOptions {
  parts: EmbedParts;
  /** Null: as the browser prefers. */
  theme: 'light' | 'dark' | null;
  readOnly: boolean;
  /** The one origin whose messages are heard; null: none. */
  origin: string | null;
}

export interface PageAddress {
  source: ProjectSource;
  /** Not null: shown inside of another page. */
  embed: EmbedOptions | null;
}

/** Whether a fragment claims to be a link of any version. */
export const isLink = (fragment: string): boolean => /^#?v\d+\./.test(fragment);

/** An origin as browsers write it; anything else is none. */
export function originOf(text: string | null): string | null {
  if (text === null || text.length > 300) return null;
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && url.origin === text ? text : null;
  } catch {
    return null;
  }
}

/** How much of the page a query asks for; null where it is not for another page to show. */
export function readEmbed(search: string): EmbedOptions | null {
  const query = new URLSearchParams(search);
  if (query.get('embed') !== '1') return null;
  const parts = query.get('parts');
  const theme = query.get('theme');
  return {
    parts: parts === 'editor' || parts === 'preview' ? parts : 'both',
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    readOnly: query.get('readonly') === '1',
    origin: originOf(query.get('origin')),
  };
}

/**
 * Reads query and fragment. Nothing is fetched here.
 * @throws KernelError `LINK-ADDRESS` (two sources at once), `LINK-TEMPLATE` (an id that is none), `FROM-ADDRESS`
 */
export function readAddress(search: string, fragment: string): PageAddress {
  const query = new URLSearchParams(search);
  const embed = readEmbed(search);
  const from = query.get('from');
  const template = query.get('template');
  const claims = [from !== null, template !== null, isLink(fragment)].filter(Boolean).length;
  // A link that claims to be one of our templates must not be taken for it.
  if (claims > 1) throw linkError('LINK-ADDRESS');
  if (isLink(fragment)) return { embed, source: { kind: 'link', fragment } };
  if (from !== null) {
    const { href, host } = sourceAddress(from);
    return { embed, source: { kind: 'from', address: href, host } };
  }
  if (template !== null) {
    if (!/^[a-z][a-z0-9_-]{0,62}$/.test(template)) throw linkError('LINK-TEMPLATE');
    return { embed, source: { kind: 'template', id: template } };
  }
  return { embed, source: { kind: 'own' } };
}

/** The address of an embedded view of `page`, which may carry a link's fragment. */
export function embedAddress(page: string, options: EmbedOptions): string {
  const url = new URL(page);
  url.searchParams.set('embed', '1');
  if (options.parts !== 'both') url.searchParams.set('parts', options.parts);
  if (options.theme !== null) url.searchParams.set('theme', options.theme);
  if (options.readOnly) url.searchParams.set('readonly', '1');
  if (options.origin !== null) url.searchParams.set('origin', options.origin);
  return url.href;
}

const html = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

/** An `<iframe>` for somebody's page. */
export function iframeSnippet(page: string, title: string, options: EmbedOptions): string {
  const src = embedAddress(page, options);
  return `<iframe src="${html(src)}" title="${html(title)}" width="100%" height="600" loading="lazy" referrerpolicy="no-referrer" allow="clipboard-write"></iframe>`;
}

/** Markdown of a badge that opens the project; `badge` is the picture's address. */
export function badgeMarkdown(page: string, badge: string): string {
  // Brackets and blanks would end the address too early.
  const safe = (address: string): string =>
    address.replace(/[()\s<>]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  return `[![Open in the Metacore Playground](${safe(badge)})](${safe(page)})`;
}
