/**
 * A template's HTML, read tag by tag as a browser reads it and written anew (docs/architecture/04, DOCUMENT). Only elements and attributes that a
 * printed page needs are written; every text and value is escaped. What a template or a row smuggles in (scripts, handlers,
 * frames, addresses of elsewhere) is not there to be switched off: it is never written.
 */
import { Tokenizer } from 'htmlparser2';

const VOID = new Set(['br', 'hr', 'img', 'col', 'wbr']);
const ELEMENTS = new Set(
  `a abbr address article aside b blockquote body br caption center cite code col colgroup dd del details dfn div dl dt em figcaption
   figure font footer h1 h2 h3 h4 h5 h6 head header hr html i img ins kbd li main mark ol p pre q s samp section small span strong
   style sub summary sup table tbody td tfoot th thead time title tr u ul var wbr`.split(/\s+/),
);
/** Elements that are left out together with what is in them. */
const DROPPED = new Set(
  'script noscript iframe object applet frameset template svg math textarea select button form audio video canvas'.split(' '),
);
const ATTRIBUTES = new Set(
  `align alt bgcolor border cellpadding cellspacing class color colspan datetime dir height id lang rowspan scope size span style
   title valign width`.split(/\s+/),
);

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => NAMES[char] ?? '');

/** What stands for `{{…}}`: a text that is escaped where it goes, or HTML that was made here. */
export type Filling = string | { html: string };

export interface Filler {
  /** The filling of what stands between the braces. */
  fill(token: string): Filling;
  /** Hears of what was left out, by name (`<script>`, `onclick`). */
  leftOut(what: string): void;
}

const TOKEN = /\{\{([^{}]*)\}\}/g;

/** In a text, a quote or a `>` means nothing. */
const escapeText = (text: string): string => text.replace(/[&<]/g, (char) => NAMES[char] ?? '');

/** A text with its tokens, as it is written between tags: no tag can come about. */
function filledText(text: string, filler: Filler): string {
  let out = '';
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    out += escapeText(text.slice(at, match.index));
    const filling = filler.fill((match[1] ?? '').trim());
    out += typeof filling === 'string' ? escapeHtml(filling) : filling.html;
    at = match.index + match[0].length;
  }
  return out + escapeText(text.slice(at));
}

/** A value with its tokens as plain text; HTML has no place in it. */
const filledValue = (text: string, filler: Filler): string =>
  text.replace(TOKEN, (_, token: string) => {
    const filling = filler.fill(token.trim());
    return typeof filling === 'string' ? filling : '';
  });

/** In a style sheet a value may be a name, a number or a colour: nothing that begins another rule or asks for an address. */
const filledStyle = (text: string, filler: Filler): string =>
  text.replace(TOKEN, (_, token: string) => {
    const filling = filler.fill(token.trim());
    return typeof filling === 'string' ? filling.replace(/[^\w#%., -]/g, '') : '';
  });

/** Pictures travel inside the document; links lead to pages, mailboxes and telephones. */
const isGoodPicture = (address: string): boolean => /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/.test(address);
const isGoodLink = (address: string): boolean => /^(?:https?:|mailto:|tel:|#)/i.test(address.trim());

type Attributes = [name: string, value: string][];

function written(attributes: Attributes, filler: Filler): string {
  let out = '';
  const seen = new Set<string>();
  for (const [name, source] of attributes) {
    if (seen.has(name)) continue;
    seen.add(name);
    const value = name === 'style' ? filledStyle(source, filler) : filledValue(source, filler);
    const good = ATTRIBUTES.has(name) || (name === 'src' && isGoodPicture(value)) || (name === 'href' && isGoodLink(value));
    if (good) out += ` ${name}="${escapeHtml(value)}"`;
    else filler.leftOut(name);
  }
  return out;
}

/** The template with its tokens filled, as HTML that holds nothing but text, tables, pictures of its own and styles. */
export function writeHtml(source: string, filler: Filler): string {
  let out = '';
  let text = '';
  let name = '';
  let attributes: Attributes = [];
  let value = '';
  /** Where the reader is: in a style sheet; in an element that is left out with what is in it, until it ends. */
  const within: { style: boolean; dropped: string | null } = { style: false, dropped: null };
  /** How much of the source has been told of. */
  let read = 0;

  const flush = (): void => {
    // `<` has no meaning in a style sheet but to end it.
    if (within.dropped === null) out += within.style ? filledStyle(text, filler).replaceAll('<', '') : filledText(text, filler);
    text = '';
  };
  const opened = (endIndex: number): void => {
    read = endIndex + 1;
    if (within.dropped !== null) return;
    if (ELEMENTS.has(name)) {
      out += `<${name}${written(attributes, filler)}>`;
      within.style = name === 'style';
    } else {
      filler.leftOut(`<${name}>`);
      if (DROPPED.has(name)) within.dropped = name;
    }
  };
  const word = (start: number, endIndex: number): string => source.slice(start, endIndex).toLowerCase();
  const told = (endIndex: number): void => {
    read = endIndex;
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext(start, endIndex) {
        text += source.slice(start, endIndex);
        read = endIndex;
      },
      ontextentity(codepoint, endIndex) {
        text += String.fromCodePoint(codepoint);
        read = endIndex;
      },
      onopentagname(start, endIndex) {
        flush();
        name = word(start, endIndex);
        attributes = [];
      },
      onattribname(start, endIndex) {
        attributes.push([word(start, endIndex), '']);
        value = '';
      },
      onattribdata: (start, endIndex) => {
        value += source.slice(start, endIndex);
      },
      onattribentity: (codepoint) => {
        value += String.fromCodePoint(codepoint);
      },
      onattribend: () => {
        const last = attributes.at(-1);
        if (last) last[1] = value;
      },
      onopentagend: opened,
      onselfclosingtag: opened,
      onclosetag(start, endIndex) {
        flush();
        read = endIndex;
        const closed = word(start, endIndex);
        if (within.dropped === null && ELEMENTS.has(closed) && !VOID.has(closed)) out += `</${closed}>`;
        if (closed === within.dropped) within.dropped = null;
        within.style = false;
      },
      oncomment: (_, endIndex) => told(endIndex),
      oncdata: (_, endIndex) => told(endIndex),
      ondeclaration: (_, endIndex) => told(endIndex),
      onprocessinginstruction: (_, endIndex) => told(endIndex),
      onend: flush,
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  // A tag that never ends takes the rest with it, as in every browser.
  const rest = source.slice(read);
  if (within.dropped === null && rest.startsWith('<')) filler.leftOut(rest.slice(0, 16));
  if (within.style) out += '</style>';
  return out;
}
