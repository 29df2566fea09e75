/** Our bundles, keys and signatures in the hands of the platform's reader, verifier and command line, and theirs in ours. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gzipSync } from 'fflate';
import { importPrivateKey, importPublicKey, exportPrivateKey, exportPublicKey, generatePrivateKey } from '../../kernel/bundle/keys';
import { concat, tar, type HandmadeEntry } from '../../kernel/bundle/testing/archives';
import { comparable } from '../../kernel/bundle/testing/comparable';
import { readBundle } from '../../kernel/bundle/read';
import { formatSignature, formatSignatureHex, parseSignature, signBundle, verifyBundle } from '../../kernel/bundle/sign';
import { toHex } from '../../kernel/values/encoding';
import { KernelError } from '../../kernel/errors';
import { packProject } from '../../kernel/project/project';
import { sidecarOf } from '../../kernel/publish/sidecar';
import { askReader, digestsOf, parseInspection, runCommandLine, sha256, sizeOf, type BundleQuestion, type HostSignature } from './bundles';
import { buildPlatform, kernelModule, programOf, sdkModule } from './platform';

const [kernel, sdk] = [kernelModule(process.env), sdkModule(process.env)];
const platform = buildPlatform('interop', [kernel], { reader: './bundles' });
const commandLine = platform.ok ? buildPlatform('interop', [kernel, sdk], { metacore: programOf(sdk) }) : platform;
if (!platform.ok) process.stderr.write(`bundles.spec.ts: skipped, ${platform.reason}\n`);
else if (!commandLine.ok) process.stderr.write(`bundles.spec.ts: the command line is skipped, ${commandLine.reason}\n`);
const reader = platform.ok ? platform.programs.reader : '';
const metacore = commandLine.ok ? commandLine.programs.metacore : '';

const folder = mkdtempSync(join(tmpdir(), 'playground-bundles-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

function keep(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

/** A module that exports `memory` and `alloc`, as hosts want it, and nothing else. */
const MODULE = Uint8Array.from(Buffer.from('AGFzbQEAAAABBgFgAX8BfwMCAQAFAwEAAQcSAgZtZW1vcnkCAAVhbGxvYwAACgYBBABBCAs=', 'base64'));

/** Something on every route of a bundle, names that sort differently by letter case, and a file that no host uses. */
const NOTES = new Map<string, Uint8Array>([
  [
    'manifest.json',
    utf8(
      JSON.stringify(
        {
          apiVersion: 'asteby.com/v3',
          kind: 'Addon',
          metadata: { key: 'notes', name: 'Notas ñ', version: '1.2.3' },
          compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
          i18n: { default_locale: 'es-MX', bundles: [{ locale: 'es-MX', path: 'locales/es-MX.json' }] },
          capabilities: [{ kind: 'db:read', target: 'addon_notes.*', reason: 'Reads its own rows.' }],
          models: [
            {
              key: 'Note',
              table: 'notes',
              label: 'Notes',
              columns: [
                { name: 'id', type: 'uuid', primary_key: true, default: 'gen_random_uuid()' },
                { name: 'organization_id', type: 'uuid', not_null: true },
                { name: 'title', type: 'text', not_null: true },
              ],
            },
          ],
        },
        null,
        2,
      ),
    ),
  ],
  ['migrations/0002_more.sql', utf8('ALTER TABLE notes ADD COLUMN body text;\n')],
  ['migrations/0001_init.sql', utf8('CREATE INDEX notes_title ON notes (title);\n')],
  ['frontend/remoteEntry.js', utf8('export default {};\n')],
  ['frontend/assets/Zebra.css', utf8('body{}\n')],
  ['frontend/assets/apple.css', new Uint8Array()],
  ['frontend/assets/größe-😀.txt', utf8('größe\n')],
  [`frontend/assets/${'long-'.repeat(25)}name.js`, utf8('1;\n')],
  ['backend/backend.wasm', MODULE],
  ['locales/es-MX.json', utf8('{"nav":{"title":"Notas"}}\n')],
  ['templates/note-80mm.html', utf8('<p>{{title}}</p>\n')],
  ['README.md', utf8('# Notes\n\nWith two lines.\n')],
  ['docs/plan.md', utf8('later\n')],
]);

const filesBelow = (root: string): Map<string, Uint8Array> =>
  new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(root, path)).isFile())
      .map((path) => [path.replaceAll('\\', '/'), bytesOf(join(root, path))]),
  );

