import { expect, it } from 'vitest';
import { MAX_PROVENANCE } from '../../kernel/project/provenance';
import { APP_VERSION } from '../version';
import { forkOf, hasOwnRows, projectFromTemplate, projectOf, withoutDueRows } from './project';

it('a fork has a name and an id of its own, and remembers what it is a copy of and all before', () => {
  const link = { kind: 'link', title: 'orders', app: '0.0.9', digest: 'ab'.repeat(32), at: 1 } as const;
  const rename = { kind: 'table', from: 'orders', to: 'sales' } as const;
  const original = { ...projectOf('orders', { 'manifest.json': '{}' }, [link]), lastGoodManifest: '{}', renames: [rename] };
  const fork = forkOf(original, 'mine');
  expect(fork).toEqual({
    id: expect.stringMatching(/^mine-[0-9a-f]{8}$/) as string,
    name: 'mine',
    files: original.files,
    lastGoodManifest: '{}',
    renames: [rename],
    provenance: [{ kind: 'project', title: 'orders', app: APP_VERSION, at: expect.any(Number) as number, isFork: true }, link],
    updatedAt: expect.any(Number) as number,
  });
});

it('forks of forks remember so much and no more', async () => {
  let project = await projectFromTemplate();
  for (let n = 0; n < 20; n += 1) project = forkOf(project, `n${String(n)}`);
  expect(project.provenance?.map(({ title }) => title)).toEqual(Array.from({ length: MAX_PROVENANCE }, (_, n) => `n${String(18 - n)}`));
});

it('a new project that has sample rows of its own owes them to its first install, a fork as well, and one without owes none', async () => {
  const starter = await projectFromTemplate();
  expect({ hasRows: hasOwnRows(starter), due: starter.sampleRowsDue }).toEqual({ hasRows: true, due: true });
  const written = withoutDueRows(starter);
  expect(written).not.toHaveProperty('sampleRowsDue');
  expect(forkOf(written, 'mine').sampleRowsDue).toBe(true);
  const bare = projectOf('bare', { 'manifest.json': '{}' }, []);
  expect({ hasRows: hasOwnRows(bare), due: bare.sampleRowsDue }).toEqual({ hasRows: false, due: undefined });
});
