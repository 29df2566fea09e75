import { readFileSync } from 'node:fs';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { DICTIONARY_V1 } from './dictionary-v1';
import { isLink } from './address';
import { decodeLink, encodeLink, type LinkedProject, MAX_LINK_CHARS, MAX_LINKED_BYTES } from './link';
import { linkSentence } from './messages';
import fc from '../testing/property';

const manifest = readFileSync(new URL('../../templates/tickets/manifest.json', import.meta.url), 'utf8');

const TICKETS: LinkedProject = {
  app: '0.1.0',
  title: 'tickets',
  files: { 'manifest.json': manifest, 'README.md': '# Tickets\n' },
  open: 'manifest.json',
  view: 'tickets',
  seed: 7,
};

/** Every member a link of version 1 may have. */
const WHOLE: LinkedProject = {
  app: '0.1.0',
  title: 'whole',
  files: { 'manifest.json': '{ "apiVersion": "asteby.com/v3" }', 'backend/backend.wasm': Uint8Array.of(0, 97, 115, 109) },
  open: 'manifest.json',
  view: 'tickets?view=kanban&f_status=open',
  principal: '11111111-1111-4111-8111-111111111113',
  role: 'agent',
  seed: 7,
  seedRows: 25,
  seedLanguage: 'es',
  provenance: {
    title: 'orders',
    app: '0.0.9',
    kind: 'from',
    place: 'https://x.test/orders.mcbundle',
    digest: 'ab'.repeat(32),
    signer: 'SHA256:x',
    at: 1_700_000_000_000,
    isFork: true,
  },
};

/** A link of version 1 over any JSON, honest or not. */
function forge(value: unknown): string {
  const packed = deflateSync(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)), {
    dictionary: new TextEncoder().encode(DICTIONARY_V1),
  });
  return `v1.${Buffer.from(packed).toString('base64url')}`;
}

/** A link that unfolds to so many bytes. */
function unfolding(bytes: number): string {
  const empty = JSON.stringify({ files: { 'manifest.json': '' } }).length;
  return forge({ files: { 'manifest.json': ' '.repeat(bytes - empty) } });
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof KernelError) return error.code;
    throw error;
  }
  return 'none';
}

describe('a project in a link', () => {
  it('comes back whole, text and bytes', () => {
    const project: LinkedProject = {
      ...TICKETS,
      files: { ...TICKETS.files, 'frontend/logo.bin': Uint8Array.of(0, 255, 128) },
      provenance: { title: 'orders', app: '0.0.9' },
    };
    expect(decodeLink(encodeLink(project))).toEqual(project);
    expect(decodeLink(`#${encodeLink(project)}`)).toEqual(project);
  });

  it('is short: the starter addon takes less than plain deflate makes of it, and less than 4,000 characters', () => {
    const plain = Buffer.from(deflateSync(new TextEncoder().encode(JSON.stringify(TICKETS)), { level: 9 })).toString('base64url').length;
    const link = encodeLink(TICKETS).length;
    expect(link).toBeLessThan(plain);
    expect(link).toBeLessThan(4_000);
  });

  it('comes back whatever the texts are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 2_000 }),
        fc.uint8Array({ maxLength: 500 }),
        fc.string({ maxLength: 100 }),
        (text, bytes, title) => {
          const project: LinkedProject = { app: '1', title, files: { 'manifest.json': text, 'frontend/x.bin': bytes } };
          expect(decodeLink(encodeLink(project))).toEqual(project);
        },
      ),
    );
  });

  it('of version 1 opens for ever', () => {
    const kept = readFileSync(new URL('./fixtures/v1-minimal.txt', import.meta.url), 'utf8').trim();
    expect(decodeLink(kept)).toEqual({
      app: '0.1.0',
      title: 'minimal',
      files: { 'manifest.json': '{ "apiVersion": "asteby.com/v3" }' },
      open: 'manifest.json',
    });
  });

  it('of version 1 carries view, person, role, sample data and provenance, for ever', () => {
    const kept = readFileSync(new URL('./fixtures/v1-whole.txt', import.meta.url), 'utf8').trim();
    expect(decodeLink(kept)).toEqual(WHOLE);
  });

  it('that does not fit is refused with the files that make it long', () => {
    const noise = Buffer.from(Array.from({ length: 80_000 }, (_, n) => (n * 2_654_435_761) % 256)).toString('base64');
    const random = Array.from(noise, (char, index) => String.fromCharCode(33 + ((char.charCodeAt(0) * 31 + index * index * 7) % 90))).join(
      '',
    );
    try {
      encodeLink({ ...TICKETS, files: { ...TICKETS.files, 'frontend/big.js': random } });
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      expect(error.code).toBe('LINK-TOO-LONG');
      expect((error.details.largest as { path: string }[])[0]?.path).toBe('frontend/big.js');
    }
  });
});

