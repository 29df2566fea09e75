import { describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { manifestWith } from '../testing/kernel';
import type { ProjectDiagnostic } from '../project/select';
import { pageVerdict } from './page-verdict';

const at = (path: string, file = 'manifest.json'): ProjectDiagnostic => ({ rule: 'R', severity: 'error', file, path, message: 'm' });
const blocks = (document: unknown, ...diagnostics: ProjectDiagnostic[]) =>
  pageVerdict({ version: 'v3', accepted: false, manifest: null, document, diagnostics }).diagnostics.map(({ block }) => block);

describe('the verdict for the page', () => {
  it('says what it draws, and carries no document', () => {
    expect(pageVerdict({ version: 'v3', accepted: false, manifest: null, document: {}, diagnostics: [at('/kind')] })).toEqual({
      version: 'v3',
      accepted: false,
      installable: false,
      screenless: null,
      key: '',
      readable: true,
      diagnostics: [{ ...at('/kind'), block: 'kind' }],
    });
    expect(pageVerdict({ version: null, accepted: false, manifest: null, document: undefined, diagnostics: [] })).toMatchObject({
      readable: false,
    });
    const document = { apiVersion: 'asteby.com/v3', metadata: { key: 'a' } };
    expect(pageVerdict({ version: 'v3', accepted: false, manifest: null, document, diagnostics: [] }).key).toBe('a');
  });

  it('tells which manifests have no screens of their own', () => {
    const of = (kind: ManifestV3['kind']) =>
      pageVerdict({ version: 'v3', accepted: true, manifest: { ...manifestWith('a', []), kind }, document: {}, diagnostics: [] })
        .screenless;
    expect((['Addon', 'Preset', 'Theme', 'ConnectorPack'] as const).map(of)).toEqual([null, 'Preset', 'Theme', 'ConnectorPack']);
  });

  it('tells findings by block, entries of a list by their key, other files by their path', () => {
    const document = { models: [{ key: 'Ticket' }, { key: 'x'.repeat(100) }, 3], metadata: {} };
    expect(
      blocks(
        document,
        at(''),
        at('/metadata/key'),
        at('/models/0/table'),
        at('/models/1'),
        at('/models/2/a'),
        at('/models/9'),
        at('', 'a.sql'),
      ),
    ).toEqual(['', 'metadata › key', 'models › Ticket', `models › ${'x'.repeat(64)}`, 'models › 2', 'models › 9', 'a.sql']);
    expect(blocks('text', at('/a/0'))).toEqual(['a › 0']);
    expect(blocks({}, at('/__proto__/0'))).toEqual(['__proto__ › 0']);
  });
});