const PROJECTS: [string, Map<string, Uint8Array>][] = [
  ['notes', NOTES],
  ['tickets', filesBelow('templates/tickets')],
];

const refusedCode = async (packed: Uint8Array): Promise<string | null> => {
  try {
    await readBundle(packed);
    return null;
  } catch (error) {
    if (error instanceof KernelError) return error.code;
    throw error;
  }
};

describe.skipIf(!platform.ok)('ours, in the hands of the platform', () => {
  it.each(PROJECTS)('%s opens there with the same entries, and its signature holds', async (name, files) => {
    const packed = await packProject(files);
    const key = await generatePrivateKey();
    const signature = await signBundle(packed.bytes, key);
    const path = keep(`ours/${packed.name}`, packed.bytes);
    const { files: read } = await readBundle(packed.bytes);
    const { digest, identity } = packed;
    const sidecar = await sidecarOf({
      ...{ bundleName: packed.name, identity, digest, signature, key: key.publicKey, signedAt: Date.UTC(2026, 0, 1), files: read },
    });
    const { host_signature: onHost } = JSON.parse(sidecar) as { host_signature: HostSignature };
    const checksums = digestsOf(read);
    expect(onHost).toMatchObject({ digest, value: formatSignatureHex(signature), checksums });
    const [answer] = askReader(reader, [{ id: name, path, keys: toHex(key.publicKey.raw), signature: onHost }]);
    expect(answer).toEqual({
      id: name,
      opened: true,
      key: identity.key,
      version: identity.version,
      entries: checksums,
      rawSize: sizeOf(read),
      ...(name === 'notes' ? { migrations: ['0001_init', '0002_more'] } : {}),
    });
    expect(Object.keys(checksums).length).toBe(files.size);
  });

  it('the signature is refused there where it is refused here', async () => {
    const { bytes, digest } = await packProject(NOTES);
    const [key, other] = [await generatePrivateKey(), await generatePrivateKey()];
    const signature = await signBundle(bytes, key);
    const value = formatSignatureHex(signature);
    const [keys, otherKeys] = [toHex(key.publicKey.raw), toHex(other.publicKey.raw)];
    // One byte of the gzip header that no reader looks at: the archive still opens, and is another file.
    const changed = bytes.with(8, (bytes[8] ?? 0) ^ 1);
    const path = keep('signed.mcbundle', bytes);
    const changedPath = keep('changed.mcbundle', changed);
    const flipped = signature.with(3, (signature[3] ?? 0) ^ 1);
    const questions: (BundleQuestion & { ours: boolean; says?: string })[] = [
      { id: 'as signed', path, keys, signature: { value }, ours: true },
      { id: 'one of two keys', path, keys: `${otherKeys},${keys}`, signature: { value }, ours: true },
      { id: 'another key', path, keys: otherKeys, signature: { value }, ours: false, says: 'does not verify' },
      { id: 'a byte changed', path: changedPath, keys, signature: { value }, ours: false, says: 'does not verify' },
      { id: 'and its digest', path: changedPath, keys, signature: { value, digest }, ours: false, says: 'digest drift' },
      { id: 'a bit of the signature', path, keys, signature: { value: toHex(flipped) }, ours: false, says: 'does not verify' },
    ];
    const answers = askReader(reader, questions);
    const verified = await Promise.all(
      questions.map(({ path: file, keys: hex = '', signature: asked }) => {
        const raw = hex.split(',').map((text) => ({ raw: Uint8Array.from(Buffer.from(text, 'hex')) }));
        return verifyBundle(bytesOf(file), parseSignature(asked?.value ?? ''), raw);
      }),
    );
    expect(answers.map(({ opened }) => opened)).toEqual(questions.map(() => true));
    expect(verified.map((found) => found !== undefined)).toEqual(questions.map(({ ours }) => ours));
    expect(answers.map(({ refusal }) => refusal === undefined)).toEqual(questions.map(({ ours }) => ours));
    for (const [at, { says = '' }] of questions.entries()) expect(answers[at]?.refusal ?? '').toContain(says);
  });

  it('a wrong digest, a wrong list of files, and what is no hex are refused there', async () => {
    const { bytes, digest } = await packProject(NOTES);
    const key = await generatePrivateKey();
    const signature = await signBundle(bytes, key);
    const checksums = digestsOf((await readBundle(bytes)).files);
    const common = { path: keep('listed.mcbundle', bytes), keys: toHex(key.publicKey.raw) };
    const value = formatSignatureHex(signature);
    const { 'README.md': readme = '', ...withoutReadme } = checksums;
    const refusals = askReader(reader, [
      { id: '', ...common, signature: { value, digest: digest.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) } },
      { id: '', ...common, signature: { value, checksums: { ...withoutReadme, 'README.md': readme.replace(/^./, 'x') } } },
      { id: '', ...common, signature: { value, checksums: withoutReadme } },
      { id: '', ...common, signature: { value, checksums: { ...checksums, 'gone.txt': digest } } },
      { id: '', ...common, signature: { value: formatSignature(signature) } },
      { id: '', ...common },
    ]).map(({ refusal = '' }) => refusal);
    expect(refusals.map((text) => text.replace(/ \(manifest=.*\)$/, ''))).toEqual([
      'security: digest drift',
      'security: per-file checksum mismatch: entry "README.md"',
      'security: per-file checksum mismatch: entry "README.md" present in bundle but not declared in checksums',
      'security: per-file checksum mismatch: entry "gone.txt" listed in checksums but missing from bundle',
      expect.stringContaining('security: signature is not hex') as string,
      'security: bundle has no signature',
    ]);
  });
});

