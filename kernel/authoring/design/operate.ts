/** Does an operation of the designer: the text and what is wanted go in, the smallest edits of the text come out. */
import { rename } from './rename';
import * as access from './access';
import * as actions from './actions';
import * as columns from './columns';
import { designOf } from './design';
import { type DesignDraft, openDraft, type Path } from './draft';
import { modelAt, roleAt } from './find';
import * as models from './models';
import * as navigation from './navigation';
import { type Operation, type OperationContext, type OperationResult, Refusal, type RenameNews, unreadable } from './operation';

interface Done {
  at: Path | null;
  renamed: RenameNews | null;
}

const at = (path: Path | null): Done => ({ at: path, renamed: null });
const goneNow = (): Done => ({ at: null, renamed: null });

function perform(draft: DesignDraft, operation: Operation, context: OperationContext): Done {
  switch (operation.do) {
    case 'add-model':
      return at(models.addModel(draft, operation, context));
    case 'rename-model':
    case 'rename-table':
      return { at: modelAt(draft, operation.model).path, renamed: models.renameModel(draft, operation, context) };
    case 'label-model':
      return at(models.labelModel(draft, operation));
    case 'move-model':
      return at(models.moveModel(draft, operation));
    case 'remove-model':
      models.removeModel(draft, operation);
      return goneNow();
    case 'add-column':
      return at(columns.addColumn(draft, operation, context));
    case 'rename-column': {
      const renamed = columns.renameColumn(draft, operation, context);
      return { at: columnsPath(draft, operation.model, operation.to), renamed };
    }
    case 'set-column':
      return at(columns.setColumn(draft, operation));
    case 'set-kind':
      return at(columns.setKind(draft, operation, context));
    case 'set-unique':
      return at(columns.setUnique(draft, operation));
    case 'move-column':
      return at(columns.moveColumn(draft, operation));
    case 'duplicate-column':
      return at(columns.duplicateColumn(draft, operation));
    case 'remove-column':
      columns.removeColumn(draft, operation);
      return goneNow();
    case 'add-option':
      return at(columns.addOption(draft, operation));
    case 'set-option':
      return at(columns.setOption(draft, operation));
    case 'move-option':
      return at(columns.moveOption(draft, operation));
    case 'remove-option':
      return at(columns.removeOption(draft, operation));
    case 'add-relation':
      return at(models.addRelation(draft, operation));
    case 'label-relation':
      return at(models.labelRelation(draft, operation));
    case 'remove-relation':
      models.removeRelation(draft, operation);
      return goneNow();
    case 'add-nav-group':
      return at(navigation.addNavGroup(draft, operation));
    case 'add-nav-item':
      return at(navigation.addNavItem(draft, operation));
    case 'set-nav':
      return at(navigation.setNav(draft, operation));
    case 'move-nav':
      return at(navigation.moveNav(draft, operation));
    case 'remove-nav':
      return at(navigation.removeNav(draft, operation));
    case 'add-role':
      return at(access.addRole(draft, operation));
    case 'rename-role': {
      const { path } = roleAt(draft, operation.role);
      return { at: path, renamed: rename(draft, [...path, 'key'], operation.to, context) };
    }
    case 'label-role':
      return at(access.labelRole(draft, operation));
    case 'remove-role':
      access.removeRole(draft, operation);
      return goneNow();
    case 'grant':
      return at(access.grant(draft, operation));
    case 'add-permissions':
      access.addPermissions(draft, operation.model, context);
      return at(['rbac', 'permissions']);
    case 'remove-permission':
      access.removePermission(draft, operation);
      return goneNow();
    case 'add-action':
      return at(actions.addAction(draft, operation, context));
    case 'rename-action':
      return { at: null, renamed: actions.renameAction(draft, operation, context) };
    case 'set-action':
      return at(actions.setAction(draft, operation, context));
    case 'move-action':
      return at(actions.moveAction(draft, operation));
    case 'remove-action':
      actions.removeAction(draft, operation);
      return goneNow();
    case 'add-field':
      return at(actions.addField(draft, operation));
    case 'rename-field':
      return at(actions.renameField(draft, operation));
    case 'set-field':
      return at(actions.setField(draft, operation));
    case 'move-field':
      return at(actions.moveField(draft, operation));
    case 'remove-field':
      return at(actions.removeField(draft, operation));
  }
}

function columnsPath(draft: DesignDraft, model: string, column: string): Path | null {
  const path = [...modelAt(draft, model).path, 'columns'];
  const list = draft.at(path);
  const index = Array.isArray(list) ? list.findIndex((each: unknown) => (each as { name?: unknown } | null)?.name === column) : -1;
  return index < 0 ? null : [...path, index];
}

/** The edits for an operation on a text, or why there are none. Edits do not overlap; an operation that changes nothing has none. */
export function operate(text: string, operation: Operation, context: OperationContext): OperationResult {
  try {
    const { fault } = designOf(text);
    if (fault !== null) throw unreadable();
    const draft = openDraft(text);
    const { at: place, renamed } = perform(draft, operation, context);
    return { ok: true, edits: draft.edits(), at: place, renamed };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, code: error.code, message: error.sentence[context.locale] };
  }
}
