/** Links that somebody could send, and the sheet that each has to lead to. */
import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { KernelError } from '../../../kernel/errors';
import { DICTIONARY_V1 } from '../../../kernel/link/dictionary-v1';
import { decodeLink, encodeLink, MAX_LINK_CHARS } from '../../../kernel/link/link';
import { cases } from '../../../kernel/testing/drawn';
import { visible } from '../../../kernel/values/visible';
import { payloads } from './payloads';
import { signedLinks } from './signed-links';

/** Rows of the sheet that must stand there, word for word, by their label; null for one that must not. */
export type SheetRows = Readonly<Record<string, string | null>>;

export interface HostileLink {
  name: string;
  /** With `#`. */
  fragment: string;
  /** What the address asks for besides, without `?`. */
  query?: string;
  sheet:
    | { kind: 'ask'; rows: SheetRows }
    | { kind: 'unreadable'; message: string }
    /** Changed after it was signed. */
    | { kind: 'refused' }
    /** Something of another site, which is not fetched. */
    | { kind: 'offered'; rows: SheetRows };
}

export const UNSIGNED = 'nobody';

const ALL_AT_ONCE = 'every text that would run, at once';

const CHANGED = 'The link was changed or cut on its way.';
const VERSION = 'This link is of a version that this playground does not know. Reload the page to get the newest one.';
const TOO_LONG = `The link is longer than ${String(MAX_LINK_CHARS)} characters.`;
const TOO_LARGE = 'The link unfolds to more than 2 MiB.';

/** A link over any text, honest or not, against any dictionary. */
export function forge(value: unknown, dictionary: string | null = DICTIONARY_V1): string {
  const text = new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
  const packed = deflateSync(text, { level: 9, ...(dictionary !== null && { dictionary: new TextEncoder().encode(dictionary) }) });
  return `#v1.${Buffer.from(packed).toString('base64url')}`;
}

const manifestOf = (metadata: object, more: object = {}): string =>
  JSON.stringify({
    apiVersion: 'asteby.com/v3',
    kind: 'Addon',
    metadata: { key: 'evil', name: 'Evil', version: '1.0.0', ...metadata },
    ...more,
  });

const project = (files: Record<string, unknown>, more: object = {}): object => ({
  app: '0.1.0',
  title: 'evil',
  files: { 'manifest.json': manifestOf({}), ...files },
  ...more,
});

const ask = (rows: SheetRows = {}): HostileLink['sheet'] => ({ kind: 'ask', rows: { 'Signed by': UNSIGNED, ...rows } });
const unreadable = (message: string): HostileLink['sheet'] => ({ kind: 'unreadable', message });
const misshapen = (member: string): HostileLink['sheet'] => unreadable(`The link’s “${member}” is missing or not what it should be.`);

/** As the sheet shows a text: what nobody would see is written out, and runs of blanks are one blank. */
const shown = (text: string): string => visible(text).replace(/\s+/g, ' ').trim();

/** What the kernel itself, run in Node, says of a fragment: for links that were changed at random. */
function sheetInNode(fragment: string): HostileLink['sheet'] {
  try {
    return ask({ Title: shown(decodeLink(fragment).title) || null });
  } catch (error) {
    if (error instanceof KernelError) return unreadable(error.message);
    throw error;
  }
}

