/**
 * The verdict on a manifest. The editor, the installer, the publish check and the command line all ask here, so that
 * there is one verdict.
 */
import { valid } from 'semver';
import { SHAPE_V2, SHAPE_V3, validateManifestV2, validateManifestV3, type ManifestV2, type ManifestV3 } from '../../schemas';
import type { Diagnostic } from './diagnostic';
import type { Locale } from '../locale';
import { API_VERSION_V3 } from './api-version';
import { decodeFlat, foldedName } from './decode-flat';
import { createFindings, type Finding, type Findings } from './finding';
import { GATES } from './gates';
import { createFileContext, createGateContext, textReader, type ContractFiles, type FileContext } from './gates/context';
import { checkV2Files } from './gates/v2';
import { checkIntegers } from './integers';
import { checkMessages } from './messages/check';
import { parse } from './parse';
import { HOST_VERSIONS } from './host-versions';
import { placeFindings } from './place';
import { pointerOf, stepsOf } from './pointer';
import { createRuleContext } from './read/context';
import { RULES } from './rules';
import { runRules } from './run-rules';
import { SHAPE_FLAT } from './v2/flat-shape';
import { checkV2Rules } from './v2/rules';
import { checkSchema } from './schema-check';
import { definitionOf } from './shape';
import { soundPart, type SoundPart } from './sound-part';
import type { ParseSql } from './sql/walk';
import type { TreeNode } from './tree';
import { writtenIn } from './locate';
import type { Written } from './written';

export interface CheckOptions {
  /** `true` (default) for publishing and writing; `false` for something already published: two rules become warnings. */
  strict?: boolean;
  /** Kernel version of the host, three numbers; what the playground advertises when left out or no version. */
  hostVersion?: string;
  /** Language of the messages; English when left out. */
  locale?: Locale;
  /** Reads the document by this contract, whatever its apiVersion says. */
  treatAs?: 'v2' | 'v3';
  /** The files of the project by path; given, the publish gates that read them are part of the verdict. */
  files?: ContractFiles;
  /** PostgreSQL's parser for the migrations among `files`; without one they are judged by pattern only. */
  parseSql?: ParseSql;
}

export interface CheckResult {
  version: 'v2' | 'v3';
  /** Whether a host would take it: no diagnostic is an error. */
  accepted: boolean;
  /**
   * The typed document when it is v3 and has no error of its own. Errors that the gates find in other files do not take
   * it away: screens can be shown while a backend is still to be built.
   */
  manifest: ManifestV3 | null;
  /** The document as parsed; `undefined` when the text is no JSON. */
  document: unknown;
  /** Findings in the order of their place, at most `MAX_DIAGNOSTICS` (see place.ts) and one that counts the rest. */
  diagnostics: Diagnostic[];
}

/**
 * Checks the text of a manifest. Never throws, whatever the text: size, depth and the number of findings are bounded.
 * A document is accepted as v3 exactly when its top-level `apiVersion` is `asteby.com/v3`; `versionOf` says which contract one without it is held to.
 */
export function check(text: string, options: CheckOptions = {}): CheckResult {
  const parsed = parse(text);
  const version = options.treatAs ?? versionOf(text, parsed.tree);
  const { value, meant, tree, findings: faults } = version === 'v2' ? decodeFlat(text, parsed, SHAPE_FLAT) : parsed;
  const textOf = textReader(options.files ?? new Map());
  const findings = createFindings();
  faults.forEach(findings.add);
  let manifest: ManifestV3 | null = null;
  if (tree !== null && (!findings.rejected || meant !== undefined)) {
    const hostVersion = valid(options.hostVersion ?? null) ?? HOST_VERSIONS[version];
    const full: FullOptions = { ...options, strict: options.strict ?? true, hostVersion, textOf };
    if (version === 'v3') manifest = checkV3(text, value ?? meant, tree, full, findings);
    else checkV2(text, value ?? meant, tree, full, findings);
  }
  return {
    version,
    accepted: !findings.rejected,
    manifest,
    document: value,
    diagnostics: placeFindings(findings, text, tree, { locale: options.locale ?? 'en', textOf: (file) => textOf(file)?.text ?? '' }),
  };
}

type FullOptions = CheckOptions & { strict: boolean; hostVersion: string; textOf: FileContext['textOf'] };

function checkV3(text: string, value: unknown, tree: TreeNode, options: FullOptions, findings: Findings): ManifestV3 | null {
  const written = writtenIn(text, tree);
  checkSchema(validateManifestV3, SHAPE_V3, value, findings, written);
  checkIntegers(SHAPE_V3, text, tree, findings);
  if (findings.rejected) {
    const sound = soundPart(validateManifestV3, SHAPE_V3, value);
    if (sound !== null)
      judgeSound(sound, findings, (found) => judgeV3(sound.document as ManifestV3, writtenAt(sound, written), options, found));
    return null;
  }
  return judgeV3(value as ManifestV3, written, options, findings);
}

