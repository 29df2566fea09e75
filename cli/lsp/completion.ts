/** Suggestions of the contract engine as the protocol tells them. */
import { CompletionItemKind, InsertTextFormat, type CompletionItem, type CompletionList } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Completion, Completions } from '../../kernel/authoring/language/complete';
import { snippetText } from '../../kernel/authoring/structure/snippet-text';
import type { Structure, StructureItem } from '../../kernel/authoring/structure/structure';
import { rangeOfSpan } from './positions';

const NAME_KIND: Record<Completion['kind'], CompletionItemKind> = {
  addon: CompletionItemKind.Module,
  model: CompletionItemKind.Class,
  table: CompletionItemKind.Struct,
  column: CompletionItemKind.Field,
  stage: CompletionItemKind.EnumMember,
  relation: CompletionItemKind.Reference,
  sequence: CompletionItemKind.Value,
  permission: CompletionItemKind.Constant,
  role: CompletionItemKind.Constant,
  setting: CompletionItemKind.Property,
  event: CompletionItemKind.Event,
  slot: CompletionItemKind.Interface,
  action: CompletionItemKind.Method,
  connector: CompletionItemKind.Interface,
  document: CompletionItemKind.File,
  function: CompletionItemKind.Function,
  file: CompletionItemKind.File,
  icon: CompletionItemKind.Color,
  target: CompletionItemKind.Value,
  range: CompletionItemKind.Value,
  'column-type': CompletionItemKind.TypeParameter,
  display: CompletionItemKind.EnumMember,
  widget: CompletionItemKind.EnumMember,
  text: CompletionItemKind.Text,
};

const ITEM_KIND: Record<StructureItem['kind'], CompletionItemKind> = {
  member: CompletionItemKind.Property,
  entry: CompletionItemKind.Snippet,
  value: CompletionItemKind.Value,
};

const inOrder = (order: number): string => String(order).padStart(6, '0');

/** The command by which editors open the list of suggestions. */
const SUGGEST_AGAIN = { title: '', command: 'editor.action.triggerSuggest' };

const nameItems = (document: TextDocument, names: Completions): CompletionItem[] =>
  names.items.map(({ label, kind, detail }, order) => ({
    label,
    kind: NAME_KIND[kind],
    ...(detail !== '' && { labelDetails: { description: detail } }),
    filterText: label,
    sortText: inOrder(order),
    textEdit: { range: rangeOfSpan(document, names), newText: label },
  }));

function structureItems(document: TextDocument, structure: Structure, client: CompletionClient): CompletionItem[] {
  const isQuoted = document.getText().startsWith('"', structure.offset);
  const { commaAt } = structure;
  return structure.items.map((item, order) => ({
    label: item.label,
    kind: ITEM_KIND[item.kind],
    ...(item.detail !== '' && { labelDetails: { description: item.detail } }),
    ...(item.documentation !== '' && { documentation: { kind: 'markdown' as const, value: item.documentation } }),
    filterText: isQuoted ? `"${item.label}"` : item.label,
    sortText: inOrder(order),
    insertTextFormat: client.hasSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: rangeOfSpan(document, structure), newText: client.hasSnippets ? item.insert : snippetText(item.insert) },
    ...(commaAt !== null && { additionalTextEdits: [{ range: rangeOfSpan(document, { offset: commaAt, length: 0 }), newText: ',' }] }),
    ...(item.continues && client.opensList && { command: SUGGEST_AGAIN }),
  }));
}

/** What the editor at the other end can do. */
export interface CompletionClient {
  hasSnippets: boolean;
  /** Whether it knows the command that opens the list behind what was inserted; only VS Code and what is built on it do. */
  opensList: boolean;
}

export function completionList(
  document: TextDocument,
  found: { names: Completions } | { structure: Structure } | null,
  client: CompletionClient,
): CompletionList | null {
  if (found === null) return null;
  if ('structure' in found) return { isIncomplete: false, items: structureItems(document, found.structure, client) };
  const { names } = found;
  // Icons are narrowed by what is typed: not all are in the list.
  return { isIncomplete: names.items.some(({ kind }) => kind === 'icon'), items: nameItems(document, names) };
}
