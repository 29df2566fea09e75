/** A real client of the protocol against the language server, over a pair of streams, in a folder of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CodeAction,
  type CompletionItem,
  type Diagnostic,
  type InitializeParams,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { afterEach, describe, expect, it } from 'vitest';
import { NOTES_MANIFEST } from '../testing/session';
import { main } from '../main';

interface Client {
  folder: string;
  connection: ProtocolConnection;
  uri: (file: string) => string;
  /** Opens a file as it is on the disk, or with another text. */
  open: (file: string, text?: string) => Promise<void>;
  change: (file: string, text: string) => Promise<void>;
  /** The findings that are told next for a file. */
  findings: (file: string) => Promise<Diagnostic[]>;
  send: <T>(method: string, params: object) => Promise<T>;
  /** Writes bytes as they are. */
  raw: (bytes: string) => void;
  ended: Promise<number>;
  err: () => string;
}

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of running.splice(0)) await end();
});

type Capabilities = InitializeParams['capabilities'];

async function startClient(
  files: Record<string, string> = {},
  capabilities: Capabilities = {},
  more: Partial<InitializeParams> = {},
): Promise<Client> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-lsp-'));
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  for (const [file, text] of Object.entries(files)) await write(file, text);
  const [input, output] = [new PassThrough(), new PassThrough()];
  let err = '';
  const ended = main(['lsp', '--stdio'], {
    cwd: folder,
    env: {},
    out: () => undefined,
    err: (text) => void (err += text),
    streams: { input, output },
  });
  const connection = createProtocolConnection(new StreamMessageReader(output), new StreamMessageWriter(input));
  const told = new Map<string, Diagnostic[][]>();
  const awaited = new Map<string, (found: Diagnostic[]) => void>();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    const waiting = awaited.get(uri);
    awaited.delete(uri);
    if (waiting) waiting(diagnostics);
    else told.set(uri, [...(told.get(uri) ?? []), diagnostics]);
  });
  connection.listen();
  await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities, ...more });
  await connection.sendNotification('initialized', {});
  const uri = (file: string): string => pathToFileURL(join(folder, file)).href;
  const versions = new Map<string, number>();
  running.push(async () => {
    input.end();
    await ended;
    connection.dispose();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder,
    connection,
    uri,
    async open(file, text) {
      versions.set(file, 1);
      const document = { uri: uri(file), languageId: 'json', version: 1, text: text ?? (await readFile(join(folder, file), 'utf8')) };
      await connection.sendNotification('textDocument/didOpen', { textDocument: document });
    },
    async change(file, text) {
      const version = (versions.get(file) ?? 0) + 1;
      versions.set(file, version);
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(file), version },
        contentChanges: [{ text }],
      });
    },
    findings: (file) =>
      new Promise((resolve) => {
        const [first, ...rest] = told.get(uri(file)) ?? [];
        told.set(uri(file), rest);
        if (first) resolve(first);
        else awaited.set(uri(file), resolve);
      }),
    send: (method, params) => connection.sendRequest(method, params),
    raw: (bytes) => void input.write(bytes),
    ended,
    err: () => err,
  };
}

/** A text with one place marked by `¦`, and that place. */
function marked(text: string): { text: string; position: { line: number; character: number } } {
  const offset = text.indexOf('¦');
  const plain = text.replace('¦', '');
  return { text: plain, position: TextDocument.create('', '', 0, plain).positionAt(offset) };
}

const applied = (text: string, edits: TextEdit[]): string => TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
const told = (found: Diagnostic[]): string[] => found.map(({ code, range }) => `${String(range.start.line + 1)}: ${String(code)}`);

const MANIFEST = 'manifest.json';
const SHOP = `{
  "apiVersion": "asteby.com/v3",
  "kind": "Addon",
  "metadata": { "key": "shop", "name": "Shop", "version": "1.0.0" },
  "compatibility": { "requires": [{ "key": "kernel", "version": ">=3.0.0 <4.0.0" }] },
  "tenancy": { "isolation": "shared", "rls_column": "organization_id" },
  "models": [
    {
      "key": "Item",
      "table": "items",
      "columns": [
        { "name": "organization_id", "type": "uuid", "not_null": true },
        { "name": "title", "type": "text", "label": "Title" }
      ]
    }
  ],
  "contributions": { "navigation": [{ "title": "Shop", "items": [{ "title": "Items", "model": "Item" }] }] }
}
`;

