/** Bundles that somebody could hand over, and what the import sheet has to say of each. */
import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { exportPrivateKey, exportPublicKey, generatePrivateKey } from '../../../kernel/bundle/keys';
import { formatSignature, formatSignatureHex, signBundle } from '../../../kernel/bundle/sign';
import { bundleWith, concat, END_OF_TAR, type HandmadeEntry, pax, refusal, tar, utf8 } from '../../../kernel/bundle/testing/archives';
import { readBundle } from '../../../kernel/bundle/read';
import { writeBundle } from '../../../kernel/bundle/write';
import { summaryOf } from '../../../kernel/link/summary';
import { cases } from '../../../kernel/testing/drawn';
import { payloads } from '../../arrival/testing/payloads';

export interface Offered {
  name: string;
  content: Uint8Array | string;
}

export type Verdict = 'unsigned' | 'unknown-key' | 'tampered';

export interface HostileBundle {
  name: string;
  files: Offered[];
  /** What the sheet says first: a verdict, or why there is none. */
  first: { verdict: Verdict } | { alert: string };
  /** What it says once it is opened in development mode, where that is offered. */
  then?: { alert: string } | { opens: string[] };
}

export const VERDICT_SENTENCE: Readonly<Record<Verdict, string>> = {
  unsigned: 'Unsigned: nobody vouches for this bundle.',
  'unknown-key': 'Signed by a key you do not know.',
  tampered: 'The signature holds under no key at hand: the bytes were changed after signing, or the .pub of their author is missing.',
};

const MIB = 1024 * 1024;
const refused = (sentence: string): { alert: string } => ({ alert: `This cannot be opened: ${sentence}` });
/** The sentences under the sheet's list, in order. */
const opens = (...warnings: string[]): { opens: string[] } => ({ opens: warnings });

const NOT_GZIP = 'This is not a bundle: the file does not start like a gzip archive (.tar.gz, .mcbundle).';
const TRUNCATED = 'The bundle is cut short.';
const DAMAGED = 'The bundle is damaged: its compressed data does not match its own checksum.';
const TRAILING = 'The bundle has extra bytes after its end.';
const climbs = (path: string): string => `The entry ${path} points outside of the bundle ("." or ".." in its path).`;
const notA = (path: string, kind: string): string => `The entry ${path} is a ${kind}; a bundle may hold regular files only.`;
const badCharacter = (path: string): string =>
  `The entry ${path} has a character that a path may not have (backslash or control character) or is not UTF-8.`;

const entry = (name: string, body = 'x'): HandmadeEntry => ({ name, body });
const flipped = (bytes: Uint8Array, at: number, mask = 1): Uint8Array => bytes.map((byte, index) => (index === at ? byte ^ mask : byte));

