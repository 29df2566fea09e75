import { describe, expect, it } from 'vitest';
import { judgeProject } from './judge';

describe('judgeProject', () => {
  it('rejects what is no project instead of throwing', () => {
    expect(judgeProject(new Map(), { locale: 'es' })).toEqual({
      version: null,
      accepted: false,
      manifest: null,
      document: undefined,
      diagnostics: [
        {
          rule: 'BUNDLE-NO-MANIFEST',
          severity: 'error',
          file: '',
          path: '',
          message: 'El paquete no tiene manifest.json en su nivel superior.',
        },
      ],
    });
  });

  it('rejects a path that leads elsewhere', () => {
    const { accepted, diagnostics } = judgeProject(new Map([['/etc/passwd', '']]));
    expect({ accepted, found: diagnostics.map(({ rule, file }) => `${rule} ${file}`) }).toEqual({
      accepted: false,
      found: ['BUNDLE-PATH-ABSOLUTE /etc/passwd'],
    });
  });
});
