import { ArrowLeft, ArrowRight, CodeXml, Pencil, Plus, Table2, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Design, DesignModel } from '../../kernel/authoring/design/design';
import { ColumnGrid } from './ColumnGrid';
import { EditableText } from './EditableText';
import { Empty } from './Empty';
import { EntryMenu } from './EntryMenu';
import { useLabels } from './labels';
import { ModelDialog } from './ModelDialog';
import { NameDialog } from './NameDialog';
import { OnlyInText, showAsText } from './OnlyInText';
import { operateOn, removeWith } from './operations';
import { keyOf, useDesigner } from './state';
import { useDesignerStrings } from './strings';

function ModelTabs({ design, index, onAdd, disabled }: { design: Design; index: number; onAdd: () => void; disabled: boolean }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  return (
    <div className="flex items-center gap-1 overflow-x-auto border-b px-2 py-1.5">
      <nav aria-label={strings.sections.models} className="flex gap-1">
        {design.models.map((model, at) => (
          <button
            key={`${String(at)}:${model.key}`}
            type="button"
            aria-current={at === index ? 'page' : undefined}
            onClick={() => useDesigner.setState({ model: at, selected: keyOf(model.path) })}
            className="text-muted-foreground hover:bg-accent aria-[current]:bg-primary/10 aria-[current]:text-foreground focus-visible:ring-ring flex min-h-7 shrink-0 items-center gap-1.5 rounded-md px-2 text-sm outline-none focus-visible:ring-2"
          >
            <Table2 className="size-3.5" aria-hidden />
            {labels.shown(model.label) || model.key}
            <span className="text-muted-foreground text-xs" aria-label={strings.models.count(model.columns.length)}>
              {model.columns.length}
            </span>
          </button>
        ))}
      </nav>
      {!disabled && (
        <button
          type="button"
          onClick={onAdd}
          aria-label={strings.models.add}
          title={strings.models.add}
          className="text-muted-foreground hover:bg-accent hover:text-foreground focus-visible:ring-ring flex size-7 shrink-0 items-center justify-center rounded-md outline-none focus-visible:ring-2"
        >
          <Plus className="size-4" aria-hidden />
        </button>
      )}
    </div>
  );
}

function ModelHead({ design, model, index, disabled }: { design: Design; model: DesignModel; index: number; disabled: boolean }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const [naming, setNaming] = useState<'key' | 'table' | null>(null);
  const move = (to: number): void => void operateOn({ do: 'move-model', model: model.key, to });
  const name = (to: string): Promise<boolean> =>
    operateOn({ do: naming === 'table' ? 'rename-table' : 'rename-model', model: model.key, to });
  return (
    <header className="flex items-center gap-2 px-3 pt-3 pb-2">
      <div className="min-w-0 flex-1">
        <EditableText
          value={labels.shown(model.label)}
          placeholder={model.key}
          name={strings.models.labelOf(model.key)}
          disabled={disabled}
          className="-ml-1.5 text-lg! font-semibold"
          onCommit={(label) => {
            if (!labels.write(model.label, label)) void operateOn({ do: 'label-model', model: model.key, label });
          }}
        />
        <p className="text-muted-foreground flex flex-wrap gap-x-3 font-mono text-xs">
          <span>{model.key}</span>
          <span>{model.table}</span>
        </p>
      </div>
      <EntryMenu
        name={strings.menuOf(model.key)}
        actions={[
          { label: strings.models.renameKey, icon: Pencil, onSelect: () => setNaming('key'), disabled },
          { label: strings.models.renameTable, icon: Pencil, onSelect: () => setNaming('table'), disabled },
          { label: strings.moveUp, icon: ArrowLeft, onSelect: () => move(index - 1), disabled: disabled || index === 0 },
          {
            label: strings.moveDown,
            icon: ArrowRight,
            onSelect: () => move(index + 1),
            disabled: disabled || index === design.models.length - 1,
          },
          { label: strings.toText, icon: CodeXml, onSelect: () => showAsText(model) },
          {
            label: strings.remove,
            icon: Trash2,
            onSelect: () => void removeWith({ do: 'remove-model', model: model.key }, model.key),
            disabled,
          },
        ]}
      />
      {naming !== null && (
        <NameDialog
          title={naming === 'key' ? strings.models.renameKey : strings.models.renameTable}
          value={naming === 'key' ? model.key : model.table}
          onName={name}
          onClose={() => setNaming(null)}
        />
      )}
    </header>
  );
}

/** The models, one of them open with its columns. */
export function ModelsSection({ design, disabled }: { design: Design; disabled: boolean }) {
  const strings = useDesignerStrings();
  const chosen = useDesigner((state) => state.model);
  const [isAdding, setAdding] = useState(false);
  const index = Math.max(0, Math.min(chosen, design.models.length - 1));
  const model = design.models[index];
  return (
    <>
      {model === undefined ? (
        <Empty
          icon={Table2}
          title={strings.models.empty}
          text={strings.models.emptyText}
          {...(!disabled && { action: strings.models.add, onAction: () => setAdding(true) })}
        />
      ) : (
        <>
          <ModelTabs design={design} index={index} onAdd={() => setAdding(true)} disabled={disabled} />
          <ModelHead design={design} model={model} index={index} disabled={disabled} />
          <ColumnGrid design={design} model={model} disabled={disabled} />
          <div className="px-3 pb-3">
            <OnlyInText names={model.more} place={model} />
          </div>
        </>
      )}
      {isAdding && <ModelDialog design={design} onClose={() => setAdding(false)} />}
    </>
  );
}
