/** The verdict on what is open: of a whole addon where a document lies in one, else of the manifest alone. */
import type { Diagnostic as ProtocolDiagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { check } from '../../kernel/contract/check';
import { sqlParserFor } from '../../kernel/contract/sql/load';
import { KernelError } from '../../kernel/errors';
import type { Locale } from '../../kernel/locale';
import { judgeProject } from '../../kernel/project/judge';
import { findingOf, type Finding } from '../report';
import { folderOf, MANIFEST, placeIn, uriIn, type AddonFolders } from './addon-folder';
import { rangeOfFinding } from './positions';

export type ProjectFiles = ReadonlyMap<string, string | Uint8Array>;

export interface Verdict {
  /** Findings by the address of their file. */
  findings: ReadonlyMap<string, readonly Finding[]>;
  /** What it was judged with; empty for a manifest that lies in no folder. */
  files: ProjectFiles;
}

/** `manifest.json`, and whatever says of itself that it is one: `shop.manifest.json`. */
export const isManifest = (uri: string): boolean => /(^|[/.])manifest\.json$/.test(decodeURI(uri.split(/[?#]/)[0] ?? ''));

/** Whether a document lies in its addon's folder under the name that hosts look for. */
export const isInAddon = (uri: string): boolean => folderOf(uri) !== null && (!isManifest(uri) || /(^|\/)manifest\.json$/.test(uri));

/** What is judged together with a document: its addon's folder, or itself. */
export const keyOf = (uri: string): string => (isInAddon(uri) ? (folderOf(uri) ?? uri) : uri);

/**
 * Judges what belongs to a document; what cannot be read at all is a finding as well.
 *
 * @param open every open document: their texts stand for their files
 */
export async function judgeAround(
  document: TextDocument,
  open: readonly TextDocument[],
  folders: AddonFolders,
  locale: Locale,
): Promise<Verdict> {
  if (!isInAddon(document.uri)) {
    const { diagnostics } = check(document.getText(), { strict: true, locale });
    return { findings: new Map([[document.uri, diagnostics]]), files: new Map() };
  }
  const folder = keyOf(document.uri);
  const findings = new Map<string, Finding[]>();
  // An open document is called as its editor calls it; one address can be written in several ways.
  const called = new Map(open.filter(({ uri }) => folderOf(uri) === folder).map(({ uri }) => [placeIn(folder, uri), uri]));
  const found = (named: string, finding: Finding): void => {
    const file = named === '' ? MANIFEST : named;
    const uri = called.get(file) ?? uriIn(folder, file);
    findings.set(uri, [...(findings.get(uri) ?? []), finding]);
  };
  try {
    const files = await folders.filesOf(folder, open);
    const { diagnostics } = judgeProject(files, { locale, ...(await sqlParserFor(files.keys())) });
    for (const finding of diagnostics) found(finding.file, finding);
    return { findings, files };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    found(MANIFEST, findingOf(error, { ...folders.context, locale }));
    return { findings, files: new Map() };
  }
}

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

export const diagnosticOf = ({ rule, severity, message, cure, range }: Finding): ProtocolDiagnostic => ({
  source: 'metacore',
  code: rule,
  severity: SEVERITY[severity],
  range: rangeOfFinding(range),
  message: cure === undefined ? message : `${message}\n${cure}`,
});
