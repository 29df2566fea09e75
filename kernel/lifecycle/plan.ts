/** From what is there and what is asked for to everything that is done, in order. Pure; nothing here touches a database. */
import type { ManifestV3 } from '../../schemas';
import { roleGrants } from '../security/role-grants';
import { schemaNameOf } from '../schema/schema-of';
import { blockedChanges } from './blocked';
import type { DeclaredChange } from './declared-changes';
import type { Facts, SchemaFacts } from './facts';
import { hookPayload, hookStep } from './hooks';
import { rungsOf } from './ladder';
import { installError } from './messages';
import type { InstallNote } from './notes';
import { pendingOf } from './pending';
import type { OperationName, Prepared } from './prepare';
import type { BlockedChange } from './release-messages';
import { renamedModels } from './renames';
import type { InstallRequest } from './request';
import { answering } from './row-facts';
import { reasonOf, schemaChanges } from './schema-changes';
import { kindOf, statementsOf } from './steps/kinds';
import type { Of, Risk, Undo } from './steps/kind';
import type { EffectStep, SchemaStep, Step } from './steps/step';

export interface PlannedStep {
  step: Step;
  /** Where the manifest asks for it, as a JSON pointer, or the file that is run. */
  reason: string;
  risk: Risk;
}

export interface Plan {
  operation: OperationName | 'uninstall' | 'enable' | 'disable' | 'restore' | 'purge';
  addonKey: string;
  version: string;
  steps: PlannedStep[];
  notes: InstallNote[];
  /** What stands in the way of an upgrade. Nothing is done as long as there is any. */
  blocked: BlockedChange[];
}

/** A step as a person reads it. */
export interface PrintedStep {
  kind: Step['kind'];
  does: string;
  sql: string[];
  reason: string;
  risk: Risk;
  undo: { steps: number; needs: Undo['needs'] };
}

const safe = (step: EffectStep, reason: string): PlannedStep => ({ step, reason, risk: 'safe' });

/** Tables that the plan itself makes have no rows: what is done to them costs nothing. */
function schemaSteps(manifest: ManifestV3, steps: readonly SchemaStep[]): PlannedStep[] {
  const made = new Set(steps.flatMap((step) => (step.kind === 'create-table' ? [step.table.name] : [])));
  return steps.map((step) => {
    const isNew = 'table' in step && typeof step.table === 'string' && made.has(step.table);
    return { step, reason: reasonOf(manifest, step), risk: isNew ? 'safe' : kindOf(step).risk(step) };
  });
}

/** What follows a table or a model under a new name. */
function renameSteps(request: InstallRequest, steps: readonly PlannedStep[]): PlannedStep[] {
  const { manifest } = request;
  const addonKey = manifest.metadata.key;
  const tables = steps.flatMap(({ step, reason }): PlannedStep[] =>
    step.kind === 'rename-table'
      ? [safe({ kind: 'follow-rename', renamed: { kind: 'table', addonKey, schema: step.schema, from: step.table, to: step.to } }, reason)]
      : [],
  );
  const models = renamedModels(manifest, request.renames ?? []).map((renamed) => safe({ kind: 'follow-rename', renamed }, '/models'));
  return [...tables, ...models];
}

/** What one organization gets beside its tables. */
function organizationSteps(
  { request, operation, back }: Prepared,
  installed: string | undefined,
  organizationId: string,
  ran: Pick<Of<'keep-way-back'>, 'migrations' | 'ladder'>,
): PlannedStep[] {
  const { manifest, alone, beside = [], development } = request;
  const { key: addonKey, version } = manifest.metadata;
  const roles = safe({ kind: 'grant-roles', addonKey, organizationId, roles: roleGrants(manifest).map(({ key }) => key) }, '/rbac');
  const way = back?.find((one) => one.organizationId === organizationId);
  if (way)
    return [
      roles,
      safe({ kind: 'restore-installation', addonKey, organizationId, version: way.from, wayBack: way.seq }, '/metadata/version'),
    ];
  const isNew = installed === undefined;
  const schema = schemaNameOf(manifest, organizationId);
  const seeds = (manifest.models ?? []).flatMap(({ table, seed }, at) =>
    seed ? [safe({ kind: 'seed-rows', schema, table, organizationId, rows: seed.rows.length }, `/models/${at}/seed`)] : [],
  );
  // An author's edits install again and again: hooks run where a release is installed.
  const hooks =
    operation === 'install' && isNew && development !== true
      ? (['install', 'enable'] as const).flatMap((hook) => {
          const target = manifest.lifecycle?.[hook];
          if (target === undefined) return [];
          const at = { addonKey, organizationId, hook };
          return [safe(hookStep(at, target, hookPayload(hook, addonKey, organizationId, version)), `/lifecycle/${hook}`)];
        })
      : [];
  return [
    ...seeds,
    roles,
    ...(operation === 'upgrade' && installed !== undefined
      ? [safe({ kind: 'keep-way-back', addonKey, organizationId, from: installed, to: version, ...ran }, '/metadata/version')]
      : []),
    safe(
      { kind: 'record-installation', addonKey, organizationId, version, ...(operation === 'upgrade' && { isUpgrade: true as const }) },
      '/metadata/version',
    ),
    ...hooks,
    ...(alone === true
      ? [safe({ kind: 'disable-others', addonKey, organizationId, ...(beside.length > 0 && { keeps: beside }) }, '')]
      : []),
  ];
}

