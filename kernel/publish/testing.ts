/** A small addon that passes the preflight without a word; the specs break it, one thing at a time. */
import { preflight, type PreflightOptions } from './preflight';
import { placeOf } from './report';

export const PICTURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);

const MANIFEST = {
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  metadata: {
    key: 'notes',
    name: 'Notes',
    version: '1.2.3',
    description: 'Keeps notes.',
    category: 'operations',
    license: 'Apache-2.0',
    readme: 'README.md',
    screenshots: ['shot.png'],
  },
  compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
};

type Members = Readonly<Record<string, unknown>>;

/** The addon's manifest with other top-level members and other metadata. */
export function manifestWith(members: Members = {}, metadata: Members = {}): string {
  return JSON.stringify({ ...MANIFEST, ...members, metadata: { ...MANIFEST.metadata, ...metadata } }, null, 2);
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

const BASE: Files = { 'manifest.json': manifestWith(), 'README.md': '# Notes\n\nKeeps notes.\n', 'shot.png': PICTURE };

export const addonWith = (files: Files = {}): Map<string, string | Uint8Array> => new Map(Object.entries({ ...BASE, ...files }));

/** `level RULE place` of every finding, except notes about files that hosts do not use. */
export async function found(files: Files, options: PreflightOptions = {}): Promise<string[]> {
  const { findings } = await preflight(addonWith(files), options);
  return findings
    .filter(({ rule }) => rule !== 'PROJECT-UNROUTED')
    .map((finding) => `${finding.level} ${finding.rule} ${finding.path !== '' ? finding.path : placeOf(finding)}`.trimEnd());
}

/** What a build would read: bytes by path. */
export const asBytes = (files: Files): Map<string, Uint8Array> =>
  new Map(
    Object.entries(files).map(([path, content]) => [path, typeof content === 'string' ? new TextEncoder().encode(content) : content]),
  );
