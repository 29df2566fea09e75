import { Button } from '@asteby/metacore-ui/primitives';
import { CaseSensitive, type LucideIcon, Regex, WholeWord } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { toast } from 'sonner';
import { reveal } from '../editor/reveal';
import { rangeAt } from '../editor/reveal-offset';
import { projectPaths, textOf } from '../project/project';
import { editFiles, openFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { type Hit, replaceIn, searchIn, type SearchQuery } from './search';
import { useSearchStrings } from './strings';

/** What was searched for last, for when the panel is opened again. */
let lastQuery: SearchQuery = { text: '', isRegex: false, matchesCase: false, wholeWords: false };

/** The files that are texts, the manifest first. */
function useTexts(): Readonly<Record<string, string>> {
  const files = useWorkspace((state) => state.project?.files);
  return useMemo(
    () =>
      Object.fromEntries(
        projectPaths(files ?? {}).flatMap((path) => (typeof files?.[path] === 'string' ? [[path, textOf(files[path])] as const] : [])),
      ),
    [files],
  );
}

function showHit({ path, offset, length }: Hit): void {
  openFile(path);
  // The editor shows another file in the next frame.
  requestAnimationFrame(() => reveal(rangeAt(textOf(useWorkspace.getState().project?.files[path]), offset, length)));
}

function Toggle({
  label,
  icon: Icon,
  isOn,
  onChange,
}: {
  label: string;
  icon: LucideIcon;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      onClick={() => onChange(!isOn)}
      className="aria-pressed:bg-primary aria-pressed:text-primary-foreground hover:bg-accent grid min-h-6 min-w-7 place-items-center rounded"
    >
      <Icon className="size-4" aria-hidden />
    </button>
  );
}

/** Searches the texts of the project, and replaces in one file or in all of them. */
export default function SearchPanel() {
  const strings = useSearchStrings();
  const texts = useTexts();
  const readOnly = useWorkspace((state) => state.readOnly);
  const [query, setQuery] = useState(lastQuery);
  const [replacement, setReplacement] = useState('');
  const asked = useDeferredValue(query);
  const { hits, isCut, fault } = useMemo(() => searchIn(texts, asked), [texts, asked]);
  const byFile = useMemo(() => {
    const files = new Map<string, Hit[]>();
    for (const hit of hits) {
      const inFile = files.get(hit.path);
      if (inFile) inFile.push(hit);
      else files.set(hit.path, [hit]);
    }
    return files;
  }, [hits]);
  const change = (more: Partial<SearchQuery>): void => {
    lastQuery = { ...query, ...more };
    setQuery(lastQuery);
  };
  const replace = (path?: string): void => {
    const changed = replaceIn(texts, query, replacement, path);
    const paths = Object.keys(changed);
    if (paths.length === 0) return;
    const before = Object.fromEntries(paths.map((one) => [one, texts[one] ?? '']));
    editFiles(changed);
    toast(strings.replaced(paths.length), { duration: 20_000, action: { label: strings.undo, onClick: () => editFiles(before) } });
  };
  const field = 'bg-background min-h-7 w-full min-w-0 rounded border px-2 font-mono';
  return (
    <div className="flex h-full min-h-0 flex-col text-xs" data-testid="search">
      <div className="grid gap-1 border-b p-2">
        <input
          type="search"
          // It was opened to be typed into.
          autoFocus
          aria-label={strings.search}
          placeholder={strings.search}
          value={query.text}
          onChange={(event) => change({ text: event.target.value })}
          className={field}
        />
        <div className="flex gap-1">
          <Toggle
            label={strings.matchCase}
            icon={CaseSensitive}
            isOn={query.matchesCase}
            onChange={(matchesCase) => change({ matchesCase })}
          />
          <Toggle label={strings.wholeWords} icon={WholeWord} isOn={query.wholeWords} onChange={(wholeWords) => change({ wholeWords })} />
          <Toggle label={strings.regex} icon={Regex} isOn={query.isRegex} onChange={(isRegex) => change({ isRegex })} />
        </div>
        {!readOnly && (
          <div className="flex gap-1">
            <input
              aria-label={strings.replace}
              placeholder={strings.replace}
              value={replacement}
              onChange={(event) => setReplacement(event.target.value)}
              className={field}
            />
            <Button size="sm" variant="outline" disabled={hits.length === 0} onClick={() => replace()}>
              {strings.replaceAll}
            </Button>
          </div>
        )}
        <p role="status" className="text-muted-foreground [overflow-wrap:anywhere]">
          {fault !== '' && strings.fault(fault)}
          {fault === '' && asked.text !== '' && (hits.length === 0 ? strings.nothing : strings.found(hits.length, byFile.size, isCut))}
        </p>
      </div>
      <ul aria-label={strings.results} className="min-h-0 flex-1 overflow-auto">
        {[...byFile].map(([path, inFile]) => (
          <li key={path}>
            <div className="bg-muted sticky top-0 flex min-h-7 items-center gap-1 px-2">
              <span className="min-w-0 flex-1 truncate font-medium" title={path}>
                {path}
              </span>
              <span>{inFile.length}</span>
              {!readOnly && (
                <Button
                  size="sm"
                  variant="ghost"
                  className="h-6 px-1"
                  aria-label={strings.replaceFile(path)}
                  title={strings.replaceFile(path)}
                  onClick={() => replace(path)}
                >
                  ⇄
                </Button>
              )}
            </div>
            <ul>
              {inFile.map((hit) => (
                <li key={hit.offset}>
                  <button
                    type="button"
                    onClick={() => showHit(hit)}
                    className="hover:bg-accent flex min-h-6 w-full items-center gap-2 px-2 text-left font-mono"
                  >
                    <span className="text-muted-foreground shrink-0">{hit.line}</span>
                    <span className="truncate whitespace-pre">
                      {hit.lineText.slice(0, hit.at)}
                      <mark>{hit.lineText.slice(hit.at, hit.at + hit.length)}</mark>
                      {hit.lineText.slice(hit.at + hit.length)}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}
