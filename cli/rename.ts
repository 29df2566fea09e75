/** Gives a template's files another addon key. */
import { applyEdits, modify, parseTree, type Node } from 'jsonc-parser';

/** Replaces whole words `addon_<key>`: the addon's schema, in SQL, capabilities and prose. */
function renameSchema(text: string, from: string, to: string): string {
  return text.replace(new RegExp(`(?<![A-Za-z0-9_])addon_${from}(?![A-Za-z0-9_])`, 'g'), `addon_${to}`);
}

/**
 * Whether a text in the manifest begins with the addon's key as a name space: `key.Model` (references and canonical events)
 * or `key.noun.verb`. Two lower-case parts are left alone: permissions such as `tickets.create` begin with a table's name.
 */
function isQualified(text: string, key: string): boolean {
  return text.startsWith(`${key}.`) && /^\w+\.([A-Z]\w*(\.\w+)?|\w+\.\w+)$/.test(text);
}

interface Replacement {
  offset: number;
  length: number;
  content: string;
}

function collect(node: Node, from: string, to: string, member: string, found: Replacement[]): void {
  if (node.type === 'string') {
    const text = String(node.value);
    // A modal is named `<addon key>.<action key>`.
    const renamed =
      isQualified(text, from) || (member === 'modal' && text.startsWith(`${from}.`)) ? `${to}${text.slice(from.length)}` : text;
    if (renamed !== text) found.push({ offset: node.offset, length: node.length, content: JSON.stringify(renamed) });
    return;
  }
  for (const child of node.children ?? []) {
    if (node.type !== 'object') collect(child, from, to, '', found);
    else if (child.children?.[1]) collect(child.children[1], from, to, String(child.children[0]?.value), found);
  }
}

function renameManifest(text: string, from: string, to: string): string {
  const root = parseTree(text);
  if (root === undefined) return text;
  const found: Replacement[] = [];
  collect(root, from, to, '', found);
  const qualified = found.reduceRight(
    (result, { offset, length, content }) => result.slice(0, offset) + content + result.slice(offset + length),
    text,
  );
  return applyEdits(qualified, modify(qualified, ['metadata', 'key'], to, {}));
}

/** The texts of a language: those of the addon stand below its key, by which the manifest names them. */
function renameTexts(text: string, from: string, to: string): string {
  const names = parseTree(text)?.children?.map(({ children }) => children?.[0]) ?? [];
  const name = names.find((node) => node?.value === from);
  return name ? text.slice(0, name.offset) + JSON.stringify(to) + text.slice(name.offset + name.length) : text;
}

/** The files of a template under another addon key; formatting is kept. */
export function renameAddon(files: Readonly<Record<string, string>>, from: string, to: string): Map<string, string> {
  return new Map(
    Object.entries(files).map(([path, text]) => {
      const renamed = renameSchema(text, from, to);
      if (path === 'manifest.json') return [path, renameManifest(renamed, from, to)];
      return [path, /^locales\/.+\.json$/.test(path) ? renameTexts(renamed, from, to) : renamed];
    }),
  );
}
