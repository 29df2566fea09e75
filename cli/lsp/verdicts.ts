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
import { MANIFEST, placeIn, uriIn, type AddonFiles, type AddonFolders } from './addon-folder';
import { rangeOfFinding } from './positions';

export interface Verdict {
  /** Findings by the address of their file. */
  findings: ReadonlyMap<string, readonly Finding[]>;
  /** What it was judged with; empty for a manifest that lies in no folder. */
  files: AddonFiles;
}

/** What is judged together with a document: its addon's folder, or itself. */
export const keyOf = (uri: string, folders: AddonFolders): string => folders.of(uri) ?? uri;

/** Judges what belongs to a document; what cannot be read at all is a finding as well. */
async function judge(document: TextDocument, open: readonly TextDocument[], folders: AddonFolders, locale: Locale): Promise<Verdict> {
  const folder = folders.of(document.uri);
  if (folder === null) {
    const { diagnostics } = check(document.getText(), { strict: true, locale });
    return { findings: new Map([[document.uri, diagnostics]]), files: new Map() };
  }
  const findings = new Map<string, Finding[]>();
  // An open document is called as its editor calls it; one address can be written in several ways.
  const called = new Map(open.filter(({ uri }) => folders.of(uri) === folder).map(({ uri }) => [placeIn(folder, uri), uri]));
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

/** Verdicts as long as nothing changes: an editor asks for fixes wherever the cursor goes. */
export class Verdicts {
  readonly #kept = new Map<string, { stamp: string; verdict: Promise<Verdict> }>();

  constructor(readonly folders: AddonFolders) {}

  /** @param open every open document: their texts stand for their files */
  of(document: TextDocument, open: readonly TextDocument[], locale: Locale): Promise<Verdict> {
    const key = keyOf(document.uri, this.folders);
    const together = open.filter(({ uri }) => keyOf(uri, this.folders) === key).map(({ uri, version }) => `${uri} ${String(version)}`);
    const stamp = [locale, this.folders.revision, ...together].join('\n');
    const kept = this.#kept.get(key);
    if (kept?.stamp === stamp) return kept.verdict;
    const verdict = judge(document, open, this.folders, locale);
    this.#kept.set(key, { stamp, verdict });
    return verdict;
  }

  /** Nothing of it is open any more. */
  drop(key: string): void {
    this.#kept.delete(key);
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
