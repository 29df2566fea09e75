import { createElement, useSyncExternalStore, type ComponentType, type SVGProps } from 'react';
import type { IconNode, PortLink } from '../port';

/** Shapes an icon is made of; anything else in an answer is not drawn. */
const SHAPES: ReadonlySet<string> = new Set(['path', 'circle', 'rect', 'line', 'polyline', 'polygon', 'ellipse', 'g']);
/** Attributes of those shapes: geometry and stroke, nothing that could load or run something. */
const ATTRIBUTE =
  /^(?:d|cx|cy|r|rx|ry|x|y|x1|x2|y1|y2|width|height|points|transform|fill|stroke|(?:fill|clip)-rule|stroke-[a-z]+|opacity)$/;

/** Drawn for an icon that cannot be had: a dotted circle, clearly a stand-in. */
export const FALLBACK_NODE: IconNode = [['circle', { cx: '12', cy: '12', r: '9', 'stroke-dasharray': '2 4' }]];
const WAITING_NODE: IconNode = [];

let askForIcon: PortLink['icon'] | undefined;
const nodes = new Map<string, IconNode>();
const listeners = new Set<() => void>();

/** Where icons outside of the script come from; set once, before the first render. */
export function setIconSource(icon: PortLink['icon']): void {
  askForIcon = icon;
}

function publish(name: string, node: IconNode): void {
  nodes.set(name, node);
  for (const listener of listeners) listener();
}

/** The node of an icon as far as it is known; the first call for a name asks the kernel. */
function nodeOf(name: string): IconNode {
  const known = nodes.get(name);
  if (known !== undefined) return known;
  const asked = askForIcon?.(name);
  nodes.set(name, asked === undefined ? FALLBACK_NODE : WAITING_NODE);
  asked?.then(
    (node) => publish(name, node ?? FALLBACK_NODE),
    () => publish(name, FALLBACK_NODE),
  );
  return nodes.get(name) ?? FALLBACK_NODE;
}

const camel = (attribute: string): string => attribute.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The SVG of a node, in lucide's frame: 24 units, stroke of the text's colour. */
export function IconGlyph({ node, size, ...props }: SVGProps<SVGSVGElement> & { node: IconNode; size?: number | string }) {
  const attributes = { width: size ?? 24, height: size ?? 24, viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor' };
  return (
    <svg {...attributes} strokeWidth={2} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" {...props}>
      {node
        .filter(([shape]) => SHAPES.has(shape))
        .map(([shape, given], index) => {
          const allowed = Object.entries(given).filter(([name]) => ATTRIBUTE.test(name));
          return createElement(shape, { key: index, ...Object.fromEntries(allowed.map(([name, value]) => [camel(name), value])) });
        })}
    </svg>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A component for one icon that is not in the script. Keeps its place empty until the kernel answered. */
export function remoteIcon(name: string): ComponentType<SVGProps<SVGSVGElement>> {
  function RemoteIcon(props: SVGProps<SVGSVGElement>) {
    const node = useSyncExternalStore(subscribe, () => nodeOf(name));
    return <IconGlyph node={node} {...props} />;
  }
  RemoteIcon.displayName = name;
  return RemoteIcon;
}
