/** From what is there and what is asked for to everything that is done, in order. Pure; nothing here touches a database. */
import type { ManifestV3 } from '../../schemas';
import { roleGrants } from '../security/role-grants';
import { schemaNameOf } from '../schema/schema-of';
import type { Facts } from './facts';
import { installError } from './messages';
import type { InstallNote } from './notes';
import { renamedModels } from './renames';
import type { InstallRequest } from './request';
import { answering } from './row-facts';
import { reasonOf, schemaChanges } from './schema-changes';
import { kindOf, statementsOf } from './steps/kinds';
import type { Risk } from './steps/kind';
import type { EffectStep, SchemaStep, Step } from './steps/step';

export interface PlannedStep {
  step: Step;
  /** Where the manifest asks for it, as a JSON pointer. */
  reason: string;
  risk: Risk;
}

export interface Plan {
  operation: 'install';
  addonKey: string;
  version: string;
  steps: PlannedStep[];
  notes: InstallNote[];
}

/** A step as a person reads it. */
export interface PrintedStep {
  kind: Step['kind'];
  does: string;
  sql: string[];
  reason: string;
  risk: Risk;
  undo: { steps: number; needs: 'nothing' | 'state' | 'rows' };
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
function renameSteps(request: InstallRequest, steps: readonly SchemaStep[]): PlannedStep[] {
  const { manifest } = request;
  const addonKey = manifest.metadata.key;
  const tables = steps.flatMap((step): PlannedStep[] =>
    step.kind === 'rename-table'
      ? [
          safe(
            { kind: 'follow-rename', renamed: { kind: 'table', addonKey, schema: step.schema, from: step.table, to: step.to } },
            reasonOf(manifest, step),
          ),
        ]
      : [],
  );
  const models = renamedModels(manifest, request.renames ?? []).map((renamed) => safe({ kind: 'follow-rename', renamed }, '/models'));
  return [...tables, ...models];
}

/** What one organization gets beside its tables. */
function organizationSteps({ manifest, alone }: InstallRequest, schema: string, organizationId: string): PlannedStep[] {
  const { key: addonKey, version } = manifest.metadata;
  const seeds = (manifest.models ?? []).flatMap(({ table, seed }, at) =>
    seed ? [safe({ kind: 'seed-rows', schema, table, organizationId, rows: seed.rows.length }, `/models/${at}/seed`)] : [],
  );
  return [
    ...seeds,
    safe({ kind: 'grant-roles', addonKey, organizationId, roles: roleGrants(manifest).map(({ key }) => key) }, '/rbac'),
    safe({ kind: 'record-installation', addonKey, organizationId, version }, '/metadata/version'),
    ...(alone === true ? [safe({ kind: 'disable-others', addonKey, organizationId }, '')] : []),
  ];
}

/** The tables of several organizations have the same to tell of. */
const distinct = (notes: readonly InstallNote[]): InstallNote[] => [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];

/**
 * Everything an install does, for all organizations it is asked for.
 * @throws KernelError `values_do_not_fit`, and what `schemaChanges` throws
 */
export function plan({ schemas }: Facts, request: InstallRequest): Plan {
  const { manifest } = request;
  const { key: addonKey, version } = manifest.metadata;
  for (const { unfit } of schemas) for (const details of unfit) throw installError('values_do_not_fit', details);
  const changes = schemas.map((one) => ({ ...schemaChanges(one, request, answering(one.yes)), waiting: one.waiting }));
  const steps = changes.flatMap((one) => [
    ...schemaSteps(manifest, one.steps),
    safe({ kind: 'remember-schema', schema: one.state.schema, addonKey, state: one.state }, '/models'),
  ]);
  return {
    operation: 'install',
    addonKey,
    version,
    steps: [
      ...steps,
      ...renameSteps(
        request,
        changes.flatMap((one) => one.steps),
      ),
      ...request.organizationIds.flatMap((id) => organizationSteps(request, schemaNameOf(manifest, id), id)),
    ],
    notes: distinct(
      changes.flatMap((one) => [...one.notes, ...one.waiting.map((table): InstallNote => ({ code: 'extended_set_aside', table }))]),
    ),
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
