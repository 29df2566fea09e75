import Editor, { type OnMount } from '@monaco-editor/react';
import { useEffect, useState } from 'react';
import type { ProjectDiagnostic } from '../../kernel/project/select';
import { useStrings } from '../i18n/language';
import { problemsIn } from '../language/problem-groups';
import { MANIFEST, textOf } from '../project/project';
import { useTheme } from '../theme/theme';
import { useBackend } from '../workspace/backend';
import { useWorkspace } from '../workspace/workspace';
import { noteCursor } from './cursor';
import { setActiveEditor } from './active-editor';
import { beginAtModels } from './begin-at-models';
import { addressOf, followText } from './follow-text';
import { addSaveAction, registerFormatting } from './formatting';
import { wakeJsonService } from './json-service';
import { holdEditor } from './held-editor';
import { monaco } from './monaco';
import { addPreviewAction, registerPreviewLens } from './preview-lens';
import { registerProviders } from './providers';
import { onReveal } from './reveal';

type CodeEditor = Parameters<OnMount>[0];

const LANGUAGES: Readonly<Record<string, string>> = { json: 'json', md: 'markdown', sql: 'pgsql', ts: 'typescript' };

const languageOf = (path: string): string => LANGUAGES[path.split('.').at(-1) ?? ''] ?? 'plaintext';

const SEVERITY = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

/** A finding about a file as a whole is drawn at its start. */
const AT_START = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2, offset: 0, length: 1 };

function markerOf({ severity, message, cure, rule, range = AT_START }: ProjectDiagnostic): monaco.editor.IMarkerData {
  return {
    severity: SEVERITY[severity],
    message: cure === undefined ? message : `${message}\n${cure}`,
    code: rule,
    startLineNumber: range.startLine,
    startColumn: range.startColumn,
    endLineNumber: range.endLine,
    endColumn: range.endColumn,
  };
}

registerProviders();
registerFormatting();
registerPreviewLens();

/** The text editor of the active file. Squiggles belong to the text they were found in: a verdict on an older text draws none. */
export default function ManifestEditor() {
  const strings = useStrings();
  const theme = useTheme((state) => state.theme);
  const path = useWorkspace((state) => state.activeFile);
  const projectId = useWorkspace((state) => state.project?.id ?? '');
  const text = useWorkspace((state) => textOf(state.project?.files[state.activeFile]));
  const verdict = useWorkspace((state) => state.verdict);
  const sources = useBackend((state) => state.sources);
  const compiled = useBackend((state) => state.diagnostics);
  const isSettled = useWorkspace((state) => state.kernel.phase === 'ready' || state.kernel.phase === 'failed');
  const readOnly = useWorkspace((state) => state.readOnly);
  const [editor, setEditor] = useState<CodeEditor | null>(null);

  useEffect(() => {
    // Whoever types early is helped early; everybody else sees the first screen sooner.
    if (!editor) return undefined;
    if (isSettled) wakeJsonService();
    const typing = editor.onDidFocusEditorText(wakeJsonService);
    return () => typing.dispose();
  }, [editor, isSettled]);

  useEffect(() => {
    const model = editor?.getModel();
    if (!model || verdict?.files[path] !== model.getValue()) return;
    const ofFile = problemsIn(verdict.diagnostics).filter(({ file }) => file === path);
    monaco.editor.setModelMarkers(model, 'contract', ofFile.map(markerOf));
  }, [editor, path, verdict]);

  useEffect(() => {
    const model = editor?.getModel();
    if (!model) return;
    const isOfThisText = sources !== null && Object.hasOwn(sources, path) && sources[path] === model.getValue();
    const ofFile = isOfThisText ? compiled.filter(({ file }) => file === path) : [];
    monaco.editor.setModelMarkers(model, 'compiler', ofFile.map(markerOf));
  }, [editor, path, sources, compiled]);

  useEffect(() => {
    if (editor && path === MANIFEST) beginAtModels(editor);
  }, [editor, path, projectId]);

  useEffect(() => {
    if (!editor) return undefined;
    const note = (): void => noteCursor(editor.getModel()?.getOffsetAt(editor.getPosition() ?? { lineNumber: 1, column: 1 }) ?? 0);
    note();
    const moved = editor.onDidChangeCursorPosition(note);
    const shownModel = editor.onDidChangeModel(note);
    return () => {
      moved.dispose();
      shownModel.dispose();
    };
  }, [editor]);

  useEffect(() => {
    if (!editor) return undefined;
    return setActiveEditor({
      actions: () => editor.getSupportedActions().map(({ id, label }) => ({ id, label })),
      run: async (actionId) => {
        editor.focus();
        await editor.getAction(actionId)?.run();
      },
      focus: () => editor.focus(),
    });
  }, [editor]);

  useEffect(() => {
    if (!editor) return undefined;
    const action = addSaveAction(editor, strings);
    return () => action.dispose();
  }, [editor, strings]);

  useEffect(() => {
    if (!editor || path !== MANIFEST) return undefined;
    const action = addPreviewAction(editor, strings.showHere);
    return () => action.dispose();
  }, [editor, path, strings]);

  useEffect(() => {
    if (!editor) return undefined;
    return onReveal(({ startLine, startColumn, endLine, endColumn }) => {
      const range = new monaco.Range(startLine, startColumn, endLine, endColumn);
      // A pane that was hidden until now has its size in the next frame.
      requestAnimationFrame(() => {
        editor.layout();
        editor.setSelection(range);
        editor.revealRangeInCenter(range);
        editor.focus();
      });
    });
  }, [editor]);

  useEffect(() => (editor ? followText(editor) : undefined), [editor]);

  useEffect(() => (editor ? holdEditor(editor) : undefined), [editor]);

  return (
    <Editor
      path={addressOf(projectId, path)}
      language={languageOf(path)}
      // The text of a model that is made now; `followText` writes what comes later.
      defaultValue={text}
      theme={theme === 'dark' ? 'vs-dark' : 'vs'}
      loading={<span className="text-muted-foreground text-sm">{strings.loadingEditor}</span>}
      onMount={(mounted) => setEditor(mounted)}
      options={{
        ariaLabel: path,
        readOnly,
        automaticLayout: true,
        fixedOverflowWidgets: true,
        fontSize: 13,
        minimap: { enabled: false },
        scrollBeyondLastLine: false,
        tabSize: 2,
        wordWrap: 'on',
        padding: { top: 8, bottom: 8 },
        stickyScroll: { enabled: true },
        // What may stand somewhere is known; any word of the text is noise.
        wordBasedSuggestions: 'off',
        editContext: true,
      }}
    />
  );
}
