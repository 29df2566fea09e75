/** What is used of the AssemblyScript compiler. */
export interface OutputStream {
  write(chunk: string | Uint8Array): void;
}
export interface MemoryStream extends OutputStream {
  toString(): string;
}
export interface CompilerMessage {
  code: number;
  /** 0 pedantic, 1 info, 2 warning, 3 error. */
  category: number;
  message: string;
  /** Offsets into the text of its source, in UTF-16 units. */
  range: { start: number; end: number; source: { normalizedPath: string } } | null;
}
export interface CompilerOptions {
  stdout: OutputStream;
  stderr: OutputStream;
  readFile: (name: string, folder: string) => string | null;
  writeFile: (name: string, contents: Uint8Array | string, folder: string) => void;
  listFiles: (folder: string) => string[];
  reportDiagnostic: (message: CompilerMessage) => void;
}
export interface Compiler {
  createMemoryStream(): MemoryStream;
  /** Runs the compiler as its command line does; `error` is null where it went well. */
  main(argv: string[], options: CompilerOptions): Promise<{ error: Error | null }>;
}
export function loadCompiler(): Promise<Compiler>;
