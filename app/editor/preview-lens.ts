/** From a line of the manifest to where it shows: above models and actions, in the menu of the text, and under F1. */
import { useLanguage } from '../i18n/language';
import { askLanguage } from '../language/client';
import { STRINGS } from '../i18n/strings';
import { MANIFEST } from '../project/project';
import { monaco } from './monaco';
import { showHere } from './show-here';

const COMMAND = 'playground.show-line-in-preview';

/** What of a manifest has a screen or a button of its own. */
const SHOWN: ReadonlySet<string> = new Set(['model', 'action']);

const lenses: monaco.languages.CodeLensProvider = {
  async provideCodeLenses(model) {
    if (!model.uri.path.endsWith(`/${MANIFEST}`)) return null;
    const text = model.getValue();
    const outline = await askLanguage(async (api) => api.outline(text)).catch(() => []);
    if (model.isDisposed()) return null;
    const items = outline.filter(({ kind }) => SHOWN.has(kind)).flatMap(({ items: own }) => own);
    return {
      lenses: items.map(({ offset, length }) => ({
        range: monaco.Range.fromPositions(model.getPositionAt(offset), model.getPositionAt(offset + length)),
        command: { id: COMMAND, title: STRINGS[useLanguage.getState().language].showHereLens, arguments: [offset] },
      })),
      dispose: () => undefined,
    };
  },
};

/** Registers the lenses once; they are asked for anew when the language changes. */
export function registerPreviewLens(): void {
  const changed = new monaco.Emitter<monaco.languages.CodeLensProvider>();
  const provider = { ...lenses, onDidChange: changed.event };
  monaco.editor.registerCommand(COMMAND, (_accessor, offset: unknown) => {
    if (typeof offset === 'number') showHere(offset);
  });
  monaco.languages.registerCodeLensProvider('json', provider);
  useLanguage.subscribe(({ language }, before) => {
    if (language !== before.language) changed.fire(provider);
  });
}

/** The same for where the cursor stands. */
export function addPreviewAction(editor: monaco.editor.IStandaloneCodeEditor, label: string): monaco.IDisposable {
  return editor.addAction({
    id: 'playground.show-in-preview',
    label,
    contextMenuGroupId: 'navigation',
    contextMenuOrder: 2,
    run: () => showHere(),
  });
}
