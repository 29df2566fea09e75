import { describe, expect, it } from 'vitest';
import { destinationOf, headingId } from './links';

const has = (id: string): boolean =>
  ['limits', 'contract/README', 'contract/rules/MORE', 'guides/cli', 'contract/wire', 'reference/Model'].includes(id);

describe('a link of a document', () => {
  it.each([
    ['../README.md', 'contract/rules/MORE', { kind: 'document', id: 'contract/README', heading: '' }],
    ['rules', 'contract/README', { kind: 'nowhere' }],
    ['rules/MORE.md', 'contract/README', { kind: 'document', id: 'contract/rules/MORE', heading: '' }],
    ['contract', 'limits', { kind: 'document', id: 'contract/README', heading: '' }],
    ['./wire.md#files', 'contract/README', { kind: 'document', id: 'contract/wire', heading: 'files' }],
    ['../../schemas/v3/models.json#Model', 'guides/cli', { kind: 'document', id: 'reference/Model', heading: 'Model' }],
    ['../../schemas/v3/models.json#Nothing', 'guides/cli', { kind: 'nowhere' }],
    ['#files-and-jobs', 'limits', { kind: 'heading', heading: 'files-and-jobs' }],
    ['#', 'limits', { kind: 'nowhere' }],
    ['https://example.com/a#b', 'limits', { kind: 'outside', address: 'https://example.com/a#b' }],
    ['http://example.com/', 'limits', { kind: 'nowhere' }],
    ['javascript:alert(1)', 'limits', { kind: 'nowhere' }],
    ['//example.com/x.md', 'limits', { kind: 'nowhere' }],
    ['../../../../etc/passwd', 'limits', { kind: 'nowhere' }],
    ['../kernel/contract/check.ts', 'limits', { kind: 'nowhere' }],
  ])('%s in %s leads where it says, or nowhere', (link, from, expected) => {
    expect(destinationOf(link, from, has)).toEqual(expected);
  });

  it('finds a heading by the name that code hosts give it', () => {
    expect(headingId('Files and jobs')).toBe('files-and-jobs');
    expect(headingId('What `check` says, in words')).toBe('what-check-says-in-words');
    expect(headingId('Códigos 404')).toBe('códigos-404');
  });
});
