import { at, type FixRule, namesAt, set, textOf } from '../fix';
import { titles } from '../fixes/titles';
import { eachNavItem } from '../read/nav-items';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  kanban: (): Message =>
    message(
      'A board needs `group_by`, the column that makes its lanes.',
      'Un tablero necesita `group_by`, la columna que forma sus carriles.',
      'Add `group_by`.',
      'Agregue `group_by`.',
    ),
};

/** Boards are grouped by the stage of their model. */
const groupByStage: FixRule = (target) => {
  const item = target.path.slice(0, -1);
  const model = textOf(at(target, ...item, 'model'));
  const index = namesAt(target, ['models'], 'key').indexOf(model);
  const field = textOf(at(target, 'models', String(index), 'stage_field'));
  const fixes = [{ id: 'set', title: titles.set('view_type', 'table'), safe: false, changes: set([...item, 'view_type'], 'table') }];
  return field === ''
    ? fixes
    : [{ id: 'add', title: titles.set('group_by', field), safe: false, changes: set(target.path, field) }, ...fixes];
};

export const rule: Rule<'NAV-KANBAN'> = {
  id: 'NAV-KANBAN',
  level: 'error',
  fix: groupByStage,
  check: (context, report) => {
    eachNavItem(context, ({ view_type, group_by }, path) => {
      if (view_type === 'kanban' && (group_by ?? '') === '') report([...path, 'group_by'], texts.kanban());
    });
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'a board without `group_by`',
  why: 'A board has no lanes without it.',
  example: {
    at: '/contributions/navigation',
    before: [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order', view_type: 'kanban' }] }],
    after: [{ title: 'Shop', items: [{ title: 'Orders', model: 'Order', view_type: 'kanban', group_by: 'status' }] }],
  },
};
