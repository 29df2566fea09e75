/** The preflight's report for other tools and other people: JSON, SARIF 2.1.0, and a page of HTML that needs nothing else. */
import type { Locale } from '../locale';
import { docsOf } from '../contract/place';
import { LEVELS, type Level, type PreflightFinding, type PreflightReport } from './finding';

const WORDS: Record<
  Locale,
  Record<Level | 'title' | 'passes' | 'fails' | 'cure' | 'none' | 'digest' | 'rule' | 'place' | 'finding', string>
> = {
  en: {
    title: 'Preflight',
    passes: 'Nothing here makes review refuse it.',
    fails: 'Review would refuse it.',
    reject: 'Reject',
    review: 'Review',
    advice: 'Advice',
    cure: 'Cure',
    none: 'No findings.',
    digest: 'SHA-256',
    rule: 'Rule',
    place: 'Place',
    finding: 'Finding',
  },
  es: {
    title: 'Revisión previa',
    passes: 'Nada aquí hace que la revisión lo rechace.',
    fails: 'La revisión lo rechazaría.',
    reject: 'Rechazo',
    review: 'Revisión',
    advice: 'Consejo',
    cure: 'Arreglo',
    none: 'Sin hallazgos.',
    digest: 'SHA-256',
    rule: 'Regla',
    place: 'Lugar',
    finding: 'Hallazgo',
  },
};

/** The page on which a rule is explained, relative to the root of the project. */
export const docsOfRule = (rule: string): string => (rule.startsWith('PUB-') ? 'docs/contract/publishing.md' : docsOf(rule));

/** `file:line:column`, or the file, or nothing. */
export function placeOf({ file, range, path }: PreflightFinding): string {
  if (file === '') return '';
  if (range !== undefined) return `${file}:${range.startLine}:${range.startColumn}`;
  return path === '' ? file : `${file} ${path}`;
}

export function jsonReportOf(report: PreflightReport): unknown {
  const { key, version, packedBytes, digest, passes, counts, findings } = report;
  return {
    key,
    version,
    packedBytes,
    digest,
    verdict: passes ? 'pass' : 'reject',
    counts,
    findings: findings.map(({ rule, level, file, path, range, message, cure }) => ({
      rule,
      level,
      file,
      path,
      line: range?.startLine ?? null,
      column: range?.startColumn ?? null,
      message,
      cure,
      docs: docsOfRule(rule),
    })),
  };
}

const SARIF_LEVELS: Readonly<Record<Level, string>> = { reject: 'error', review: 'warning', advice: 'note' };

/** The report as SARIF 2.1.0. `uriOf` says how a file of the addon is named in it; by default from the addon's folder. */
export function sarifReportOf(
  { findings }: PreflightReport,
  toolVersion: string,
  uriOf: (file: string) => string = (file) => file.split('/').map(encodeURIComponent).join('/'),
): unknown {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'metacore-playground',
            version: toolVersion,
            rules: rules.map((id) => ({ id, properties: { documentation: docsOfRule(id) } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(({ rule, level, file, path, range, message, cure }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: SARIF_LEVELS[level],
          message: { text: cure === '' ? message : `${message} ${cure}` },
          // Findings about the bundle as a whole are shown at its manifest: results without a place are dropped by code hosts.
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(file === '' ? 'manifest.json' : file) },
                region:
                  range === undefined
                    ? { startLine: 1, startColumn: 1 }
                    : { startLine: range.startLine, startColumn: range.startColumn, endLine: range.endLine, endColumn: range.endColumn },
              },
            },
          ],
          ...(path === '' ? {} : { properties: { path } }),
        })),
      },
    ],
  };
}

/** Text in HTML. Control characters are dropped: some end an attribute in some reader. */
const html = (text: string): string => text.replace(/[\p{Cc}]/gu, ' ').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}' +
  'table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #ccc}' +
  'code{font-size:.9em;overflow-wrap:anywhere}.reject{color:#8f1d1d}.review{color:#6b4700}.advice{color:#1f4d7a}small{color:#444}';

/** A whole page, without scripts and without anything from elsewhere; its policy says so to every browser. */
export function htmlReportOf(report: PreflightReport, locale: Locale = 'en'): string {
  const words = WORDS[locale];
  const title = `${words.title}: ${report.key} ${report.version}`;
  const section = (level: Level): string => {
    const rows = report.findings
      .filter((finding) => finding.level === level)
      .map(
        (finding) =>
          `<tr><td><code>${html(finding.rule)}</code></td><td><code>${html(placeOf(finding))}</code></td>` +
          `<td>${html(finding.message)}<br><small>${words.cure}: ${html(finding.cure)}</small></td></tr>`,
      );
    if (rows.length === 0) return '';
    const head = `<tr><th scope="col">${words.rule}</th><th scope="col">${words.place}</th><th scope="col">${words.finding}</th></tr>`;
    return `<h2 class="${level}">${words[level]} (${rows.length})</h2><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`;
  };
  const sections = LEVELS.map(section).join('');
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${html(title)}</title><style>${STYLE}</style></head>`,
    `<body><main><h1>${html(title)}</h1><p>${report.passes ? words.passes : words.fails}</p>`,
    report.digest === null ? '' : `<p>${words.digest} <code>${html(report.digest)}</code></p>`,
    sections === '' ? `<p>${words.none}</p>` : sections,
    '</main></body></html>\n',
  ].join('');
}
