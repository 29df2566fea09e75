import { Button, DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@asteby/metacore-ui/primitives';
import { ArrowDown, ArrowUp, ChevronRight, CodeXml, Folder, FolderInput, PanelTop, Plus, Trash2 } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { Design, DesignNav } from '../../kernel/authoring/design/design';
import type { NavMember } from '../../kernel/authoring/design/operation';
import { Choice } from './Choice';
import { EditableText } from './EditableText';
import { Empty } from './Empty';
import { EntryMenu, type EntryAction } from './EntryMenu';
import { Field } from './Field';
import { moveInGrid } from './grid-keys';
import { IconChoice } from './IconChoice';
import { useLabels } from './labels';
import { OnlyInText, showAsText } from './OnlyInText';
import { operateOn, removeWith } from './operations';
import { SortableList, useSortableItem } from './Sortable';
import { keyOf, useDesigner } from './state';
import { useDesignerStrings } from './strings';

interface EntryProps {
  design: Design;
  entry: DesignNav;
  siblings: number;
  disabled: boolean;
}

function Details({ design, entry, disabled }: Omit<EntryProps, 'siblings'>) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const set = (member: NavMember, value: string): void => void operateOn({ do: 'set-nav', entry, member, value });
  const isGroup = entry.at.length === 1;
  return (
    <div className="bg-muted/40 @container border-y px-3 py-2" role="group" aria-label={strings.menu.detailsOf(labels.shown(entry.title))}>
      <div className="grid grid-cols-1 gap-x-4 gap-y-2 @xs:grid-cols-2 @lg:grid-cols-3">
        <Field label={strings.menu.icon}>
          <IconChoice
            value={entry.icon}
            name={`${strings.menu.icon}: ${labels.shown(entry.title)}`}
            disabled={disabled}
            onChoose={(icon) => set('icon', icon)}
          />
        </Field>
        {!isGroup && (
          <>
            <Field label={strings.menu.model}>
              <Choice
                name={`${strings.menu.model}: ${labels.shown(entry.title)}`}
                value={entry.model}
                none={strings.none}
                disabled={disabled}
                options={design.models.map(({ key, label }) => ({ value: key, label: labels.shown(label) || key }))}
                onChoose={(model) => set('model', model)}
              />
            </Field>
            <Field label={strings.menu.permission}>
              <Choice
                name={`${strings.menu.permission}: ${labels.shown(entry.title)}`}
                value={entry.permission}
                none={strings.menu.everyone}
                disabled={disabled}
                options={design.permissions.map(({ key }) => ({ value: key, label: key }))}
                onChoose={(permission) => set('permission', permission)}
              />
            </Field>
          </>
        )}
        <OnlyInText names={entry.more} place={entry} />
      </div>
    </div>
  );
}

