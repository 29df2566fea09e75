import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandShortcut,
  Dialog,
  DialogContent,
  DialogDescription,
  DialogTitle,
} from '@asteby/metacore-ui/primitives';
import { File, FolderGit2, LayoutTemplate, SquareCode, TextCursorInput, User } from 'lucide-react';
import { useRef, useState } from 'react';
import { isMac, keysOf, readableKeys, useKeymap } from '../commands/keymap';
import { paletteMatch } from '../commands/palette-match';
import { useCommandStrings } from '../commands/strings';
import { useFocusReturn } from '../dialog/focus-return';
import { activeEditor } from '../editor/active-editor';
import { revealOffset } from '../editor/reveal-offset';
import { galleryCards, openTemplate } from '../gallery/open';
import { useLanguage, useStrings } from '../i18n/language';
import { showArea } from '../layout/layout';
import { chooseViewer, useViewers } from '../preview/viewers';
import { projectPaths } from '../project/project';
import { openFile } from '../workspace/edits';
import { switchProject } from '../workspace/projects';
import { useManifestView } from '../workspace/use-manifest-view';
import { useWorkspace } from '../workspace/workspace';
import { COMMANDS } from './commands';
import { closeDialog, useDialogs } from './dialogs';
import { PalettePages } from './PalettePages';

/** Finds everything by its name: commands, files, what the manifest defines, projects, starters, people and what the editor can do. */
export default function Palette() {
  const strings = useCommandStrings();
  const kinds = useStrings().kinds;
  const language = useLanguage((state) => state.language);
  const start = useDialogs((state) => state.paletteStart);
  const chosen = useKeymap((state) => state.chosen);
  const [query, setQuery] = useState<string>(start);
  const files = useWorkspace((state) => state.project?.files);
  const current = useWorkspace((state) => state.project?.id);
  const projects = useWorkspace((state) => state.projects);
  const { people } = useViewers();
  const outline = useManifestView(async (api, text) => api.outline(text), []);
  // Asked once: what the editor can do does not change while the palette is open.
  const [editorActions] = useState(() => activeEditor()?.actions() ?? []);
  const isDefinition = query.startsWith('@');
  const isCommand = query.startsWith('>');
  const giveFocusBack = useFocusReturn(true);
  /** What was chosen. It runs when the palette is gone and the focus is back: it may open a dialog, or take the focus elsewhere. */
  const waiting = useRef<() => void | Promise<void>>(undefined);
  const then = (run: () => void | Promise<void>) => () => {
    waiting.current = run;
    closeDialog();
  };
  const leave = (event: Event): void => {
    giveFocusBack(event);
    void waiting.current?.();
  };
  const everything = !isDefinition && !isCommand;
  const definitions = outline.flatMap(({ items }) =>
    items.flatMap((item) => [{ item, of: '' }, ...item.children.map((child) => ({ item: child, of: item.name }))]),
  );
  return (
    <Dialog open onOpenChange={(open) => !open && closeDialog()}>
      <DialogContent className="top-[12%] translate-y-0 gap-0 overflow-hidden p-0" showCloseButton={false} onCloseAutoFocus={leave}>
        <DialogTitle className="sr-only">{strings.title}</DialogTitle>
        <DialogDescription className="sr-only">{strings.description}</DialogDescription>
        <Command filter={paletteMatch}>
          <CommandInput value={query} onValueChange={setQuery} placeholder={strings.placeholder} aria-label={strings.title} />
          <CommandList className="max-h-[60vh]">
            <CommandEmpty>{strings.nothing}</CommandEmpty>
            {everything && files && (
              <CommandGroup heading={strings.files}>
                {projectPaths(files).map((path) => (
                  <CommandItem
                    key={path}
                    value={`file ${path}`}
                    onSelect={then(() => {
                      openFile(path);
                      showArea('editor');
                    })}
                  >
                    <File aria-hidden /> {path}
                  </CommandItem>
                ))}
              </CommandGroup>
            )}
            {!isCommand && definitions.length > 0 && (
              <CommandGroup heading={strings.definitions}>
                {definitions.map(({ item, of }) => (
                  <CommandItem
                    key={`${item.kind}:${String(item.offset)}`}
                    value={`@${of} ${item.name} ${kinds[item.kind]} ${String(item.offset)}`}
                    onSelect={then(() => revealOffset(item.offset, item.length))}
                  >
                    <SquareCode aria-hidden /> {of === '' ? item.name : `${of} › ${item.name}`}
                    <CommandShortcut className="tracking-normal">{kinds[item.kind]}</CommandShortcut>
                  </CommandItem>
                ))}
              </CommandGroup>
            )}
            {!isDefinition &&
              (Object.keys(strings.groups) as (keyof typeof strings.groups)[]).map((group) => (
                <CommandGroup key={group} heading={strings.groups[group]}>
                  {COMMANDS.filter((command) => command.group === group && command.isEnabled?.() !== false).map((command) => {
                    const [keys] = keysOf(command, chosen);
                    const Icon = command.icon;
                    return (
                      <CommandItem
                        key={command.id}
                        value={`>${strings.groups[group]} ${strings.titles[command.id]}`}
                        onSelect={then(command.run)}
                      >
                        <Icon aria-hidden /> {strings.titles[command.id]}
                        {keys !== undefined && <CommandShortcut className="tracking-normal">{readableKeys(keys, isMac())}</CommandShortcut>}
                      </CommandItem>
                    );
                  })}
                </CommandGroup>
              ))}
            {everything && people.length > 0 && (
              <CommandGroup heading={strings.people}>
                {people.map(({ userId, name, organizationName }) => (
                  <CommandItem
                    key={userId}
                    value={`${strings.people} ${name} ${organizationName}`}
                    onSelect={then(() => chooseViewer('main', { userId, role: null }))}
                  >
                    <User aria-hidden /> {name}
                    <CommandShortcut className="tracking-normal">{organizationName}</CommandShortcut>
                  </CommandItem>
                ))}
              </CommandGroup>
            )}
            {everything && (
              <CommandGroup heading={strings.projects}>
                {projects
                  .filter(({ id }) => id !== current)
                  .map(({ id, name }) => (
                    <CommandItem key={id} value={`${strings.projects} ${name} ${id}`} onSelect={then(() => switchProject(id))}>
                      <FolderGit2 aria-hidden /> {name}
                    </CommandItem>
                  ))}
              </CommandGroup>
            )}
            {everything && (
              <CommandGroup heading={strings.starters}>
                {galleryCards().map(({ id, title }) => (
                  <CommandItem
                    key={id}
                    value={`${strings.starters} ${title[language]}`}
                    onSelect={then(async () => {
                      await openTemplate(id);
                    })}
                  >
                    <LayoutTemplate aria-hidden /> {title[language]}
                  </CommandItem>
                ))}
              </CommandGroup>
            )}
            {everything && <PalettePages query={query} then={then} />}
            {!isDefinition && editorActions.length > 0 && (
              <CommandGroup heading={strings.editor}>
                {editorActions.map(({ id, label }) => (
                  <CommandItem key={id} value={`>${strings.editor} ${label}`} onSelect={then(async () => activeEditor()?.run(id))}>
                    <TextCursorInput aria-hidden /> {label}
                  </CommandItem>
                ))}
              </CommandGroup>
            )}
          </CommandList>
        </Command>
        <p className="text-muted-foreground border-t px-3 py-1.5 text-xs">{strings.help}</p>
      </DialogContent>
    </Dialog>
  );
}