function written(foreign: string, tickets: string): HostileLink[] {
  const honest = encodeLink({ app: '0.1.0', title: 'tickets', files: { 'manifest.json': tickets } });
  const all = payloads(foreign);
  const script = all['a script element'] ?? '';
  const links: [name: string, fragment: string, sheet: HostileLink['sheet']][] = [
    ['no content', '#v1.', unreadable(CHANGED)],
    ['one character', '#v1.A', unreadable(CHANGED)],
    ['zeros', `#v1.${'A'.repeat(200)}`, unreadable(CHANGED)],
    ['a version that is to come', '#v2.AAAA', unreadable(VERSION)],
    ['a version of nonsense', '#v99999999999999999999.AAAA', unreadable(VERSION)],
    ['an element', `#v1.${script}`, unreadable(CHANGED)],
    ['padding', `#${honest}==`, unreadable(CHANGED)],
    ['percent signs', `#v1.%3Cscript%3E`, unreadable(CHANGED)],
    ['one character too many', `#v1.${'A'.repeat(MAX_LINK_CHARS - 2)}`, unreadable(TOO_LONG)],
    ['a megabyte', `#v1.${'A'.repeat(1_000_000)}`, unreadable(TOO_LONG)],
    ['a bomb of 60 MB', forge(`{"files":{"manifest.json":"${' '.repeat(60_000_000)}"}}`), unreadable(TOO_LONG)],
    ['a bomb of 40 MB', forge(`{"files":{"manifest.json":"${' '.repeat(40_000_000)}"}}`), unreadable(TOO_LARGE)],
    ['a README of 5 MB', forge(project({ 'README.md': '# Long\n'.repeat(750_000) })), unreadable(TOO_LARGE)],
    ['no dictionary', forge(project({}), null), ask({ Title: 'evil', Addon: 'Evil (evil)' })],
    ['another dictionary', forge(project({}), DICTIONARY_V1.split('').reverse().join('')), { kind: 'unreadable', message: CHANGED }],
    ['another text than JSON', forge('<html>'), unreadable(CHANGED)],
    [
      'bytes that are no text',
      `#v1.${Buffer.from(deflateSync(Uint8Array.of(0xff, 0xfe, 0x00))).toString('base64url')}`,
      unreadable(CHANGED),
    ],
    ['JSON that is cut', forge('{"files":{"manifest.json":"{}"'), unreadable(CHANGED)],
    ['JSON nested 100,000 deep', forge(`{"files":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), misshapen('files')],
    ['null', forge('null'), misshapen('files')],
    ['a list', forge([]), misshapen('files')],
    ['a number', forge('7'), misshapen('files')],
    ['no files', forge({ title: 'x' }), misshapen('files')],
    ['files as a list', forge({ files: ['manifest.json'] }), misshapen('files')],
    ['no manifest', forge({ files: { 'README.md': '' } }), misshapen('manifest.json')],
    ['a manifest of bytes', forge({ files: { 'manifest.json': { base64: 'e30' } } }), misshapen('manifest.json')],
    ['a file that is a number', forge(project({ 'a.txt': 1 })), misshapen('a.txt')],
    ['bytes with characters of none', forge(project({ 'a.bin': { base64: '<>' } })), unreadable(CHANGED)],
    ['201 files', forge(project(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`f${String(n)}`, ''])))), misshapen('files')],
    ['a title that is an object', forge(project({}, { title: {} })), misshapen('title')],
    ['a title of 201 characters', forge(project({}, { title: 'x'.repeat(201) })), misshapen('title')],
    ['a seed below zero', forge(project({}, { seed: -1 })), misshapen('seed')],
    ['a seed that is a text', forge(project({}, { seed: '1;drop table x' })), misshapen('seed')],
    ['a view that is a list', forge(project({}, { view: ['x'] })), misshapen('view')],
    ['somebody to be who is no text', forge(project({}, { principal: { isAdmin: true } })), misshapen('principal')],
    [
      'a path upwards',
      forge(project({ '../x': '' })),
      unreadable('The entry ../x points outside of the bundle ("." or ".." in its path).'),
    ],
    [
      'a path upwards in the middle',
      forge(project({ 'a/../../x': '' })),
      unreadable('The entry a/../../x points outside of the bundle ("." or ".." in its path).'),
    ],
    [
      'an absolute path',
      forge(project({ '/etc/passwd': '' })),
      unreadable('The entry /etc/passwd has an absolute path; paths must be relative to the addon.'),
    ],
    ['a drive', forge(project({ 'C:/x': '' })), unreadable('The entry C:/x has an absolute path; paths must be relative to the addon.')],
    [
      'a backslash',
      forge(project({ 'a\\x': '' })),
      unreadable('The entry a\\x has a character that a path may not have (backslash or control character) or is not UTF-8.'),
    ],
    [
      'a path that is an element',
      forge(project({ [script.slice(0, 60)]: '', '//x': '' })),
      unreadable('The entry //x has an absolute path; paths must be relative to the addon.'),
    ],
    [
      '__proto__ as a file',
      forge(`{"title":"evil","files":{"manifest.json":"{}","__proto__":"${'x'.repeat(9)}"}}`),
      ask({ Title: 'evil' }),
    ],
    ['__proto__ as a member', forge('{"title":"evil","__proto__":{"files":{"manifest.json":"{}"}}}'), misshapen('files')],
    ['constructor and prototype', forge(project({}, { constructor: { prototype: { canary: 1 } } })), ask({ Title: 'evil' })],
    [
      'a manifest that pollutes',
      forge({
        title: 'evil',
        files: { 'manifest.json': '{"__proto__":{"metadata":{"key":"polluted"}},"metadata":{"__proto__":{"key":"polluted"}}}' },
      }),
      ask({ Title: 'evil', Addon: null }),
    ],
    ['a manifest that is no JSON', forge({ title: 'evil', files: { 'manifest.json': script } }), ask({ Title: 'evil', Addon: null })],
    [
      'a claim to be a template',
      forge(project({}, { title: 'Tickets (official template)', template: 'tickets', signed: 'asteby', trusted: true })),
      ask({ Title: 'Tickets (official template)', Addon: 'Evil (evil)' }),
    ],
    [
      'a claim to be signed',
      forge(
        project(
          { 'manifest.json': manifestOf({ author: 'Asteby' }, { signature: { key_id: 'asteby' } }) },
          { author: 'Asteby', key: 'asteby' },
        ),
      ),
      ask({ Addon: 'Evil (evil)' }),
    ],
    ['a claim to be another version', forge(project({}, { app: '9.9.9' })), ask({ 'Made with': 'Playground 9.9.9' })],
  ];
  const texts = Object.entries(all).map(([name, text]): [string, string, HostileLink['sheet']] => {
    const title = text.slice(0, 200);
    const files = {
      'manifest.json': manifestOf(
        { key: text, description: text, readme: 'README.md' },
        { capabilities: [{ kind: 'http:fetch', target: text }] },
      ),
      'README.md': text,
      'frontend/index.js': text,
      'screenshots/a.svg': text,
    };
    return [
      `${name} everywhere`,
      forge(project(files, { title })),
      ask({ Title: shown(title), Addon: shown(`Evil (${text.slice(0, 100)})`) }),
    ];
  });
  const everyText = Object.values(all);
  const atOnce: [string, string, HostileLink['sheet']] = [
    ALL_AT_ONCE,
    forge(
      project(
        {
          'manifest.json': manifestOf(
            { name: script, key: script },
            { capabilities: everyText.map((target) => ({ kind: 'http:fetch', target })) },
          ),
          ...Object.fromEntries(everyText.map((text, at) => [`frontend/${String(at)}.html`, text])),
        },
        { title: everyText.join('').slice(0, 200), open: script, view: script.slice(0, 128), app: script.slice(0, 32) },
      ),
    ),
    ask({
      Title: shown(everyText.join('').slice(0, 200)),
      'Asks for': shown(everyText.map((text) => `http:fetch ${visible(text.slice(0, 100))}`).join(', ')),
      'Made with': shown(`Playground ${script.slice(0, 32)}`),
      'Begins at': shown(`${script.slice(0, 128)} · ${script}`),
    }),
  ];
  return [...links, ...texts, atOnce].map(([name, fragment, sheet]) => ({ name, fragment, sheet }));
}

/** Addresses that ask for more than a link, or claim to be something else. */
function addresses(foreign: string): HostileLink[] {
  const link = forge(project({}, { title: 'Tickets' }));
  const two = unreadable('The address names more than one project. Open one of them at a time.');
  const noTemplate = unreadable('This playground has no template of that name.');
  const noAddress = unreadable('Only https addresses without name and password are fetched.');
  const elsewhere = (address: string): string => `from=${encodeURIComponent(address)}`;
  const queries: [name: string, query: string, fragment: string, sheet: HostileLink['sheet']][] = [
    ['a link that claims to be a template', 'template=tickets', link, two],
    ['a link that claims to be from another site', elsewhere('https://asteby.com/tickets.mcbundle'), link, two],
    ['a template that climbs', 'template=../../etc/passwd', '', noTemplate],
    ['a template called __proto__', 'template=__proto__', '', noTemplate],
    ['a template nobody made', 'template=constructor', '', noTemplate],
    ['a template that is a script', 'template=%3Cscript%3Ealert(1)%3C/script%3E', '', noTemplate],
    ['a script from elsewhere', elsewhere('javascript:alert(1)'), '', noAddress],
    ['a document from elsewhere', elsewhere('data:application/gzip;base64,H4sI'), '', noAddress],
    ['an address without https', elsewhere('http://evil.test/a.mcbundle'), '', noAddress],
    ['an address with a password', elsewhere('https://asteby.com:pass@evil.test/a.mcbundle'), '', noAddress],
    [
      'a server of this machine',
      elsewhere(`${foreign}/a.mcbundle`),
      '',
      { kind: 'offered', rows: { Site: foreign.replace('http://', ''), Address: `${foreign}/a.mcbundle` } },
    ],
    ['a file of this machine', elsewhere('file:///etc/passwd'), '', noAddress],
    [
      'an address elsewhere',
      elsewhere('https://evil.test/a.mcbundle'),
      '',
      { kind: 'offered', rows: { Site: 'evil.test', Address: 'https://evil.test/a.mcbundle' } },
    ],
    [
      'an address whose name looks like another',
      elsewhere('https://аsteby.com/a.mcbundle'),
      '',
      { kind: 'offered', rows: { Site: 'xn--steby-3ve.com' } },
    ],
  ];
  return queries.map(([name, query, fragment, sheet]) => ({ name, query, fragment, sheet }));
}

/** Drawn by fast-check: the same seed gives the same links. */
function drawn(foreign: string, tickets: string, seed: number, perFamily: number): HostileLink[] {
  const honest = encodeLink({ app: '0.1.0', title: 'tickets', files: { 'manifest.json': tickets } });
  const texts = fc.constantFrom(...Object.values(payloads(foreign)));
  const title = fc.tuple(texts, fc.string({ unit: 'grapheme', maxLength: 20 }), texts).map((parts) => parts.join('').slice(0, 200));
  const climbing = fc
    .tuple(
      fc.array(fc.constantFrom('a', 'b c', '…', 'frontend'), { maxLength: 3 }),
      fc.constantFrom('..', '.'),
      fc.array(fc.constantFrom('x', 'y.js'), { minLength: 1, maxLength: 2 }),
    )
    .map(([before, step, after]) => (before.length === 0 && step === '.' ? ['..', ...after] : [...before, step, ...after]).join('/'));
  const families: Record<string, fc.Arbitrary<Omit<HostileLink, 'name'>>> = {
    cut: fc.integer({ min: 4, max: honest.length - 1 }).map((length) => {
      const fragment = `#${honest.slice(0, length)}`;
      return { fragment, sheet: sheetInNode(fragment) };
    }),
    changed: fc.tuple(fc.integer({ min: 3, max: honest.length - 1 }), fc.base64String({ minLength: 4, maxLength: 4 })).map(([at, text]) => {
      const safe = text.replace(/[+/=]/g, '_');
      const fragment = `#${honest.slice(0, at)}${safe}${honest.slice(at + 1)}`;
      return { fragment, sheet: sheetInNode(fragment) };
    }),
    noise: fc.uint8Array({ minLength: 1, maxLength: 3_000 }).map((bytes) => {
      const fragment = `#v1.${Buffer.from(bytes).toString('base64url')}`;
      return { fragment, sheet: sheetInNode(fragment) };
    }),
    'any JSON': fc.jsonValue({ maxDepth: 4 }).map((value) => {
      const fragment = forge(value);
      return { fragment, sheet: sheetInNode(fragment) };
    }),
    'any files': fc.dictionary(fc.string({ maxLength: 30 }), fc.oneof(fc.string(), fc.jsonValue()), { maxKeys: 6 }).map((files) => {
      const fragment = forge({ title: 'evil', files: { ...files, 'manifest.json': '{}' } });
      return { fragment, sheet: sheetInNode(fragment) };
    }),
    'a path that climbs': climbing.map((path) => ({
      fragment: forge(project({ [path]: '' })),
      sheet: unreadable(`The entry ${path} points outside of the bundle ("." or ".." in its path).`),
    })),
    'texts that would run': title.map((text) => ({
      fragment: forge(project({ 'README.md': text }, { title: text, open: text, view: text.slice(0, 128), app: text.slice(0, 32) })),
      sheet: ask({ Title: shown(text), 'Made with': shown(`Playground ${text.slice(0, 32)}`) }),
    })),
  };
  return Object.entries(families).flatMap(([name, family], index) =>
    fc
      .sample(family, { seed: seed + index, numRuns: perFamily })
      .map((link, at) => ({ name: `${name}, drawn ${String(at + 1)}`, ...link })),
  );
}

