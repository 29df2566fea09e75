/**
 * A template's HTML, read tag by tag and written anew (docs/architecture/04, DOCUMENT). Only elements and attributes that a
 * printed page needs are written; every text and value is escaped. What a template or a row smuggles in (scripts, handlers,
 * frames, addresses of elsewhere) is not there to be switched off: it is never written.
 */

const VOID = new Set(['br', 'hr', 'img', 'col', 'wbr']);
const ELEMENTS = new Set(
  `a abbr address article aside b blockquote body br caption center cite code col colgroup dd del details dfn div dl dt em figcaption
   figure font footer h1 h2 h3 h4 h5 h6 head header hr html i img ins kbd li main mark ol p pre q s samp section small span strong
   style sub summary sup table tbody td tfoot th thead time title tr u ul var wbr`.split(/\s+/),
);
/** Elements that are left out together with what is in them. */
const DROPPED = new Set(
  'script noscript iframe object embed applet frame frameset template svg math textarea select button form audio video canvas'.split(' '),
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

/** A text with its tokens, as it is written between tags: the author's entities stay, no tag can come about. */
function filledText(text: string, filler: Filler): string {
  let out = '';
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    out += text.slice(at, match.index).replaceAll('<', '&lt;');
    const filling = filler.fill((match[1] ?? '').trim());
    out += typeof filling === 'string' ? escapeHtml(filling) : filling.html;
    at = match.index + match[0].length;
  }
  return out + text.slice(at).replaceAll('<', '&lt;');
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

/** The few entities an attribute is written with, so that an address is judged as a browser reads it. */
function decoded(value: string): string {
  return value
    .replace(/&#(\d{1,7});?/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&#x([\da-f]{1,6});?/gi, (_, code: string) => String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)))
    .replace(/&(amp|lt|gt|quot|apos|colon|tab|newline);?/gi, (_, name: string) => {
      const known: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", colon: ':', tab: '\t', newline: '\n' };
      return known[name.toLowerCase()] ?? '';
    });
}

/** Pictures travel inside the document; links lead to pages, mailboxes and telephones. */
const isGoodPicture = (address: string): boolean => /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$/.test(address);
const isGoodLink = (address: string): boolean => /^(?:https?:|mailto:|tel:|#)/i.test(address.trim());

const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

function attributes(text: string, filler: Filler): string {
  let out = '';
  const seen = new Set<string>();
  for (const [, given = '', double, single, bare] of text.matchAll(ATTRIBUTE)) {
    const name = given.toLowerCase();
    if (seen.has(name)) continue;
    seen.add(name);
    const source = decoded(double ?? single ?? bare ?? '');
    const value = name === 'style' ? filledStyle(source, filler) : filledValue(source, filler);
    const good = ATTRIBUTES.has(name) || (name === 'src' && isGoodPicture(value)) || (name === 'href' && isGoodLink(value));
    if (good) out += ` ${name}="${escapeHtml(value)}"`;
    else filler.leftOut(name);
  }
  return out;
}

/** The end of a tag that begins at `from`, behind its `>`; quotes may hold one. -1 where it never ends. */
function tagEnd(source: string, from: number): number {
  let quote = '';
  for (let at = from; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at + 1;
  }
  return -1;
}

/** Where the element `name` that began before `from` ends: at its closing tag, else with the text. */
function closing(source: string, name: string, from: number): { begin: number; end: number } {
  const found = new RegExp(`</${name}[\\s/>]`, 'i').exec(source.slice(from));
  if (!found) return { begin: source.length, end: source.length };
  const begin = from + found.index;
  const end = tagEnd(source, begin);
  return { begin, end: end < 0 ? source.length : end };
}

/** The template with its tokens filled, as HTML that holds nothing but text, tables, pictures of its own and styles. */
export function writeHtml(source: string, filler: Filler): string {
  let out = '';
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf('<', at);
    if (open < 0) break;
    out += filledText(source.slice(at, open), filler);
    if (source.startsWith('<!--', open)) {
      const end = source.indexOf('-->', open + 4);
      at = end < 0 ? source.length : end + 3;
      continue;
    }
    const tag = /^<(\/?)([A-Za-z][A-Za-z0-9-]*)/.exec(source.slice(open, open + 64));
    const isMarkup = /^<[!?]/.test(source.slice(open, open + 2));
    if (!tag && !isMarkup) {
      out += '&lt;';
      at = open + 1;
      continue;
    }
    const end = tagEnd(source, open);
    if (!tag || end < 0) {
      // `<!doctype>` and `<?xml>`; and a tag that never ends takes the rest with it, as in every browser.
      if (end < 0) filler.leftOut(source.slice(open, open + 16));
      at = end < 0 ? source.length : end;
      continue;
    }
    const [whole, slash, given = ''] = tag;
    const name = given.toLowerCase();
    at = end;
    if (!ELEMENTS.has(name)) {
      if (slash === '') filler.leftOut(`<${name}>`);
      if (slash === '' && DROPPED.has(name)) at = closing(source, name, end).end;
      continue;
    }
    if (slash !== '') {
      if (!VOID.has(name)) out += `</${name}>`;
      continue;
    }
    out += `<${name}${attributes(source.slice(open + whole.length, end - 1), filler)}>`;
    if (name === 'style') {
      const close = closing(source, name, end);
      // `<` has no meaning in a style sheet but to end it.
      out += `${filledStyle(source.slice(end, close.begin), filler).replaceAll('<', '')}</style>`;
      at = close.end;
    }
  }
  return out + filledText(source.slice(at), filler);
}