describe('a hostile link', () => {
  it.each([
    ['another version', 'v9.AAAA', 'LINK-VERSION'],
    ['no version', 'AAAA', 'LINK-VERSION'],
    ['characters of no link', 'v1.<script>', 'LINK-MALFORMED'],
    ['too long', `v1.${'A'.repeat(MAX_LINK_CHARS)}`, 'LINK-TOO-LONG'],
    ['no deflate', 'v1.AAAAAAAA', 'LINK-MALFORMED'],
    ['no JSON', forge('{"files":'), 'LINK-MALFORMED'],
    ['no object', forge([1]), 'LINK-SHAPE'],
    ['no files', forge({ title: 'x' }), 'LINK-SHAPE'],
    ['no manifest', forge({ files: { 'README.md': '' } }), 'LINK-SHAPE'],
    ['a file that is a number', forge({ files: { 'manifest.json': 1 } }), 'LINK-SHAPE'],
    ['a path that climbs', forge({ files: { 'manifest.json': '', '../x': '' } }), 'BUNDLE-PATH-TRAVERSAL'],
    ['a title that is no text', forge({ title: {}, files: { 'manifest.json': '' } }), 'LINK-SHAPE'],
    ['a negative seed', forge({ seed: -1, files: { 'manifest.json': '' } }), 'LINK-SHAPE'],
    ['more sample rows than a link may ask for', forge({ seedRows: 1_001, files: { 'manifest.json': '' } }), 'LINK-SHAPE'],
    ['sample data in a third language', forge({ seedLanguage: 'fr', files: { 'manifest.json': '' } }), 'LINK-SHAPE'],
    ['a role that is a list', forge({ role: ['admin'], files: { 'manifest.json': '' } }), 'LINK-SHAPE'],
    ['an endless view', forge({ view: 'x'.repeat(129), files: { 'manifest.json': '' } }), 'LINK-SHAPE'],
    ['a digest that is none', forge({ provenance: { digest: 'x' }, files: { 'manifest.json': '' } }), 'LINK-SHAPE'],
    ['a bomb', forge({ files: { 'manifest.json': ' '.repeat(40 * 1024 * 1024) } }), 'LINK-TOO-LARGE'],
    ['a character more than a link may have', `v1.${'A'.repeat(MAX_LINK_CHARS - 2)}`, 'LINK-TOO-LONG'],
    ['as many characters as a link may have', `v1.${'A'.repeat(MAX_LINK_CHARS - 3)}`, 'LINK-MALFORMED'],
    ['a byte more than it may unfold to', unfolding(MAX_LINKED_BYTES + 1), 'LINK-TOO-LARGE'],
    ['as many bytes as it may unfold to', unfolding(MAX_LINKED_BYTES), 'none'],
  ])('with %s is refused by name', (_what, link, code) => {
    expect(codeOf(() => decodeLink(link))).toBe(code);
  });

  it('cut or changed anywhere is refused or reads as another project, and never throws anything else', () => {
    const link = encodeLink(TICKETS);
    fc.assert(
      fc.property(fc.nat(link.length), fc.nat(link.length), fc.stringMatching(/^[A-Za-z0-9_-]{0,8}$/), (from, to, inserted) => {
        const changed = link.slice(0, Math.min(from, to)) + inserted + link.slice(Math.max(from, to));
        expect(['none', 'LINK-VERSION', 'LINK-MALFORMED', 'LINK-TOO-LARGE', 'LINK-SHAPE']).toContain(
          codeOf(() => decodeLink(changed)).replace(/^BUNDLE-PATH-.*/, 'LINK-SHAPE'),
        );
      }),
    );
  });

  it('with __proto__ among its files gives a file of that name and nothing else', () => {
    const project = decodeLink(forge('{"files":{"manifest.json":"{}","__proto__":"x"}}'));
    expect(Object.keys(project.files)).toEqual(['manifest.json', '__proto__']);
    expect(Object.getPrototypeOf(project.files)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

it('asks for so many sample rows and a view of so many characters', () => {
  const opened = (more: Partial<LinkedProject>) => {
    try {
      return Object.keys(decodeLink(encodeLink({ app: '1', title: 't', files: { 'manifest.json': '{}' }, ...more })));
    } catch (error) {
      return error instanceof KernelError ? error.code : error;
    }
  };
  expect([opened({ seedRows: 1_000 }), opened({ seedRows: 1_001 })]).toEqual([['app', 'title', 'files', 'seedRows'], 'LINK-SHAPE']);
  expect([opened({ view: 'v'.repeat(128) }), opened({ view: 'v'.repeat(129) })]).toEqual([['app', 'title', 'files', 'view'], 'LINK-SHAPE']);
});

it('tells links from other fragments', () => {
  expect([isLink('#v1.abc'), isLink('v12.abc'), isLink('#theme=dark'), isLink('')]).toEqual([true, true, false, false]);
});

it('says in both languages what is wrong', () => {
  const problem = (link: string): KernelError => {
    try {
      decodeLink(link);
    } catch (error) {
      if (error instanceof KernelError) return error;
    }
    throw new Error('it was read');
  };
  const error = problem(forge({ seed: -1, files: { 'manifest.json': '' } }));
  expect([error.message, linkSentence(error, 'en'), linkSentence(error, 'es')]).toEqual([
    'The link’s “seed” is missing or not what it should be.',
    'The link’s “seed” is missing or not what it should be.',
    'En el enlace falta «seed» o no es lo que debería ser.',
  ]);
  expect(linkSentence(problem(`v1.${'A'.repeat(MAX_LINK_CHARS)}`), 'es')).toBe('El enlace tiene más de 65536 caracteres.');
  expect(linkSentence(new KernelError('OTHER', ''), 'en')).toBe(undefined);
});
