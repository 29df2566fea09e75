/** What the editor does with names in a manifest. Monaco asks; the language worker answers from the contract engine. */
import type { Completion } from '../../kernel/authoring/language/complete';
import { PLAYGROUND_FILE } from '../../kernel/contract/playground-members';
import type { Structure, StructureItem } from '../../kernel/authoring/structure/structure';
import type { Diagnostic } from '../../kernel/contract/diagnostic';
import type { TextSpan } from '../../kernel/authoring/language/navigate';
import type { PageDiagnostic } from '../../kernel/host/page-verdict';
import { useLanguage } from '../i18n/language';
import { askLanguage } from '../language/client';
import { MANIFEST } from '../project/project';
import { noteRename } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { iconNames, iconPicture } from './icons';
import { monaco } from './monaco';
import { tellRename } from './rename-notice';
import { neighbours } from './neighbours';

/** Help that does not come is no help: whatever stands in the way of one question, the next one is asked all the same. */
const help = <T>(question: Parameters<typeof askLanguage<T>>[0]): Promise<T | null> => askLanguage(question).catch(() => null);

type TextModel = monaco.editor.ITextModel;

/** Findings at one place whose fixes are offered at once. */
const MAX_FIXED_FINDINGS = 10;

const isManifest = (model: TextModel): boolean => model.uri.path.endsWith(`/${MANIFEST}`);

/** The file whose structure is known, or null. */
function structured(model: TextModel): 'manifest' | 'playground' | null {
  if (isManifest(model)) return 'manifest';
  return model.uri.path.endsWith(`/${PLAYGROUND_FILE}`) ? 'playground' : null;
}

const locale = () => useLanguage.getState().language;

function rangeOf(model: TextModel, { offset, length }: TextSpan): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(offset), model.getPositionAt(offset + length));
}

const ITEM_KIND: Record<Completion['kind'], monaco.languages.CompletionItemKind> = {
  addon: monaco.languages.CompletionItemKind.Module,
  model: monaco.languages.CompletionItemKind.Class,
  table: monaco.languages.CompletionItemKind.Struct,
  column: monaco.languages.CompletionItemKind.Field,
  stage: monaco.languages.CompletionItemKind.EnumMember,
  relation: monaco.languages.CompletionItemKind.Reference,
  sequence: monaco.languages.CompletionItemKind.Value,
  permission: monaco.languages.CompletionItemKind.Constant,
  role: monaco.languages.CompletionItemKind.User,
  setting: monaco.languages.CompletionItemKind.Property,
  event: monaco.languages.CompletionItemKind.Event,
  slot: monaco.languages.CompletionItemKind.Interface,
  action: monaco.languages.CompletionItemKind.Method,
  connector: monaco.languages.CompletionItemKind.Interface,
  document: monaco.languages.CompletionItemKind.File,
  function: monaco.languages.CompletionItemKind.Function,
  file: monaco.languages.CompletionItemKind.File,
  icon: monaco.languages.CompletionItemKind.Color,
  target: monaco.languages.CompletionItemKind.Value,
  range: monaco.languages.CompletionItemKind.Value,
  'column-type': monaco.languages.CompletionItemKind.TypeParameter,
  display: monaco.languages.CompletionItemKind.EnumMember,
  widget: monaco.languages.CompletionItemKind.EnumMember,
  text: monaco.languages.CompletionItemKind.Text,
};

function completionItem({ label, kind, detail }: Completion, range: monaco.IRange, order: number): monaco.languages.CompletionItem {
  return {
    label: { label, description: detail },
    kind: ITEM_KIND[kind],
    insertText: label,
    filterText: label,
    range,
    sortText: String(order).padStart(6, '0'),
  };
}

const STRUCTURE_KIND: Record<StructureItem['kind'], monaco.languages.CompletionItemKind> = {
  member: monaco.languages.CompletionItemKind.Property,
  entry: monaco.languages.CompletionItemKind.Snippet,
  value: monaco.languages.CompletionItemKind.Value,
};

function structureItem(model: TextModel, found: Structure, item: StructureItem, order: number): monaco.languages.CompletionItem {
  const { commaAt } = found;
  const isQuoted = model.getValue().startsWith('"', found.offset);
  return {
    label: { label: item.label, description: item.detail },
    kind: STRUCTURE_KIND[item.kind],
    ...(item.documentation !== '' && { documentation: { value: item.documentation } }),
    insertText: item.insert,
    insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
    filterText: isQuoted ? `"${item.label}"` : item.label,
    range: rangeOf(model, found),
    sortText: String(order).padStart(6, '0'),
    ...(commaAt !== null && { additionalTextEdits: [{ range: rangeOf(model, { offset: commaAt, length: 0 }), text: ',' }] }),
    // The list behind opens by itself.
    ...(item.continues && { command: { id: 'editor.action.triggerSuggest', title: '' } }),
  };
}

const labelOf = ({ label }: monaco.languages.CompletionItem): string => (typeof label === 'string' ? label : label.label);

