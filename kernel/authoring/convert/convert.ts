/**
 * From the flat v2 manifest to v3. Nothing is lost in silence: every drop and every guess is a finding at its place in the
 * v2 text, and the verdict on the result is reported at the v2 place too, as far as it can be told where a value came from.
 */
import { validateManifestV2, SHAPE_V2, type Frontend, type ManifestV2, type ManifestV3 } from '../../../schemas';
import { check, type CheckResult } from '../../contract/check';
import type { Diagnostic } from '../../contract/diagnostic';
import type { Locale } from '../../locale';
import { decodeFlat } from '../../contract/decode-flat';
import { createFindings, type Findings } from '../../contract/finding';
import { isHostOnly } from '../../contract/host-only';
import { keySpanOf, lineStartsOf, rangeOf, squiggleSpanOf } from '../../contract/locate';
import { convertMessages } from './messages';
import { parse } from '../../contract/parse';
import { placeFindings } from '../../contract/place';
import { stepsOf } from '../../contract/pointer';
import { checkSchema } from '../../contract/schema-check';
import { SHAPE_FLAT } from '../../contract/v2/flat-shape';
import type { TreeNode } from '../../contract/tree';
import { convertCapabilities, convertEvents, convertPermissions } from './access';
import type { PlaygroundFile } from '../../../schemas';
import { PLAYGROUND_FILE, playgroundText } from '../../contract/playground-members';
import { convertActions } from './actions';
import { convertNavigation, convertSettings, convertTools, keptOfTools } from './contributions';
import { createConversion, type Conversion } from './context';
import { convertHooks } from './hooks';
import { filled, given, isAbsent, noteUnknown, textOr } from './members';
import { convertCompatibility, convertI18n, convertMetadata, convertTenancy } from './metadata';
import { convertModels } from './models';

export interface ConvertOptions {
  /** Language of the messages; English when left out. */
  locale?: Locale;
  /** Kernel version that the result is checked against; what the playground advertises when left out. */
  hostVersion?: string;
}

export interface ConvertResult {
  /** The v3 manifest, formatted; `null` when the text is no v2 document that could be read. */
  text: string | null;
  /** The v3 manifest as a value, whether accepted or not; `null` with `text`. */
  manifest: ManifestV3 | null;
  /** New files of the project by path, such as `locales/es.json`; `playground.json` has what v3 keeps outside the manifest. */
  files: ReadonlyMap<string, string>;
  /** Every drop and guess, at its place in the v2 text; without a result, why there is none. */
  diagnostics: Diagnostic[];
  /** The verdict on `text`, with places in it; on the v2 text when there is none. */
  result: CheckResult;
  /** The findings of `result` at the v2 places the values came from. */
  findings: Diagnostic[];
}

/**
 * Converts the text of a v2 manifest. Never throws. A document that is v3 already comes back as it is.
 * @example convert('{"key":"demo","name":"Demo","version":"1.0.0"}').manifest?.metadata.version // '1.0.0'
 */
export function convert(text: string, options: ConvertOptions = {}): ConvertResult {
  const locale = options.locale ?? 'en';
  const judged = check(text, options);
  const parsed = parse(text);
  const { tree, value } = judged.version === 'v2' ? decodeFlat(text, parsed, SHAPE_FLAT) : parsed;
  const none = { files: new Map<string, string>() };
  if (judged.version === 'v3') {
    const findings = createFindings();
    findings.add({ rule: 'CONV-V3', severity: 'info', path: '/apiVersion', message: convertMessages.alreadyV3() });
    const diagnostics = placeFindings(findings, text, tree, { locale });
    const readable = value !== undefined;
    return {
      text: readable ? text : null,
      manifest: readable ? (value as ManifestV3) : null,
      ...none,
      diagnostics,
      result: judged,
      findings: judged.diagnostics,
    };
  }
  const faults = createFindings();
  if (value !== undefined) checkSchema(validateManifestV2, SHAPE_V2, value, faults);
  if (value === undefined || faults.rejected)
    return { text: null, manifest: null, ...none, diagnostics: judged.diagnostics, result: judged, findings: judged.diagnostics };
  return convertDocument(text, tree, value as ManifestV2, { ...options, locale });
}

function convertDocument(
  text: string,
  tree: TreeNode | null,
  source: ManifestV2,
  options: ConvertOptions & { locale: Locale },
): ConvertResult {
  const findings = createFindings();
  const origins = new Map<string, string>();
  const { manifest, files } = assemble(source, findings, origins);
  const converted = `${JSON.stringify(manifest, null, 2)}\n`;
  const result = check(converted, { ...options, treatAs: 'v3' });
  return {
    text: converted,
    manifest,
    files,
    diagnostics: placeFindings(findings, text, tree, { locale: options.locale }),
    result,
    // What only hosts do with a block is told of the v3 manifest, once it is one.
    findings: atOrigins(
      result.diagnostics.filter((found) => !isHostOnly(found)),
      origins,
      text,
      tree,
    ),
  };
}

/** Members of the document, those included that v2 documents carry in their v3 shape. */
const FIELDS = [
  ...[
    'key',
    'name',
    'version',
    'description',
    'category',
    'author',
    'website',
    'license',
    'readme',
    'screenshots',
    'features',
    'countries',
  ],
  ...['metadata_i18n', 'icon', 'icon_type', 'icon_slug', 'icon_color', 'kernel', 'requires', 'tenant_isolation', 'capabilities'],
  ...['model_definitions', 'models', 'extensions', 'navigation', 'settings', 'tools', 'actions', 'hooks', 'events', 'lifecycle_hooks'],
  ...['i18n', 'permissions', 'frontend', 'backend', 'price', 'signature', 'connectors', 'schedules', 'webhooks'],
];

