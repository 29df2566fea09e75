/**
 * Blocks that a flat v2 document may carry in their v3 shape: seeds, formulas, rollups, stages, connectors, schedules,
 * webhooks. They are judged by the v3 schema and the v3 rules, on a stand-in document that holds nothing else.
 */
import { SHAPE_V3, validateManifestV3, type Column, type ManifestV2, type ManifestV3, type Model } from '../../../schemas';
import { pascalCase } from './names';
import { createFindings, type Findings } from '../finding';
import { checkSchema } from '../schema-check';
import { v2Messages } from '../messages/v2';
import { STAGE_FIELDS, stageMachineOf, writtenAs } from './stages';
import { createRuleContext, isEmpty } from '../read/context';
import { RULES } from '../rules';
import { runRules } from '../run-rules';

const SHARED_OF_MODEL = ['seed', 'formulas'] as const;
const SHARED_BLOCKS = ['connectors', 'schedules', 'webhooks'] as const;
const SHARED_RULES = RULES.filter(({ isShared }) => isShared);

/** Reports what is wrong in the shared blocks, at their v2 places. */
export function checkSharedBlocks(manifest: ManifestV2, findings: Findings): void {
  const standIn = standInFor(manifest);
  const inner = withoutUnknown(standIn);
  if (!inner.rejected) {
    runRules(SHARED_RULES, createRuleContext(named(standIn as ManifestV3, manifest), '3.0.0'), inner, true);
  }
  for (const finding of inner.kept) findings.add({ ...finding, path: pathInV2(manifest, finding.path) });
  (manifest.model_definitions ?? []).forEach(({ stage_field, stageField }, index) => {
    if (!isEmpty(stage_field ?? '') && isEmpty(stageField ?? ''))
      findings.warning('STG-FIELD', ['model_definitions', index, 'stage_field'], v2Messages.stageField());
  });
}

/** What the v3 schema says against a document. Fields it does not know are none of that: the flat shape ignores them. */
function withoutUnknown(standIn: unknown): Findings {
  const all = createFindings();
  checkSchema(validateManifestV3, SHAPE_V3, standIn, all);
  // So many that some were not kept: what is left out might be what counts.
  if (all.total > all.kept.length) return all;
  const counted = createFindings();
  for (const finding of all.kept) if (finding.rule !== 'SCHEMA-UNKNOWN') counted.add(finding);
  return counted;
}

const MODEL_PATH = /^\/models\/(\d+)\/([^/]+)(.*)$/;

/** Where the v2 document holds what stands at a path of the stand-in. */
function pathInV2({ model_definitions }: ManifestV2, path: string): string {
  const [, index = '', field = '', rest = ''] = MODEL_PATH.exec(path) ?? [];
  const model = model_definitions?.[Number(index)];
  if (index === '' || model === undefined) return path;
  return `/model_definitions/${index}/${writtenAs(model, field)}${rest.replace(/\/is_final$/, '/isFinal')}`;
}

/** These fields of an object, without null: in v2 that means the same as absent. Rows of a seed keep theirs, it is a value there. */
const present = (object: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = object[field];
      return value === undefined || value === null ? [] : [[field, field === 'seed' ? value : withoutNulls(value)]];
    }),
  );

/** The depth of the document is bounded by the parser. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

/** A v3 document whose own names are all in order, so that only the shared blocks can be wrong. */
function standInFor(manifest: ManifestV2): unknown {
  return {
    apiVersion: 'asteby.com/v3',
    kind: 'Addon',
    metadata: { key: 'standin', name: 'Stand-in', version: '1.0.0' },
    compatibility: { requires: [{ key: 'kernel', version: '*' }] },
    models: (manifest.model_definitions ?? []).map((model, index) => ({
      key: `M${index}`,
      table: `t${index}`,
      columns: model.columns.map((_, at) => ({ name: `c${at}`, type: 'text' })),
      relations: (model.relations ?? []).map((relation) => ({
        name: 'r',
        kind: 'one_to_many',
        through: 'M0',
        foreign_key: 'c0',
        ...present(relation, ['rollups']),
      })),
      ...present(model, SHARED_OF_MODEL),
      ...present({ ...stageMachineOf(model) }, STAGE_FIELDS),
    })),
    ...present(manifest, SHARED_BLOCKS),
  };
}

/** The stand-in with the names of the document again: the rules look columns and models up. */
function named(standIn: ManifestV3, { model_definitions }: ManifestV2): ManifestV3 {
  const definitions = model_definitions ?? [];
  const names = new Map<string, string>();
  for (const { model_key, table_name } of definitions) {
    for (const name of [model_key, table_name]) if (!names.has(name)) names.set(name, model_key);
  }
  const models = (standIn.models ?? []).map((model, index): Model => {
    const definition = definitions[index];
    if (definition === undefined) return model;
    const columns = [...definition.columns.map(({ name }): Column => ({ name, type: 'text' })), ...HOST_COLUMNS];
    const relations = (model.relations ?? []).map((relation, at) => {
      const through = definition.relations?.[at]?.through ?? '';
      return { ...relation, through: names.get(through) ?? pascalCase(through) };
    });
    return { ...model, key: definition.model_key, table: definition.table_name, columns, relations };
  });
  return { ...standIn, models };
}

/** Columns that hosts give a v2 table by themselves. */
const HOST_COLUMNS: readonly Column[] = ['id', 'organization_id', 'created_at', 'updated_at', 'deleted_at'].map((name) => ({
  name,
  type: 'text',
}));