async function unsignedBundles(foreign: string, tickets: string): Promise<HostileBundle[]> {
  const good = await writeBundle(new Map([['manifest.json', utf8(tickets)]]));
  const all = payloads(foreign);
  const script = all['a script element'] ?? '';
  const withFile = (path: string, content: string | Uint8Array, manifest = tickets): Promise<Uint8Array> =>
    writeBundle(
      new Map([
        ['manifest.json', utf8(manifest)],
        [path, utf8(content)],
      ]),
    );
  const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);
  const manifest = (text: string): Uint8Array => gzipSync(tar({ name: 'manifest.json', body: text }));
  const bundles: [name: string, packed: Uint8Array, then: HostileBundle['then'], fileName?: string][] = [
    ['empty', zeros(0), refused(NOT_GZIP)],
    ['a zip', utf8('PK\x03\x04 something else'), refused(NOT_GZIP)],
    ['a page', utf8(`<!doctype html>${script}`), refused(NOT_GZIP)],
    ['a tar without gzip', tar(entry('manifest.json', '{}')), refused(NOT_GZIP)],
    ['three bytes', Uint8Array.of(31, 139, 8), refused(TRUNCATED)],
    ['cut in the middle', good.slice(0, good.length >> 1), { alert: '' }],
    ['cut by one byte', good.slice(0, -1), refused(TRUNCATED)],
    ['a wrong checksum', flipped(good, good.length - 8, 0xff), refused(DAMAGED)],
    ['a wrong length', flipped(good, good.length - 1), refused(DAMAGED)],
    ['bytes after the end', concat(good, utf8(script)), refused(TRAILING)],
    ['a second archive after the end', concat(good, good), refused(TRAILING)],
    [
      'a bomb of 65 MB',
      bundleWith({ name: 'frontend/zeros.bin', body: zeros(65 * MIB) }),
      refused('The bundle unpacks to more than 64 MiB (reading frontend/zeros.bin).'),
    ],
    ['a bomb of padding', gzipSync(concat(tar(entry('manifest.json', '{}')), zeros(80 * MIB))), { alert: '' }],
    [
      '10,000 entries',
      bundleWith(...Array.from({ length: 10_000 }, (_, n) => ({ name: `locales/${String(n)}.json` }))),
      refused('The bundle has more than 4096 entries.'),
    ],
    [
      '201 files of a frontend',
      bundleWith(...Array.from({ length: 201 }, (_, n) => ({ name: `frontend/${String(n)}.js` }))),
      refused('frontend/ holds 201 files; at most 200 are accepted.'),
    ],
    [
      '26 migrations',
      bundleWith(...Array.from({ length: 26 }, (_, n) => ({ name: `migrations/${String(n)}.sql` }))),
      refused('migrations/ holds 26 SQL files; at most 25 are accepted.'),
    ],
    [
      'a module of 10 MiB and a byte',
      bundleWith({ name: 'backend/a.wasm', body: zeros(10 * MIB + 1) }),
      refused('backend/a.wasm is 10485761 bytes; a WebAssembly module may have at most 10485760 bytes.'),
    ],
    ['a path upwards', bundleWith(entry('../x')), refused(climbs('../x'))],
    ['a path upwards by pax', bundleWith(pax({ path: '../y' }), entry('x')), refused(climbs('../y'))],
    ['a path upwards by a long name', bundleWith({ name: 'L', type: 'L', body: '../z\0' }, entry('x')), refused(climbs('../z'))],
    [
      'an absolute path',
      bundleWith(entry('/etc/passwd')),
      refused('The entry /etc/passwd has an absolute path; paths must be relative to the addon.'),
    ],
    ['a drive', bundleWith(entry('C:/x')), refused('The entry C:/x has an absolute path; paths must be relative to the addon.')],
    ['a backslash', bundleWith(entry('..\\x')), refused(badCharacter('..\\x'))],
    ['a line break in a name', bundleWith(entry('a\nx')), refused(badCharacter('a\\nx'))],
    ['a name that is not UTF-8', bundleWith({ name: Uint8Array.of(97, 0xff) }), refused(badCharacter('aÿ'))],
    ['an empty name', bundleWith(entry('')), refused('An entry has an empty name or an empty folder name: .')],
    [
      'a name of 256 bytes',
      bundleWith(pax({ path: 'a'.repeat(256) }), entry('x')),
      refused(`The path ${'a'.repeat(119)}… is 256 bytes long; at most 255 are accepted.`),
    ],
    ['a symbolic link', bundleWith({ name: 'a', type: '2', linkname: '/etc/passwd' }), refused(notA('a', 'symbolic link'))],
    ['a hard link', bundleWith({ name: 'a', type: '1', linkname: 'manifest.json' }), refused(notA('a', 'hard link'))],
    ['a device', bundleWith({ name: 'a', type: '3' }), refused(notA('a', 'character device'))],
    ['a sparse file', bundleWith(pax({ 'GNU.sparse.major': '1' }), entry('a')), refused(notA('a', 'sparse file'))],
    ['two manifests', bundleWith(entry('./manifest.json', '{"a":1}')), refused('The bundle has two entries named manifest.json.')],
    [
      'a file inside of a file',
      bundleWith(entry('a'), entry('a/b')),
      refused('a is a file in this bundle, so a/b cannot be inside of it.'),
    ],
    [
      'a damaged header',
      bundleWith({ name: 'a', badChecksum: true }),
      refused('The archive has a damaged entry header after manifest.json.'),
    ],
    [
      'a size below zero',
      bundleWith({ name: 'a', sizeField: '\xff'.repeat(12) }),
      refused('The archive has a damaged entry header after manifest.json.'),
    ],
    ['a size that is a lie', bundleWith({ name: 'a', body: 'x', size: 10_000_000 }), { alert: '' }],
    ['no manifest', gzipSync(tar(entry('README.md'))), refused('The bundle has no manifest.json at its top level.')],
    ['nothing inside', gzipSync(END_OF_TAR), refused('The bundle has no manifest.json at its top level.')],
    [
      'a manifest that is no text',
      gzipSync(tar({ name: 'manifest.json', body: Uint8Array.of(0xff, 0xfe) })),
      refused('manifest.json is not UTF-8 text.'),
    ],
    ['a manifest that is a script', manifest(script), opens()],
    ['a manifest that pollutes', manifest('{"__proto__":{"key":"x"},"constructor":{"prototype":{"y":1}}}'), opens()],
    ['a manifest nested 100,000 deep', manifest('['.repeat(100_000) + ']'.repeat(100_000)), opens()],
    [
      '__proto__ as a file',
      bundleWith(entry('__proto__'), entry('frontend/__proto__')),
      opens('__proto__ is in no place that hosts use, and the manifest does not name it.'),
    ],
    [
      'files that are in no list',
      await withFile('src/main.go', 'package main'),
      opens('src/main.go is in no place that hosts use, and the manifest does not name it.'),
    ],
    [
      'a name that says another version',
      good,
      opens('The file is named tickets-9.9.9.mcbundle; what is inside says tickets 1.0.0.'),
      'tickets-9.9.9.mcbundle',
    ],
    [
      'a name that says another addon',
      good,
      opens('The file is named payroll-1.0.0.mcbundle; what is inside says tickets 1.0.0.'),
      'payroll-1.0.0.mcbundle',
    ],
    ['a README of 5 MB', await withFile('README.md', '# Long\n'.repeat(750_000)), opens()],
    [
      'a key inside',
      await withFile('dev.pem', exportPrivateKey(await generatePrivateKey())),
      opens(
        'dev.pem looks like a key; keys do not belong in a bundle.',
        'dev.pem is in no place that hosts use, and the manifest does not name it.',
      ),
    ],
    [
      'a step back',
      await withFile('migrations/0001_x.down.sql', 'drop table x'),
      opens(
        'migrations/0001_x.down.sql looks like a step back, but every file in migrations/ runs on install: it would undo what came before.',
      ),
    ],
    [
      'names that fold into one',
      bundleWith(entry('frontend/A.js'), entry('frontend/a.js')),
      opens('frontend/a.js and frontend/A.js differ only in letter case or Unicode form; some systems take them for one file.'),
    ],
    ['a name that turns round', bundleWith(entry('frontend/\u202egnp.exe')), opens()],
    ...(await Promise.all(
      Object.entries(all).map(async ([name, text]): Promise<(typeof bundles)[number]> => {
        const readme = await writeBundle(
          new Map([
            [
              'manifest.json',
              utf8(
                JSON.stringify({
                  apiVersion: 'asteby.com/v3',
                  metadata: { key: text, name: text, version: '1.0.0', readme: 'README.md', screenshots: ['screenshots/a.svg'] },
                }),
              ),
            ],
            ['README.md', utf8(`# ${text}\n\n${text}`)],
            ['screenshots/a.svg', utf8(text)],
            ['frontend/index.html', utf8(text)],
          ]),
        );
        return [`${name} everywhere`, readme, opens()];
      }),
    )),
  ];
  return Promise.all(
    bundles.map(async ([name, packed, then, fileName], index): Promise<HostileBundle> => ({
      name,
      files: [{ name: fileName ?? `unsigned ${String(index)}.mcbundle`, content: packed }],
      first: { verdict: 'unsigned' },
      // Where a sentence depends on where the cut falls, the kernel says it in Node.
      then: then && 'alert' in then && then.alert === '' ? refused((await refusal(readBundle(packed))).message) : (then ?? opens()),
    })),
  );
}

