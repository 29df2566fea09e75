/** The stages of a record's life, the moves between them, and the actions they allow. */
import { commonMessages } from '../messages/common';
import { modelMessages } from '../messages/models';
import { eachRepeated, type Rule } from './context';

export const stageMachine: Rule = ({ models, error }) => {
  for (const { model, index, columns, stageKeys: keys } of models) {
    const path = ['models', index];
    const { stage_field: field, stages = [], transitions = [], on_transition: hooks = [] } = model;
    const used = stages.length > 0 || transitions.length > 0 || hooks.length > 0;
    if (model.append_only === true && (used || field !== undefined)) error('APPEND-STAGE', path, modelMessages.appendStage());
    if (field === undefined) {
      if (used) error('STG-FIELD', [...path, 'stage_field'], modelMessages.stageField());
    } else {
      if (!columns.has(field)) error('STG-FIELD', [...path, 'stage_field'], commonMessages.noColumn(field, model.key, columns.keys()));
      if (stages.length === 0) error('STG-NONE', [...path, 'stages'], modelMessages.noStages());
    }
    stages.forEach(({ key }, at) => {
      if (key === '') error('STG-KEY', [...path, 'stages', at, 'key'], commonMessages.blank());
    });
    eachRepeated(
      stages.map(({ key }) => key),
      (at, key) => error('STG-DUP', [...path, 'stages', at, 'key'], commonMessages.repeated(key)),
    );
    transitions.forEach((move, at) => {
      for (const side of ['from', 'to'] as const) {
        if (!keys.has(move[side]))
          error(
            'STG-TRANS',
            [...path, 'transitions', at, side],
            commonMessages.notAmong(move[side], `a stage of ${model.key}`, `una etapa de ${model.key}`, keys),
          );
      }
    });
    hooks.forEach((hook, at) => {
      const hookPath = [...path, 'on_transition', at];
      for (const side of ['from', 'to'] as const) {
        const stage = hook[side] ?? '';
        if (stage === '*' || keys.has(stage) || (side === 'from' && stage === '')) continue;
        error(
          'STG-HOOK',
          [...hookPath, side],
          commonMessages.notAmong(stage, `a stage of ${model.key}, nor *`, `una etapa de ${model.key} ni *`, keys),
        );
      }
      const assigned = Object.keys(hook.set ?? {});
      if (hook.do === undefined && assigned.length === 0) error('STG-HOOK-EMPTY', hookPath, modelMessages.hookEmpty());
      for (const name of assigned)
        if (!columns.has(name)) error('STG-HOOK-SET', [...hookPath, 'set', name], commonMessages.noColumn(name, model.key, columns.keys()));
    });
  }
};

export const actionStates: Rule = ({ manifest, byKey, strictError }) => {
  (manifest.contributions?.actions ?? []).forEach(({ target_model, requires_state = [] }, index) => {
    const keys = byKey.get(target_model ?? '')?.stageKeys;
    if (keys === undefined || keys.size === 0) return;
    requires_state.forEach((state, at) => {
      if (keys.has(state)) return;
      strictError(
        'requires_state_in_stages',
        ['contributions', 'actions', index, 'requires_state', at],
        commonMessages.notAmong(state, `a stage of ${target_model ?? ''}`, `una etapa de ${target_model ?? ''}`, keys),
      );
    });
  });
};
