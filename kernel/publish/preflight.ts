/**
 * The marketplace's review, before it is asked. One engine for page and command line: the contract's verdict on the whole
 * addon (`checkProject`), then what only review looks at.
 */
import { KernelError } from '../errors';
import { localizedSentence } from '../bundle/messages';
import { parseSignature, verifyBundle } from '../bundle/sign';
import type { PublicKey } from '../bundle/keys';
import { manifestTextOf } from '../bundle/read';
import type { Severity } from '../contract/diagnostic';
import type { Locale } from '../locale';
import { isHostOnly } from '../contract/host-only';
import type { ParseSql } from '../contract/sql/walk';
import { checkProject, packProject } from '../project/project';
import type { ProjectDiagnostic, ProjectFiles } from '../project/select';
import { accessibility } from './checks/accessibility';
import { deprecatedModels, type DeprecatedModels } from './checks/core-models';
import { hosts } from './checks/hosts';
import { integrity } from './checks/integrity';
import { licence, texts } from './checks/listing';
import { backendScan, type DryRun } from './checks/module';
import { pictures } from './checks/pictures';
import { readme } from './checks/readme';
import { relations } from './checks/relations';
import { secrets } from './checks/secrets';
import { versionAgainst, type Released } from './checks/version';
import { createPublishContext } from './context';
import { LEVELS, type Level, type PreflightFinding, type PreflightReport } from './finding';
import { publishMessages } from './messages';

export interface PreflightOptions {
  locale?: Locale;
  parseSql?: ParseSql;
  /** Kernel that the marketplace runs in production; by default what the playground advertises. */
  hostVersion?: string;
  /** Loads the backend against an empty host; left out, that check is not made. */
  dryRun?: DryRun;
  /** The last version that was exported or published: the new one must come after it. */
  last?: Released;
  deprecatedModels?: DeprecatedModels;
  /** A signature over the packed bytes, and the key it should hold under. */
  signed?: { packed: Uint8Array; signature: string; key: PublicKey };
}

/** Review builds with `--strict`, where a warning refuses as an error does. */
const LEVEL_OF: Readonly<Record<Severity, Level>> = { error: 'reject', warning: 'reject', info: 'advice' };

/** What the contract says of the manifest as well; the finding that reaches further is kept. */
const SAID_TWICE = new Map([['PROM-SECRET', 'PUB-SECRET']]);

const NO_CURE = publishMessages.noCure();

function fromContract(diagnostic: ProjectDiagnostic, locale: Locale): PreflightFinding {
  const { rule, severity, file, path, range, message: sentence, cure } = diagnostic;
  return {
    rule,
    level: LEVEL_OF[severity],
    file,
    path,
    ...(range === undefined ? {} : { range }),
    message: sentence,
    cure: cure ?? NO_CURE.cure?.[locale] ?? '',
  };
}

function inOrder(a: PreflightFinding, b: PreflightFinding): number {
  const byLevel = LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
  if (byLevel !== 0) return byLevel;
  // The manifest first, then other files by name, the bundle as a whole last.
  const place = (file: string): string => (file === 'manifest.json' ? '0' : file === '' ? '2' : `1${file}`);
  if (a.file !== b.file) return place(a.file) < place(b.file) ? -1 : 1;
  const byOffset = (a.range?.offset ?? 0) - (b.range?.offset ?? 0);
  return byOffset !== 0 ? byOffset : a.rule < b.rule ? -1 : Number(a.rule > b.rule);
}

/** Packs as a build would; a limit that is passed is a finding, not an error. */
async function pack(
  files: ProjectFiles,
  locale: Locale,
): Promise<{ packedBytes: number | null; digest: string | null; notices: ProjectDiagnostic[] }> {
  try {
    const { bytes, digest, diagnostics } = await packProject(files, { locale });
    const notices = diagnostics.filter(({ rule }) => rule === 'BUNDLE-HUB-SIZE');
    return { packedBytes: bytes.length, digest, notices };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const isLimit = error.code.startsWith('BUNDLE-');
    const notices = isLimit
      ? [{ rule: error.code, severity: 'error' as const, file: '', path: '', message: localizedSentence(error, locale) }]
      : [];
    return { packedBytes: null, digest: null, notices };
  }
}

/**
 * Looks at an addon's files as review does. Every finding has a level, a place and a cure.
 * @throws KernelError `BUNDLE-NO-MANIFEST`, `BUNDLE-MANIFEST-ENCODING`, `BUNDLE-PATH-…` (as `checkProject`)
 */
export async function preflight(files: ProjectFiles, options: PreflightOptions = {}): Promise<PreflightReport> {
  const { locale = 'en', parseSql, hostVersion, dryRun, last, signed } = options;
  const checked = checkProject(files, {
    locale,
    ...(parseSql === undefined ? {} : { parseSql }),
    ...(hostVersion === undefined ? {} : { hostVersion }),
  });
  const manifestText = manifestTextOf(checked.included);
  const { context, findings } = createPublishContext({ files: checked.included, manifestText, locale, parseSql });
  const checks = [
    licence,
    texts,
    readme,
    pictures,
    hosts,
    secrets,
    integrity,
    backendScan(dryRun),
    relations,
    accessibility,
    deprecatedModels(options.deprecatedModels ?? {}),
    versionAgainst(last),
  ];
  for (const check of checks) await check(context);
  const packed = await pack(files, locale);
  if (signed !== undefined && !(await signatureHolds(signed))) context.find('PUB-SIGNATURE', 'reject', publishMessages.signatureWrong());

  const own = new Set(findings.map(({ rule }) => rule));
  const known = new Set(checked.diagnostics.map(({ rule }) => rule));
  // What hosts do beyond the playground is no matter of publishing.
  const ofContract = [
    ...checked.diagnostics.filter((found) => !isHostOnly(found)),
    ...packed.notices.filter(({ rule }) => !known.has(rule)),
  ]
    .filter(({ rule }) => !own.has(SAID_TWICE.get(rule) ?? ''))
    .map((diagnostic) => fromContract(diagnostic, locale));
  const all = [...ofContract, ...findings].sort(inOrder);
  const count = (level: Level): number => all.filter((finding) => finding.level === level).length;
  const counts = { reject: count('reject'), review: count('review'), advice: count('advice') };
  const { key, version } = checked.identity;
  return { key, version, packedBytes: packed.packedBytes, digest: packed.digest, findings: all, counts, passes: counts.reject === 0 };
}

async function signatureHolds({ packed, signature, key }: NonNullable<PreflightOptions['signed']>): Promise<boolean> {
  try {
    return (await verifyBundle(packed, parseSignature(signature), [key])) !== undefined;
  } catch (error) {
    if (error instanceof KernelError) return false;
    throw error;
  }
}
