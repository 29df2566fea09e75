/** What the gates look at that need more than the manifest: the files of the project. */
import type { Finding, Findings } from '../finding';
import type { RuleContext } from '../read/context';
import type { RuleId } from '../rules';
import type { ParseSql } from '../sql/walk';
import { hostText, type HostText } from './host-text';
import type { Message } from '../text';

/** Content by path, `/` between the parts; the manifest itself may be among them. */
export type ContractFiles = ReadonlyMap<string, string | Uint8Array>;

export type FileLevel = 'strict' | 'warning' | 'info';

/** What gates need of documents of either contract. */
export interface FileContext {
  warning: Findings['warning'];
  /** An error when strict, a warning otherwise. */
  strictError: Findings['error'];
  addonKey: string;
  files: ContractFiles;
  /** A file as text, with what hosts stumble over in it; `null` when it is missing. */
  textOf: (file: string) => HostText | null;
  parseSql: ParseSql | undefined;
  /** A finding in another file than the manifest. `strict` ones are errors when strict, warnings otherwise. */
  inFile: (level: FileLevel, rule: RuleId, file: string, span: { offset: number; length: number }, message: Message) => void;
}

export interface GateContext extends RuleContext, FileContext {}

export type Gate = (context: GateContext) => void;

/** Reads files as text, each once. */
export function textReader(files: ContractFiles): (file: string) => HostText | null {
  const texts = new Map<string, HostText | null>();
  return (file) => {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const content = files.get(file);
    const text = content === undefined ? null : hostText(content);
    texts.set(file, text);
    return text;
  };
}

export interface FileOptions {
  files: ContractFiles;
  textOf: FileContext['textOf'];
  strict: boolean;
  parseSql: ParseSql | undefined;
}

export function createFileContext(addonKey: string, findings: Findings, { files, textOf, strict, parseSql }: FileOptions): FileContext {
  const severity = (level: FileLevel): Finding['severity'] => (level !== 'strict' ? level : strict ? 'error' : 'warning');
  return {
    addonKey,
    files,
    textOf,
    parseSql,
    warning: findings.warning,
    strictError: strict ? findings.error : findings.warning,
    inFile: (level, rule, file, span, message) => findings.add({ rule, severity: severity(level), path: '', message, file, span }),
  };
}

export const createGateContext = (context: RuleContext, findings: Findings, options: FileOptions): GateContext => ({
  ...context,
  ...createFileContext(context.manifest.metadata.key, findings, options),
});
