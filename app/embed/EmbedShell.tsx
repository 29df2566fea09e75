import { Button, Toaster } from '@asteby/metacore-ui/primitives';
import { ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import ArrivalSheet from '../arrival/ArrivalSheet';
import { Late, late } from '../deploy/late';
import type { EmbedOptions, EmbedParts } from '../../kernel/link/address';
import { OpenFile } from '../files/OpenFile';
import { useLanguage, useStrings } from '../i18n/language';
import { Preview } from '../preview/Preview';
import { linkTo } from '../share/make-link';
import { LinkedRowsNotice } from '../share/UnkeptBanner';
import { StatusBar } from '../shell/StatusBar';
import { useTheme } from '../theme/theme';
import { setVerdictLanguage } from '../workspace/verdict';
import { useWorkspace } from '../workspace/workspace';
import { useEmbedStrings } from './strings';
import { useBridge } from './use-bridge';

const ProblemsPanel = late<object>(() => import('../problems/ProblemsPanel').then((module) => ({ default: module.ProblemsPanel })));

/** What runs here, in a tab of its own: the files as they stand now. */
function OpenElsewhere() {
  const strings = useEmbedStrings();
  const project = useWorkspace((state) => state.project);
  if (!project) return null;
  const open = (): void => {
    const made = linkTo(`${location.origin}${location.pathname}`, project, {});
    // A project that has outgrown a link is opened as it arrived.
    const query = new URLSearchParams(location.search);
    const arrived = new URL(`${location.origin}${location.pathname}${location.hash}`);
    for (const name of ['from', 'template']) {
      const value = query.get(name);
      if (value !== null) arrived.searchParams.set(name, value);
    }
    window.open('url' in made ? made.url : arrived.href, '_blank', 'noopener');
  };
  return (
    <Button size="sm" variant="ghost" className="h-7 text-xs" onClick={open}>
      <ExternalLink className="size-4" aria-hidden />
      <span className="hidden sm:inline">{strings.open}</span>
      <span className="sr-only sm:hidden">{strings.open}</span>
    </Button>
  );
}

/** The editor, its files and the problems in them. */
function EditorPart() {
  const strings = useStrings();
  const project = useWorkspace((state) => state.project);
  return (
    <section aria-label={strings.editor} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="min-h-0 flex-1">
        <OpenFile />
      </div>
      <div className="bg-background max-h-32 min-h-0 overflow-y-auto border-t">
        <Late>{project && <ProblemsPanel />}</Late>
      </div>
    </section>
  );
}

const WIDE: Record<EmbedParts, string> = { both: 'md:grid-cols-2', editor: '', preview: '' };

/** The page inside of another one: the parts that were asked for, in memory, and no keys, no projects, no storage. */
export default function EmbedShell({ options }: { options: EmbedOptions }) {
  const strings = useStrings();
  const language = useLanguage((state) => state.language);
  const project = useWorkspace((state) => state.project);
  const { parts, theme, readOnly, origin } = options;
  // Where both do not fit beside each other, one is shown at a time.
  const [pane, setPane] = useState<'editor' | 'preview'>('preview');
  useBridge(origin);
  useEffect(() => setVerdictLanguage(language), [language]);
  useEffect(() => {
    if (theme !== null) useTheme.getState().showTheme(theme);
  }, [theme]);
  const only = (name: 'editor' | 'preview'): string => (parts === 'both' && pane !== name ? 'hidden md:flex' : 'flex');
  return (
    <div className="flex h-full flex-col" data-testid="embed" data-parts={parts}>
      <header className="bg-background flex min-h-9 items-center gap-2 border-b px-3 text-xs">
        <h1 className="min-w-0 truncate font-semibold">{project?.name ?? strings.product}</h1>
        <span className="flex-1" />
        <OpenElsewhere />
      </header>
      {parts === 'both' && (
        <nav className="bg-background flex border-b md:hidden" aria-label={strings.product}>
          {(['editor', 'preview'] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-current={pane === name ? 'page' : undefined}
              onClick={() => setPane(name)}
              className="aria-[current]:border-primary min-h-9 flex-1 border-b-2 border-transparent text-sm"
            >
              {strings[name]}
            </button>
          ))}
        </nav>
      )}
      <LinkedRowsNotice />
      <main className={`grid min-h-0 flex-1 ${WIDE[parts]}`}>
        {parts !== 'preview' && (
          <div className={`min-h-0 min-w-0 md:border-r ${only('editor')}`}>
            <EditorPart />
          </div>
        )}
        {parts !== 'editor' && (
          <div className={`min-h-0 min-w-0 flex-col ${only('preview')}`}>
            <Preview />
          </div>
        )}
      </main>
      {parts !== 'preview' && <StatusBar withoutKernel={parts === 'editor'} />}
      <Toaster />
      <ArrivalSheet readOnly={readOnly} withoutKernel={parts === 'editor'} />
    </div>
  );
}
