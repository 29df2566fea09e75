import { Button } from '@asteby/metacore-ui/primitives';
import { CircleAlert, Info, TriangleAlert, WandSparkles } from 'lucide-react';
import type { Diagnostic, Severity } from '../../kernel/contract/diagnostic';
import type { ProjectDiagnostic } from '../../kernel/project/select';
import type { PageDiagnostic } from '../../kernel/host/page-verdict';
import { reveal } from '../editor/reveal';
import { useStrings } from '../i18n/language';
import type { Strings } from '../i18n/strings';
import { MANIFEST } from '../project/project';
import { openFile } from '../workspace/edits';
import { useFindings } from '../workspace/findings';
import { useWorkspace } from '../workspace/workspace';
import { openDocument } from '../layout/layout';
import { groupProblems, notesIn, problemsIn } from '../language/problem-groups';
import { ProposedFix } from './ProposedFix';
import { keyOf, proposeFix, proposeFixAll, useProposed } from './proposed';
import { useProblemStrings } from './strings';

const ICONS: Record<Severity, { icon: typeof Info; className: string }> = {
  error: { icon: CircleAlert, className: 'text-destructive' },
  warning: { icon: TriangleAlert, className: 'text-amber-600 dark:text-amber-400' },
  info: { icon: Info, className: 'text-sky-600 dark:text-sky-400' },
};

/** Where it is, in words: line and column, the place in the manifest or the file. */
function placeText({ range, file, path }: ProjectDiagnostic, strings: Strings): string {
  const line = range === undefined ? [] : [strings.problemAt(range.startLine, range.startColumn)];
  return [...line, file === MANIFEST ? path || '/' : file].filter((part) => part !== '').join(' · ');
}

/** The rule, as the way to its page. What comes from a damaged file has a code and no page. */
function RuleLink({ diagnostic: { rule, docs } }: { diagnostic: ProjectDiagnostic }) {
  const texts = useProblemStrings();
  if (docs === undefined) return rule;
  return (
    <button
      type="button"
      aria-label={texts.rule(rule)}
      title={texts.rule(rule)}
      onClick={() => openDocument(`contract/rules/${rule}`)}
      className="hover:text-foreground underline underline-offset-2"
    >
      {rule}
    </button>
  );
}

/** Whether the place of a finding is in the text that the fixes are for. */
const isFixable = (diagnostic: ProjectDiagnostic): diagnostic is ProjectDiagnostic & Diagnostic =>
  diagnostic.file === MANIFEST && diagnostic.range !== undefined && diagnostic.docs !== undefined;

function Problem({ diagnostic, readOnly }: { diagnostic: ProjectDiagnostic; readOnly: boolean }) {
  const strings = useStrings();
  const texts = useProblemStrings();
  const isOpen = useProposed(({ proposed }) => isFixable(diagnostic) && proposed?.of === keyOf(diagnostic));
  const { icon: Icon, className } = ICONS[diagnostic.severity];
  const show = () => {
    const files = useWorkspace.getState().project?.files ?? {};
    const { file, range } = diagnostic;
    // What has no text cannot be shown: the manifest is what most findings about such files are mended in.
    const isText = typeof files[file] === 'string';
    openFile(isText ? file : MANIFEST);
    if (isText && range !== undefined) reveal(range);
  };
  return (
    <li>
      <div className="hover:bg-accent focus-within:bg-accent flex min-h-6 w-full items-start gap-2 rounded px-3 py-1.5 text-sm">
        <Icon className={`mt-0.5 size-4 shrink-0 ${className}`} aria-label={strings.problemsFilter[diagnostic.severity]} />
        <div className="min-w-0 flex-1">
          <button type="button" onClick={show} className="block w-full text-left break-words">
            <span className="block break-words">{diagnostic.message}</span>
            {diagnostic.cure !== undefined && <span className="text-muted-foreground block break-words">{diagnostic.cure}</span>}
          </button>
          <p className="text-muted-foreground text-xs break-all">
            {placeText(diagnostic, strings)} · <RuleLink diagnostic={diagnostic} />
          </p>
        </div>
        {!readOnly && isFixable(diagnostic) && (
          <Button
            size="sm"
            variant="ghost"
            className="h-7 shrink-0"
            aria-label={texts.fixOf(diagnostic.message)}
            aria-expanded={isOpen}
            onClick={() => void proposeFix(diagnostic)}
          >
            <WandSparkles className="size-4" aria-hidden /> {texts.fix}
          </Button>
        )}
      </div>
      {isOpen && <ProposedFix />}
    </li>
  );
}

/** What only a host does with the manifest, folded away: nothing of it is a problem. */
function HostOnly({ notes }: { notes: readonly PageDiagnostic[] }) {
  const strings = useStrings();
  if (notes.length === 0) return null;
  return (
    <details className="text-muted-foreground shrink-0 border-t text-sm">
      <summary className="min-h-6 cursor-pointer px-3 py-1">{strings.hostOnly(notes.length)}</summary>
      <div className="max-h-40 overflow-auto">
        {notes.map((note) => (
          <p key={note.path} className="px-3 py-0.5 break-words">
            {note.message}
          </p>
        ))}
      </div>
    </details>
  );
}

/** What the contract engine found, by block, in the order of the text. Choosing one shows its place in the editor. */
export function ProblemsPanel() {
  const strings = useStrings();
  const texts = useProblemStrings();
  const isAllProposed = useProposed(({ proposed }) => proposed?.of === null);
  const verdict = useWorkspace((state) => state.verdict);
  const isShown =
    useWorkspace(({ servedGeneration, install }) => servedGeneration !== null && install?.ok === true) &&
    verdict?.installable === true &&
    verdict.screenless === null;
  const readOnly = useWorkspace((state) => state.readOnly);
  const all = useFindings();
  const diagnostics = problemsIn(all);
  const notes = <HostOnly notes={notesIn(all)} />;
  if (diagnostics.length === 0) {
    return (
      <>
        <p className="text-muted-foreground p-3 text-sm">
          {verdict === null ? strings.verdict.checking : isShown ? strings.problemsEmpty : strings.problemsNone}
        </p>
        {notes}
      </>
    );
  }
  const isToBeMended = !readOnly && diagnostics.some(({ severity }) => severity !== 'info');
  return (
    <section aria-label={strings.problems} className="flex h-full min-h-0 flex-col" data-testid="problems">
      {isToBeMended && (
        <div className="flex justify-end px-2 pt-1">
          <Button size="sm" variant="outline" className="h-7" onClick={() => void proposeFixAll()}>
            <WandSparkles className="size-4" aria-hidden /> {texts.fixAll}
          </Button>
        </div>
      )}
      <div className="min-h-0 flex-1 overflow-auto py-1">
        {isAllProposed && <ProposedFix />}
        {groupProblems(diagnostics).map(({ title, diagnostics: members }) => (
          <div key={title} role="group" aria-label={title}>
            {title !== '' && <h3 className="text-muted-foreground px-3 pt-1 font-mono text-xs">{title}</h3>}
            <ul>
              {members.map((diagnostic, index) => (
                <Problem key={`${diagnostic.rule}:${diagnostic.path}:${String(index)}`} diagnostic={diagnostic} readOnly={readOnly} />
              ))}
            </ul>
          </div>
        ))}
      </div>
      {notes}
    </section>
  );
}
