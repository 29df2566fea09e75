import { Badge, Button, Checkbox, Input, Label, Switch } from '@asteby/metacore-ui/primitives';
import { ArrowDown, ArrowUp, ChevronRight, CodeXml, Plus, Trash2, Zap } from 'lucide-react';
import { useId, useState } from 'react';
import type { Design, DesignAction, DesignField } from '../../kernel/authoring/design/design';
import { AddLine } from './AddLine';
import { Choice } from './Choice';
import { EditableText } from './EditableText';
import { Empty } from './Empty';
import { EntryMenu } from './EntryMenu';
import { Field } from './Field';
import { moveInGrid } from './grid-keys';
import { IconChoice } from './IconChoice';
import { useLabels } from './labels';
import { columnName, free } from './names';
import { OnlyInText, showAsText } from './OnlyInText';
import { operateOn, removeWith } from './operations';
import { SortableList, useSortableItem } from './Sortable';
import { keyOf, useDesigner } from './state';
import { useDesignerStrings } from './strings';

const FIELD_TYPES = ['text', 'textarea', 'number', 'boolean', 'date', 'select', 'email'].map((value) => ({ value, label: value }));

function FieldRow({ action, field, disabled }: { action: DesignAction; field: DesignField; disabled: boolean }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const shown = labels.shown(field.label) || field.key;
  const name = { action: action.key, model: action.model, field: field.key };
  const { setNodeRef, style, handle } = useSortableItem(field.key, strings.move(shown), disabled);
  return (
    <li
      ref={setNodeRef}
      style={style}
      data-row
      onFocus={() => useDesigner.setState({ selected: keyOf(field.path) })}
      className="bg-background grid grid-cols-[1.5rem_minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1fr)_1.75rem_1.75rem] items-center gap-1 rounded-sm"
    >
      {handle}
      <EditableText
        value={shown}
        name={strings.models.labelOf(field.key)}
        disabled={disabled}
        onCommit={(value) => {
          if (!labels.write(field.label, value)) void operateOn({ do: 'set-field', ...name, member: 'label', value });
        }}
      />
      <EditableText
        isMono
        value={field.key}
        name={`${strings.name}: ${shown}`}
        disabled={disabled}
        onCommit={(to) => void operateOn({ do: 'rename-field', ...name, to })}
      />
      <Choice
        name={`${strings.actions.type}: ${shown}`}
        value={field.type}
        options={FIELD_TYPES}
        disabled={disabled}
        onChoose={(value) => void operateOn({ do: 'set-field', ...name, member: 'type', value })}
      />
      <Checkbox
        data-cell
        className="justify-self-center"
        aria-label={strings.columns.requiredOf(shown)}
        title={strings.actions.required}
        checked={field.required}
        disabled={disabled}
        onCheckedChange={(checked) => void operateOn({ do: 'set-field', ...name, member: 'required', value: checked === true })}
      />
      <Button
        variant="ghost"
        size="icon"
        data-cell
        className="text-muted-foreground size-7"
        disabled={disabled}
        aria-label={`${strings.remove}: ${shown}`}
        title={strings.remove}
        onClick={() => void removeWith({ do: 'remove-field', ...name }, shown)}
      >
        <Trash2 className="size-3.5" aria-hidden />
      </Button>
    </li>
  );
}

