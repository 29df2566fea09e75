import { createHash, createPublicKey, verify as nodeVerify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isRecord } from '../values/encoding';
import { nobleEngine, webCryptoEngine } from '../bundle/engine';
import { exportPublicKey, lockPrivateKey, privateKeyFromSeed, type PublicKey } from '../bundle/keys';
import { signBundle } from '../bundle/sign';
import { canonicalJson } from '../canonical-json';
import { KernelError } from '../errors';
import { DICTIONARY_V1 } from './dictionary-v1';
import { decodeLink, encodeLink, type LinkDocument, type LinkedProject, MAX_LINK_CHARS, packLink, unpackLink } from './link';
import { encodeSignedLink, openLink } from './signed-link';
import fc from '../testing/property';

const MINE = await privateKeyFromSeed(Uint8Array.from({ length: 32 }, (_, at) => at));
const OTHER = await privateKeyFromSeed(Uint8Array.from({ length: 32 }, (_, at) => 255 - at));

/** Every member a link of version 1 may have. */
const WHOLE: LinkedProject = {
  app: '0.1.0',
  title: 'whole',
  files: { 'manifest.json': '{ "apiVersion": "asteby.com/v3" }', 'backend/backend.wasm': Uint8Array.of(0, 97, 115, 109), '10': 'ten' },
  open: 'manifest.json',
  view: 'tickets?view=kanban&f_status=open',
  principal: '11111111-1111-4111-8111-111111111113',
  role: 'agent',
  seed: 7,
  seedRows: 25,
  seedLanguage: 'es',
  provenance: { title: 'orders', app: '0.0.9', kind: 'from', digest: 'ab'.repeat(32), at: 1_700_000_000_000, isFork: true },
};
const SIGNED = unpackLink(await encodeSignedLink(WHOLE, MINE));

const nobody = (): Promise<PublicKey[]> => Promise.resolve([]);
const opened = (document: LinkDocument) => openLink(packLink(document), nobody);

async function verdictOf(document: LinkDocument): Promise<string> {
  try {
    return (await opened(document)).verdict;
  } catch (error) {
    if (error instanceof KernelError) return `${error.code}${typeof error.details.member === 'string' ? ` ${error.details.member}` : ''}`;
    throw error;
  }
}

const signatureOf = (document: LinkDocument): { key: string; value: string } => document.signature as { key: string; value: string };

const without = (document: LinkDocument, name: string): LinkDocument =>
  Object.fromEntries(Object.entries(document).filter(([member]) => member !== name));
const keyText = ({ raw }: PublicKey): string => Buffer.from(raw).toString('base64url');
const withValue = (document: LinkDocument, change: (value: string) => string): LinkDocument => {
  const { key, value } = signatureOf(document);
  return { ...document, signature: { key, value: change(value) } };
};

/** Every object and value in it, as the names that lead there; and, in each object, a name that it does not have yet. */
function placesIn(value: unknown, before: readonly string[] = []): string[][] {
  if (!isRecord(value)) return [];
  const own = Object.entries(value).flatMap(([name, inner]) => [[...before, name], ...placesIn(inner, [...before, name])]);
  return [[...before, 'new'], ...own];
}

/** The same with another value at a place; undefined takes it away. */
function changedAt(value: unknown, [name = '', ...rest]: readonly string[], to: unknown): unknown {
  if (!isRecord(value)) return value;
  const { [name]: inner, ...others } = value;
  const next = rest.length === 0 ? to : changedAt(inner, rest, to);
  return next === undefined ? others : { ...others, [name]: next };
}

