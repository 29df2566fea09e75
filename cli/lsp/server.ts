/** The contract engine as a language server: what the page's editor does, in any editor that speaks the protocol. */
import {
  CodeActionKind,
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
  type CodeAction,
  type Connection,
  type InitializeParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fixAll, fixesFor } from '../../kernel/authoring/fixes/fixes';
import { formatJson } from '../../kernel/authoring/format';
import { hoverAt } from '../../kernel/authoring/language/hover';
import { definitionAt, referencesAt } from '../../kernel/authoring/language/navigate';
import { renamableAt, renameAt, type Renamed } from '../../kernel/authoring/language/rename';
import { projectNames } from '../../kernel/authoring/language/surroundings';
import { CORE_MODELS, suggestAt, type StructuredFile } from '../../kernel/authoring/suggest';
import { columnTypeOf } from '../../kernel/columns/column-type';
import { PLAYGROUND_FILE } from '../../kernel/contract/playground-members';
import type { Diagnostic } from '../../kernel/contract/diagnostic';
import type { Locale } from '../../kernel/locale';
import { replacement } from '../../kernel/values/replacement';
import type { Context } from '../io';
import type { Finding } from '../report';
import { schemaFor } from '../schemas';
import { AddonFolders, isManifest, uriIn, type AddonFiles } from './addon-folder';
import { completionList } from './completion';
import { rangeOfSpan } from './positions';
import { symbolsOf } from './symbols';
import { diagnosticOf, keyOf, Verdicts } from './verdicts';
import { WORDS } from './words';

/** Findings whose fixes are offered at once. */
const MAX_FIXED_FINDINGS = 10;

const sqlTypeOf = (type: string): string | null => columnTypeOf(type)?.sql ?? null;

/** Findings of the contract have a place; those about a file as a whole have none, and no fix. */
const isPlaced = (finding: Finding): finding is Finding & Diagnostic => finding.range !== undefined;

/** What the client says it can do, as far as it matters here. */
interface Client {
  locale: Locale;
  hasSnippets: boolean;
  opensList: boolean;
  watchesFiles: boolean;
  /** Whether it asks before it makes an edit that is marked so. */
  confirmsEdits: boolean;
}

function clientOf({ capabilities, clientInfo, locale }: InitializeParams, fallback: Locale, isChosen: boolean): Client {
  const { textDocument, workspace } = capabilities;
  const named = locale === undefined ? fallback : /^es([-_]|$)/i.test(locale) ? 'es' : 'en';
  const edits = workspace?.workspaceEdit;
  return {
    locale: isChosen ? fallback : named,
    hasSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    opensList: /visual studio code|vscod|cursor|windsurf/i.test(clientInfo?.name ?? ''),
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    confirmsEdits:
      edits?.documentChanges === true && edits.changeAnnotationSupport !== undefined && (edits.resourceOperations ?? []).includes('create'),
  };
}

/**
 * Serves until the answer is called.
 *
 * @param isChosen whether the context's language was asked for; else the editor's own is taken
 */
