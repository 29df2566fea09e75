import {
  Button,
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@asteby/metacore-ui/primitives';
import {
  BookOpen,
  ChevronDown,
  FolderOpen,
  GitFork,
  History,
  Info,
  Keyboard,
  PackageCheck,
  Pencil,
  Plus,
  RotateCcw,
  Route,
  Rows3,
  Search,
  Share2,
  Settings,
  Trash2,
} from 'lucide-react';
import { isMac, keysOf, readableKeys, useKeymap } from '../commands/keymap';
import { useCommandStrings } from '../commands/strings';
import { keepFocusInDialog } from '../dialog/focus-return';
import { useLanguage, useStrings } from '../i18n/language';
import { openGallery } from '../gallery/state';
import { galleryStrings } from '../gallery/strings';
import { startImport } from '../import/state';
import { useEnforcement } from '../kernel/enforcement';
import { useProjectStrings } from '../projects/strings';
import { SEED_STRINGS } from '../seed/strings';
import { useTheme } from '../theme/theme';
import { openDocument } from '../layout/layout';
import { startTour } from '../tour/state';
import { switchProject } from '../workspace/projects';
import { useWorkspace } from '../workspace/workspace';
import { COMMANDS } from './commands';
import { openDialog, openPalette } from './dialogs';
import { useWindowStrings } from './strings';

const ANYTHING = COMMANDS.find(({ id }) => id === 'go.anything') ?? { id: 'go.anything' as const };

function ProjectMenu() {
  const strings = useStrings();
  const projectStrings = useProjectStrings();
  const language = useLanguage((state) => state.language);
  const current = useWorkspace((state) => state.project);
  const projects = useWorkspace((state) => state.projects);
  const unkept = useWorkspace((state) => state.unkept);
  const { enforcement, setEnforcement } = useEnforcement();
  // Older versions gave several projects one name.
  const isShared = (name: string): boolean => projects.filter((other) => other.name === name).length > 1;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="sm" className="min-w-0" aria-label={`${strings.project}: ${current?.name ?? ''}`}>
          <span className="truncate">{current?.name ?? '…'}</span>
          <ChevronDown className="size-4" aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" onCloseAutoFocus={keepFocusInDialog}>
        <DropdownMenuLabel>{strings.projects}</DropdownMenuLabel>
        {projects.map(({ id, name }) => (
          <DropdownMenuItem key={id} disabled={id === current?.id} onSelect={() => void switchProject(id)}>
            <span className="max-w-72 truncate">{name}</span>
            {isShared(name) && <span className="text-muted-foreground text-xs">{id.slice(-8)}</span>}
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={openGallery}>
          <Plus className="size-4" aria-hidden /> {galleryStrings(language).menu}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => openDialog('about')}>
          <Info className="size-4" aria-hidden /> {strings.aboutProject}
        </DropdownMenuItem>
        {!unkept && (
          <DropdownMenuItem onSelect={() => openDialog('versions')}>
            <History className="size-4" aria-hidden /> {strings.versions}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={() => openDialog('rename')}>
          <Pencil className="size-4" aria-hidden /> {projectStrings.renameEntry}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => openDialog('fork')}>
          <GitFork className="size-4" aria-hidden /> {strings.forkProject}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => openDialog('sample')}>
          <Rows3 className="size-4" aria-hidden /> {SEED_STRINGS[language].title}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => openDialog('reset')}>
          <RotateCcw className="size-4" aria-hidden /> {strings.resetData}
        </DropdownMenuItem>
        {!unkept && (
          <DropdownMenuItem onSelect={() => openDialog('delete')}>
            <Trash2 className="size-4" aria-hidden /> {projectStrings.deleteEntry}
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuCheckboxItem
          checked={enforcement === 'shadow'}
          onCheckedChange={(shadow) => setEnforcement(shadow ? 'shadow' : 'enforce')}
          aria-describedby="shadow-text"
        >
          <span className="max-w-72">
            {strings.shadow.title}
            <span id="shadow-text" className="text-muted-foreground block text-xs">
              {strings.shadow.text}
            </span>
          </span>
        </DropdownMenuCheckboxItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** Language, theme and keys, behind one button. */
function SettingsMenu() {
  const own = useWindowStrings();
  const titles = useCommandStrings().titles;
  const strings = useStrings();
  const { language, setLanguage } = useLanguage();
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" className="size-8" title={own.settings} aria-label={own.settings}>
          <Settings className="size-4" aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" onCloseAutoFocus={keepFocusInDialog}>
        <DropdownMenuLabel>{own.language}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={language} onValueChange={(next) => setLanguage(next === 'es' ? 'es' : 'en')}>
          <DropdownMenuRadioItem value="en" lang="en">
            English
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="es" lang="es">
            Español
          </DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{own.theme}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={(next) => setTheme(next === 'dark' ? 'dark' : 'light')}>
          <DropdownMenuRadioItem value="light">{strings.themeLight}</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">{strings.themeDark}</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={startTour}>
          <Route className="size-4" aria-hidden /> {titles['help.tour']}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => openDocument('')}>
          <BookOpen className="size-4" aria-hidden /> {titles['view.docs']}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => openDialog('keys')}>
          <Keyboard className="size-4" aria-hidden /> {titles['settings.keys']}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The field that opens the palette, with the keys that do the same. */
function SearchField() {
  const strings = useCommandStrings();
  const chosen = useKeymap((state) => state.chosen);
  const [keys] = keysOf(ANYTHING, chosen);
  return (
    <button
      type="button"
      onClick={() => openPalette()}
      aria-keyshortcuts={keys?.replace('$mod', isMac() ? 'Meta' : 'Control')}
      className="text-muted-foreground hover:bg-accent flex h-8 min-w-8 items-center gap-2 rounded-md border px-2 text-sm md:w-80 md:shrink"
    >
      <Search className="size-4 shrink-0" aria-hidden />
      <span className="flex-1 truncate text-left max-md:sr-only">{strings.placeholder}</span>
      {keys !== undefined && (
        <kbd aria-hidden className="hidden text-xs md:inline">
          {readableKeys(keys, isMac())}
        </kbd>
      )}
    </button>
  );
}

/** Whether what was typed last is kept. */
function SaveState() {
  const own = useWindowStrings();
  const isOpen = useWorkspace((state) => state.project !== null);
  const unkept = useWorkspace((state) => state.unkept);
  const saveFailed = useWorkspace((state) => state.saveFailed);
  if (!isOpen || saveFailed) return null;
  return <span className="text-muted-foreground hidden text-xs lg:inline">{unkept ? own.unkept : own.saved}</span>;
}

/** Name, project, and what can be done with it. */
export function Header() {
  const strings = useStrings();
  return (
    <header className="bg-background flex h-11 shrink-0 items-center gap-1 border-b px-3">
      <a href="#preview" className="bg-background focus:ring-ring sr-only z-50 rounded p-2 focus:not-sr-only focus:absolute focus:ring-2">
        {strings.skipToPreview}
      </a>
      <div className="flex min-w-0 flex-1 items-center gap-1">
        <h1 className="mr-1 shrink-0 text-sm font-semibold">
          <span className="hidden xl:inline">{strings.product}</span>
          <span className="sr-only xl:hidden">{strings.product}</span>
        </h1>
        <ProjectMenu />
      </div>
      <SearchField />
      <div className="flex flex-1 items-center justify-end gap-1">
        <SaveState />
        <SettingsMenu />
        <Button variant="ghost" size="sm" onClick={startImport} aria-label={strings.openBundle} title={strings.openBundle}>
          <FolderOpen className="size-4" aria-hidden /> <span className="hidden lg:inline">{strings.openBundle}</span>
        </Button>
        <Button variant="outline" size="sm" onClick={() => openDialog('share')} aria-label={strings.share}>
          <Share2 className="size-4" aria-hidden /> <span className="hidden lg:inline">{strings.share}</span>
        </Button>
        <Button size="sm" data-tour="export" onClick={() => openDialog('export')} aria-label={strings.exportBundle}>
          <PackageCheck className="size-4" aria-hidden /> <span className="hidden min-[420px]:inline">{strings.exportBundle}</span>
        </Button>
      </div>
    </header>
  );
}
