/**
 * The stage machine of a v2 model. Hosts read it in camel case, as in `stageField`; the names of v3 are taken too.
 */
import type { ManifestV2, Model } from '../../../schemas';

type ModelV2 = NonNullable<ManifestV2['model_definitions']>[number];

export const STAGE_FIELDS = ['stage_field', 'stages', 'transitions', 'on_transition'] as const;
export type StageField = (typeof STAGE_FIELDS)[number];

const NAMES_OF_HOSTS: Readonly<Partial<Record<string, 'stageField' | 'onTransition'>>> = {
  stage_field: 'stageField',
  on_transition: 'onTransition',
};

/** The name under which a model holds a block that v3 calls `field`. Other fields than those of stages have one name only. */
export function writtenAs(model: ModelV2, field: string): string {
  const name = NAMES_OF_HOSTS[field];
  return name === undefined || isAbsent(model[name]) ? field : name;
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

/** The stage machine under the names of v3; what is absent, null or empty text is left out. Nothing of it is checked here. */
export function stageMachineOf(model: ModelV2): Pick<Model, StageField> {
  const blocks = STAGE_FIELDS.flatMap((field) => {
    const value: unknown = model[writtenAs(model, field)];
    return isAbsent(value) ? [] : [[field, field === 'stages' && Array.isArray(value) ? value.map(stageOf) : value]];
  });
  return Object.fromEntries(blocks) as Pick<Model, StageField>;
}

function stageOf(stage: unknown): unknown {
  if (typeof stage !== 'object' || stage === null || !('isFinal' in stage)) return stage;
  const { isFinal, ...rest } = stage;
  return isFinal === null ? rest : { ...rest, is_final: isFinal };
}