describe('a signed link', () => {
  it('opens as what it is, and tells under which key its signature holds', async () => {
    const link = await encodeSignedLink(WHOLE, MINE);
    expect(await openLink(link, nobody)).toEqual({ verdict: 'unknown-key', project: WHOLE, key: MINE.publicKey });
    const named = { ...MINE.publicKey, name: 'mine' };
    expect(await openLink(`#${link}`, () => Promise.resolve([{ ...OTHER.publicKey, name: 'other' }, named]))).toEqual({
      verdict: 'trusted',
      project: WHOLE,
      key: named,
    });
  });

  it('is read by whoever does not know the member', async () => {
    expect(decodeLink(await encodeSignedLink(WHOLE, MINE))).toEqual(WHOLE);
  });

  it('signs the SHA-256 of a line and of the rest of the link with sorted names', () => {
    const { signature, ...content } = SIGNED;
    const digest = createHash('sha256')
      .update(`metacore-playground-link-v1\n${canonicalJson(content)}`)
      .digest();
    const { value } = signature as { value: string };
    expect(nodeVerify(null, digest, createPublicKey(exportPublicKey(MINE.publicKey)), Buffer.from(value, 'base64url'))).toBe(true);
  });

  it('is the same by WebCrypto, by plain JavaScript and by a locked key', async () => {
    const link = await encodeSignedLink(WHOLE, MINE, { engine: webCryptoEngine });
    expect(await encodeSignedLink(WHOLE, MINE, { engine: nobleEngine })).toBe(link);
    expect(await encodeSignedLink(WHOLE, await lockPrivateKey(MINE))).toBe(link);
    for (const engine of [webCryptoEngine, nobleEngine]) expect((await openLink(link, nobody, { engine })).verdict).toBe('unknown-key');
  });

  it('comes back whatever the texts are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.uint8Array(), fc.string({ maxLength: 100 }), async (text, bytes, title) => {
        const project: LinkedProject = { app: '1', title, files: { 'manifest.json': text, 'frontend/x.bin': bytes } };
        expect(await openLink(await encodeSignedLink(project, MINE), nobody)).toMatchObject({ verdict: 'unknown-key', project });
      }),
    );
  });

  it('of version 1 opens and holds for ever', async () => {
    const kept = readFileSync(new URL('./fixtures/v1-signed.txt', import.meta.url), 'utf8').trim();
    expect(await openLink(kept, nobody)).toEqual({ verdict: 'unknown-key', project: WHOLE, key: MINE.publicKey });
  });

  it('that does not fit is refused with its signature counted and the largest files named', async () => {
    let state = 1;
    const noise = (length: number): string =>
      Array.from({ length }, () => String.fromCharCode(33 + ((state = (state * 48_271) % 2_147_483_647) % 90))).join('');
    // Made longer until it fits by a little only.
    let files: LinkedProject['files'] = { 'manifest.json': '{}', 'frontend/big.js': noise(52_000) };
    while (encodeLink({ ...WHOLE, files }).length < MAX_LINK_CHARS - 100) {
      files = { ...files, 'frontend/big.js': `${String(files['frontend/big.js'])}${noise(40)}` };
    }
    const refused = await encodeSignedLink({ ...WHOLE, files }, MINE).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'LINK-TOO-LONG', details: { limit: MAX_LINK_CHARS } });
    expect((refused as KernelError).details.largest).toMatchObject([{ path: 'frontend/big.js' }, { path: 'manifest.json' }]);
  });

  it('asks for trusted keys only when there is a signature and it holds', async () => {
    const asked: string[] = [];
    const ask = (what: string) => (): Promise<PublicKey[]> => {
      asked.push(what);
      return Promise.resolve([]);
    };
    await openLink(encodeLink(WHOLE), ask('unsigned'));
    await openLink(packLink({ ...SIGNED, title: 'x' }), ask('tampered'));
    await openLink(packLink(SIGNED), ask('signed'));
    expect(asked).toEqual(['signed']);
  });
});

