/** The rules of the flat shape that a schema cannot say. */
import type { ManifestV2 } from '../../../schemas';
import { targetFault } from '../capability-target';
import { isDefaultLiteral } from '../column-default';
import { regexBudget, regexFault, type RegexBudget } from '../../expressions/regex';
import { parseRange, satisfies } from '../../expressions/version-range';
import type { Findings } from '../finding';
import { addonMessages } from '../messages/addon';
import { commonMessages } from '../messages/common';
import { contributionMessages } from '../messages/contributions';
import { v2Messages } from '../messages/v2';
import { valueMessages } from '../messages/values';
import type { Step } from '../pointer';
import { asStored, type Written } from '../written';
import { isReservedKey } from '../reserved-keys';
import { eachRepeated, isEmpty } from '../read/context';
import { checkPromised } from './promised';
import { checkSharedBlocks } from './shared';
import { near } from '../suggest';

const LABEL = String.raw`(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)`;
const LENIENT_VERSION = new RegExp(String.raw`^v?\d+(?:\.\d+){0,2}(?:-${LABEL}(?:\.${LABEL})*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$`);
const EXPORT_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const OPERATIONS = ['create', 'update', 'delete'];
const EVENTS = [
  'install',
  'uninstall',
  'enable',
  'disable',
  'upgrade',
  ...OPERATIONS.flatMap((operation) => [`before_${operation}`, `after_${operation}`]),
];
const CUSTOM_VALIDATOR = /^(?:\$org\.[a-z][a-z0-9_]*|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)$/;
const RENAMED_TARGETS: Readonly<Record<string, string>> = { wasm_call: 'wasm', agent_task: 'prompt' };

/**
 * Reports every fault of a document that satisfies the v2 schema. `hostVersion` is the kernel it is checked against, `written`
 * how its numbers are quoted.
 */
export function checkV2Rules(manifest: ManifestV2, hostVersion: string, findings: Findings, written: Written = asStored): void {
  if (isReservedKey(manifest.key)) findings.error('KEY-RESERVED', ['key'], addonMessages.keyReserved(manifest.key));
  checkVersions(manifest, hostVersion, findings);
  checkModels(manifest, written, findings);
  checkCapabilities(manifest, findings);
  checkActions(manifest, findings);
  checkHooks(manifest, findings);
  checkPromised(manifest, written, findings);
  checkSharedBlocks(manifest, findings);
}

function checkVersions({ version, kernel }: ManifestV2, hostVersion: string, findings: Findings): void {
  if (!LENIENT_VERSION.test(version)) findings.error('V2-VERSION', ['version'], v2Messages.version(version));
  if (kernel === undefined || kernel === null || kernel === '') return;
  const range = parseRange(kernel);
  if (range === null) findings.error('V2-KERNEL', ['kernel'], commonMessages.notRange(kernel));
  else if (!satisfies(range, hostVersion)) findings.error('V2-KERNEL', ['kernel'], v2Messages.host(kernel, hostVersion));
  else if (!satisfies(range, '3.0.0')) findings.warning('V2-KERNEL-3', ['kernel'], v2Messages.closedTo3(kernel));
}

function checkModels(manifest: ManifestV2, written: Written, findings: Findings): void {
  const budget = regexBudget();
  (manifest.model_definitions ?? []).forEach((model, index) => {
    const path = ['model_definitions', index];
    model.columns.forEach((column, at) => checkColumn(column, [...path, 'columns', at], { report: findings.error, written, budget }));
    const names = (model.relations ?? []).map(({ name }) => name);
    eachRepeated(names, (at, name) => findings.error('V2-RELATION', [...path, 'relations', at, 'name'], commonMessages.repeated(name)));
  });
  (manifest.extensions ?? []).forEach((extension, index) => {
    // Hosts do not look at these before they write them into a table of another addon.
    (extension.columns ?? []).forEach((column, at) =>
      checkColumn(column, ['extensions', index, 'columns', at], { report: findings.warning, written, budget }),
    );
  });
}

type ColumnV2 = NonNullable<ManifestV2['model_definitions']>[number]['columns'][number];

interface ColumnChecking {
  report: Findings['error'];
  written: Written;
  budget: RegexBudget;
}

function checkColumn(column: ColumnV2, path: readonly Step[], { report, written, budget }: ColumnChecking): void {
  const given = column.default;
  const fine =
    given === undefined ||
    given === null ||
    given === '' ||
    typeof given === 'number' ||
    typeof given === 'boolean' ||
    (typeof given === 'string' && isDefaultLiteral(given));
  if (!fine) report('V2-DEFAULT', [...path, 'default'], valueMessages.defaultV2(written(given, [...path, 'default'])));
  const { regex, min, max, custom } = column.validation ?? {};
  const bound = (name: 'min' | 'max'): unknown => written(column.validation?.[name], [...path, 'validation', name]);
  const fault = typeof regex === 'string' && regex !== '' ? regexFault(regex, budget) : null;
  // The length is bounded here alone, which the converted manifest is told.
  if (fault !== null && fault !== 'length')
    report('V2-VALIDATION', [...path, 'validation', 'regex'], valueMessages.regex(regex ?? '', fault));
  if (typeof min === 'number' && typeof max === 'number' && min > max)
    report('V2-VALIDATION', [...path, 'validation', 'min'], valueMessages.minAboveMax(bound('min'), bound('max')));
  if (typeof custom === 'string' && custom !== '' && !CUSTOM_VALIDATOR.test(custom)) {
    report('V2-VALIDATION', [...path, 'validation', 'custom'], valueMessages.custom(custom));
  }
}

