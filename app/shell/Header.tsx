import {
  Button,
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@asteby/metacore-ui/primitives';
import {
  ChevronDown,
  FolderOpen,
  GitFork,
  Info,
  Languages,
  Moon,
  PackageCheck,
  Pencil,
  Plus,
  RotateCcw,
  Rows3,
  Share2,
  Sun,
  Trash2,
} from 'lucide-react';
import { keepFocusInDialog } from '../dialog/focus-return';
import { useLanguage, useStrings } from '../i18n/language';
import { openGallery } from '../gallery/state';
import { galleryStrings } from '../gallery/strings';
import { useEnforcement } from '../kernel/enforcement';
import { useProjectStrings } from '../projects/strings';
import { SEED_STRINGS } from '../seed/strings';
import { useTheme } from '../theme/theme';
import { switchProject } from '../workspace/projects';
import { useWorkspace } from '../workspace/workspace';

type ProjectMenuProps = Pick<HeaderProps, 'onReset' | 'onSample' | 'onAbout' | 'onRename' | 'onFork' | 'onDelete'>;

function ProjectMenu({ onReset, onSample, onAbout, onRename, onFork, onDelete }: ProjectMenuProps) {
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
        <DropdownMenuItem onSelect={onAbout}>
          <Info className="size-4" aria-hidden /> {strings.aboutProject}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onRename}>
          <Pencil className="size-4" aria-hidden /> {projectStrings.renameEntry}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onFork}>
          <GitFork className="size-4" aria-hidden /> {strings.forkProject}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onSample}>
          <Rows3 className="size-4" aria-hidden /> {SEED_STRINGS[language].title}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onReset}>
          <RotateCcw className="size-4" aria-hidden /> {strings.resetData}
        </DropdownMenuItem>
        {!unkept && (
          <DropdownMenuItem onSelect={onDelete}>
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

interface HeaderProps {
  onShare: () => void;
  onExport: () => void;
  onOpen: () => void;
  onReset: () => void;
  onSample: () => void;
  onAbout: () => void;
  onRename: () => void;
  onFork: () => void;
  onDelete: () => void;
}

/** Name, project, and what can be done with it. */
export function Header({ onShare, onExport, onOpen, ...menu }: HeaderProps) {
  const strings = useStrings();
  const { language, setLanguage } = useLanguage();
  const { theme, setTheme } = useTheme();
  const other = language === 'en' ? 'es' : 'en';
  const ThemeIcon = theme === 'dark' ? Sun : Moon;
  const themeLabel = theme === 'dark' ? strings.themeLight : strings.themeDark;
  return (
    <header className="bg-background flex items-center gap-1 border-b px-3 py-1.5">
      <a href="#preview" className="bg-background focus:ring-ring sr-only z-50 rounded p-2 focus:not-sr-only focus:absolute focus:ring-2">
        {strings.skipToPreview}
      </a>
      <h1 className="mr-1 shrink-0 text-sm font-semibold">
        <span className="hidden sm:inline">{strings.product}</span>
        <span className="sr-only sm:hidden">{strings.product}</span>
      </h1>
      <ProjectMenu {...menu} />
      <span className="flex-1" />
      <Button
        variant="ghost"
        size="icon"
        onClick={() => setLanguage(other)}
        title={strings.languageTitle}
        aria-label={strings.languageTitle}
        lang={other}
      >
        <Languages className="size-4" aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
        title={themeLabel}
        aria-label={themeLabel}
      >
        <ThemeIcon className="size-4" aria-hidden />
      </Button>
      <Button variant="outline" size="sm" onClick={onOpen} aria-label={strings.openBundle}>
        <FolderOpen className="size-4" aria-hidden /> <span className="hidden sm:inline">{strings.openBundle}</span>
      </Button>
      <Button variant="outline" size="sm" onClick={onShare} aria-label={strings.share}>
        <Share2 className="size-4" aria-hidden /> <span className="hidden sm:inline">{strings.share}</span>
      </Button>
      <Button size="sm" onClick={onExport} aria-label={strings.exportBundle}>
        <PackageCheck className="size-4" aria-hidden /> <span className="hidden min-[420px]:inline">{strings.exportBundle}</span>
      </Button>
    </header>
  );
}
