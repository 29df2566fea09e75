/** A node of the ESTree that Vite's parser answers with; only what the plugins here read. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The node under `field`, or undefined when there is none. */
export function child(node: SyntaxNode, field: string): SyntaxNode | undefined {
  const value = node[field];
  return isNode(value) ? value : undefined;
}

/** Calls `visit` for every node, parents first; returning false leaves the children out. */
export function walk(root: SyntaxNode, visit: (node: SyntaxNode, ancestors: readonly SyntaxNode[]) => boolean | undefined): void {
  const ancestors: SyntaxNode[] = [];
  const enter = (node: SyntaxNode): void => {
    if (visit(node, ancestors) === false) return;
    ancestors.push(node);
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) value.forEach((item: unknown) => isNode(item) && enter(item));
      else if (isNode(value)) enter(value);
    }
    ancestors.pop();
  };
  enter(root);
}

/** True inside the published packages of the platform, whatever the separators of this system. */
export function isPlatformModule(id: string): boolean {
  return /[\\/]@asteby[\\/]metacore-(runtime-react|ui)[\\/]dist[\\/]/.test(id);
}