function Fields({ action, disabled }: { action: DesignAction; disabled: boolean }) {
  const strings = useDesignerStrings();
  const name = { action: action.key, model: action.model };
  const keyFor = (words: string): string => free(columnName(words), new Set(action.fields.map((field) => field.key)));
  return (
    <div className="col-span-full space-y-1" onKeyDown={moveInGrid} role="group" aria-label={strings.actions.fields}>
      <span className="text-muted-foreground block text-xs">{strings.actions.fields}</span>
      <SortableList
        ids={action.fields.map((field) => field.key)}
        onMove={(from, to) => void operateOn({ do: 'move-field', ...name, field: action.fields[from]?.key ?? '', to })}
      >
        <ul className="space-y-px">
          {action.fields.map((field) => (
            <FieldRow key={keyOf(field.path)} action={action} field={field} disabled={disabled} />
          ))}
        </ul>
      </SortableList>
      {!disabled && (
        <AddLine
          label={strings.actions.addField}
          placeholder={strings.actions.fieldExample}
          accepts={(words) => keyFor(words) !== ''}
          onAdd={(words) => operateOn({ do: 'add-field', ...name, key: keyFor(words), label: words, type: 'text' })}
        />
      )}
    </div>
  );
}

function Action({ design, action, index, disabled }: { design: Design; action: DesignAction; index: number; disabled: boolean }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const confirmId = useId();
  const selected = useDesigner((state) => state.selected);
  const path = keyOf(action.path);
  const isSelected = selected === path || selected.startsWith(`${path}/`);
  const [isOpen, setOpen] = useState(isSelected);
  const shown = labels.shown(action.label) || action.key;
  const name = { action: action.key, model: action.model };
  const move = (to: number): void => void operateOn({ do: 'move-action', ...name, to });
  return (
    <li data-testid={`action-${action.key}`}>
      <div
        data-row
        onFocus={() => useDesigner.setState({ selected: path })}
        className={`flex min-h-10 items-center gap-2 border-b px-2 ${isSelected ? 'bg-primary/8 shadow-[inset_2px_0_0_var(--primary)]' : ''}`}
      >
        <Zap className="text-primary size-4 shrink-0" aria-hidden />
        <div className="min-w-0 flex-1">
          <EditableText
            value={shown}
            name={strings.models.labelOf(action.key)}
            disabled={disabled}
            onCommit={(value) => {
              if (!labels.write(action.label, value)) void operateOn({ do: 'set-action', ...name, member: 'label', value });
            }}
          />
        </div>
        <code className="text-muted-foreground max-w-40 truncate text-xs">
          {action.model}.{action.key}
        </code>
        <Badge variant="secondary" className="font-normal">
          {action.handler}
        </Badge>
        <Button
          variant="ghost"
          size="icon"
          data-cell
          className="text-muted-foreground size-7"
          aria-expanded={isOpen}
          aria-label={strings.columns.detailsOf(action.key)}
          title={strings.columns.details}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight className={`size-4 transition-transform ${isOpen ? 'rotate-90' : ''}`} aria-hidden />
        </Button>
        <EntryMenu
          name={strings.menuOf(action.key)}
          actions={[
            { label: strings.moveUp, icon: ArrowUp, onSelect: () => move(index - 1), disabled: disabled || index === 0 },
            {
              label: strings.moveDown,
              icon: ArrowDown,
              onSelect: () => move(index + 1),
              disabled: disabled || index === design.actions.length - 1,
            },
            { label: strings.toText, icon: CodeXml, onSelect: () => showAsText(action) },
            { label: strings.remove, icon: Trash2, onSelect: () => void removeWith({ do: 'remove-action', ...name }, shown), disabled },
          ]}
        />
      </div>
      {isOpen && (
        <div className="bg-muted/40 @container border-b px-3 py-3" role="group" aria-label={strings.columns.detailsOf(action.key)}>
          <div className="grid grid-cols-1 gap-x-4 gap-y-2 @xs:grid-cols-2 @lg:grid-cols-3">
            <Field label={strings.name}>
              <EditableText
                isMono
                value={action.key}
                name={`${strings.name}: ${shown}`}
                disabled={disabled}
                onCommit={(to) => void operateOn({ do: 'rename-action', ...name, to })}
              />
            </Field>
            <Field label={strings.actions.placement}>
              <Choice
                name={`${strings.actions.placement}: ${shown}`}
                value={action.placement || 'row'}
                disabled={disabled}
                options={(['row', 'table', 'create'] as const).map((value) => ({ value, label: strings.actions.placements[value] }))}
                onChoose={(value) => void operateOn({ do: 'set-action', ...name, member: 'placement', value })}
              />
            </Field>
            <Field label={strings.menu.icon}>
              <IconChoice
                value={action.icon}
                name={`${strings.menu.icon}: ${shown}`}
                disabled={disabled}
                onChoose={(value) => void operateOn({ do: 'set-action', ...name, member: 'icon', value })}
              />
            </Field>
            {action.handler === 'webhook' && (
              <Field label={strings.actions.url} wide>
                <EditableText
                  isMono
                  value={action.url}
                  placeholder="https://"
                  name={`${strings.actions.url}: ${shown}`}
                  disabled={disabled}
                  onCommit={(value) => void operateOn({ do: 'set-action', ...name, member: 'url', value })}
                />
              </Field>
            )}
            <div className="col-span-full flex min-h-7 items-center gap-2">
              <Switch
                id={confirmId}
                checked={action.confirm}
                disabled={disabled}
                onCheckedChange={(value) => void operateOn({ do: 'set-action', ...name, member: 'confirm', value })}
              />
              <Label htmlFor={confirmId} className="font-normal">
                {strings.actions.confirm}
              </Label>
            </div>
            {action.hasSteps ? (
              <p className="text-muted-foreground col-span-full text-sm">{strings.actions.steps}</p>
            ) : (
              <Fields action={action} disabled={disabled} />
            )}
            <OnlyInText names={action.more} place={action} />
          </div>
        </div>
      )}
    </li>
  );
}

