import { describe, expect, it } from 'vitest';
import { swapTexts, type RuntimeTexts } from './runtime-texts';

const TEXTS: RuntimeTexts = {
  spanish: { 'Buscar…': 'Search…', 'Crear {0}': 'New {0}', 'fila {0} de {1}': 'row {0} of {1}', Nombre: 'Name' },
  english: { 'Select all': 'Seleccionar todo' },
};
const IMPORT = 'import { spanish as __frameSpanish } from "/language.ts";\n';

/** The code after the import that a swap adds. */
function swapped(code: string): string {
  const result = swapTexts(code, TEXTS, '/language.ts');
  expect(result.code.startsWith(IMPORT)).toBe(true);
  return result.code.slice(IMPORT.length);
}

describe('swapTexts', () => {
  it('chooses by language where a text is read', () => {
    expect(swapped('const f = () => h("p", { title: "Buscar\\u2026" });')).toBe(
      'const f = () => h("p", { title: (__frameSpanish() ? "Buscar…" : "Search…") });',
    );
  });

  it('keeps the expressions of a template', () => {
    expect(swapped('function f(a, b) { return [`Crear ${a.x ?? b}`, `fila ${a} de ${b()}`]; }')).toBe(
      'function f(a, b) { return [(__frameSpanish() ? `Crear ${a.x ?? b}` : `New ${a.x ?? b}`), ' +
        '(__frameSpanish() ? `fila ${a} de ${b()}` : `row ${a} of ${b()}`)]; }',
    );
  });

  it('gives an English text its Spanish', () => {
    expect(swapped('f("Select all");')).toBe('f((__frameSpanish() ? "Seleccionar todo" : "Select all"));');
  });

  it('makes a getter of a property that is read once, while the module loads', () => {
    expect(swapped('const labels = { name: "Nombre" };')).toBe(
      'const labels = { get name() { return (__frameSpanish() ? "Nombre" : "Name"); } };',
    );
  });

  it('counts places after accents and emoji right', () => {
    expect(swapped('const x = "🐇 ñandú"; f("Nombre");')).toBe('const x = "🐇 ñandú"; f((__frameSpanish() ? "Nombre" : "Name"));');
  });

  it.each([
    ['a comparison', 'f(x === "Nombre");'],
    ['a case', 'switch (x) { case "Nombre": f(); }'],
    ['a key', 'const o = () => ({ "Nombre": 1 });'],
    ['an import', 'import "Nombre";'],
    ['a table of languages', 'const T = { es: { name: "Nombre" }, en: { name: "Name" } };'],
  ])('leaves %s alone', (_what, code) => {
    expect(swapTexts(code, TEXTS, '/language.ts')).toEqual({ code, hits: [], unknown: [] });
  });

  it('reports what it met, and Spanish it does not know', () => {
    const { hits, unknown } = swapTexts('f("Nombre", "Eliminar todo", "Delete");', TEXTS, '/language.ts');
    expect([hits, unknown]).toEqual([['Nombre'], ['Eliminar todo']]);
  });
});