describe('findings', () => {
  it('come for an open manifest, change with it, and go when it is closed', async () => {
    const client = await startClient({ [MANIFEST]: SHOP });
    await client.open(MANIFEST);
    expect(await client.findings(MANIFEST)).toEqual([]);
    await client.change(MANIFEST, SHOP.replace('"model": "Item"', '"model": "Itme"'));
    const [found, ...others] = await client.findings(MANIFEST);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ source: 'metacore', severity: 2, range: { start: { line: 16 }, end: { line: 16 } } });
    expect(found?.message).toContain('Itme');
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: client.uri(MANIFEST) } });
    expect(await client.findings(MANIFEST)).toEqual([]);
  });

  it('are those of the whole addon: a migration that is open is judged as it is being written', async () => {
    const file = 'migrations/0001_begin.sql';
    const client = await startClient({ [MANIFEST]: SHOP, [file]: 'SELECT 1;\n' });
    await client.open(file, '\n\nDROP DATABASE production;\n');
    const found = await client.findings(file);
    expect(found.map(({ range }) => range.start.line)).toEqual([2]);
    expect(found[0]?.message).toMatch(/DROP DATABASE/);
  });

  it('follow what changes on the disk', async () => {
    const file = 'migrations/0001_begin.sql';
    const client = await startClient({ [MANIFEST]: SHOP, [file]: 'DROP DATABASE production;\n' });
    await client.open(MANIFEST);
    expect(await client.findings(file)).not.toEqual([]);
    await writeFile(join(client.folder, file), 'SELECT 1;\n');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(file), type: 2 }] });
    expect(await client.findings(file)).toEqual([]);
  });

  it('come in the language of the editor', async () => {
    const client = await startClient({ [MANIFEST]: SHOP.replace('"text"', '"txet"') }, {}, { locale: 'es-MX' });
    await client.open(MANIFEST);
    const [found] = await client.findings(MANIFEST);
    expect(found?.message).toMatch(/^"txet" no se permite aquí/);
  });

  it('are those of the manifest alone where it was never saved', async () => {
    const client = await startClient();
    const uri = 'untitled:/manifest.json';
    const came = new Promise<Diagnostic[]>((resolve) =>
      client.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) =>
        resolve(params.diagnostics),
      ),
    );
    await client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'json', version: 1, text: NOTES_MANIFEST.replace('"Addon"', '"Adon"') },
    });
    expect(told(await came)).toEqual(['3: SCHEMA-ENUM']);
  });

  it('are not asked of files that belong to no addon', async () => {
    const client = await startClient({ 'tsconfig.json': '{', 'addon/manifest.json': SHOP });
    await client.open('tsconfig.json');
    await client.open('addon/manifest.json');
    // What comes first is of the addon: nothing was told of the other.
    expect(await client.findings('addon/manifest.json')).toEqual([]);
    const at = { textDocument: { uri: client.uri('tsconfig.json') }, position: { line: 0, character: 1 } };
    expect(await client.send('textDocument/completion', at)).toBeNull();
  });
});

const CORPUS = process.env.PLAYGROUND_CORPUS ?? '';

describe('the corpus', () => {
  it.skipIf(CORPUS === '')('has the findings that `check` prints, at the same places', async () => {
    const client = await startClient();
    const files = ['valid', 'invalid'].flatMap((kind) =>
      readdirSync(join(CORPUS, 'manifests', kind))
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(CORPUS, 'manifests', kind, name)),
    );
    let out = '';
    await main(['check', '--json', ...files], { cwd: client.folder, env: {}, out: (text) => void (out += text), err: () => undefined });
    const reports = JSON.parse(out) as { diagnostics: { rule: string; line: number; column: number }[] }[];
    const told = new Map<string, Diagnostic[]>();
    let whole: () => void = () => undefined;
    const all = new Promise<void>((resolve) => (whole = resolve));
    client.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
      told.set(uri, diagnostics);
      if (told.size === files.length) whole();
    });
    const uris = files.map((_, at) => `untitled:/${String(at)}/manifest.json`);
    for (const [at, file] of files.entries()) {
      const document = { uri: uris[at], languageId: 'json', version: 1, text: readFileSync(file, 'utf8') };
      await client.connection.sendNotification('textDocument/didOpen', { textDocument: document });
    }
    await all;
    const found = uris.map((uri) =>
      (told.get(uri) ?? []).map(({ code, range: { start } }) => ({ rule: code, line: start.line + 1, column: start.character + 1 })),
    );
    expect(found).toEqual(reports.map(({ diagnostics }) => diagnostics.map(({ rule, line, column }) => ({ rule, line, column }))));
  });
});

