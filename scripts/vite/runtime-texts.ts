/**
 * The published UI packages carry sentences of the interface in their code, most in Spanish and some in English. This
 * plugin turns each one that the dictionary knows into a choice made when it is read, by the language of the frame.
 *
 * - A string becomes `(spanish() ? es : en)`; a template keeps its expressions, named `{0}`, `{1}`, … in the dictionary.
 * - A property of an object made while the module loads becomes a getter, so that switching the language reaches it.
 * - Tables a package keeps per language (`es: {…}`, `en: {…}`) and texts that are compared are left alone.
 */
import { parseSync, type Plugin } from 'vite';
import { child, isPlatformModule, walk, type SyntaxNode } from './syntax';

export interface RuntimeTexts {
  /** Spanish text as written in the packages → English. */
  spanish: Readonly<Record<string, string>>;
  /** English text as written in the packages → Spanish. */
  english: Readonly<Record<string, string>>;
}

interface Edit {
  start: number;
  end: number;
  text: string;
}

const CHOOSER = '__frameSpanish';
/** Letters and words that give Spanish away; used to warn about texts the dictionary lacks. */
const LOOKS_SPANISH =
  /[áéíóúñ¿¡]|\b(?:el|los|las|una|del|para|por|sin|registros?|campos?|guardar|cancelar|eliminar|crear|editar|buscar|cerrar|seleccionar?|cargando|filtros?|fila|columnas?)\b/i;

/** The text of a literal as the dictionary writes it, or undefined for other nodes. */
function textOf(node: SyntaxNode): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  const quasis = node.quasis as { value: { cooked: string | null } }[];
  return quasis.map((quasi, index) => (index === 0 ? '' : `{${index - 1}}`) + (quasi.value.cooked ?? '')).join('');
}

/** Source of a template (or plain string) that says `text` with the expressions of `node` in its places. */
function sourceOf(text: string, node: SyntaxNode, code: string): string {
  if (node.type === 'Literal') return JSON.stringify(text);
  const expressions = node.expressions as SyntaxNode[];
  const escaped = text.replace(/[\\`$]/g, '\\$&');
  return `\`${escaped.replace(/\{(\d+)\}/g, (_, place: string) => {
    const expression = expressions[Number(place)];
    if (expression === undefined) throw new Error(`${JSON.stringify(text)} names an expression the template does not have`);
    return `\${${code.slice(expression.start, expression.end)}}`;
  })}\``;
}

/** Places where a string is an identifier of the program rather than a text for a person. */
function isText(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  switch (parent?.type) {
    case undefined:
    case 'ImportDeclaration':
    case 'ImportSpecifier':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'BinaryExpression':
    case 'SwitchCase':
    case 'TaggedTemplateExpression':
      return false;
    case 'Property':
      return child(parent, 'key')?.start !== node.start;
    default:
      return true;
  }
}

/** An object of this language's texts: the package chooses by itself. */
function isInLanguageTable(ancestors: readonly SyntaxNode[]): boolean {
  return ancestors.some((ancestor) => {
    if (ancestor.type !== 'Property' || child(ancestor, 'value')?.type !== 'ObjectExpression') return false;
    const key = child(ancestor, 'key');
    return key?.type === 'Identifier' && (key.name === 'es' || key.name === 'en');
  });
}

const isFunction = (node: SyntaxNode): boolean => node.type.endsWith('FunctionExpression') || node.type === 'FunctionDeclaration';

/** What became of one module. */
export interface TextSwap {
  code: string;
  /** Dictionary keys that were met. */
  hits: string[];
  /** Texts that look Spanish and are in no dictionary. */
  unknown: string[];
}

/**
 * Swaps the texts of one module.
 *
 * @param languageModule what to import `spanish(): boolean` from.
 */
export function swapTexts(code: string, texts: RuntimeTexts, languageModule: string): TextSwap {
  const edits: Edit[] = [];
  const hits: string[] = [];
  const unknown: string[] = [];
  walk(parseSync('module.js', code).program as unknown as SyntaxNode, (node, ancestors) => {
    const text = textOf(node);
    if (text === undefined) return undefined;
    const parent = ancestors.at(-1);
    if (!isText(node, parent) || isInLanguageTable(ancestors)) return undefined;
    const english = Object.hasOwn(texts.spanish, text) ? texts.spanish[text] : undefined;
    const spanish = Object.hasOwn(texts.english, text) ? texts.english[text] : undefined;
    if (english === undefined && spanish === undefined) {
      if (LOOKS_SPANISH.test(text)) unknown.push(text);
      return undefined;
    }
    hits.push(text);
    const choice = `(${CHOOSER}() ? ${sourceOf(spanish ?? text, node, code)} : ${sourceOf(english ?? text, node, code)})`;
    const key = parent?.type === 'Property' ? child(parent, 'key') : undefined;
    if (parent !== undefined && key !== undefined && !ancestors.some(isFunction)) {
      edits.push({ start: parent.start, end: parent.end, text: `get ${code.slice(key.start, key.end)}() { return ${choice}; }` });
    } else {
      edits.push({ start: node.start, end: node.end, text: choice });
    }
    return false;
  });
  if (edits.length === 0) return { code, hits, unknown };
  let swapped = code;
  for (const edit of edits.sort((left, right) => right.start - left.start)) {
    swapped = swapped.slice(0, edit.start) + edit.text + swapped.slice(edit.end);
  }
  return { code: `import { spanish as ${CHOOSER} } from ${JSON.stringify(languageModule)};\n${swapped}`, hits, unknown };
}

/**
 * The plugin: swaps in every module of the packages. Fails when an entry of the dictionary met no text; warns about texts
 * that look Spanish, have no entry, and are in a module that reached the bundle.
 */
export function runtimeTexts(texts: RuntimeTexts, languageModule: string): Plugin {
  const missed = new Set([...Object.keys(texts.spanish), ...Object.keys(texts.english)]);
  const unknown = new Map<string, string[]>();
  return {
    name: 'frame:runtime-texts',
    enforce: 'pre',
    transform(code, id) {
      if (!isPlatformModule(id)) return undefined;
      const swap = swapTexts(code, texts, languageModule);
      swap.hits.forEach((hit) => missed.delete(hit));
      if (swap.unknown.length > 0) unknown.set(id, swap.unknown);
      return swap.code === code ? undefined : { code: swap.code, map: null };
    },
    buildEnd(error) {
      if (error === undefined && missed.size > 0) {
        this.error(`entries of the dictionary that met no text: ${[...missed].map((text) => JSON.stringify(text)).join(', ')}`);
      }
    },
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'chunk') continue;
        for (const [id, module] of Object.entries(output.modules)) {
          const texts = unknown.get(id)?.filter((text) => module.code === null || module.code.includes(text.split(/\{\d+\}/)[0] ?? text));
          if (texts !== undefined && texts.length > 0) {
            this.warn(
              `${id.replace(/.*@asteby[\\/]/, '')} has texts without translation: ${texts.map((text) => JSON.stringify(text)).join(', ')}`,
            );
          }
        }
      }
    },
  };
}
