/** Verdicts as SARIF 2.1.0, the form in which code hosts take findings of any tool. */
import { docsOf } from '../kernel/contract/place';
import type { Severity } from '../kernel/contract/diagnostic';
import type { Finding, Report } from './report';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;

/** The file a finding is about, as a relative reference. */
function uriOf({ file, container }: Report, { file: inner }: Finding): string {
  const name = inner ?? 'manifest.json';
  const path = container && name !== '' ? `${file.replace(/\/+$/, '')}/${name}` : file;
  return path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
}

export function sarifReport(reports: readonly Report[], version: string): unknown {
  const rules = [...new Set(reports.flatMap(({ findings }) => findings.map(({ rule }) => rule)))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'metacore-playground',
            version,
            rules: rules.map((id) => ({ id, properties: { documentation: docsOf(id) } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: reports.flatMap((report) =>
          report.findings.map((finding) => ({
            ruleId: finding.rule,
            ruleIndex: rules.indexOf(finding.rule),
            level: LEVELS[finding.severity],
            message: { text: finding.cure === undefined ? finding.message : `${finding.message} ${finding.cure}` },
            locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(report, finding) }, region: regionOf(finding) } }],
            ...(finding.path.startsWith('/') ? { properties: { path: finding.path } } : {}),
          })),
        ),
      },
    ],
  };
}

function regionOf({ range }: Finding): Record<string, number> {
  if (range === undefined) return { startLine: 1, startColumn: 1 };
  const { startLine, startColumn, endLine, endColumn } = range;
  return { startLine, startColumn, endLine, endColumn };
}