describe('help while writing', () => {
  const at = (client: Client, position: object, file = MANIFEST): object => ({ textDocument: { uri: client.uri(file) }, position });

  it('proposes the addon’s own names where a name is wanted', async () => {
    const { text, position } = marked(SHOP.replace('"model": "Item"', '"model": "¦"'));
    const client = await startClient({ [MANIFEST]: SHOP });
    await client.open(MANIFEST, text);
    const { items } = await client.send<{ items: CompletionItem[] }>('textDocument/completion', at(client, position));
    expect(items.map(({ label }) => label)).toContain('Item');
    const item = items.find(({ label }) => label === 'Item');
    expect(applied(text, [item?.textEdit as TextEdit])).toBe(SHOP);
  });

  it('proposes whole entries as snippets, or as plain text where the editor has none', async () => {
    const { text, position } = marked(SHOP.replace('"label": "Title" }', '"label": "Title" },\n        ¦'));
    const entryOf = async (client: Client): Promise<CompletionItem | undefined> => {
      await client.open(MANIFEST, text);
      const { items } = await client.send<{ items: CompletionItem[] }>('textDocument/completion', at(client, position));
      return items.find(({ label }) => label === 'money');
    };
    const snippets = await entryOf(
      await startClient({ [MANIFEST]: SHOP }, { textDocument: { completion: { completionItem: { snippetSupport: true } } } }),
    );
    expect(snippets?.insertTextFormat).toBe(2);
    expect((snippets?.textEdit as TextEdit).newText).toContain('${1:price}');
    const plain = await entryOf(await startClient({ [MANIFEST]: SHOP }));
    expect(plain?.insertTextFormat).toBe(1);
    expect(JSON.parse((plain?.textEdit as TextEdit).newText)).toMatchObject({ name: 'price', label: 'Price' });
  });

  it('tells what a name stands for, where it is defined and where it is used', async () => {
    const { text, position } = marked(SHOP.replace('"model": "Item"', '"model": "It¦em"'));
    const client = await startClient({ [MANIFEST]: SHOP });
    await client.open(MANIFEST, text);
    const hover = await client.send<{ contents: { value: string } }>('textDocument/hover', at(client, position));
    expect(hover.contents.value).toContain('`items`');
    const definition = await client.send<{ range: { start: object } }>('textDocument/definition', at(client, position));
    expect(definition.range.start).toEqual({ line: 8, character: 14 });
    const references = await client.send<{ range: { start: { line: number } } }[]>('textDocument/references', {
      ...at(client, position),
      context: { includeDeclaration: true },
    });
    expect(references.map(({ range }) => range.start.line)).toEqual([8, 16]);
  });

  it('has an outline of models and their columns', async () => {
    const client = await startClient({ [MANIFEST]: SHOP });
    await client.open(MANIFEST);
    const symbols = await client.send<{ name: string; children: { name: string }[] }[]>('textDocument/documentSymbol', {
      textDocument: { uri: client.uri(MANIFEST) },
    });
    expect(symbols.map(({ name, children }) => [name, ...children.map((child) => child.name)])).toEqual([
      ['Item', 'organization_id', 'title'],
    ]);
  });

  it('lays the manifest out, and says why one that is no JSON stays as it is', async () => {
    const client = await startClient({ [MANIFEST]: SHOP });
    const text = SHOP.replaceAll('\n', '\n\n');
    await client.open(MANIFEST, text);
    const asked = { textDocument: { uri: client.uri(MANIFEST) }, options: { tabSize: 2, insertSpaces: true } };
    expect(applied(text, await client.send<TextEdit[]>('textDocument/formatting', asked))).toBe(SHOP);
    await client.change(MANIFEST, '{ "a": ');
    await expect(client.send('textDocument/formatting', asked)).rejects.toThrow(/\S/);
  });

  it('offers what the page’s editor offers for a finding', async () => {
    const text = SHOP.replace('"model": "Item"', '"model": "Itme"');
    const client = await startClient({ [MANIFEST]: text });
    await client.open(MANIFEST);
    const diagnostics = await client.findings(MANIFEST);
    const actions = await client.send<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: client.uri(MANIFEST) },
      range: diagnostics[0]?.range,
      context: { diagnostics },
    });
    const of = (kind: string): string[] =>
      actions.filter((action) => action.kind === kind).map(({ edit }) => applied(text, edit?.changes?.[client.uri(MANIFEST)] ?? []));
    expect(of('quickfix')).toContain(SHOP);
  });

  it('fixes everything that has one answer at once', async () => {
    const text = SHOP.replace('"1.0.0" }', '"1.0.0", }').replace('"Item" }] }] }', '"Item" }] }], }');
    const client = await startClient({ [MANIFEST]: text });
    await client.open(MANIFEST);
    const [action, ...others] = await client.send<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: client.uri(MANIFEST) },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    expect(others).toEqual([]);
    expect(applied(text, action?.edit?.changes?.[client.uri(MANIFEST)] ?? [])).toBe(SHOP);
  });

  it('renames a column everywhere, and asks about the migration that hosts with rows need', async () => {
    const { text, position } = marked(SHOP.replace('"name": "title"', '"name": "ti¦tle"'));
    const confirming: Capabilities = {
      workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'], changeAnnotationSupport: {} } },
    };
    const client = await startClient({ [MANIFEST]: SHOP }, confirming);
    await client.open(MANIFEST, text);
    const asked = { ...at(client, position), newName: 'headline' };
    const { documentChanges = [], changeAnnotations = {} } = await client.send<WorkspaceEdit>('textDocument/rename', asked);
    const [first, second, third] = documentChanges as { kind?: string; uri?: string; edits?: TextEdit[] }[];
    expect(applied(text, first?.edits ?? [])).toBe(SHOP.replace('"name": "title"', '"name": "headline"'));
    expect(second).toMatchObject({ kind: 'create' });
    expect(second?.uri).toMatch(/\/migrations\/\d+_\w+\.sql$/);
    expect(third?.edits?.[0]?.newText).toMatch(/headline/);
    expect(changeAnnotations.migration?.needsConfirmation).toBe(true);
  });

  it('refuses to rename what has no name, in a sentence', async () => {
    const client = await startClient({ [MANIFEST]: SHOP });
    await client.open(MANIFEST);
    await expect(client.send('textDocument/prepareRename', at(client, { line: 0, character: 0 }))).rejects.toThrow(
      'There is nothing here that can be renamed.',
    );
  });
});

