/** The layout of JSON files: Monaco asks, the language worker answers. The edits are white space, so the cursor stays at its word. */
import { toast } from 'sonner';
import type { Strings } from '../i18n/strings';
import { STRINGS } from '../i18n/strings';
import { useLanguage } from '../i18n/language';
import { askLanguage } from '../language/client';
import { monaco } from './monaco';

type CodeEditor = monaco.editor.IStandaloneCodeEditor;

const provider: monaco.languages.DocumentFormattingEditProvider = {
  displayName: 'JSON',
  async provideDocumentFormattingEdits(model) {
    const { language } = useLanguage.getState();
    const [text, version] = [model.getValue(), model.getVersionId()];
    const result = await askLanguage(async (api) => api.format(text, language));
    if (model.isDisposed() || model.getVersionId() !== version) return [];
    if (!result.ok) {
      toast.warning(STRINGS[language].notFormatted(result.line), { description: [result.message, result.cure].filter(Boolean).join(' ') });
      return [];
    }
    return result.edits.map(({ offset, length, text: gap }) => ({
      range: monaco.Range.fromPositions(model.getPositionAt(offset), model.getPositionAt(offset + length)),
      text: gap,
    }));
  },
};

export function registerFormatting(): void {
  monaco.languages.registerDocumentFormattingEditProvider('json', provider);
}

/** Ctrl+S, and the same as a command under F1. Everything is saved as it is typed; what saving adds is the layout. */
export function addSaveAction(editor: CodeEditor, strings: Strings): monaco.IDisposable {
  return editor.addAction({
    id: 'playground.format-and-save',
    label: strings.formatAndSave,
    keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS],
    run: async () => {
      // Other files have no layout of ours; the browser's own dialog for saving the page is kept away all the same.
      if (editor.getModel()?.getLanguageId() === 'json') await editor.getAction('editor.action.formatDocument')?.run();
    },
  });
}