function AddAction({ design }: { design: Design }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const [label, setLabel] = useState('');
  const [model, setModel] = useState(design.models[0]?.key ?? '');
  const [url, setUrl] = useState('https://example.com/hook');
  const key = free(columnName(label), new Set(design.actions.filter((each) => each.model === model).map((each) => each.key)));
  const add = (): void => {
    if (key === '' || model === '') return;
    void operateOn({ do: 'add-action', key, label: label.trim(), model, url: url.trim() }).then((isDone) => isDone && setLabel(''));
  };
  return (
    <div className="grid grid-cols-1 gap-2 p-3 @md:grid-cols-2" data-testid="add-action">
      <Field label={strings.actions.add}>
        <Input
          aria-label={strings.actions.add}
          placeholder={strings.actions.exampleName}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && add()}
          className="h-8 text-sm"
        />
      </Field>
      <Field label={strings.actions.model}>
        <Choice
          name={strings.actions.model}
          value={model}
          options={design.models.map((each) => ({ value: each.key, label: labels.shown(each.label) || each.key }))}
          onChoose={setModel}
        />
      </Field>
      <Field label={strings.actions.url} wide>
        <div className="flex gap-1.5">
          <Input
            aria-label={strings.actions.url}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && add()}
            className="h-8 font-mono text-xs"
          />
          <Button size="sm" className="h-8" disabled={key === ''} onClick={add}>
            <Plus className="size-4" aria-hidden /> {strings.add}
          </Button>
        </div>
      </Field>
    </div>
  );
}

/** What people can do beyond creating, changing and deleting, and what they are asked on the way. */
export function ActionsSection({ design, disabled }: { design: Design; disabled: boolean }) {
  const strings = useDesignerStrings();
  return (
    <div className="@container" onKeyDown={moveInGrid} role="group" aria-label={strings.sections.actions}>
      {design.actions.length === 0 ? (
        <Empty icon={Zap} title={strings.actions.empty} text={strings.actions.emptyText} />
      ) : (
        <ul>
          {design.actions.map((action, index) => (
            <Action key={keyOf(action.path)} design={design} action={action} index={index} disabled={disabled} />
          ))}
        </ul>
      )}
      {!disabled && design.models.length > 0 && <AddAction design={design} />}
    </div>
  );
}
