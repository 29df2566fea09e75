import { describe, expect, it } from 'vitest';
import { followShown, moved, neighbourOf, readTabs } from './open-files';

const FILES = { 'manifest.json': '{}', 'README.md': '', 'locales/en.json': '{}' };

describe('tabs', () => {
  it('begin with the file that is shown', () => {
    expect(followShown({ projectId: null, paths: [] }, { projectId: 'p', files: FILES, active: 'manifest.json' })).toEqual({
      projectId: 'p',
      paths: ['manifest.json'],
    });
  });

  it('take in what is opened, behind the others', () => {
    const open = { projectId: 'p', paths: ['manifest.json'] };
    expect(followShown(open, { projectId: 'p', files: FILES, active: 'README.md' }).paths).toEqual(['manifest.json', 'README.md']);
  });

  it('close with their file', () => {
    const open = { projectId: 'p', paths: ['manifest.json', 'gone.md', 'README.md'] };
    expect(followShown(open, { projectId: 'p', files: FILES, active: 'README.md' }).paths).toEqual(['manifest.json', 'README.md']);
  });

  it('of another project are other tabs', () => {
    const open = { projectId: 'p', paths: ['manifest.json', 'README.md'] };
    expect(followShown(open, { projectId: 'q', files: FILES, active: 'manifest.json' }).paths).toEqual(['manifest.json']);
  });

  it('are those of the last visit', () => {
    const kept = { projectId: 'p', paths: ['manifest.json', 'README.md'] };
    expect(readTabs(JSON.stringify(kept))).toEqual(kept);
    expect(followShown(kept, { projectId: 'p', files: FILES, active: 'manifest.json' })).toEqual(kept);
  });

  it.each([null, '', '[]', 'null', '7', '{"projectId":4,"paths":[]}', '{"projectId":"p","paths":"README.md"}'])(
    'begin anew where %j was kept',
    (text) => expect(readTabs(text)).toEqual({ projectId: null, paths: [] }),
  );

  it('leave out what is no path, and what is there twice', () => {
    expect(readTabs('{"projectId":"p","paths":["a",4,"a",null,"b"]}')).toEqual({ projectId: 'p', paths: ['a', 'b'] });
  });

  it('that are closed show their neighbour, and the manifest where there is none', () => {
    expect(neighbourOf(['a', 'b', 'c'], 'b')).toBe('c');
    expect(neighbourOf(['a', 'b', 'c'], 'c')).toBe('b');
    expect(neighbourOf(['a'], 'a')).toBe('manifest.json');
  });

  it('are taken elsewhere, and never out of the row', () => {
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'a', 9)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['c', 'a', 'b']);
  });
});
