/** The outline of a manifest as the protocol tells it. */
import { SymbolKind as Kind, type DocumentSymbol } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { outlineOf, type OutlineItem } from '../../kernel/authoring/language/outline';
import { rangeOfSpan } from './positions';

const KIND: Partial<Record<OutlineItem['kind'], Kind>> = {
  model: Kind.Class,
  column: Kind.Field,
  stage: Kind.EnumMember,
  relation: Kind.Interface,
  sequence: Kind.Number,
  action: Kind.Method,
  permission: Kind.Key,
  role: Kind.Key,
  setting: Kind.Property,
  event: Kind.Event,
  slot: Kind.Interface,
  connector: Kind.Interface,
  document: Kind.File,
};

function symbolOf(document: TextDocument, { name, kind, children, ...span }: OutlineItem): DocumentSymbol {
  const range = rangeOfSpan(document, span);
  const inside = children.map((child) => symbolOf(document, child));
  // The protocol has it that a symbol lies in its parent, and that none is without a name.
  const last = inside.at(-1)?.range.end ?? range.end;
  return {
    name: name === '' ? '—' : name,
    kind: KIND[kind] ?? Kind.Object,
    range: { start: range.start, end: last.line > range.end.line || last.character > range.end.character ? last : range.end },
    selectionRange: range,
    children: inside,
  };
}

export const symbolsOf = (document: TextDocument): DocumentSymbol[] =>
  outlineOf(document.getText()).flatMap(({ items }) => items.map((item) => symbolOf(document, item)));