/** How many links are drawn of a kind; what is read of a link has properties of its own, in the kernel. */
const PER_FAMILY = cases(2, 8);

/** @param tickets text of an honest manifest */
export const hostileLinks = async (foreign: string, tickets: string, seed: number): Promise<HostileLink[]> => [
  ...written(foreign, tickets),
  ...addresses(foreign),
  ...(await signedLinks(tickets, seed, PER_FAMILY)),
  ...drawn(foreign, tickets, seed, PER_FAMILY),
];

/**
 * Those that are opened in a browser with every `npm test`, where each is a page that loads: every sheet there is, every reason not
 * to show one, and every text that would run. `npm run fuzz` opens them all.
 */
export const OPENED_IN_A_BROWSER: readonly string[] = [
  'no content',
  'an element',
  'a version that is to come',
  'a megabyte',
  'a bomb of 40 MB',
  'JSON nested 100,000 deep',
  'a path that is an element',
  '__proto__ as a file',
  'a manifest that pollutes',
  'a manifest that is no JSON',
  'a claim to be a template',
  'a script element everywhere',
  'a picture that fails everywhere',
  'a frame with a document everywhere',
  'an address that is a script everywhere',
  'a base everywhere',
  'text that turns round everywhere',
  ALL_AT_ONCE,
  'a link that claims to be a template',
  'a template called __proto__',
  'a script from elsewhere',
  'a server of this machine',
  'an address whose name looks like another',
  'a signature that holds',
  'another title than was signed',
  'a signature that is a text',
  'a key under which everything holds',
];
