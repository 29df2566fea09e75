/** Everything that can be done in the window. A new thing is a line here and its title in `app/commands/strings.ts`. */
import {
  AppWindow,
  Blocks,
  BookOpen,
  Database,
  Download,
  FilePlus2,
  FileSearch,
  Files,
  FlaskConical,
  FolderOpen,
  GitFork,
  History,
  Info,
  Keyboard,
  KeyRound,
  Languages,
  LayoutDashboard,
  ListTree,
  Maximize,
  Monitor,
  Moon,
  MonitorSmartphone,
  PanelBottom,
  PanelLeft,
  Pencil,
  Radio,
  RotateCcw,
  Route,
  Rows3,
  Save,
  ScrollText,
  Search,
  Share2,
  ShieldCheck,
  Smartphone,
  SquareMousePointer,
  SquareSplitVertical,
  SquareArrowOutUpRight,
  Sun,
  Table2,
  Tablet,
  TextSearch,
  Trash2,
  TriangleAlert,
  WandSparkles,
  Workflow,
  Zap,
} from 'lucide-react';
import type { Command } from '../commands/command';
import { registerLate } from '../deploy/late';
import { activeEditor } from '../editor/active-editor';
import { openGallery } from '../gallery/state';
import { useLanguage } from '../i18n/language';
import { useEnforcement } from '../kernel/enforcement';
import { startImport } from '../import/state';
import {
  choosePreviewWidth,
  closeSide,
  DRAWER_PANELS,
  type DrawerPanelName,
  resetLayout,
  showSide,
  SIDE_PANELS,
  type SidePanelName,
  toggleDrawer,
  toggleMaximised,
  toggleSide,
  useLayout,
} from '../layout/layout';
import { proposeFixAll } from '../problems/proposed';
import { showInPreview, togglePicking } from '../preview/picking';
import { splitView, useViewers } from '../preview/viewers';
import { startTour } from '../tour/state';
import { useTheme } from '../theme/theme';
import { useWorkspace } from '../workspace/workspace';
import { goToArea } from './areas';
import { openDialog, openPalette } from './dialogs';

const SIDE_ICONS = {
  files: Files,
  search: TextSearch,
  models: Table2,
  screens: LayoutDashboard,
  access: ShieldCheck,
  automation: Zap,
  docs: BookOpen,
} as const;
const DRAWER_ICONS = {
  problems: TriangleAlert,
  diagram: Workflow,
  data: Database,
  activity: ListTree,
  events: Radio,
  permissions: KeyRound,
  texts: Languages,
  installations: Blocks,
  log: ScrollText,
} as const;
const SIDE_KEYS: Partial<Record<SidePanelName, string>> = { files: '$mod+Shift+e', search: '$mod+Shift+f' };
const DRAWER_KEYS: Partial<Record<DrawerPanelName, string>> = { problems: '$mod+Shift+m' };

/** The panel that was open last, for the key that opens and closes it. */
let lastSide: SidePanelName = 'files';
useLayout.subscribe(({ side }) => {
  lastSide = side ?? lastSide;
});

const isWorking = (): boolean => useWorkspace.getState().tab.state === 'working';
const isEditable = (): boolean => isWorking() && !useWorkspace.getState().readOnly;
const isKept = (): boolean => isWorking() && !useWorkspace.getState().unkept;

const documentHere = registerLate(() => import('../docs/here'));

async function openDocumentHere(): Promise<void> {
  await (await documentHere()).openDocumentHere();
}

async function save(): Promise<void> {
  await activeEditor()?.run('playground.format-and-save');
}