const completion: monaco.languages.CompletionItemProvider = {
  triggerCharacters: ['"', ':'],
  async provideCompletionItems(model, position) {
    const file = structured(model);
    if (file === null) return null;
    const offset = model.getOffsetAt(position);
    const text = model.getValue();
    const icons = await iconNames();
    const found = await help(async (api) => api.suggest(text, offset, { ...neighbours(), file, icons, locale: locale() }));
    if (!found || model.isDisposed()) return null;
    if ('structure' in found) {
      const { structure } = found;
      return { suggestions: structure.items.map((item, order) => structureItem(model, structure, item, order)) };
    }
    const { names } = found;
    const range = rangeOf(model, names);
    return {
      suggestions: names.items.map((item, order) => completionItem(item, range, order)),
      incomplete: names.items.some(({ kind }) => kind === 'icon'),
    };
  },
  async resolveCompletionItem(item) {
    if (item.kind !== ITEM_KIND.icon) return item;
    const picture = await iconPicture(labelOf(item));
    return picture === null ? item : { ...item, documentation: { value: `![${labelOf(item)}](${picture})` } };
  },
};

const hover: monaco.languages.HoverProvider = {
  async provideHover(model, position) {
    if (!isManifest(model)) return null;
    const [text, offset] = [model.getValue(), model.getOffsetAt(position)];
    const found = await help(async (api) => api.hover(text, offset, locale()));
    return found && { range: rangeOf(model, found), contents: [{ value: found.text }] };
  },
};

const definition: monaco.languages.DefinitionProvider = {
  async provideDefinition(model, position) {
    if (!isManifest(model)) return null;
    const [text, offset] = [model.getValue(), model.getOffsetAt(position)];
    const found = await help(async (api) => api.definition(text, offset));
    return found && { uri: model.uri, range: rangeOf(model, found) };
  },
};

const references: monaco.languages.ReferenceProvider = {
  async provideReferences(model, position) {
    if (!isManifest(model)) return null;
    const [text, offset] = [model.getValue(), model.getOffsetAt(position)];
    const found = await help(async (api) => api.references(text, offset));
    return found?.map((span) => ({ uri: model.uri, range: rangeOf(model, span) }));
  },
};

const rename: monaco.languages.RenameProvider = {
  async resolveRenameLocation(model, position) {
    const [text, offset] = [model.getValue(), model.getOffsetAt(position)];
    const found = isManifest(model) ? await help(async (api) => api.renamable(text, offset)) : null;
    if (found) return { range: rangeOf(model, found), text: found.name };
    return {
      range: new monaco.Range(1, 1, 1, 1),
      text: '',
      rejectReason: locale() === 'es' ? 'Aquí no hay nada que se pueda renombrar.' : 'There is nothing here that can be renamed.',
    };
  },
  async provideRenameEdits(model, position, newName) {
    const [text, offset] = [model.getValue(), model.getOffsetAt(position)];
    const files = Object.fromEntries(
      Object.entries(useWorkspace.getState().project?.files ?? {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    );
    const result = await askLanguage(async (api) => api.rename(text, offset, newName, files, locale()));
    if (!result.ok) return { edits: [], rejectReason: result.message };
    if (result.stored) noteRename(result.stored);
    tellRename(result);
    return {
      edits: result.edits.map((edit) => ({
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: { range: rangeOf(model, edit), text: edit.text },
      })),
    };
  },
};

const QUICK_FIX = 'quickfix';

/** Findings of the contract have a place; those about a file as a whole have none, and no fix. */
const isPlaced = (diagnostic: PageDiagnostic): diagnostic is PageDiagnostic & Diagnostic => diagnostic.range !== undefined;

const fixes: monaco.languages.CodeActionProvider = {
  async provideCodeActions(model, range, context) {
    const { verdict } = useWorkspace.getState();
    const text = model.getValue();
    if (!isManifest(model) || verdict?.text !== text) return null;
    const wanted = verdict.diagnostics
      .filter(isPlaced)
      .filter(({ rule, range: place, file }) =>
        context.markers.some(
          (marker) =>
            file === MANIFEST &&
            marker.code === rule &&
            marker.startLineNumber === place.startLine &&
            marker.startColumn === place.startColumn,
        ),
      );
    const actions: monaco.languages.CodeAction[] = [];
    for (const diagnostic of wanted.slice(0, MAX_FIXED_FINDINGS)) {
      for (const fix of (await help(async (api) => api.fixes(text, diagnostic))) ?? []) {
        actions.push({
          title: fix.title[locale()],
          kind: QUICK_FIX,
          isPreferred: fix.safe,
          diagnostics: context.markers.filter((marker) => marker.code === diagnostic.rule),
          edit: {
            edits: fix.edits.map((edit) => ({
              resource: model.uri,
              versionId: model.getVersionId(),
              textEdit: { range: rangeOf(model, edit), text: edit.text },
            })),
          },
        });
      }
    }
    return { actions, dispose: () => undefined };
  },
};

/** Registers everything once, for JSON; other JSON files than the manifest are left alone. */
export function registerProviders(): void {
  monaco.languages.registerCompletionItemProvider('json', completion);
  monaco.languages.registerHoverProvider('json', hover);
  monaco.languages.registerDefinitionProvider('json', definition);
  monaco.languages.registerReferenceProvider('json', references);
  monaco.languages.registerRenameProvider('json', rename);
  monaco.languages.registerCodeActionProvider('json', fixes, { providedCodeActionKinds: [QUICK_FIX] });
}