async function signedBundles(tickets: string): Promise<HostileBundle[]> {
  const good = await writeBundle(new Map([['manifest.json', utf8(tickets)]]));
  const other = await writeBundle(new Map([['manifest.json', utf8(tickets.replace('"1.0.0"', '"1.0.1"'))]]));
  const [author, stranger] = [await generatePrivateKey(), await generatePrivateKey()];
  const signature = await signBundle(good, author);
  const bundle = { name: 'tickets.mcbundle', content: good };
  const sig = { name: 'tickets.mcbundle.sig', content: formatSignature(signature) };
  const pub = { name: 'author.pub', content: exportPublicKey(author.publicKey) };
  const strangerPub = { name: 'author.pub', content: exportPublicKey(stranger.publicKey) };
  const malformed = refused('The signature is not one: 64 bytes are expected, as they are, as base64 (88 characters) or hex (128 digits).');
  const noKey = refused('This is not a key file: a PEM block with an Ed25519 key is expected.');
  const tampered = { verdict: 'tampered' } as const;
  const pem = (label: string, bytes: Uint8Array): string =>
    `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n`;
  const cases: [name: string, files: Offered[], first: HostileBundle['first'], then?: HostileBundle['then']][] = [
    ['a key nobody knows', [bundle, sig, pub], { verdict: 'unknown-key' }, opens()],
    [
      'a signature in hex by a key nobody knows',
      [bundle, { ...sig, content: formatSignatureHex(signature) }, pub],
      { verdict: 'unknown-key' },
      opens(),
    ],
    ['a flipped byte', [{ ...bundle, content: flipped(good, 100) }, sig, pub], tampered],
    ['a flipped byte of the name in the gzip header', [{ ...bundle, content: flipped(good, 4) }, sig, pub], tampered],
    ['a byte more', [{ ...bundle, content: concat(good, Uint8Array.of(0)) }, sig, pub], tampered],
    ['another bundle under the same name', [{ ...bundle, content: other }, sig, pub], tampered],
    [
      'the right digest signed by somebody else',
      [bundle, { ...sig, content: formatSignature(await signBundle(good, stranger)) }, pub],
      tampered,
    ],
    ['the key of somebody else', [bundle, sig, strangerPub], tampered],
    ['a signature of another bundle', [bundle, { ...sig, content: formatSignature(await signBundle(other, author)) }, pub], tampered],
    ['a signature of zeros', [bundle, { ...sig, content: formatSignature(new Uint8Array(64)) }, pub], tampered],
    ['a signature with a flipped bit', [bundle, { ...sig, content: formatSignature(flipped(signature, 63)) }, pub], tampered],
    ['a signature whose number is not reduced', [bundle, { ...sig, content: formatSignature(unreduced(signature)) }, pub], tampered],
    ['a signature that is a script', [bundle, { ...sig, content: '<script>alert(1)</script>' }, pub], malformed],
    ['a signature of 63 bytes', [bundle, { ...sig, content: Buffer.from(signature.subarray(1)).toString('base64') }, pub], malformed],
    ['a signature of a megabyte', [bundle, { ...sig, content: 'A'.repeat(1_000_000) }, pub], malformed],
    ['an empty signature', [bundle, { ...sig, content: '' }, pub], { verdict: 'unsigned' }, opens()],
    ['a key that is none', [bundle, sig, { ...pub, content: 'no key' }], noKey],
    ['a key that is a script', [bundle, sig, { ...pub, content: '<script>alert(1)</script>' }], noKey],
    [
      'a private key',
      [bundle, sig, { ...pub, content: exportPrivateKey(author) }],
      refused('This is a private key; a public key (.pub) is wanted here.'),
    ],
    [
      'a key for which anybody could sign',
      [bundle, sig, { ...pub, content: pem('METACORE PUBLIC KEY', new Uint8Array(32)) }],
      refused('This public key is not a usable Ed25519 point: anybody could sign for it.'),
    ],
    ['no bundle', [sig, pub], { alert: 'There is no bundle and no manifest.json among these files.' }],
    ['two bundles', [bundle, { ...bundle, name: 'other.mcbundle' }], { alert: 'One bundle at a time, please.' }],
    ['two signatures', [bundle, sig, { ...sig, name: 'b.sig' }], { alert: 'One bundle at a time, please.' }],
  ];
  return cases.map(([name, files, first, then]) => ({ name, files, first, ...(then && { then }) }));
}

