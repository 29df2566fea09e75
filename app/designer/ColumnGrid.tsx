import { Badge, Button, Checkbox, Input } from '@asteby/metacore-ui/primitives';
import { ArrowDown, ArrowUp, ChevronRight, CodeXml, Copy, KeyRound, Lock, Plus, Trash2 } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { Design, DesignColumn, DesignModel } from '../../kernel/authoring/design/design';
import { neighbours } from '../editor/neighbours';
import { ColumnDetails } from './ColumnDetails';
import { EditableText } from './EditableText';
import { EntryMenu } from './EntryMenu';
import { moveInGrid } from './grid-keys';
import { type ChosenKind, KindSelect } from './KindSelect';
import { useLabels } from './labels';
import { columnName, free, uniqueIds } from './names';
import { showAsText } from './OnlyInText';
import { operateOn, removeWith } from './operations';
import { SortableList, useSortableItem } from './Sortable';
import { keyOf, useDesigner } from './state';
import { useDesignerStrings } from './strings';

/** Name, label, kind, required, details. One template for head and rows, so that they line up while a row is dragged. */
const LINE =
  'grid grid-cols-[1.5rem_minmax(5rem,1fr)_minmax(6rem,1fr)_2.25rem_3.75rem] @lg:grid-cols-[1.5rem_minmax(6.5rem,1fr)_minmax(6rem,1fr)_minmax(6.5rem,1fr)_4.5rem_3.75rem] @3xl:grid-cols-[1.5rem_minmax(8rem,1fr)_minmax(8rem,1.2fr)_minmax(9rem,1fr)_5rem_minmax(8rem,1.2fr)_3.75rem] items-center gap-1';
const WIDE = 'hidden @3xl:flex';

/** A few words on what the row does not show. */
function Facts({ column }: { column: DesignColumn }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  return (
    <span className={`${WIDE} min-w-0 items-center gap-1 overflow-hidden`}>
      {column.isSystem && <span className="text-muted-foreground truncate text-xs">{strings.columns.system}</span>}
      {column.options.slice(0, 3).map(({ value, label, color }) => (
        <Badge key={value} variant="outline" className="max-w-20 gap-1 truncate px-1.5 font-normal">
          <span className="size-1.5 shrink-0 rounded-full" style={{ background: color || 'currentColor' }} aria-hidden />
          <span className="truncate">{labels.shown(label)}</span>
        </Badge>
      ))}
      {column.options.length > 3 && <span className="text-muted-foreground text-xs">+{column.options.length - 3}</span>}
      {column.unique && (
        <Badge variant="secondary" className="px-1.5 font-normal">
          {strings.columns.unique}
        </Badge>
      )}
    </span>
  );
}

interface RowProps {
  id: string;
  model: DesignModel;
  column: DesignColumn;
  index: number;
  models: readonly string[];
  disabled: boolean;
  isOpen: boolean;
  onToggle: () => void;
}

function Row({ id, model, column, index, models, disabled, isOpen, onToggle }: RowProps) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const selected = useDesigner((state) => state.selected);
  const own = { model: model.key, column: column.name };
  const { setNodeRef, style, handle } = useSortableItem(id, strings.move(column.name), disabled);
  const path = keyOf(column.path);
  const isSelected = selected === path || selected.startsWith(`${path}/`);
  const move = (to: number): void => void operateOn({ do: 'move-column', ...own, to });
  const remove = (): void => void removeWith({ do: 'remove-column', ...own }, column.name);
  const setKind = ({ kind, ref }: ChosenKind): void => void operateOn({ do: 'set-kind', ...own, kind, ...(ref !== undefined && { ref }) });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (disabled || !(event.target as HTMLElement).matches('[data-cell]')) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      event.stopPropagation();
      move(index + (event.key === 'ArrowUp' ? -1 : 1));
    }
    if (event.key === 'Delete') remove();
  };
  return (
    <div ref={setNodeRef} style={style} className="bg-background">
      <div
        data-row
        role="row"
        aria-selected={isSelected}
        data-testid={`column-${column.name}`}
        onKeyDown={onKeyDown}
        onFocus={() => useDesigner.setState({ selected: path })}
        className={`${LINE} min-h-9 border-b px-1 ${isSelected ? 'bg-primary/8 shadow-[inset_2px_0_0_var(--primary)]' : ''}`}
      >
        <div role="gridcell">{handle}</div>
        <div role="gridcell" className="flex min-w-0 items-center gap-1">
          {column.isKey ? (
            <KeyRound className="text-muted-foreground size-3 shrink-0" aria-hidden />
          ) : (
            column.isSystem && <Lock className="text-muted-foreground size-3 shrink-0" aria-hidden />
          )}
          <EditableText
            isMono
            value={column.name}
            name={strings.columns.name}
            disabled={disabled || column.isSystem}
            className={column.isSystem ? 'text-muted-foreground' : ''}
            onCommit={(to) => void operateOn({ do: 'rename-column', ...own, to })}
          />
        </div>
        <div role="gridcell" className="hidden min-w-0 @lg:block">
          <EditableText
            value={labels.shown(column.label)}
            name={strings.models.labelOf(column.name)}
            placeholder={column.isSystem ? '' : strings.label}
            disabled={disabled}
            onCommit={(value) => {
              if (!labels.write(column.label, value)) void operateOn({ do: 'set-column', ...own, member: 'label', value });
            }}
          />
        </div>
        <div role="gridcell" className="min-w-0">
          <KindSelect
            isPlain
            kind={column.kind}
            target={column.ref}
            models={models}
            name={strings.columns.kindOf(column.name)}
            disabled={disabled || column.isSystem}
            onChoose={setKind}
          />
        </div>
        <div role="gridcell" className="flex justify-center">
          <Checkbox
            data-cell
            aria-label={strings.columns.requiredOf(column.name)}
            checked={column.required}
            disabled={disabled || column.isSystem}
            onCheckedChange={(checked) => void operateOn({ do: 'set-column', ...own, member: 'not_null', value: checked === true })}
          />
        </div>
        <div role="gridcell" className="contents">
          <Facts column={column} />
        </div>
        <div role="gridcell" className="flex justify-end">
          <Button
            variant="ghost"
            size="icon"
            data-cell
            className="text-muted-foreground size-7"
            aria-expanded={isOpen}
            aria-label={strings.columns.detailsOf(column.name)}
            title={strings.columns.details}
            onClick={onToggle}
          >
            <ChevronRight className={`size-4 transition-transform ${isOpen ? 'rotate-90' : ''}`} aria-hidden />
          </Button>
          <EntryMenu
            name={strings.menuOf(column.name)}
            actions={[
              { label: strings.moveUp, icon: ArrowUp, onSelect: () => move(index - 1), disabled: disabled || index === 0 },
              {
                label: strings.moveDown,
                icon: ArrowDown,
                onSelect: () => move(index + 1),
                disabled: disabled || index === model.columns.length - 1,
              },
              {
                label: strings.columns.duplicate,
                icon: Copy,
                onSelect: () => void operateOn({ do: 'duplicate-column', ...own }),
                disabled: disabled || column.isKey,
              },
              { label: strings.toText, icon: CodeXml, onSelect: () => showAsText(column) },
              { label: strings.remove, icon: Trash2, onSelect: remove, disabled: disabled || column.isSystem },
            ]}
          />
        </div>
      </div>
      {isOpen && (
        <div role="row">
          <div role="gridcell">
            <ColumnDetails model={model} column={column} disabled={disabled} />
          </div>
        </div>
      )}
    </div>
  );
}

