import { describe, expect, it } from 'vitest';
import { projectOf } from '../project/project';
import { followingName } from './follow-name';

const manifest = (key: string, name: string): string =>
  JSON.stringify({ apiVersion: 'asteby.com/v3', kind: 'Addon', metadata: { key, name, version: '1.0.0' } });
const project = (name: string, readme = '# Tickets\n\nText.\n') => ({
  ...projectOf(name, { 'manifest.json': '', 'README.md': readme }, []),
  lastGoodManifest: manifest('tickets', 'Tickets'),
});

describe('a project that nobody named', () => {
  it('follows the key of its addon, with a number where that name is taken', () => {
    expect(followingName(project('tickets'), manifest('library', 'Tickets'), []).name).toBe('library');
    expect(followingName(project('tickets 3'), manifest('library', 'Tickets'), ['library']).name).toBe('library 2');
  });

  it('has a README whose heading follows the addon’s name', () => {
    expect(followingName(project('tickets'), manifest('tickets', 'Library'), []).files['README.md']).toBe('# Library\n\nText.\n');
  });
});

describe('what somebody wrote themselves', () => {
  it('stays: a name of one’s own, and another heading', () => {
    const own = project('my desk', '# My desk\n');
    expect(followingName(own, manifest('library', 'Library'), [])).toEqual(own);
    expect(followingName(project('tickets desk'), manifest('library', 'Tickets'), []).name).toBe('tickets desk');
  });

  it('stays where nothing was installed before, or a manifest cannot be read', () => {
    const fresh = { ...project('tickets'), lastGoodManifest: null };
    expect(followingName(fresh, manifest('library', 'Library'), [])).toEqual(fresh);
    const other = project('tickets');
    for (const text of ['', 'null', '{}', '[]', '{"metadata": 1}']) expect(followingName(other, text, [])).toEqual(other);
  });
});
