import { Button, Checkbox, Input } from '@asteby/metacore-ui/primitives';
import { CodeXml, Pencil, Plus, ShieldCheck, Trash2 } from 'lucide-react';
import { Fragment, useState } from 'react';
import type { Design, DesignPermission, DesignRole } from '../../kernel/authoring/design/design';
import { EditableText } from './EditableText';
import { Empty } from './Empty';
import { EntryMenu } from './EntryMenu';
import { moveInGrid } from './grid-keys';
import { useLabels } from './labels';
import { columnName, free } from './names';
import { NameDialog } from './NameDialog';
import { showAsText } from './OnlyInText';
import { operateOn, removeWith } from './operations';
import { keyOf, useDesigner } from './state';
import { useDesignerStrings } from './strings';

const HEAD = 'bg-background sticky top-0 z-10 border-b p-1 text-left align-bottom';

function RoleHead({ role, disabled }: { role: DesignRole; disabled: boolean }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const selected = useDesigner((state) => state.selected);
  const [isNaming, setNaming] = useState(false);
  return (
    <th scope="col" className={`${HEAD} min-w-28 ${selected === keyOf(role.path) ? 'shadow-[inset_0_2px_0_var(--primary)]' : ''}`}>
      <div className="flex items-start" onFocus={() => useDesigner.setState({ selected: keyOf(role.path) })}>
        <div className="min-w-0 flex-1">
          <EditableText
            value={labels.shown(role.label)}
            placeholder={role.key}
            name={strings.access.labelOf(role.key)}
            disabled={disabled}
            className="font-medium"
            onCommit={(label) => {
              if (!labels.write(role.label, label)) void operateOn({ do: 'label-role', role: role.key, label });
            }}
          />
          <code className="text-muted-foreground block truncate px-1.5 text-xs font-normal">{role.key}</code>
        </div>
        <EntryMenu
          name={strings.menuOf(role.key)}
          actions={[
            { label: strings.access.renameKey, icon: Pencil, onSelect: () => setNaming(true), disabled },
            { label: strings.toText, icon: CodeXml, onSelect: () => showAsText(role) },
            {
              label: strings.remove,
              icon: Trash2,
              onSelect: () => void removeWith({ do: 'remove-role', role: role.key }, labels.shown(role.label) || role.key),
              disabled,
            },
          ]}
        />
      </div>
      {isNaming && (
        <NameDialog
          title={strings.access.renameKey}
          value={role.key}
          onName={(to) => operateOn({ do: 'rename-role', role: role.key, to })}
          onClose={() => setNaming(false)}
        />
      )}
    </th>
  );
}

