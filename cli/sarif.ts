/** Verdicts as SARIF 2.1.0, the form in which code hosts take findings of any tool. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { docsOf } from '../kernel/contract/place';
import type { Severity } from '../kernel/contract/diagnostic';
import type { Finding, Report } from './report';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;

/**
 * A file as code hosts look for it: from the folder in which the command was called, which is the repository's there, however the
 * file was named. One that lies elsewhere is a `file:` address.
 */
export function sarifUri(cwd: string, ...path: string[]): string {
  const file = resolve(cwd, ...path);
  const steps = relative(cwd, file);
  if (isAbsolute(steps) || steps.split(sep)[0] === '..') return pathToFileURL(file).href;
  return steps.split(sep).map(encodeURIComponent).join('/');
}

/** The file a finding is about. */
function uriOf(cwd: string, { file, container }: Report, { file: inner = 'manifest.json' }: Finding): string {
  return container && inner !== '' ? sarifUri(cwd, file, inner) : sarifUri(cwd, file);
}

export function sarifReport(cwd: string, reports: readonly Report[], version: string): unknown {
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
            locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(cwd, report, finding) }, region: regionOf(finding) } }],
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
