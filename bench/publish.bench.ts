/** How long a link gets, and what building and signing a large bundle costs. Links are of the real manifests that PLAYGROUND_CORPUS names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'fflate';
import lzString from 'lz-string';
import { generatePrivateKey } from '../kernel/bundle/keys';
import { signBundle, verifyBundle } from '../kernel/bundle/sign';
import { writeBundle } from '../kernel/bundle/write';
import { KernelError } from '../kernel/errors';
import { encodeLink } from '../kernel/link/link';
import { type Figure, percentile, plain } from './table';

const RUNS = 5;
const BUNDLE_BYTES = 10 * 1024 * 1024;
const FILES = 50;

function manifestsOfCorpus(): string[] {
  const folder = join(process.env.PLAYGROUND_CORPUS ?? '', 'manifests/valid');
  if ((process.env.PLAYGROUND_CORPUS ?? '') === '' || !existsSync(folder)) return [readFileSync('templates/tickets/manifest.json', 'utf8')];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Against the same compression without the dictionary, and against lz-string, which makes the links of many playgrounds. */
function links(): Figure[] {
  const samples: { chars: number; againstDeflate: number; againstLz: number }[] = [];
  let tooLong = 0;
  for (const manifest of manifestsOfCorpus()) {
    const project = { app: '0.1.0', title: 'bench', files: { 'manifest.json': manifest } };
    const json = JSON.stringify(project);
    try {
      const chars = encodeLink(project).length;
      const deflated = Math.ceil((deflateSync(new TextEncoder().encode(json), { level: 9, mem: 8 }).length * 4) / 3);
      samples.push({ chars, againstDeflate: chars / deflated, againstLz: chars / lzString.compressToEncodedURIComponent(json).length });
    } catch (error) {
      if (!(error instanceof KernelError) || error.code !== 'LINK-TOO-LONG') throw error;
      tooLong += 1;
    }
  }
  const of = (member: keyof (typeof samples)[number]): number[] => samples.map((sample) => sample[member]);
  const share = (what: string, shares: number[]): Figure =>
    plain(what, `${(percentile(shares, 0.5) * 100).toFixed(0)} % (p95 ${(percentile(shares, 0.95) * 100).toFixed(0)} %)`);
  return [
    plain(`link of a manifest, p50 of ${String(samples.length)}`, `${String(percentile(of('chars'), 0.5))} characters`),
    plain('link of a manifest, p95', `${String(percentile(of('chars'), 0.95))} characters`),
    share('link against plain deflate, p50', of('againstDeflate')),
    share('link against lz-string, p50', of('againstLz')),
    ...(tooLong > 0 ? [plain('manifests too long for a link', String(tooLong))] : []),
  ];
}

/** Half noise, half text: what a module and its frontend are made of. The same bytes on every run. */
function largeProject(): Map<string, Uint8Array> {
  let state = 1;
  const noise = (length: number): Uint8Array =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    });
  const part = BUNDLE_BYTES / FILES;
  const files = new Map<string, Uint8Array>([['manifest.json', new Uint8Array(readFileSync('templates/tickets/manifest.json'))]]);
  const line = new TextEncoder().encode('export const value = { key: "tickets", label: "Tickets" };\n');
  for (let index = 0; index < FILES; index += 1) {
    const text = Uint8Array.from({ length: part }, (_, at) => line[at % line.length] ?? 0);
    files.set(`frontend/part-${String(index)}.bin`, index % 2 === 0 ? noise(part) : text);
  }
  return files;
}

export async function benchPublish(): Promise<Figure[]> {
  const files = largeProject();
  const key = await generatePrivateKey();
  const samples = { build: [] as number[], sign: [] as number[] };
  let packedBytes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    const packed = await writeBundle(files);
    const built = performance.now();
    const signature = await signBundle(packed, key);
    if (!(await verifyBundle(packed, signature, [key.publicKey]))) throw new Error('the signature does not hold');
    samples.build.push(built - started);
    samples.sign.push(performance.now() - built);
    packedBytes = packed.length;
  }
  return [
    ...links(),
    plain('build of a 10 MB bundle, p50', `${percentile(samples.build, 0.5).toFixed(0)} ms (${(packedBytes / 1e6).toFixed(1)} MB packed)`),
    plain('sign and verify it, p50', `${percentile(samples.sign, 0.5).toFixed(0)} ms`),
  ];
}
