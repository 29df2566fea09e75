/** An addon's backend in AssemblyScript, compiled: the same way in the page, by the command line and in specs, so with the same bytes. */
import { BACKEND_FILE } from '../contract/wasm/abi';
import type { Severity, TextRange } from '../contract/diagnostic';
import { messageOf } from '../errors';
import type { ProjectDiagnostic } from '../project/select';
import { type CompilerMessage, loadCompiler } from './asc.mjs';

/** Where a backend in AssemblyScript begins: what it exports, the module does. */
export const BACKEND_SOURCE = 'backend/index.ts';
/** Told where the code gives up, where the sources have it. */
const ABORT = { file: 'backend/metacore.ts', name: 'onAbort' };
/** Characters of all sources together. */
export const MAX_SOURCE_CHARS = 1024 * 1024;
/** Findings of one compilation; what follows from a mistake is of little use beyond. */
const MAX_DIAGNOSTICS = 100;

/** Sources by path. */
export type BackendSources = Readonly<Record<string, string>>;

export interface CompiledBackend {
  /** Null where something is wrong with the sources. */
  module: Uint8Array | null;
  diagnostics: ProjectDiagnostic[];
}

const SEVERITIES: readonly Severity[] = ['info', 'info', 'warning', 'error'];

const isSource = (path: string): boolean => path.startsWith('backend/') && path.endsWith('.ts') && !path.endsWith('.d.ts');

/** The sources among an addon's files; null where its backend is not written in AssemblyScript. */
export function backendSources(files: Iterable<readonly [string, string | Uint8Array]>): BackendSources | null {
  const sources = [...files].flatMap(([path, content]): [string, string][] => {
    if (!isSource(path)) return [];
    return [[path, typeof content === 'string' ? content : new TextDecoder().decode(content)]];
  });
  return sources.some(([path]) => path === BACKEND_SOURCE) ? Object.fromEntries(sources) : null;
}

function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function rangeIn(text: string, start: number, end: number): TextRange {
  const [from, to] = [placeIn(text, start), placeIn(text, end)];
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column, offset: start, length: end - start };
}

function diagnosticOf({ code, category, message, range }: CompilerMessage, sources: BackendSources): ProjectDiagnostic {
  const path = range?.source.normalizedPath ?? BACKEND_SOURCE;
  const text = Object.hasOwn(sources, path) ? sources[path] : undefined;
  return {
    rule: `${code < 1000 ? 'AS' : 'TS'}${String(code)}`,
    severity: SEVERITIES[category] ?? 'error',
    // What the compiler finds in its own library is told of the sources, which caused it.
    file: text === undefined ? BACKEND_SOURCE : path,
    path: '',
    message,
    ...(text !== undefined && range && { range: rangeIn(text, range.start, range.end) }),
  };
}

const failure = (message: string): CompiledBackend => ({
  module: null,
  diagnostics: [{ rule: 'backend_not_compiled', severity: 'error', file: BACKEND_SOURCE, path: '', message }],
});

/** Compiles a backend. Takes about a second; whoever offers it to strangers ends it where it takes too long. */
export async function compileBackend(sources: BackendSources): Promise<CompiledBackend> {
  const length = Object.values(sources).reduce((sum, text) => sum + text.length, 0);
  if (length > MAX_SOURCE_CHARS)
    return failure(`The sources of the backend are longer than ${String(MAX_SOURCE_CHARS / 1024 / 1024)} MiB.`);
  const compiler = await loadCompiler();
  const told: CompilerMessage[] = [];
  const written: Uint8Array[] = [];
  const stderr = compiler.createMemoryStream();
  const abort = sources[ABORT.file]?.includes(ABORT.name) === true ? `${ABORT.file.slice(0, -'.ts'.length)}/${ABORT.name}` : '';
  const { error } = await compiler.main(
    [
      BACKEND_SOURCE,
      ...['--outFile', BACKEND_FILE, '--runtime', 'incremental'],
      // What begins the module may call the host, which a start section may not.
      ...['--exportStart', '_initialize'],
      // Without it the module would import `env.abort`, which no host offers.
      ...['--use', `abort=${abort}`],
    ],
    {
      stdout: compiler.createMemoryStream(),
      stderr,
      readFile: (name) => (Object.hasOwn(sources, name) ? (sources[name] ?? null) : null),
      writeFile: (name, contents) => {
        if (name === BACKEND_FILE && typeof contents !== 'string') written.push(contents);
      },
      listFiles: () => [],
      reportDiagnostic: (message) => told.push(message),
    },
  );
  const diagnostics = told.slice(0, MAX_DIAGNOSTICS).map((message) => diagnosticOf(message, sources));
  const module = written.at(-1);
  if (error === null && module) return { module, diagnostics };
  if (diagnostics.some(({ severity }) => severity === 'error')) return { module: null, diagnostics };
  return failure(`The compiler gave up: ${stderr.toString().trim().slice(0, 500) || messageOf(error)}`);
}