/** What migrations may build on goes before them, what builds on them comes behind. */
const BEFORE_MIGRATIONS: ReadonlySet<Step['kind']> = new Set([
  'create-schema',
  'rename-table',
  'rename-column',
  'create-table',
  'set-default',
  'drop-not-null',
]);

const runsBefore = (step: SchemaStep): boolean =>
  BEFORE_MIGRATIONS.has(step.kind) || (step.kind === 'add-column' && step.column.generated === undefined);

/** The columns whose look a migration said it would change, as the manifest wants them. */
function placesOf(one: SchemaFacts, declared: readonly DeclaredChange[]) {
  const places = declared.flatMap((change) => {
    if (change.kind !== 'retype' && change.kind !== 'rename-column') return [];
    const column = change.kind === 'retype' ? change.column : change.to;
    const type = one.wanted.tables.find(({ name }) => name === change.table)?.columns.find(({ name }) => name === column)?.type;
    return type === undefined ? [] : [{ table: change.table, column, type }];
  });
  return [...new Map(places.map((place) => [`${place.table}.${place.column}`, place])).values()];
}

interface SchemaPlan {
  steps: PlannedStep[];
  notes: InstallNote[];
}

function planOne(one: SchemaFacts, prepared: Prepared, rungs: readonly PlannedStep[]): SchemaPlan {
  const { request } = prepared;
  const { manifest } = request;
  const addonKey = manifest.metadata.key;
  const { schema } = one.wanted;
  const changes = schemaChanges(one, request, answering(one.yes));
  const remember = safe({ kind: 'remember-schema', schema, addonKey, state: changes.state }, '/models');
  const pending = pendingOf(prepared, one.applied, one.state === null);
  const all = schemaSteps(manifest, changes.steps);
  const recorded = pending.record.map(({ path, checksum }) =>
    safe({ kind: 'record-migration', schema, addonKey, file: path, checksum }, path),
  );
  const told = [...changes.notes, ...pending.notes];
  if (pending.run.length === 0 && rungs.length === 0) return { steps: [...all, ...recorded, remember], notes: told };
  const isBefore = ({ step }: PlannedStep) => runsBefore(step as SchemaStep);
  // What rows lack now, a migration may give them.
  const optional = changes.notes.filter(({ code }) => code === 'column_stays_optional');
  const required = schemaSteps(
    manifest,
    optional.flatMap(({ table, column }): SchemaStep[] =>
      column === undefined ? [] : [{ kind: 'require-column', schema, table, column }],
    ),
  );
  const isRelease = request.development !== true || prepared.operation === 'upgrade';
  // What an author's migration did not do is told by its note, and is no refusal.
  const places = isRelease ? placesOf(one, one.declared) : [];
  const back = pending.run.map(({ path, version, statements }): PlannedStep => ({
    step: { kind: 'revert-migration', schema, addonKey, file: path, version, statements: statements.length },
    reason: path,
    risk: 'lossy',
  }));
  const files = pending.run.map(({ path, checksum, statements }) =>
    safe(
      {
        kind: 'run-migration',
        schema,
        addonKey,
        file: path,
        checksum,
        statements: statements.length,
        ...(!isRelease && { isOptional: true as const }),
      },
      path,
    ),
  );
  const verified = places.length > 0 ? [safe({ kind: 'verify-schema', schema, places }, '/models')] : [];
  // A way back was written for the tables as the upgrade left them.
  if (prepared.operation === 'rollback') return { steps: [...back, ...verified, ...all, ...required, remember], notes: told };
  return {
    steps: [
      ...all.filter(isBefore),
      ...rungs,
      ...files.map((file): PlannedStep => ({ ...file, risk: one.state === null ? 'safe' : 'lossy' })),
      ...verified,
      ...all.filter((planned) => !isBefore(planned)),
      ...required,
      remember,
    ],
    notes: told.filter((note) => !optional.includes(note)),
  };
}

const versionsOf = ({ installations }: Facts, addonKey: string): ReadonlyMap<string, string> =>
  new Map(installations.filter((one) => one.addonKey === addonKey).map(({ organizationId, version }) => [organizationId, version]));