export const COMMANDS: readonly Command[] = [
  { id: 'go.anything', group: 'go', icon: Search, keys: ['$mod+k', 'F1'], run: () => openPalette() },
  { id: 'go.file', group: 'go', icon: FileSearch, keys: ['$mod+p'], run: () => openPalette() },
  { id: 'go.definition', group: 'go', icon: ListTree, keys: ['$mod+Shift+o'], run: () => openPalette('@') },
  { id: 'go.docs', group: 'go', icon: BookOpen, keys: ['Shift+F1'], run: openDocumentHere },
  { id: 'go.preview', group: 'go', icon: SquareArrowOutUpRight, keys: ['Alt+KeyO'], run: () => showInPreview() },
  { id: 'go.nextArea', group: 'go', icon: AppWindow, keys: ['F6'], run: () => goToArea(1) },
  { id: 'go.previousArea', group: 'go', icon: AppWindow, keys: ['Shift+F6'], run: () => goToArea(-1) },

  ...SIDE_PANELS.map((name): Command => {
    const keys = SIDE_KEYS[name];
    return { id: `view.${name}`, group: 'view', icon: SIDE_ICONS[name], ...(keys && { keys: [keys] }), run: () => showSide(name) };
  }),
  {
    id: 'view.side',
    group: 'view',
    icon: PanelLeft,
    keys: ['$mod+b'],
    run: () => (useLayout.getState().side === null ? toggleSide(lastSide) : closeSide()),
  },
  ...DRAWER_PANELS.map((name): Command => {
    const keys = DRAWER_KEYS[name];
    return { id: `view.${name}`, group: 'view', icon: DRAWER_ICONS[name], ...(keys && { keys: [keys] }), run: () => toggleDrawer(name) };
  }),
  { id: 'view.drawer', group: 'view', icon: PanelBottom, keys: ['$mod+j'], run: () => toggleDrawer() },
  { id: 'view.maximiseEditor', group: 'view', icon: Maximize, run: () => toggleMaximised('editor') },
  { id: 'view.maximisePreview', group: 'view', icon: Maximize, run: () => toggleMaximised('preview') },
  { id: 'view.resetLayout', group: 'view', icon: RotateCcw, run: resetLayout },

  { id: 'project.save', group: 'project', icon: Save, keys: ['$mod+s'], run: save },
  { id: 'project.fixAll', group: 'project', icon: WandSparkles, isEnabled: isEditable, run: proposeFixAll },
  { id: 'project.new', group: 'project', icon: FilePlus2, run: openGallery },
  { id: 'project.open', group: 'project', icon: FolderOpen, keys: ['$mod+o'], run: startImport },
  { id: 'project.share', group: 'project', icon: Share2, isEnabled: isWorking, run: () => openDialog('share') },
  { id: 'project.export', group: 'project', icon: Download, isEnabled: isWorking, run: () => openDialog('export') },
  { id: 'project.rehearse', group: 'project', icon: FlaskConical, isEnabled: isWorking, run: () => openDialog('rehearsal') },
  { id: 'project.sample', group: 'project', icon: Rows3, isEnabled: isWorking, run: () => openDialog('sample') },
  { id: 'project.versions', group: 'project', icon: History, isEnabled: isKept, run: () => openDialog('versions') },
  { id: 'project.about', group: 'project', icon: Info, isEnabled: isWorking, run: () => openDialog('about') },
  { id: 'project.rename', group: 'project', icon: Pencil, isEnabled: isEditable, run: () => openDialog('rename') },
  { id: 'project.fork', group: 'project', icon: GitFork, isEnabled: isWorking, run: () => openDialog('fork') },
  { id: 'project.reset', group: 'project', icon: RotateCcw, isEnabled: isWorking, run: () => openDialog('reset') },
  { id: 'project.delete', group: 'project', icon: Trash2, isEnabled: isKept, run: () => openDialog('delete') },

  { id: 'preview.whole', group: 'preview', icon: MonitorSmartphone, run: () => choosePreviewWidth('whole') },
  { id: 'preview.wide', group: 'preview', icon: Monitor, run: () => choosePreviewWidth(1280) },
  { id: 'preview.tablet', group: 'preview', icon: Tablet, run: () => choosePreviewWidth(768) },
  { id: 'preview.phone', group: 'preview', icon: Smartphone, run: () => choosePreviewWidth(390) },
  { id: 'preview.pick', group: 'preview', icon: SquareMousePointer, keys: ['Alt+KeyP'], run: () => togglePicking('main') },
  { id: 'preview.split', group: 'preview', icon: SquareSplitVertical, run: () => splitView(!useViewers.getState().isSplit) },

  { id: 'settings.light', group: 'settings', icon: Sun, run: () => useTheme.getState().setTheme('light') },
  { id: 'settings.dark', group: 'settings', icon: Moon, run: () => useTheme.getState().setTheme('dark') },
  { id: 'settings.enforce', group: 'settings', icon: ShieldCheck, run: () => useEnforcement.getState().setEnforcement('enforce') },
  { id: 'settings.shadow', group: 'settings', icon: ShieldCheck, run: () => useEnforcement.getState().setEnforcement('shadow') },
  { id: 'settings.english', group: 'settings', icon: Languages, run: () => useLanguage.getState().setLanguage('en') },
  { id: 'settings.spanish', group: 'settings', icon: Languages, run: () => useLanguage.getState().setLanguage('es') },
  { id: 'help.tour', group: 'settings', icon: Route, run: startTour },
  { id: 'settings.keys', group: 'settings', icon: Keyboard, run: () => openDialog('keys') },
];