/** The same signature with the group's order added to its number: a lax verifier takes it, so one signature would have two forms. */
function unreduced(signature: Uint8Array): Uint8Array {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  let number = signature.slice(32).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + order;
  const changed = signature.slice();
  for (let at = 32; at < 64; at += 1) {
    changed[at] = Number(number % 256n);
    number /= 256n;
  }
  return changed;
}

/** Drawn by fast-check: the same seed gives the same bundles. */
async function drawnBundles(foreign: string, tickets: string, seed: number, perFamily: number): Promise<HostileBundle[]> {
  const good = await writeBundle(new Map([['manifest.json', utf8(tickets)]]));
  const author = await generatePrivateKey();
  const sig = { name: 'x.sig', content: formatSignature(await signBundle(good, author)) };
  const pub = { name: 'x.pub', content: exportPublicKey(author.publicKey) };
  const texts = fc.constantFrom(...Object.values(payloads(foreign)));
  const climbing = fc
    .tuple(
      fc.array(fc.constantFrom('a', 'b c', 'frontend'), { maxLength: 3 }),
      fc.array(fc.constantFrom('x', 'y.js'), { minLength: 1, maxLength: 2 }),
    )
    .map(([before, after]) => [...before, '..', ...after].join('/'));
  const families: Record<string, fc.Arbitrary<{ packed: Uint8Array; signed: boolean; then?: HostileBundle['then'] }>> = {
    cut: fc.integer({ min: 3, max: good.length - 1 }).map((length) => ({ packed: good.slice(0, length), signed: false })),
    'changed, unsigned': fc
      .tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }))
      .map(([at, mask]) => ({ packed: flipped(good, at, mask), signed: false })),
    'changed, signed': fc
      .tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }))
      .map(([at, mask]) => ({ packed: flipped(good, at, mask), signed: true })),
    'noise behind a gzip header': fc
      .uint8Array({ minLength: 20, maxLength: 2_000 })
      .map((noise) => ({ packed: concat(Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 3), noise), signed: false })),
    'noise behind a tar header': fc
      .uint8Array({ minLength: 1, maxLength: 4_000 })
      .map((noise) => ({ packed: gzipSync(concat(tar(entry('manifest.json', '{}')).subarray(0, 1024), noise)), signed: false })),
    'a path that climbs': climbing.map((path) => ({ packed: bundleWith(entry(path)), signed: false, then: refused(climbs(path)) })),
    'texts that would run': fc
      .array(fc.tuple(fc.constantFrom('README.md', 'frontend/index.js', 'locales/en.json', 'templates/a.html', 'backend/x.js'), texts), {
        minLength: 1,
        maxLength: 5,
      })
      .map((files) => ({
        packed: bundleWith(...Object.entries(Object.fromEntries(files)).map(([name, body]) => ({ name, body }))),
        signed: false,
        then: opens(),
      })),
  };
  const drawn = Object.entries(families).flatMap(([name, family], index) =>
    fc
      .sample(family, { seed: seed + 100 + index, numRuns: perFamily })
      .map((one, at) => ({ name: `${name}, drawn ${String(at + 1)}`, ...one })),
  );
  return Promise.all(
    drawn.map(async ({ name, packed, signed, then }, index): Promise<HostileBundle> => {
      const bundle = { name: `drawn ${String(index)}.mcbundle`, content: packed };
      if (signed) return { name, files: [bundle, sig, pub], first: { verdict: 'tampered' } };
      return { name, files: [bundle], first: { verdict: 'unsigned' }, then: then ?? (await inNode(packed)) };
    }),
  );
}