function checkCapabilities(manifest: ManifestV2, findings: Findings): void {
  const capabilities = manifest.capabilities ?? [];
  capabilities.forEach(({ kind, target }, index) => {
    const fault = targetFault(kind, target);
    if (fault === null) return;
    const report = 'install' in fault ? findings.error : findings.warning;
    report('V2-CAPABILITY', ['capabilities', index, 'target'], valueMessages.target(kind, target, fault));
  });
  const emitted = new Set(capabilities.filter(({ kind }) => kind === 'event:emit').map(({ target }) => target));
  (manifest.events ?? []).forEach((event, index) => {
    if (event !== null && !coversEvent(emitted, event)) findings.warning('V2-EMIT', ['events', index], v2Messages.undeclaredEmit(event));
  });
  if (manifest.backend?.runtime === 'binary') findings.warning('V2-BINARY', ['backend', 'runtime'], v2Messages.binary());
}

/** Parts of an event's name that a `prefix.*` target is looked up by; real names have two or three. */
const MAX_EVENT_PARTS = 20;

/** Whether one of the targets is the event, a prefix of it with `.*`, or `*`. */
function coversEvent(targets: ReadonlySet<string>, event: string): boolean {
  if (targets.has('*') || targets.has(event) || targets.has(`${event}.*`)) return true;
  const parts = event.split('.', MAX_EVENT_PARTS);
  return parts.some((_, index) => targets.has(`${parts.slice(0, index).join('.')}.*`));
}

function checkActions(manifest: ManifestV2, findings: Findings): void {
  const exports = new Set(manifest.backend?.exports ?? []);
  const names = [...exports].filter((name) => name !== null);
  const check = (actions: NonNullable<ManifestV2['actions']>[string], path: readonly Step[]): void => {
    (actions ?? []).forEach(({ trigger }, index) => {
      if (trigger?.type !== 'wasm' || exports.size === 0 || exports.has(trigger.export ?? null)) return;
      findings.error(
        'V2-EXPORT',
        [...path, index, 'trigger', 'export'],
        near(v2Messages.notExported(trigger.export ?? ''), trigger.export ?? '', names),
      );
    });
  };
  for (const [model, actions] of Object.entries(manifest.actions ?? {})) check(actions, ['actions', model]);
  (manifest.extensions ?? []).forEach(({ actions }, index) => check(actions ?? [], ['extensions', index, 'actions']));
  if (manifest.backend?.runtime !== 'wasm') return;
  for (const key of Object.keys(manifest.hooks ?? {})) {
    const at = key.indexOf('::');
    const name = key.slice(at + 2);
    // A key without the mark is an event, which needs no export.
    if (at >= 0 && !exports.has(name)) findings.error('V2-HOOK-KEY', ['hooks', key], near(v2Messages.notExported(name), name, names));
  }
  // Hosts leave this block alone; some documents keep their hooks in it.
  for (const key of Object.keys(manifest.backend.hooks ?? {})) {
    const [model = '', name = '', ...rest] = key.split('::');
    const path = ['backend', 'hooks', key];
    if (model === '' || name === '' || rest.length > 0) findings.warning('V2-HOOK-KEY', path, v2Messages.hookKey(key));
    else if (exports.size > 0 && !exports.has(name)) findings.warning('V2-HOOK-KEY', path, v2Messages.notExported(name));
  }
}

function checkHooks(manifest: ManifestV2, findings: Findings): void {
  const exports = new Set((manifest.backend?.exports ?? []).filter((name) => name !== null));
  const models = new Set((manifest.model_definitions ?? []).flatMap(({ model_key, table_name }) => [model_key, table_name]));
  for (const [key, hooks] of Object.entries(manifest.lifecycle_hooks ?? {})) {
    const byModel = !EVENTS.includes(key) && models.has(key);
    if (byModel) findings.warning('V2-EVENT', ['lifecycle_hooks', key], v2Messages.keyedByModel(key));
    else if (!EVENTS.includes(key)) {
      findings.error('V2-EVENT', ['lifecycle_hooks', key], near(v2Messages.event(key, EVENTS), key, EVENTS));
      continue;
    }
    (hooks ?? []).forEach((hook, index) => {
      const path = ['lifecycle_hooks', key, index];
      // The key says it already; the field is there for hooks that are keyed by model.
      const event = isEmpty(hook.event ?? '') && !byModel ? key : (hook.event ?? '');
      if (byModel ? !EVENTS.includes(event) : event !== key)
        findings.error('V2-EVENT', [...path, 'event'], v2Messages.eventMismatch(event, key));
      checkHookFunction(hook.target, exports, [...path, 'target', 'function'], findings);
      if (hook.async === true && !event.startsWith('after_')) findings.error('V2-ASYNC', [...path, 'async'], v2Messages.asyncHook(event));
      const renamed = RENAMED_TARGETS[hook.target.type];
      if (renamed !== undefined)
        findings.warning('V2-TARGET', [...path, 'target', 'type'], v2Messages.oldTarget(hook.target.type, renamed));
    });
  }
}

type HookTargetV2 = NonNullable<NonNullable<ManifestV2['lifecycle_hooks']>[string]>[number]['target'];

/** The function of a hook must have the name of an export, and be one where the exports are listed. */
function checkHookFunction(
  { type, function: name }: HookTargetV2,
  exports: ReadonlySet<string>,
  path: readonly Step[],
  findings: Findings,
): void {
  if ((type !== 'wasm' && type !== 'wasm_call') || typeof name !== 'string') return;
  if (!EXPORT_NAME.test(name)) findings.error('V2-EXPORT', path, contributionMessages.exportName(name));
  else if (exports.size > 0 && !exports.has(name)) findings.error('V2-EXPORT', path, near(v2Messages.notExported(name), name, exports));
}