describe('what was changed after it was signed', () => {
  it.each<[what: string, change: (document: LinkDocument) => LinkDocument, verdict: string]>([
    ['nothing', (document) => document, 'unknown-key'],
    ['the order of its members', (document) => Object.fromEntries(Object.entries(document).reverse()), 'unknown-key'],
    ['the title', (document) => ({ ...document, title: 'Whole' }), 'tampered'],
    ['a byte of a file', (document) => ({ ...document, files: { ...(document.files as object), '10': 'tem' } }), 'tampered'],
    ['a file more', (document) => ({ ...document, files: { ...(document.files as object), 'frontend/x.js': '' } }), 'tampered'],
    ['no role', (document) => without(document, 'role'), 'tampered'],
    ['a member nobody knows', (document) => ({ ...document, note: 1 }), 'tampered'],
    ['__proto__', (document) => JSON.parse(JSON.stringify(document).replace('{', '{"__proto__":{},')) as LinkDocument, 'tampered'],
    ['the key', (document) => ({ ...document, signature: { ...signatureOf(document), key: keyText(OTHER.publicKey) } }), 'tampered'],
    ['a member that is wrong besides', (document) => ({ ...document, seed: -1 }), 'tampered'],
    ['the signature, taken away', (document) => without(document, 'signature'), 'unsigned'],
    ['a signature cut by a byte', (document) => withValue(document, (value) => value.slice(0, -1)), 'LINK-SHAPE signature'],
    ['an empty signature', (document) => withValue(document, () => ''), 'LINK-SHAPE signature'],
    ['a signature of other characters', (document) => withValue(document, (value) => value.replace(/^./, '+')), 'LINK-MALFORMED'],
    // 86 characters carry four bits more than 64 bytes.
    ['the bits past the end', (document) => withValue(document, (value) => value.replace(/.$/, 'B')), 'LINK-SHAPE signature'],
    [
      'a name for the signer',
      (document) => ({ ...document, signature: { ...signatureOf(document), name: 'Asteby' } }),
      'LINK-SHAPE signature',
    ],
    ['a text as the signature', (document) => ({ ...document, signature: 'asteby' }), 'LINK-SHAPE signature'],
    ['null as the signature', (document) => ({ ...document, signature: null }), 'LINK-SHAPE signature'],
    [
      'a key under which everything holds',
      (document) => ({ ...document, signature: { key: `AQ${'A'.repeat(41)}`, value: 'A'.repeat(86) } }),
      'KEY-WEAK',
    ],
  ])('%s', async (_what, change, verdict) => {
    expect(await verdictOf(change(SIGNED))).toBe(verdict);
  });

  it('the signature of another link of the same key does not hold', async () => {
    const other = unpackLink(await encodeSignedLink({ ...WHOLE, title: 'other' }, MINE));
    expect(await verdictOf({ ...SIGNED, signature: other.signature })).toBe('tampered');
  });

  it('a signature as for a bundle, without the line before it, does not hold', async () => {
    const value = await signBundle(new TextEncoder().encode(canonicalJson(without(SIGNED, 'signature'))), MINE);
    expect(await verdictOf(withValue(SIGNED, () => Buffer.from(value).toString('base64url')))).toBe('tampered');
  });

  it('nested without end, it is refused', async () => {
    const deep = `{"signature":${JSON.stringify(SIGNED.signature)},"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const packed = deflateSync(new TextEncoder().encode(deep), { dictionary: new TextEncoder().encode(DICTIONARY_V1) });
    const link = `v1.${Buffer.from(packed).toString('base64url')}`;
    await expect(openLink(link, nobody)).rejects.toMatchObject({ code: 'LINK-SHAPE' });
  });

  it('anything, anywhere: every change of the content is noticed', async () => {
    const { signature, ...content } = SIGNED;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...placesIn(content)), fc.option(fc.jsonValue(), { nil: undefined }), async (place, value) => {
        const changed = changedAt(content, place, value);
        fc.pre(canonicalJson(changed) !== canonicalJson(content));
        expect(await verdictOf({ ...(changed as LinkDocument), signature })).toBe('tampered');
      }),
      { numRuns: 300 },
    );
  });

  it('one bit of key or signature', async () => {
    const { key, value } = signatureOf(SIGNED);
    const flipped = (text: string, bit: number): string => {
      const bytes = Buffer.from(text, 'base64url');
      const at = (bit >> 3) % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString('base64url');
    };
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.nat(511), async (ofKey, bit) => {
        const signature = ofKey ? { key: flipped(key, bit), value } : { key, value: flipped(value, bit) };
        expect(['tampered', 'KEY-WEAK']).toContain(await verdictOf({ ...SIGNED, signature }));
      }),
    );
  });
});