/** What the kernel itself, run in Node, says of bytes that were changed at random. */
async function inNode(packed: Uint8Array): Promise<NonNullable<HostileBundle['then']>> {
  try {
    return opens(...(await readBundle(packed)).warnings.map(({ message }) => message));
  } catch {
    return refused((await refusal(readBundle(packed))).message);
  }
}

/** @param tickets text of an honest manifest */
export async function hostileBundles(foreign: string, tickets: string, seed: number): Promise<HostileBundle[]> {
  return [
    ...(await unsignedBundles(foreign, tickets)),
    ...(await signedBundles(tickets)),
    ...(await drawnBundles(foreign, tickets, seed, cases(4, 20))),
  ];
}

/** Whether the kernel, run in Node, finds no JSON in the manifest of a bundle: such a project is opened to be mended. */
export async function isToBeMended({ content }: Offered): Promise<boolean> {
  const { files } = await readBundle(utf8(content));
  return summaryOf({ 'manifest.json': new TextDecoder().decode(files.get('manifest.json')) }).manifestFault !== null;
}

/**
 * Those that are opened in a browser with every `npm test`: every verdict, every kind of reason not to open one, what weighs most, and
 * every text that would run. `npm run fuzz` opens them all.
 */
export const OPENED_IN_A_BROWSER: readonly string[] = [
  'empty',
  'a page',
  'cut by one byte',
  'a wrong checksum',
  'bytes after the end',
  'a bomb of 65 MB',
  'a bomb of padding',
  '10,000 entries',
  'a module of 10 MiB and a byte',
  'a path upwards by pax',
  'a line break in a name',
  'a symbolic link',
  'two manifests',
  'a size that is a lie',
  'no manifest',
  'a manifest that is a script',
  'a manifest that pollutes',
  'a manifest nested 100,000 deep',
  '__proto__ as a file',
  'a name that says another addon',
  'a README of 5 MB',
  'a key inside',
  'a name that turns round',
  ...Object.keys(payloads('')).map((name) => `${name} everywhere`),
  'a key nobody knows',
  'a flipped byte',
  'a signature that is a script',
  'a key that is a script',
  'a key for which anybody could sign',
  'no bundle',
  'two signatures',
  ...['changed, signed', 'noise behind a gzip header', 'texts that would run'].map((family) => `${family}, drawn 1`),
];
