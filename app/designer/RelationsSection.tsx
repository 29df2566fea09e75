import { Button } from '@asteby/metacore-ui/primitives';
import { ListTree, Plus, Trash2 } from 'lucide-react';
import type { Design } from '../../kernel/authoring/design/design';
import DiagramPanel from '../diagram/DiagramPanel';
import { EditableText } from './EditableText';
import { useLabels } from './labels';
import { operateOn, removeWith } from './operations';
import { keyOf, selectPath, useDesigner } from './state';
import { useDesignerStrings } from './strings';

/** How models hang together: drawn, and the lists that a record shows of what points at it. */
export function RelationsSection({ design, disabled }: { design: Design; disabled: boolean }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const selected = useDesigner((state) => state.selected);
  const labelOf = (key: string): string => {
    const model = design.models.find((each) => each.key === key);
    return model === undefined ? key : labels.shown(model.label) || key;
  };
  const lists = design.models.flatMap((model) => model.relations.map((relation) => ({ model, relation })));
  // References whose other end has no list yet.
  const open = design.models.flatMap((child) =>
    child.columns.flatMap((column) => {
      const parent = design.models.find(({ key }) => key === column.ref || `${design.addonKey}.${key}` === column.ref);
      if (parent === undefined) return [];
      const isShown = parent.relations.some(({ through, foreignKey }) => through === child.key && foreignKey === column.name);
      return isShown ? [] : [{ parent, child, column }];
    }),
  );
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-48 flex-1 border-b" data-testid="designer-relations">
        <DiagramPanel
          onChoose={({ key }) => {
            const model = design.models.find((each) => each.key === key);
            if (model) selectPath(model.path);
          }}
        />
      </div>
      <div className="max-h-[45%] shrink-0 overflow-auto p-3">
        <h3 className="mb-1 text-sm font-medium">{strings.relations.lists}</h3>
        {lists.length === 0 && open.length === 0 && <p className="text-muted-foreground text-sm">{strings.relations.empty}</p>}
        <ul>
          {lists.map(({ model, relation }) => (
            <li
              key={keyOf(relation.path)}
              className={`flex min-h-8 items-center gap-2 rounded-sm px-1 ${selected === keyOf(relation.path) ? 'bg-primary/8' : ''}`}
            >
              <ListTree className="text-muted-foreground size-4 shrink-0" aria-hidden />
              <span className="text-muted-foreground shrink-0 text-sm">{labelOf(model.key)} ›</span>
              <div className="min-w-24 flex-1">
                <EditableText
                  value={labels.shown(relation.label)}
                  placeholder={relation.name}
                  name={strings.models.labelOf(relation.name)}
                  disabled={disabled}
                  onCommit={(label) => {
                    if (!labels.write(relation.label, label))
                      void operateOn({ do: 'label-relation', model: model.key, relation: relation.name, label });
                  }}
                />
              </div>
              <code className="text-muted-foreground truncate text-xs">{strings.relations.of(relation.through, relation.foreignKey)}</code>
              <Button
                variant="ghost"
                size="icon"
                className="text-muted-foreground size-7 shrink-0"
                disabled={disabled}
                aria-label={`${strings.remove}: ${relation.name}`}
                title={strings.remove}
                onClick={() => void removeWith({ do: 'remove-relation', model: model.key, relation: relation.name }, relation.name)}
              >
                <Trash2 className="size-3.5" aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
        {!disabled && open.length > 0 && (
          <div className="mt-2 flex flex-wrap gap-1.5">
            {open.map(({ parent, child, column }) => (
              <Button
                key={`${child.key}.${column.name}`}
                variant="outline"
                size="sm"
                className="h-7 border-dashed font-normal"
                onClick={() =>
                  void operateOn({
                    do: 'add-relation',
                    model: parent.key,
                    name: parent.relations.some(({ name }) => name === child.table) ? `${child.table}_by_${column.name}` : child.table,
                    label: labels.shown(child.label) || child.key,
                    through: child.key,
                    foreignKey: column.name,
                  })
                }
              >
                <Plus className="size-3.5" aria-hidden />
                {strings.relations.add(labelOf(child.key), labelOf(parent.key))}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