describe('the conversation', () => {
  it('ends with 0 after a goodbye, and with 1 where the editor just goes', async () => {
    const polite = await startClient();
    await polite.send('shutdown', {});
    await polite.connection.sendNotification('exit');
    expect(await polite.ended).toBe(0);
    const gone = await startClient();
    gone.connection.end();
    expect(await gone.ended).toBe(1);
  });

  it.each([
    ['a header that is none', 'GET / HTTP/1.1\r\n\r\n'],
    ['a length that is no number', 'Content-Length: many\r\n\r\n{}'],
    ['a body that is no JSON', 'Content-Length: 5\r\n\r\n{"a":'],
  ])('ends with 1 and a sentence on %s', async (_, bytes) => {
    const client = await startClient();
    client.raw(bytes);
    expect(await client.ended).toBe(1);
    expect(client.err()).toMatch(/^The editor sent something that is no message of the protocol: \S/);
  });

  it('takes no message larger than it would ever need', async () => {
    const client = await startClient();
    client.raw(`Content-Length: 100000000\r\n\r\n${' '.repeat(70_000_000)}`);
    expect(await client.ended).toBe(1);
    expect(client.err()).toBe('The editor sent something that is no message of the protocol: a message of more than 64 MiB\n');
  });

  it('answers what it does not know with an error, and goes on', async () => {
    const client = await startClient({ [MANIFEST]: SHOP });
    await expect(client.send('textDocument/unheardOf', {})).rejects.toThrow(/Unhandled method/);
    await client.open(MANIFEST);
    expect(await client.findings(MANIFEST)).toEqual([]);
  });
});
