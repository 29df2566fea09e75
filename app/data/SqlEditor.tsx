import Editor, { type OnMount } from '@monaco-editor/react';
import { useEffect, useRef, useState } from 'react';
import type { ConsoleTable } from '../../kernel/console/tables';
import { monaco } from '../editor/monaco';
import { useTheme } from '../theme/theme';
import { completeSql, type SqlCompletion } from './complete-sql';

type CodeEditor = Parameters<OnMount>[0];

/** Nothing else is called so: migrations of the project are files, and are completed by nobody. */
const ADDRESS = 'console://sql/statement.sql';

let tablesNow: readonly ConsoleTable[] = [];

const KINDS: Readonly<Record<SqlCompletion['kind'], monaco.languages.CompletionItemKind>> = {
  table: monaco.languages.CompletionItemKind.Struct,
  column: monaco.languages.CompletionItemKind.Field,
  keyword: monaco.languages.CompletionItemKind.Keyword,
};

monaco.languages.registerCompletionItemProvider('pgsql', {
  triggerCharacters: ['.', ' '],
  provideCompletionItems(model, position) {
    if (model.uri.toString() !== ADDRESS) return null;
    const word = model.getWordUntilPosition(position);
    const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
    const found = completeSql(model.getValue(), model.getOffsetAt(position), tablesNow);
    return {
      suggestions: found.map(({ label, insert, kind, detail }, order) => ({
        ...{ label: { label, description: detail }, insertText: insert, kind: KINDS[kind], range },
        sortText: String(order).padStart(6, '0'),
      })),
    };
  },
});

interface SqlEditorProps {
  label: string;
  value: string;
  tables: readonly ConsoleTable[];
  /** Where reading the statement ended. */
  faultAt: number | null;
  onChange: (text: string) => void;
  onRun: () => void;
}

/** The text editor for one statement: completed from the database, run by Ctrl+Enter. */
export function SqlEditor({ label, value, tables, faultAt, onChange, onRun }: SqlEditorProps) {
  const theme = useTheme((state) => state.theme);
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  const run = useRef(onRun);
  useEffect(() => {
    run.current = onRun;
  }, [onRun]);
  useEffect(() => {
    tablesNow = tables;
  }, [tables]);
  useEffect(() => {
    const action = editor?.addAction({
      ...{ id: 'console.run', label, keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter] },
      run: () => run.current(),
    });
    return () => action?.dispose();
  }, [editor, label]);
  useEffect(() => {
    const model = editor?.getModel();
    if (!model) return;
    const at = model.getPositionAt(faultAt ?? 0);
    const marker = { severity: monaco.MarkerSeverity.Error, message: '', startLineNumber: at.lineNumber, startColumn: at.column };
    monaco.editor.setModelMarkers(
      model,
      'sql',
      faultAt === null ? [] : [{ ...marker, endLineNumber: at.lineNumber, endColumn: at.column + 1 }],
    );
  }, [editor, faultAt]);
  return (
    <Editor
      path={ADDRESS}
      language="pgsql"
      value={value}
      theme={theme === 'dark' ? 'vs-dark' : 'vs'}
      onMount={setEditor}
      onChange={(text = '') => onChange(text)}
      options={{
        ariaLabel: label,
        automaticLayout: true,
        fixedOverflowWidgets: true,
        fontSize: 13,
        minimap: { enabled: false },
        lineNumbers: 'off',
        folding: false,
        scrollBeyondLastLine: false,
        wordWrap: 'on',
        wordBasedSuggestions: 'off',
        padding: { top: 4, bottom: 4 },
        editContext: true,
      }}
    />
  );
}
