import { Button } from '@asteby/metacore-ui/primitives';
import { Trash2 } from 'lucide-react';
import type { DesignColumn, DesignOption } from '../../kernel/authoring/design/design';
import { AddLine } from './AddLine';
import { ColorInput } from './ColorInput';
import { EditableText } from './EditableText';
import { useLabels } from './labels';
import { columnName, uniqueIds } from './names';
import { operateOn, removeWith } from './operations';
import { SortableList, useSortableItem } from './Sortable';
import { useDesignerStrings } from './strings';

function Row({
  id,
  option,
  model,
  column,
  disabled,
}: {
  id: string;
  option: DesignOption;
  model: string;
  column: string;
  disabled: boolean;
}) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const shown = labels.shown(option.label);
  const { setNodeRef, style, handle } = useSortableItem(id, strings.move(shown), disabled);
  const set = (member: 'value' | 'label' | 'color', value: string): void =>
    void operateOn({ do: 'set-option', model, column, option: option.value, member, value });
  return (
    <li ref={setNodeRef} style={style} data-row className="bg-background flex items-center gap-1 rounded-sm">
      {handle}
      <ColorInput
        value={option.color}
        name={strings.options.colorOf(shown)}
        disabled={disabled}
        onChoose={(color) => set('color', color)}
      />
      <div className="min-w-0 flex-1">
        <EditableText
          value={shown}
          name={strings.options.labelOf(option.value)}
          disabled={disabled}
          onCommit={(value) => {
            if (!labels.write(option.label, value)) set('label', value);
          }}
        />
      </div>
      <div className="min-w-0 flex-1">
        <EditableText
          value={option.value}
          name={strings.options.valueOf(shown)}
          isMono
          disabled={disabled}
          onCommit={(value) => set('value', value)}
        />
      </div>
      <Button
        variant="ghost"
        size="icon"
        className="text-muted-foreground size-7"
        data-cell
        disabled={disabled}
        aria-label={`${strings.remove}: ${shown}`}
        title={strings.remove}
        onClick={() => void removeWith({ do: 'remove-option', model, column, option: option.value }, shown)}
      >
        <Trash2 className="size-3.5" aria-hidden />
      </Button>
    </li>
  );
}

/** The options of a column: colour, label, stored value, in the order they are offered. */
export function OptionsEditor({ model, column, disabled }: { model: string; column: DesignColumn; disabled: boolean }) {
  const strings = useDesignerStrings();
  const ids = uniqueIds(column.options.map(({ value }) => value));
  return (
    <div className="col-span-full space-y-1">
      <span className="text-muted-foreground block text-xs">{strings.options.title}</span>
      <SortableList
        ids={ids}
        onMove={(from, to) =>
          void operateOn({ do: 'move-option', model, column: column.name, option: column.options[from]?.value ?? '', to })
        }
      >
        <ul className="space-y-px">
          {column.options.map((option, index) => (
            <Row key={ids[index]} id={ids[index] ?? option.value} option={option} model={model} column={column.name} disabled={disabled} />
          ))}
        </ul>
      </SortableList>
      {!disabled && (
        <AddLine
          label={strings.options.add}
          placeholder={strings.options.add}
          accepts={(words) => words.trim() !== ''}
          onAdd={(words) => operateOn({ do: 'add-option', model, column: column.name, value: columnName(words) || words, label: words })}
        />
      )}
    </div>
  );
}