function assemble(
  source: ManifestV2,
  findings: Findings,
  origins: Map<string, string>,
): { manifest: ManifestV3; files: Map<string, string> } {
  const conversion = createConversion(source, findings, origins);
  noteUnknown(conversion, source, FIELDS, []);
  const { actions, subscriptions, inTransaction } = convertActions(conversion);
  const hooks = convertHooks(conversion, subscriptions.length);
  const { i18n, files } = convertI18n(conversion);
  const tools = keptOfTools(conversion);
  const beside: PlaygroundFile = {
    ...dropBlocks(conversion),
    ...(inTransaction.length > 0 && { run_in_tx: inTransaction }),
    ...(Object.keys(tools).length > 0 && { tools }),
  };
  if (Object.keys(beside).length > 0) files.set(PLAYGROUND_FILE, playgroundText(beside));
  for (const block of ['connectors', 'schedules', 'webhooks']) conversion.trace([block], [block]);
  const contributions = given({
    navigation: filled(convertNavigation(conversion)),
    actions: filled(actions),
    tools: filled(convertTools(conversion)),
    subscriptions: filled([...subscriptions, ...hooks.subscriptions]),
  });
  const permissions = convertPermissions(conversion);
  const events = convertEvents(conversion);
  const manifest: ManifestV3 = given({
    apiVersion: 'asteby.com/v3' as const,
    kind: 'Addon' as const,
    metadata: convertMetadata(conversion),
    compatibility: convertCompatibility(conversion),
    tenancy: convertTenancy(conversion),
    capabilities: filled(convertCapabilities(conversion)),
    models: filled(convertModels(conversion)),
    frontend: convertFrontend(conversion),
    contributions: Object.keys(contributions).length === 0 ? undefined : contributions,
    extension_points: events.length === 0 ? undefined : { events },
    lifecycle: hooks.lifecycle,
    i18n,
    rbac: permissions.length === 0 ? undefined : { permissions },
    settings: filled(convertSettings(conversion)),
  });
  // They have the shape of v3 or do not: the check of the result says so.
  const shared = given({ connectors: source.connectors, schedules: source.schedules, webhooks: source.webhooks }) as Partial<ManifestV3>;
  return { manifest: { ...manifest, ...shared }, files };
}

function convertFrontend(conversion: Conversion): Frontend | undefined {
  const block = conversion.source.frontend;
  if (block === null || block === undefined) return undefined;
  conversion.trace(['frontend'], ['frontend']);
  noteUnknown(conversion, block, ['entry', 'format', 'expose', 'integrity', 'container', 'layout'], ['frontend']);
  const entry = textOr(block.entry);
  if (entry === undefined) {
    conversion.note('CONV-DROP', ['frontend'], convertMessages.dropped('frontend', 'no-entry'));
    return undefined;
  }
  const federated = textOr(block.expose) !== undefined || textOr(block.container) !== undefined;
  return given({
    entry,
    format: block.format === '' || isAbsent(block.format) ? (federated ? ('federation' as const) : ('script' as const)) : block.format,
    expose: textOr(block.expose),
    integrity: textOr(block.integrity),
    container: textOr(block.container),
    layout: block.layout === '' ? undefined : block.layout,
  });
}

/** Blocks that leave the manifest. */
function dropBlocks({ source, note }: Conversion): PlaygroundFile {
  const drop = (block: 'price' | 'signature'): void => {
    if (source[block] !== undefined && source[block] !== null) note('CONV-DROP', [block], convertMessages.dropped(block, block));
  };
  drop('price');
  drop('signature');
  if (source.backend === null || source.backend === undefined) return {};
  note('CONV-DROP', ['backend'], convertMessages.dropped('backend', 'bundle'));
  // What is null says nothing.
  const given = Object.entries(source.backend).filter(([, value]) => value !== null);
  return { backend: Object.fromEntries(given) };
}

/** Findings about the result, where their values stand in the v2 text. */
function atOrigins(found: readonly Diagnostic[], origins: ReadonlyMap<string, string>, text: string, tree: TreeNode | null): Diagnostic[] {
  const lineStarts = lineStartsOf(text);
  return found.map((diagnostic) => {
    const path = originOf(diagnostic.path, origins, tree);
    const isName = diagnostic.rule === 'SCHEMA-UNKNOWN';
    return { ...diagnostic, path, range: rangeOf(lineStarts, isName ? keySpanOf(tree, path) : squiggleSpanOf(tree, path)) };
  });
}

/** The v2 pointer of the nearest value on the way to a v3 pointer, and what follows it when v2 has a member of that name. */
function originOf(pointer: string, origins: ReadonlyMap<string, string>, tree: TreeNode | null): string {
  let rest = '';
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const origin = origins.get(at);
    if (origin !== undefined) {
      const exact = `${origin}${rest}`;
      return holds(tree, exact) ? exact : origin;
    }
    if (at === '') return '';
    rest = `${at.slice(at.lastIndexOf('/'))}${rest}`;
  }
}

function holds(tree: TreeNode | null, pointer: string): boolean {
  let node = tree ?? undefined;
  for (const step of stepsOf(pointer)) node = node?.members?.get(step)?.value ?? node?.items?.[Number(step)];
  return node !== undefined;
}