function AddItem({ design, into }: { design: Design; into: DesignNav }) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          data-cell
          className="text-muted-foreground size-7"
          aria-label={`${strings.menu.addItem}: ${labels.shown(into.title)}`}
          title={strings.menu.addItem}
        >
          <Plus className="size-4" aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {design.models.map((model) => {
          const title = labels.shown(model.label) || model.key;
          return (
            <DropdownMenuItem key={model.key} onSelect={() => void operateOn({ do: 'add-nav-item', into, title, model: model.key })}>
              <PanelTop className="size-4" aria-hidden /> {title}
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Entry({ design, entry, siblings, disabled }: EntryProps) {
  const strings = useDesignerStrings();
  const labels = useLabels();
  const selected = useDesigner((state) => state.selected);
  const [isOpen, setOpen] = useState(false);
  const title = labels.shown(entry.title);
  const [index, isGroup] = [entry.at.at(-1) ?? 0, entry.at.length === 1];
  const { setNodeRef, style, handle } = useSortableItem(keyOf(entry.path), strings.move(title), disabled);
  const path = keyOf(entry.path);
  const moveTo = (to: readonly number[]): void => void operateOn({ do: 'move-nav', entry, to });
  const move = (to: number): void => moveTo([...entry.at.slice(0, -1), to]);
  const remove = (): void => void removeWith({ do: 'remove-nav', entry }, title);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (disabled || !(event.target as HTMLElement).matches('[data-cell]')) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      event.stopPropagation();
      const to = index + (event.key === 'ArrowUp' ? -1 : 1);
      if (to >= 0 && to < siblings) move(to);
    }
    if (event.key === 'Delete') remove();
  };
  const otherGroups: EntryAction[] = isGroup
    ? []
    : design.navigation
        .filter((group) => group.at[0] !== entry.at[0])
        .map((group) => ({
          label: `→ ${labels.shown(group.title)}`,
          icon: FolderInput,
          disabled,
          onSelect: () => moveTo([...group.at, group.items.length]),
        }));
  const Icon = entry.items.length > 0 || isGroup ? Folder : PanelTop;
  return (
    <li ref={setNodeRef} style={style} className="bg-background">
      <div
        data-row
        data-testid="nav-entry"
        onKeyDown={onKeyDown}
        onFocus={() => useDesigner.setState({ selected: path })}
        className={`flex min-h-9 items-center gap-1 border-b pr-1 ${selected === path ? 'bg-primary/8 shadow-[inset_2px_0_0_var(--primary)]' : ''}`}
      >
        {handle}
        <Icon className={`size-4 shrink-0 ${isGroup ? 'text-primary' : 'text-muted-foreground'}`} aria-hidden />
        <div className="min-w-0 flex-1">
          <EditableText
            value={title}
            name={strings.menu.titleOf(title)}
            disabled={disabled}
            className={isGroup ? 'font-medium' : ''}
            onCommit={(value) => {
              if (!labels.write(entry.title, value)) void operateOn({ do: 'set-nav', entry, member: 'title', value });
            }}
          />
        </div>
        {entry.model !== '' && <code className="text-muted-foreground max-w-28 truncate text-xs">{entry.model}</code>}
        {entry.permission !== '' && (
          <code className="text-muted-foreground hidden max-w-40 truncate text-xs @xl:block">{entry.permission}</code>
        )}
        {!disabled && (isGroup || entry.items.length > 0) && <AddItem design={design} into={entry} />}
        <Button
          variant="ghost"
          size="icon"
          data-cell
          className="text-muted-foreground size-7"
          aria-expanded={isOpen}
          aria-label={strings.menu.detailsOf(title)}
          title={strings.menu.detailsOf(title)}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronRight className={`size-4 transition-transform ${isOpen ? 'rotate-90' : ''}`} aria-hidden />
        </Button>
        <EntryMenu
          name={strings.menuOf(title)}
          actions={[
            { label: strings.moveUp, icon: ArrowUp, onSelect: () => move(index - 1), disabled: disabled || index === 0 },
            { label: strings.moveDown, icon: ArrowDown, onSelect: () => move(index + 1), disabled: disabled || index === siblings - 1 },
            ...otherGroups,
            { label: strings.toText, icon: CodeXml, onSelect: () => showAsText(entry) },
            { label: strings.remove, icon: Trash2, onSelect: remove, disabled },
          ]}
        />
      </div>
      {isOpen && <Details design={design} entry={entry} disabled={disabled} />}
      {entry.items.length > 0 && (
        <div className="border-l-border/60 ml-4 border-l">
          <Entries design={design} entries={entry.items} disabled={disabled} />
        </div>
      )}
    </li>
  );
}

function Entries({ design, entries, disabled }: { design: Design; entries: readonly DesignNav[]; disabled: boolean }) {
  return (
    <SortableList
      ids={entries.map(({ path }) => keyOf(path))}
      onMove={(from, to) => {
        const entry = entries[from];
        if (entry) void operateOn({ do: 'move-nav', entry, to: [...entry.at.slice(0, -1), to] });
      }}
    >
      <ul>
        {entries.map((entry) => (
          <Entry key={`${keyOf(entry.path)}:${entry.title}`} design={design} entry={entry} siblings={entries.length} disabled={disabled} />
        ))}
      </ul>
    </SortableList>
  );
}

/** The menu as a tree of groups and screens. */
export function MenuSection({ design, disabled }: { design: Design; disabled: boolean }) {
  const strings = useDesignerStrings();
  const addGroup = (): void => void operateOn({ do: 'add-nav-group', title: strings.menu.group, icon: 'Folder' });
  if (design.navigation.length === 0)
    return (
      <Empty
        icon={PanelTop}
        title={strings.menu.empty}
        text={strings.menu.emptyText}
        {...(!disabled && { action: strings.menu.addGroup, onAction: addGroup })}
      />
    );
  return (
    <div className="@container" onKeyDown={moveInGrid} role="group" aria-label={strings.sections.menu}>
      <Entries design={design} entries={design.navigation} disabled={disabled} />
      {!disabled && (
        <Button variant="ghost" size="sm" className="text-muted-foreground m-2" onClick={addGroup}>
          <Plus className="size-4" aria-hidden /> {strings.menu.addGroup}
        </Button>
      )}
    </div>
  );
}