/** What lies between the fields, and between the manifest and the project's files; the manifest if it has no error of its own. */
function judgeV3(manifest: ManifestV3, written: Written, options: FullOptions, findings: Findings): ManifestV3 | null {
  const context = createRuleContext(manifest, options.hostVersion, written);
  runRules(RULES, context, findings, options.strict);
  const alone = unlessRejected(findings, manifest);
  if (options.files !== undefined) {
    const { files, textOf, strict, parseSql } = options;
    const gateContext = createGateContext(context, findings, { files, textOf, strict, parseSql });
    for (const gate of GATES) gate(gateContext);
  }
  return alone;
}

/** A function of its own, because reporting changes what an earlier look at `rejected` said. */
const unlessRejected = (findings: Findings, manifest: ManifestV3): ManifestV3 | null => (findings.rejected ? null : manifest);

/** Numbers of the sound part as the whole document has them. */
const writtenAt =
  ({ pathOf }: SoundPart, written: Written): Written =>
  (value, path) =>
    written(value, pathOf(path));

/** Adds what is found in the sound part of a document, at its place in the whole; what only follows from a fault told already is left out. */
function judgeSound(sound: SoundPart, findings: Findings, judge: (found: Findings) => void): void {
  const found = createFindings();
  judge(found);
  const placed = found.kept.map((one) => ({ ...one, path: pointerOf(sound.pathOf(stepsOf(one.path))) }));
  sound.independent(placed).forEach(findings.add);
}

function checkV2(text: string, value: unknown, tree: TreeNode, options: FullOptions, findings: Findings): void {
  const given = tree.members;
  if (given !== undefined && (given.has('apiVersion') || given.has('metadata') || given.has('kind'))) {
    findings.warning('API-VERSION', ['apiVersion'], checkMessages.readAsV2((value as { apiVersion?: unknown }).apiVersion));
  }
  const ofSchema = createFindings();
  const written = writtenIn(text, tree);
  checkSchema(validateManifestV2, SHAPE_V2, value, ofSchema, written);
  for (const finding of ofSchema.kept) findings.add(isLookedAtLater(finding) ? { ...finding, severity: 'warning' } : finding);
  checkIntegers(SHAPE_FLAT, text, tree, findings);
  if (!findings.rejected) {
    judgeV2(value as ManifestV2, written, options, findings);
    return;
  }
  const sound = soundPart(validateManifestV2, SHAPE_V2, value);
  if (sound !== null)
    judgeSound(sound, findings, (found) => judgeV2(sound.document as ManifestV2, writtenAt(sound, written), options, found));
}

function judgeV2(
  manifest: ManifestV2,
  written: Written,
  { hostVersion, files, textOf, strict, parseSql }: FullOptions,
  findings: Findings,
): void {
  checkV2Rules(manifest, hostVersion, findings, written);
  if (files !== undefined) checkV2Files(manifest, createFileContext(manifest.key, findings, { files, textOf, strict, parseSql }));
}

/** Hosts decode the columns of extensions, but look at their values only when they write them into the other addon's table. */
const isLookedAtLater = ({ rule, path }: Finding): boolean =>
  (rule === 'SCHEMA-PATTERN' || rule === 'SCHEMA-ENUM') && /^\/extensions\/\d+\/columns\//.test(path);

/** Members that a flat document has and a v3 document has not; what names an addon is easily written by who begins one. */
const ONLY_FLAT: ReadonlySet<string> = new Set(
  Object.keys(definitionOf(SHAPE_V2, SHAPE_V2.root)).filter((name) => !Object.hasOwn(definitionOf(SHAPE_V3, SHAPE_V3.root), name)),
);
const OF_IDENTITY: ReadonlySet<string> = new Set(['key', 'name', 'version', 'description']);

/**
 * Which contract a text is of. A host takes everything for v2 that has not the exact apiVersion; here it takes evidence to be
 * called v2: a member that only the flat shape has, two that name an addon, or an apiVersion that says so. Whatever has none is a
 * v3 to be, and refused as such.
 */
export function versionOf(text: string, tree: TreeNode | null): 'v2' | 'v3' {
  const apiVersion = tree === null ? undefined : apiVersionOf(text, tree);
  if (apiVersion === API_VERSION_V3) return 'v3';
  if (typeof apiVersion === 'string' && /\bv[12]$/.test(apiVersion)) return 'v2';
  const flat = [...(tree?.members?.keys() ?? [])].map(foldedName).filter((name) => ONLY_FLAT.has(name));
  return flat.length > 1 || flat.some((name) => !OF_IDENTITY.has(name)) ? 'v2' : 'v3';
}

/** Hosts look for it as they decode everything: in any case, the last one. */
function apiVersionOf(text: string, tree: TreeNode): unknown {
  const node = [...(tree.members ?? [])].findLast(([name]) => foldedName(name) === 'apiversion')?.[1].value;
  if (node?.kind !== 'string') return undefined;
  try {
    return JSON.parse(text.slice(node.offset, node.offset + node.length));
  } catch {
    // A text that was cut off has no value yet.
    return undefined;
  }
}