/** A new column from the word that people have for it. Enter adds it, and the field is ready for the next one. */
function AddColumn({ model, models }: { model: DesignModel; models: readonly string[] }) {
  const strings = useDesignerStrings();
  const [label, setLabel] = useState('');
  const [chosen, setChosen] = useState<ChosenKind>({ kind: 'text' });
  const taken = new Set(model.columns.map(({ name }) => name));
  const base = columnName(label);
  const name = free(chosen.kind === 'reference' && base !== '' && !base.endsWith('_id') ? `${base}_id` : base, taken);
  const add = (): void => {
    if (name === '') return;
    void operateOn({ do: 'add-column', model: model.key, name, label: label.trim(), ...chosen }).then((isDone) => {
      if (!isDone) return;
      setLabel('');
      setChosen({ kind: 'text' });
    });
  };
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-2 py-2" data-testid="add-column">
      <div className="relative min-w-40 flex-[2]">
        <Input
          aria-label={strings.columns.add}
          placeholder={strings.columns.addExample}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && add()}
          className="h-8 text-sm"
        />
        {name !== '' && (
          <code className="text-muted-foreground bg-background pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 pl-2 text-xs">
            {name}
          </code>
        )}
      </div>
      <div className="min-w-32 flex-1">
        <KindSelect kind={chosen.kind} target={chosen.ref ?? ''} models={models} name={strings.columns.kind} onChoose={setChosen} />
      </div>
      <Button size="sm" className="h-8" disabled={name === ''} onClick={add}>
        <Plus className="size-4" aria-hidden /> {strings.add}
      </Button>
    </div>
  );
}

/** A model's columns as a grid: arrows move, Enter edits, Alt and an arrow move the row, Delete takes it out. */
export function ColumnGrid({ design, model, disabled }: { design: Design; model: DesignModel; disabled: boolean }) {
  const strings = useDesignerStrings();
  const [open, setOpen] = useState<string | null>(null);
  const ids = uniqueIds(model.columns.map(({ name }) => name));
  const models = [...design.models.map(({ key }) => key), ...neighbours().models];
  return (
    <div className="@container">
      <SortableList
        ids={ids}
        onMove={(from, to) => void operateOn({ do: 'move-column', model: model.key, column: model.columns[from]?.name ?? '', to })}
      >
        <div role="grid" aria-label={strings.models.columns(model.key)} onKeyDown={moveInGrid}>
          <div role="row" className={`${LINE} bg-muted/50 text-muted-foreground min-h-8 border-y px-1 text-xs font-medium`}>
            <span role="columnheader" aria-hidden />
            <span role="columnheader" className="px-1.5">
              {strings.columns.name}
            </span>
            <span role="columnheader" className="hidden px-1.5 @lg:block">
              {strings.label}
            </span>
            <span role="columnheader" className="px-1.5">
              {strings.columns.kind}
            </span>
            <span role="columnheader" className="truncate text-center" title={strings.columns.required}>
              <span className="hidden @lg:inline">{strings.columns.required}</span>
              <span className="@lg:hidden" aria-hidden>
                *
              </span>
            </span>
            <span role="columnheader" className={WIDE}>
              {strings.columns.details}
            </span>
            <span role="columnheader" aria-hidden />
          </div>
          {model.columns.map((column, index) => (
            <Row
              key={ids[index]}
              id={ids[index] ?? column.name}
              model={model}
              column={column}
              index={index}
              models={models}
              disabled={disabled}
              isOpen={open === column.name}
              onToggle={() => setOpen((current) => (current === column.name ? null : column.name))}
            />
          ))}
        </div>
      </SortableList>
      {!disabled && <AddColumn key={model.key} model={model} models={models} />}
    </div>
  );
}
