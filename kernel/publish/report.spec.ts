import { expect, it } from 'vitest';
import type { PreflightReport } from './finding';
import { htmlReportOf, jsonReportOf, sarifReportOf } from './report';

const range = { startLine: 2, startColumn: 3, endLine: 2, endColumn: 7, offset: 9, length: 4 };
const REPORT: PreflightReport = {
  key: 'notes',
  version: '1.0.0',
  packedBytes: 10,
  digest: 'ab',
  findings: [
    {
      rule: 'CAP-TARGET',
      level: 'reject',
      file: 'manifest.json',
      path: '/capabilities/0',
      range,
      message: 'Bad <target>.',
      cure: 'Name "it".',
    },
    {
      rule: 'PUB-README-HTML',
      level: 'review',
      file: 'docs/a b.md',
      path: '',
      message: '<script>alert(1)</script>\u0000',
      cure: 'Drop it.',
    },
    { rule: 'PUB-UNSEARCHED', level: 'advice', file: '', path: '', message: 'Long.', cure: 'Look.' },
  ],
  counts: { reject: 1, review: 1, advice: 1 },
  passes: false,
};

it('as JSON', () => {
  expect(jsonReportOf(REPORT)).toEqual({
    key: 'notes',
    version: '1.0.0',
    packedBytes: 10,
    digest: 'ab',
    verdict: 'reject',
    counts: { reject: 1, review: 1, advice: 1 },
    findings: [
      {
        rule: 'CAP-TARGET',
        level: 'reject',
        file: 'manifest.json',
        path: '/capabilities/0',
        line: 2,
        column: 3,
        message: 'Bad <target>.',
        cure: 'Name "it".',
        docs: 'docs/contract/rules/CAP-TARGET.md',
      },
      {
        rule: 'PUB-README-HTML',
        level: 'review',
        file: 'docs/a b.md',
        path: '',
        line: null,
        column: null,
        message: '<script>alert(1)</script>\u0000',
        cure: 'Drop it.',
        docs: 'docs/contract/publishing.md',
      },
      {
        rule: 'PUB-UNSEARCHED',
        level: 'advice',
        file: '',
        path: '',
        line: null,
        column: null,
        message: 'Long.',
        cure: 'Look.',
        docs: 'docs/contract/publishing.md',
      },
    ],
  });
});

it('as SARIF', () => {
  const { runs } = sarifReportOf(REPORT, '9.9.9') as { runs: { tool: unknown; results: unknown[] }[] };
  expect(runs[0]?.tool).toEqual({
    driver: {
      name: 'metacore-playground',
      version: '9.9.9',
      rules: [
        { id: 'CAP-TARGET', properties: { documentation: 'docs/contract/rules/CAP-TARGET.md' } },
        { id: 'PUB-README-HTML', properties: { documentation: 'docs/contract/publishing.md' } },
        { id: 'PUB-UNSEARCHED', properties: { documentation: 'docs/contract/publishing.md' } },
      ],
    },
  });
  expect(runs[0]?.results).toEqual([
    {
      ruleId: 'CAP-TARGET',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'Bad <target>. Name "it".' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'manifest.json' },
            region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 7 },
          },
        },
      ],
      properties: { path: '/capabilities/0' },
    },
    {
      ruleId: 'PUB-README-HTML',
      ruleIndex: 1,
      level: 'warning',
      message: { text: '<script>alert(1)</script>\u0000 Drop it.' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'docs/a%20b.md' }, region: { startLine: 1, startColumn: 1 } } }],
    },
    {
      ruleId: 'PUB-UNSEARCHED',
      ruleIndex: 2,
      level: 'note',
      message: { text: 'Long. Look.' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'manifest.json' }, region: { startLine: 1, startColumn: 1 } } }],
    },
  ]);
});

it('as a page in which nothing runs', () => {
  const page = htmlReportOf(REPORT, 'es');
  expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`);
  expect(page).toContain('<html lang="es">');
  expect(page).toContain('<td>&#60;script&#62;alert(1)&#60;/script&#62; <br><small>Arreglo: Drop it.</small></td>');
  expect(page.includes('<script') || page.includes('\u0000')).toBe(false);
  expect(page.match(/<h2 class="\w+">[^<]+/g)).toEqual([
    '<h2 class="reject">Rechazo (1)',
    '<h2 class="review">Revisión (1)',
    '<h2 class="advice">Consejo (1)',
  ]);
  expect(htmlReportOf({ ...REPORT, findings: [], passes: true, digest: null })).toContain(
    '<p>Nothing here makes review refuse it.</p><p>No findings.</p>',
  );
});