/**
 * The ladder of one organization. A file runs once in a schema, however many organizations share it.
 * @throws KernelError `upgrade_file_missing`
 */
function rungSteps(facts: Facts, prepared: Prepared, organizationId: string, isFirst: boolean): PlannedStep[] {
  const { manifest } = prepared.request;
  const { key: addonKey, version } = manifest.metadata;
  const installed = versionsOf(facts, addonKey).get(organizationId);
  if (prepared.operation !== 'upgrade' || installed === undefined) return [];
  return rungsOf(manifest.lifecycle?.upgrade ?? [], installed, version).flatMap((rung): PlannedStep[] => {
    const reason = `/lifecycle/upgrade/${rung.index}`;
    if (rung.type === 'sql') {
      const file = prepared.ladder.find(({ path }) => path === rung.function);
      if (!file) throw installError('upgrade_file_missing', { file: rung.function, pointer: reason });
      const schema = schemaNameOf(manifest, organizationId);
      const step: EffectStep = { kind: 'run-upgrade-sql', schema, file: file.path, from: rung.from, statements: file.statements.length };
      return isFirst ? [{ step, reason, risk: 'lossy' }] : [];
    }
    const payload = {
      event: 'upgrade',
      addon_key: addonKey,
      org_id: organizationId,
      from_version: installed,
      to_version: version,
      phase: 'before',
    };
    const target = rung.type === 'webhook' ? `webhook:${rung.function}` : rung.function;
    return [{ step: hookStep({ addonKey, organizationId, hook: 'upgrade' }, target, payload), reason, risk: 'lossy' }];
  });
}

/** Files and functions that an operation runs for one organization: what a way back has to take back. */
function ranIn(steps: readonly PlannedStep[], schema: string, organizationId: string): Pick<Of<'keep-way-back'>, 'migrations' | 'ladder'> {
  const all = steps.map(({ step }) => step);
  return {
    migrations: all.flatMap((step) => (step.kind === 'run-migration' && step.schema === schema ? [step.file] : [])),
    ladder: all.flatMap((step) => {
      if (step.kind === 'run-upgrade-sql') return step.schema === schema ? [step.file] : [];
      if (step.kind === 'call-function') return step.organizationId === organizationId ? [step.function] : [];
      return step.kind === 'send-webhook' && step.organizationId === organizationId ? [step.url] : [];
    }),
  };
}

/** The tables of several organizations have the same to tell of. */
const distinct = (notes: readonly InstallNote[]): InstallNote[] => [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];

/**
 * Everything an install or an upgrade does, for all organizations it is asked for. A plan with blocked changes has no steps.
 * @throws KernelError `values_do_not_fit`, `migration_changed`, `upgrade_file_missing`, and what `schemaChanges` throws
 */
export function plan(facts: Facts, prepared: Prepared): Plan {
  const { request, operation } = prepared;
  const { manifest, organizationIds } = request;
  const { key: addonKey, version } = manifest.metadata;
  const blocked = operation === 'upgrade' ? blockedChanges(facts, prepared) : [];
  if (blocked.length > 0) return { operation, addonKey, version, steps: [], notes: [], blocked };
  for (const { unfit } of facts.schemas) for (const details of unfit) throw installError('values_do_not_fit', details);
  const installed = versionsOf(facts, addonKey);
  const plans = facts.schemas.map((one) => {
    const sharing = organizationIds.filter((id) => schemaNameOf(manifest, id) === one.wanted.schema);
    const made = planOne(
      one,
      prepared,
      sharing.flatMap((id, at) => rungSteps(facts, prepared, id, at === 0)),
    );
    return { ...made, waiting: one.waiting };
  });
  const steps = plans.flatMap((one) => one.steps);
  return {
    operation,
    addonKey,
    version,
    steps: [
      ...steps,
      ...renameSteps(request, steps),
      ...organizationIds.flatMap((id) => organizationSteps(prepared, installed.get(id), id, ranIn(steps, schemaNameOf(manifest, id), id))),
    ],
    notes: distinct(
      plans.flatMap((one) => [...one.notes, ...one.waiting.map((table): InstallNote => ({ code: 'extended_set_aside', table }))]),
    ),
    blocked,
  };
}

/** A plan as a person reads it, step by step. */
export const printPlan = ({ steps }: Pick<Plan, 'steps'>): PrintedStep[] =>
  steps.map(({ step, reason, risk }) => {
    const kind = kindOf(step);
    const undo = kind.undo(step);
    return {
      kind: step.kind,
      does: kind.print(step),
      sql: statementsOf(step),
      reason,
      risk,
      undo: { steps: undo.steps.length, needs: undo.needs },
    };
  });