describe.skipIf(!commandLine.ok)('ours, in the hands of its command line', () => {
  it.each(PROJECTS)('inspect prints what %s is', async (_, files) => {
    const { bytes, name, identity, included } = await packProject(files);
    const { fields, lists } = parseInspection(runCommandLine(metacore, folder, 'inspect', keep(`inspect/${name}`, bytes)));
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json'))) as { models: unknown[]; capabilities?: unknown[] };
    expect(fields).toMatchObject({
      key: identity.key,
      name: identity.name,
      version: identity.version,
      models: String(manifest.models.length),
      capabilities: String(manifest.capabilities?.length ?? 0),
      'raw size': `${String(sizeOf(included))} bytes`,
    });
    const names = [...included.keys()];
    const below = (prefix: string): string[] => names.filter((path) => path.startsWith(prefix)).sort();
    expect(lists.migrations).toEqual(below('migrations/').map((path) => path.slice('migrations/'.length, -'.sql'.length)));
    // Go sorts bytes, JavaScript UTF-16: no two of these names tell them apart.
    expect(lists.frontend).toEqual(below('frontend/'));
  });

  it('our raw key blocks sign there, and give the signature that we give', async () => {
    const { bytes, name } = await packProject(NOTES);
    const key = await generatePrivateKey();
    const path = keep(`their-sign/${name}`, bytes);
    runCommandLine(metacore, folder, 'sign', '--key', keep('ours.pem', exportPrivateKey(key, 'raw')), path);
    expect(readFileSync(`${path}.sig`, 'utf8')).toBe(formatSignature(await signBundle(bytes, key)).trim());
  });

  it('PKCS#8 is what the publishing page promises, and no key to its command line', async () => {
    const path = keep('pkcs8.mcbundle', MODULE);
    const pem = keep('pkcs8.pem', exportPrivateKey(await generatePrivateKey()));
    expect(() => runCommandLine(metacore, folder, 'sign', '--key', pem, path)).toThrow('key is not Ed25519 (got 48 bytes, want 64)');
  });
});

