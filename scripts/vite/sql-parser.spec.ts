import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { browserLoader } from './sql-parser';

describe("libpg-query's loader", () => {
  it('finds its WebAssembly beside itself and is a module', () => {
    const code = browserLoader(readFileSync('node_modules/libpg-query/wasm/libpg-query.js', 'utf8'));
    expect(code).toContain('return new URL("./libpg-query.wasm",import.meta.url).href');
    expect(code).not.toContain('locateFile("libpg-query.wasm")');
    expect(code.endsWith('export default PgQueryModule;')).toBe(true);
  });

  it('that changed in an update stops the build', () => {
    expect(() => browserLoader('export default 1')).toThrow('libpg-query: the loader is another one than was expected');
  });
});