export function serveLanguage(connection: Connection, context: Context, isChosen: boolean): () => void {
  const documents = new TextDocuments(TextDocument);
  const folders = new AddonFolders(context);
  const verdicts = new Verdicts(folders);
  let client: Client = { locale: context.locale, hasSnippets: false, opensList: false, watchesFiles: false, confirmsEdits: false };

  const structured = (uri: string): StructuredFile | null =>
    isManifest(uri) ? 'manifest' : uri.endsWith(`/${PLAYGROUND_FILE}`) ? 'playground' : null;
  const manifestOf = (uri: string): TextDocument | undefined => (isManifest(uri) ? documents.get(uri) : undefined);
  const isOurs = (uri: string): boolean => structured(uri) !== null || folders.of(uri) !== null;

  /** Files that have findings on the other side, by what they were judged with. */
  const told = new Map<string, ReadonlySet<string>>();
  const waiting = new Set<string>();
  let isOver = false;

  async function publish(key: string, document: TextDocument): Promise<void> {
    const { findings } = await verdicts.of(document, documents.all(), client.locale);
    if (isOver) return;
    const open = documents.all().filter(({ uri }) => isOurs(uri) && keyOf(uri, folders) === key);
    const before = told.get(key) ?? new Set<string>();
    told.set(key, new Set(findings.keys()));
    // Whoever opens a file is told that nothing was found, too.
    for (const uri of new Set([...open.map((one) => one.uri), ...before, ...findings.keys()])) {
      await connection.sendDiagnostics({ uri, diagnostics: (findings.get(uri) ?? []).map(diagnosticOf) });
    }
  }

  /** Keys come faster than a verdict is worth: what comes in one turn is judged once. */
  function judgeSoon(document: TextDocument): void {
    if (!isOurs(document.uri)) return;
    const key = keyOf(document.uri, folders);
    if (waiting.has(key)) return;
    waiting.add(key);
    setImmediate(() => {
      waiting.delete(key);
      publish(key, document).catch((error: unknown) => {
        if (!isOver) connection.console.error(String(error));
      });
    });
  }

  const judgeAll = (): void => {
    folders.forget();
    documents.all().forEach(judgeSoon);
  };

  const filesAround = async (document: TextDocument): Promise<AddonFiles> => {
    const folder = folders.of(document.uri);
    return folder === null ? new Map() : folders.filesOf(folder, documents.all()).catch(() => new Map<string, string>());
  };
  /** Bytes of the disk as texts, which stay the same objects until it changes. */
  const decoded = new WeakMap<Uint8Array, string>();
  const textIn = (content: Uint8Array): string => {
    const text = decoded.get(content) ?? new TextDecoder().decode(content);
    decoded.set(content, text);
    return text;
  };
  /** Names are looked for in texts. */
  const textsOf = (files: AddonFiles): Map<string, string | Uint8Array> =>
    new Map(
      [...files].map(([path, content]) => [
        path,
        typeof content !== 'string' && /\.(json|go|sql)$/i.test(path) ? textIn(content) : content,
      ]),
    );

  connection.onInitialize((params) => {
    client = clientOf(params, context.locale, isChosen);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: { triggerCharacters: ['"', ':'] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        documentSymbolProvider: true,
        documentFormattingProvider: true,
        renameProvider: { prepareProvider: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll] },
      },
      serverInfo: { name: 'metacore' },
    };
  });
  connection.onInitialized(() => {
    if (!client.watchesFiles) return;
    void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] });
  });
  connection.onDidChangeWatchedFiles(judgeAll);
  documents.onDidChangeContent(({ document }) => judgeSoon(document));
  documents.onDidSave(judgeAll);
  documents.onDidClose(({ document }) => {
    const key = keyOf(document.uri, folders);
    folders.forget();
    const other = documents.all().find(({ uri }) => isOurs(uri) && keyOf(uri, folders) === key);
    if (other !== undefined) {
      judgeSoon(other);
      return;
    }
    for (const uri of told.get(key) ?? []) void connection.sendDiagnostics({ uri, diagnostics: [] });
    told.delete(key);
    verdicts.drop(key);
  });

  connection.onCompletion(async ({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    const file = structured(textDocument.uri);
    if (document === undefined || file === null) return null;
    const text = document.getText();
    const names = projectNames(textsOf(await filesAround(document)), text);
    const found = await suggestAt(text, document.offsetAt(position), {
      file,
      locale: client.locale,
      surroundings: () => ({ ...names, models: CORE_MODELS, addons: [], events: [], slots: [], icons: [] }),
      schema: () => schemaFor(file, client.locale),
    });
    return completionList(document, found, client);
  });

  connection.onHover(({ textDocument, position }) => {
    const document = manifestOf(textDocument.uri);
    const found = document && hoverAt(document.getText(), document.offsetAt(position), client.locale, sqlTypeOf);
    return document && found ? { range: rangeOfSpan(document, found), contents: { kind: 'markdown', value: found.text } } : null;
  });

  connection.onDefinition(({ textDocument, position }) => {
    const document = manifestOf(textDocument.uri);
    const found = document && definitionAt(document.getText(), document.offsetAt(position));
    return document && found ? { uri: document.uri, range: rangeOfSpan(document, found) } : null;
  });

  connection.onReferences(({ textDocument, position }) => {
    const document = manifestOf(textDocument.uri);
    if (document === undefined) return null;
    return referencesAt(document.getText(), document.offsetAt(position)).map((span) => ({
      uri: document.uri,
      range: rangeOfSpan(document, span),
    }));
  });

  connection.onDocumentHighlight(({ textDocument, position }) => {
    const document = manifestOf(textDocument.uri);
    if (document === undefined) return null;
    return referencesAt(document.getText(), document.offsetAt(position)).map((span) => ({ range: rangeOfSpan(document, span) }));
  });

  connection.onDocumentSymbol(({ textDocument }) => {
    const document = manifestOf(textDocument.uri);
    return document === undefined ? null : symbolsOf(document);
  });

  connection.onDocumentFormatting(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    if (document === undefined || structured(textDocument.uri) === null) return null;
    const result = formatJson(document.getText(), client.locale);
    if (!result.ok) return new ResponseError(LSPErrorCodes.RequestFailed, result.message);
    return result.edits.map((edit): TextEdit => ({ range: rangeOfSpan(document, edit), newText: edit.text }));
  });

  connection.onPrepareRename(({ textDocument, position }) => {
    const document = manifestOf(textDocument.uri);
    const found = document && renamableAt(document.getText(), document.offsetAt(position));
    if (!document || !found) return new ResponseError(LSPErrorCodes.RequestFailed, WORDS[client.locale].notRenamed);
    return { range: rangeOfSpan(document, found), placeholder: found.name };
  });

  /** The edits of a rename, and the migration it needs on hosts that have rows, which the person is asked about. */
  function renameEdit(document: TextDocument, { edits, suggestion, migrations }: Renamed): WorkspaceEdit {
    const words = WORDS[client.locale];
    const textEdits = edits.map((edit): TextEdit => ({ range: rangeOfSpan(document, edit), newText: edit.text }));
    if (migrations.length > 0) {
      connection.window.showInformationMessage(words.mentioned(migrations.map(({ path, line }) => `${path}:${String(line)}`).join(', ')));
    }
    const folder = folders.of(document.uri);
    if (suggestion === null || folder === null) return { changes: { [document.uri]: textEdits } };
    if (!client.confirmsEdits) {
      connection.window.showInformationMessage(words.migrationHint(suggestion.path));
      return { changes: { [document.uri]: textEdits } };
    }
    const uri = uriIn(folder, suggestion.path);
    const begin = { line: 0, character: 0 };
    return {
      documentChanges: [
        { textDocument: { uri: document.uri, version: document.version }, edits: textEdits },
        { kind: 'create', uri, options: { ignoreIfExists: true }, annotationId: 'migration' },
        {
          textDocument: { uri, version: null },
          edits: [{ range: { start: begin, end: begin }, newText: suggestion.text, annotationId: 'migration' }],
        },
      ],
      changeAnnotations: { migration: { label: words.migrationNeeded, description: suggestion.path, needsConfirmation: true } },
    };
  }

  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    const document = manifestOf(textDocument.uri);
    if (document === undefined) return null;
    const texts = [...textsOf(await filesAround(document))].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const renamed = renameAt(document.getText(), document.offsetAt(position), newName, Object.fromEntries(texts), client.locale);
    return renamed.ok ? renameEdit(document, renamed) : new ResponseError(LSPErrorCodes.RequestFailed, renamed.message);
  });

  connection.onCodeAction(async ({ textDocument, context: asked }) => {
    const document = manifestOf(textDocument.uri);
    if (document === undefined) return null;
    const wants = (kind: string): boolean => asked.only === undefined || asked.only.some((only) => kind.startsWith(only));
    const text = document.getText();
    const { findings, files } = await verdicts.of(document, documents.all(), client.locale);
    const placed = (findings.get(document.uri) ?? []).filter(isPlaced);
    const actions: CodeAction[] = [];
    if (wants(CodeActionKind.QuickFix)) {
      const isAsked = (finding: Finding): boolean => {
        const { code, range } = diagnosticOf(finding);
        return asked.diagnostics.some(
          (shown) =>
            shown.code === code && shown.range.start.line === range.start.line && shown.range.start.character === range.start.character,
        );
      };
      for (const finding of placed.filter(isAsked).slice(0, MAX_FIXED_FINDINGS)) {
        for (const fix of fixesFor(text, finding, { files })) {
          const edits = fix.edits.map((edit): TextEdit => ({ range: rangeOfSpan(document, edit), newText: edit.text }));
          actions.push({
            title: fix.title[client.locale],
            kind: CodeActionKind.QuickFix,
            isPreferred: fix.safe,
            diagnostics: [diagnosticOf(finding)],
            edit: { changes: { [document.uri]: edits } },
          });
        }
      }
    }
    if (wants(CodeActionKind.SourceFixAll)) {
      const found = replacement(text, fixAll(text, placed, { files }).text);
      if (found) {
        const edits: TextEdit[] = [{ range: rangeOfSpan(document, found), newText: found.text }];
        actions.push({
          title: WORDS[client.locale].fixAll,
          kind: CodeActionKind.SourceFixAll,
          edit: { changes: { [document.uri]: edits } },
        });
      }
    }
    return actions;
  });

  documents.listen(connection);
  connection.listen();
  return () => {
    isOver = true;
    connection.dispose();
  };
}