describe.skipIf(!commandLine.ok)("the platform's, in our hands", () => {
  it('its keys are read, its signatures hold, and ours under its key is the same', async () => {
    const { bytes, name } = await packProject(NOTES);
    for (let round = 0; round < 20; round += 1) {
      const prefix = join(folder, `key-${String(round)}`);
      runCommandLine(metacore, folder, 'keygen', '--out', prefix);
      const [pem, pub] = [readFileSync(`${prefix}.pem`, 'utf8'), readFileSync(`${prefix}.pub`, 'utf8')];
      const key = await importPrivateKey(pem);
      expect(await importPublicKey(pub)).toEqual(key.publicKey);
      expect(exportPrivateKey(key, 'raw')).toBe(pem);
      expect(exportPublicKey(key.publicKey, 'raw')).toBe(pub);
      const path = keep(`signed-there-${String(round)}/${name}`, bytes);
      runCommandLine(metacore, folder, 'sign', '--key', `${prefix}.pem`, path);
      const theirs = parseSignature(readFileSync(`${path}.sig`, 'utf8'));
      expect(await verifyBundle(bytes, theirs, [key.publicKey])).toBe(key.publicKey);
      expect(await signBundle(bytes, key)).toEqual(theirs);
    }
  });

  /** What its command line builds of these files. */
  const builtThere = (name: string, files: ReadonlyMap<string, Uint8Array | string>): Uint8Array => {
    for (const [path, content] of files) keep(join(name, path), content);
    const out = join(folder, `${name}.tar.gz`);
    runCommandLine(metacore, folder, 'build', '--strict', '-o', out, join(folder, name));
    return bytesOf(out);
  };

  it('what it builds is the archive that we build, but for two fields without meaning', async () => {
    const { i18n, ...manifest } = JSON.parse(new TextDecoder().decode(NOTES.get('manifest.json'))) as Record<string, unknown>;
    expect(i18n).toBeDefined();
    const files = new Map<string, Uint8Array>([
      ['manifest.json', utf8(JSON.stringify(manifest))],
      ...['README.md', 'migrations/0001_init.sql', 'backend/backend.wasm'].map(
        (path) => [path, NOTES.get(path) ?? new Uint8Array()] as const,
      ),
      ...['migrations/0001_init.b.sql', 'migrations/0001_init-a.sql'].map((path) => [path, utf8('SELECT 1;\n')] as const),
      ...['remoteEntry.js', 'assets/Zebra.css', 'assets/apple.css'].map((path) => [`frontend/dist/${path}`, utf8(path)] as const),
    ]);
    const theirs = builtThere('alike', files);
    const ours = (await packProject(files)).bytes;
    expect([...(await readBundle(theirs)).files.keys()]).toEqual([
      'manifest.json',
      ...['migrations/0001_init.sql', 'migrations/0001_init-a.sql', 'migrations/0001_init.b.sql'],
      ...['frontend/assets/Zebra.css', 'frontend/assets/apple.css', 'frontend/remoteEntry.js'],
      ...['backend/backend.wasm', 'README.md'],
    ]);
    expect(sha256(comparable(ours))).toBe(sha256(comparable(theirs)));
    expect(sha256(ours)).not.toBe(sha256(theirs));
  });

  it('from a folder with more in it, each leaves out something else', async () => {
    const files = new Map([...NOTES, ['migrations/0001_init.down.sql', utf8('DROP INDEX notes_title;\n')]]);
    const theirs = (await readBundle(builtThere('more', files))).files;
    const ours = (await readBundle((await packProject(files)).bytes)).files;
    const differing = new Set([...theirs.keys(), ...ours.keys()].filter((path) => theirs.has(path) !== ours.has(path)));
    // It packs what frontend/dist/ holds and nothing else of frontend/; locales and templates its reader knows and its writer does not.
    expect([...differing].filter((path) => !path.startsWith('frontend/')).sort()).toEqual([
      ...['docs/plan.md', 'locales/es-MX.json', 'migrations/0001_init.down.sql', 'templates/note-80mm.html'],
    ]);
    expect([...theirs.keys()].filter((path) => differing.has(path))).toEqual(['migrations/0001_init.down.sql']);
    for (const [path, bytes] of theirs) if (!differing.has(path)) expect(ours.get(path)).toEqual(bytes);
  });
});