function AddRole({ design }: { design: Design }) {
  const strings = useDesignerStrings();
  const [label, setLabel] = useState('');
  const key = free(columnName(label), new Set(design.roles.map((role) => role.key)));
  const add = (): void => {
    if (key === '') return;
    // A role that only looks is a beginning that does no harm.
    const permissions = design.permissions.filter((permission) => permission.key.endsWith('.index')).map((permission) => permission.key);
    void operateOn({ do: 'add-role', key, label: label.trim(), permissions }).then((isDone) => isDone && setLabel(''));
  };
  return (
    <div className="flex items-center gap-1.5 p-2">
      <Input
        aria-label={strings.access.addRole}
        placeholder={strings.access.roleName}
        value={label}
        onChange={(event) => setLabel(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && add()}
        className="h-8 text-sm"
      />
      <Button size="sm" className="h-8" disabled={key === ''} onClick={add}>
        <Plus className="size-4" aria-hidden /> {strings.add}
      </Button>
    </div>
  );
}

interface Group {
  name: string;
  permissions: DesignPermission[];
}

/** Keys by the model that they are about, in the order of the models; what is about none or several comes last. */
function groupsOf(design: Design, nameOf: (key: string) => string): Group[] {
  const only = ({ models }: DesignPermission): string => (models.length === 1 ? (models[0] ?? '') : '');
  const keys = [...new Set([...design.models.map(({ key }) => key), ...design.permissions.map(only)])];
  return keys
    .map((key) => ({ name: nameOf(key), permissions: design.permissions.filter((permission) => only(permission) === key) }))
    .filter(({ permissions }) => permissions.length > 0);
}

/** Who may do what: a row for every key, a column for every role. */
export function AccessSection({ design, disabled }: { design: Design; disabled: boolean }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const selected = useDesigner((state) => state.selected);
  const nameOf = (key: string): string => {
    const model = design.models.find((each) => each.key === key);
    return model === undefined ? key : labels.shown(model.label) || key;
  };
  const undeclared = design.models.filter(({ key }) => !design.permissions.some(({ models }) => models.includes(key)));
  const declare = !disabled && undeclared.length > 0 && (
    <div className="flex flex-wrap gap-1.5 p-2">
      {undeclared.map(({ key }) => (
        <Button
          key={key}
          variant="outline"
          size="sm"
          className="h-7 border-dashed font-normal"
          onClick={() => void operateOn({ do: 'add-permissions', model: key })}
        >
          <Plus className="size-3.5" aria-hidden /> {strings.access.declare(nameOf(key))}
        </Button>
      ))}
    </div>
  );
  if (design.permissions.length === 0 && design.roles.length === 0)
    return (
      <>
        <Empty icon={ShieldCheck} title={strings.access.empty} text={strings.access.emptyText} />
        <div className="flex justify-center">{declare}</div>
      </>
    );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-auto">
        <table
          role="grid"
          aria-label={strings.access.matrix}
          className="w-full border-separate border-spacing-0 text-sm"
          onKeyDown={moveInGrid}
        >
          <thead>
            <tr data-row>
              <th scope="col" className={`${HEAD} left-0 z-20 min-w-44 px-3 py-2 text-xs font-medium`}>
                {strings.access.permission}
              </th>
              {design.roles.map((role) => (
                <RoleHead key={keyOf(role.path)} role={role} disabled={disabled} />
              ))}
            </tr>
          </thead>
          <tbody>
            {groupsOf(design, nameOf).map((group) => (
              <Fragment key={group.name}>
                <tr>
                  <th
                    scope="colgroup"
                    colSpan={design.roles.length + 1}
                    className="bg-muted/50 text-muted-foreground sticky left-0 border-b px-3 py-1 text-left text-xs font-medium"
                  >
                    {group.name || '—'}
                  </th>
                </tr>
                {group.permissions.map((permission) => (
                  <tr key={keyOf(permission.path)} data-row className={selected === keyOf(permission.path) ? 'bg-primary/8' : ''}>
                    <th scope="row" className="bg-background sticky left-0 border-b px-3 py-1 text-left font-normal">
                      <span className="flex items-center gap-1">
                        <span className="min-w-0 flex-1">
                          <span className="block truncate">{labels.shown(permission.label) || permission.key}</span>
                          <code className="text-muted-foreground block truncate text-xs">{permission.key}</code>
                        </span>
                        <EntryMenu
                          name={strings.menuOf(permission.key)}
                          actions={[
                            { label: strings.toText, icon: CodeXml, onSelect: () => showAsText(permission) },
                            {
                              label: strings.remove,
                              icon: Trash2,
                              onSelect: () => void removeWith({ do: 'remove-permission', permission: permission.key }, permission.key),
                              disabled,
                            },
                          ]}
                        />
                      </span>
                    </th>
                    {design.roles.map((role) => (
                      <td key={keyOf(role.path)} className="border-b px-2.5 py-1">
                        <Checkbox
                          data-cell
                          aria-label={strings.access.grant(labels.shown(role.label) || role.key, permission.key)}
                          checked={role.permissions.includes(permission.key)}
                          disabled={disabled}
                          onCheckedChange={(checked) =>
                            void operateOn({ do: 'grant', role: role.key, permission: permission.key, granted: checked === true })
                          }
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
        </table>
        {declare}
      </div>
      {!disabled && (
        <div className="border-t">
          <AddRole design={design} />
        </div>
      )}
    </div>
  );
}
