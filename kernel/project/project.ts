/** An addon's folder as its author sees it: checked as a whole and packed into a bundle. */
import { check } from '../contract/check';
import type { Locale } from '../locale';
import type { ManifestV3 } from '../../schemas';
import type { ParseSql } from '../contract/sql/walk';
import { KernelError } from '../errors';
import { sha256Hex } from '../bundle/digest';
import { localizedSentence } from '../bundle/messages';
import { checkContents, checkTree, manifestTextOf, noticesFor } from '../bundle/read';
import { writeBundle } from '../bundle/write';
import { bundleName, identityOf, type AddonIdentity } from './identity';
import { projectSentence, type ProjectErrorCode } from './messages';
import { PLAYGROUND_FILE } from '../contract/playground-members';
import { checkPlayground, readPlayground, type ReadPlayground } from './playground-file';
import { selectFiles, type ProjectDiagnostic, type ProjectFiles } from './select';

export interface CheckProjectOptions {
  /** The two softening rules of the contract stay warnings. Default: they are errors. */
  lenient?: boolean;
  /** Semver of the host that the addon is meant for; what playground.json says where it is left out, and else as in the contract. */
  hostVersion?: string;
  locale?: Locale;
  /** PostgreSQL's parser for the migrations; without one they are judged by pattern only. */
  parseSql?: ParseSql;
}

export interface PackOptions extends CheckProjectOptions {
  /** As for review: any warning refuses the bundle. */
  strict?: boolean;
}

export interface CheckedProject {
  accepted: boolean;
  version: ReturnType<typeof check>['version'];
  /** As `CheckResult.manifest` and `CheckResult.document`. */
  manifest: ManifestV3 | null;
  document: unknown;
  identity: AddonIdentity;
  /** The files that would be packed. */
  included: Map<string, Uint8Array>;
  diagnostics: ProjectDiagnostic[];
}

export interface PackedProject {
  bytes: Uint8Array;
  /** `<key>-<version>.mcbundle` */
  name: string;
  /** SHA-256 of `bytes`, 64 hex digits. */
  digest: string;
  identity: AddonIdentity;
  included: Map<string, Uint8Array>;
  /** Warnings and notes; errors never come this far. */
  diagnostics: ProjectDiagnostic[];
}

/** Limits of the bundle as findings, so that they are seen while writing and not only when packing. */
function limitFindings(included: ReadonlyMap<string, Uint8Array>, locale: Locale = 'en'): ProjectDiagnostic[] {
  try {
    checkTree(included);
    checkContents(included);
    return [];
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const file = typeof error.details.entry === 'string' ? error.details.entry : '';
    return [{ rule: error.code, severity: 'error', file, path: '', message: localizedSentence(error, locale) }];
  }
}

/** What the project says beside its manifest; null where it says nothing. */
function playgroundOf(files: ProjectFiles, locale?: Locale): (ReadPlayground & { text: string }) | null {
  const content = files.get(PLAYGROUND_FILE);
  if (content === undefined) return null;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return { text, ...readPlayground(text, locale) };
}

/**
 * The verdict on a whole addon: the contract's on its manifest, and ours on the files around it.
 * @throws KernelError `BUNDLE-NO-MANIFEST`, `BUNDLE-MANIFEST-ENCODING`, `BUNDLE-PATH-…`
 */
export function checkProject(files: ProjectFiles, options: CheckProjectOptions = {}): CheckedProject {
  const { included, diagnostics: ofSelection } = selectFiles(files, options.locale);
  const { lenient = false, locale, parseSql } = options;
  const beside = playgroundOf(files, locale);
  const hostVersion = options.hostVersion ?? beside?.members.host_version;
  const verdict = check(manifestTextOf(included), {
    strict: !lenient,
    files: included,
    ...(parseSql === undefined ? {} : { parseSql }),
    ...(hostVersion === undefined ? {} : { hostVersion }),
    ...(locale === undefined ? {} : { locale }),
  });
  const ofPlayground = beside && verdict.manifest ? checkPlayground(beside.text, verdict.manifest, beside.members, locale) : [];
  const ofFiles = [...ofSelection, ...limitFindings(included, locale), ...(beside?.diagnostics ?? []), ...ofPlayground];
  const diagnostics = [
    ...verdict.diagnostics.map((diagnostic) => ({ ...diagnostic, file: diagnostic.file ?? 'manifest.json' })),
    ...ofFiles,
  ];
  const accepted = verdict.accepted && !ofFiles.some(({ severity }) => severity === 'error');
  const { version, manifest, document } = verdict;
  return { accepted, version, manifest, document, identity: identityOf(document), included, diagnostics };
}

/** The refusal of a project for what was found in it beside the verdict: mistakes in its sources. */
export const projectRefused = (diagnostics: readonly ProjectDiagnostic[], locale?: Locale): KernelError =>
  refused('PROJECT-REJECTED', diagnostics, locale);

function refused(code: ProjectErrorCode, diagnostics: readonly ProjectDiagnostic[], locale: Locale = 'en'): KernelError {
  return new KernelError(code, projectSentence(code, locale), { details: { diagnostics } });
}

/** The findings that a refusal carries. */
export function diagnosticsOf(error: KernelError): readonly ProjectDiagnostic[] {
  return (error.details.diagnostics ?? []) as readonly ProjectDiagnostic[];
}

/**
 * Packs an addon. The same files give the same bytes (see `writeBundle`).
 *
 * @throws KernelError `PROJECT-REJECTED` (the manifest or a file has an error) or `PROJECT-WARNINGS` (strict), both with the
 *   findings in `details.diagnostics` (`diagnosticsOf`); `BUNDLE-…` when a limit is passed
 */
export async function packProject(files: ProjectFiles, options: PackOptions = {}): Promise<PackedProject> {
  const { accepted, identity, included, diagnostics } = checkProject(files, options);
  if (!accepted) throw refused('PROJECT-REJECTED', diagnostics, options.locale);
  const bytes = await writeBundle(included);
  const ofBundle = noticesFor(included, bytes.length, options.locale === undefined ? {} : { locale: options.locale });
  const all = [...diagnostics, ...ofBundle.map(({ path, ...notice }) => ({ ...notice, file: path, path: '' }))];
  if (options.strict && all.some(({ severity }) => severity === 'warning')) throw refused('PROJECT-WARNINGS', all, options.locale);
  return { bytes, name: bundleName(identity), digest: await sha256Hex(bytes), identity, included, diagnostics: all };
}