describe.skipIf(!platform.ok)('bundles of neither', () => {
  const corpus = process.env.PLAYGROUND_CORPUS;
  it.skipIf(corpus === undefined)('those of the corpus are read alike', async () => {
    const root = join(corpus ?? '', 'bundles');
    const names = readdirSync(root).filter((name) => name.endsWith('.tar.gz'));
    const answers = askReader(
      reader,
      names.map((name) => ({ id: name, path: join(root, name) })),
    );
    for (const [at, name] of names.entries()) {
      const { files } = await readBundle(bytesOf(join(root, name)));
      expect(answers[at]).toMatchObject({ id: name, opened: true, entries: digestsOf(files), rawSize: sizeOf(files) });
    }
    const entries = answers.reduce((sum, answer) => sum + Object.keys(answer.entries ?? {}).length, 0);
    process.stderr.write(`interop: ${String(names.length)} bundles, ${String(entries)} entries\n`);
    expect(names.length).toBe(33);
  });

  const manifest = { name: 'manifest.json', body: NOTES.get('manifest.json') ?? '' };
  const packed = (...entries: HandmadeEntry[]): Uint8Array => gzipSync(tar(manifest, ...entries), { mtime: 0 });
  const zeros = (bytes: number): HandmadeEntry => ({ name: 'zeros', body: new Uint8Array(bytes) });
  const LIMIT = 64 * 1024 * 1024;

  /** Name, bytes, a part of what the platform says (empty: it opens), and our code (empty: we open). */
  const HANDMADE: [string, Uint8Array, string, string][] = [
    ['of a manifest alone', packed(), '', ''],
    ['with a folder of its own', packed({ name: 'docs/', type: '5' }), '', ''],
    ['with a step back', packed({ name: 'migrations/1.down.sql' }), '', ''],
    ['as large as may be', packed(zeros(LIMIT - manifest.body.length)), '', ''],
    ['a byte larger', packed(zeros(LIMIT - manifest.body.length + 1)), 'decompressed size exceeds', 'BUNDLE-UNPACKED-SIZE'],
    ['with an absolute path', packed({ name: '/etc/passwd' }), 'absolute path', 'BUNDLE-PATH-ABSOLUTE'],
    ['that leaves its folder', packed({ name: '../x' }), 'path traversal', 'BUNDLE-PATH-TRAVERSAL'],
    ['that leaves its folder on the way', packed({ name: 'a/../../x' }), 'path traversal', 'BUNDLE-PATH-TRAVERSAL'],
    ['without a manifest', gzipSync(tar({ name: 'README.md' })), 'manifest.json missing', 'BUNDLE-NO-MANIFEST'],
    ['with a damaged header', packed({ name: 'x', badChecksum: true }), 'tar: ', 'BUNDLE-TAR-DAMAGED'],
    ['cut in the middle', packed({ name: 'x', body: utf8('y') }).slice(0, 300), 'unexpected EOF', 'BUNDLE-TRUNCATED'],
    ['that is no gzip', tar(manifest), 'gzip: ', 'BUNDLE-NOT-GZIP'],
    // Meant: two readers that disagree about an archive are how signatures are passed by, so what is odd is refused here.
    ['with a link', packed({ name: 'x', type: '2', linkname: '/etc/passwd' }), '', 'BUNDLE-ENTRY-KIND'],
    ['with two files of one name', packed({ name: 'x', body: '1' }, { name: 'x', body: '2' }), '', 'BUNDLE-ENTRY-DUPLICATE'],
    ['with a file that is also a folder', packed({ name: 'x' }, { name: 'x/y' }), '', 'BUNDLE-ENTRY-CONFLICT'],
    ['with a path of Windows', packed({ name: 'frontend\\..\\x' }), '', 'BUNDLE-PATH-CHARACTER'],
    ['with an empty part in a path', packed({ name: 'frontend//x' }), '', 'BUNDLE-PATH-EMPTY'],
    ['with bytes after its end', concat(packed(), utf8('more')), '', 'BUNDLE-TRAILING-DATA'],
    ['without its last byte', packed().slice(0, -1), '', 'BUNDLE-TRUNCATED'],
    ['with a wrong checksum', packed().map((byte, at, all) => (at === all.length - 8 ? byte ^ 1 : byte)), '', 'BUNDLE-DAMAGED'],
    // Meant: a manifest is judged when it is used, not when it is read.
    ['with a manifest of no kind', gzipSync(tar({ name: 'manifest.json', body: '{}' })), 'manifest.json missing or empty', ''],
    ['with a manifest that is no JSON', gzipSync(tar({ name: 'manifest.json', body: '{' })), 'unexpected end of JSON', ''],
    // Meant: what `tar -C addon .` writes is opened here, and written anew without the dot.
    ['with a dot before its names', gzipSync(tar({ ...manifest, name: './manifest.json' })), 'manifest.json missing', ''],
  ];

  it('those made by hand are read alike, but for what is refused here on purpose', async () => {
    const questions = HANDMADE.map(([id, bytes], at) => ({ id, path: keep(`handmade-${String(at)}`, bytes) }));
    const answers = askReader(reader, questions);
    for (const [at, [id, bytes, theirs, ours]] of HANDMADE.entries()) {
      const { error = '', opened } = answers[at] ?? {};
      expect(`${id}: ${(await refusedCode(bytes)) ?? ''}`).toBe(`${id}: ${ours}`);
      expect(opened, `${id}: ${error}`).toBe(theirs === '');
      expect(error, id).toContain(theirs);
    }
  });
});
