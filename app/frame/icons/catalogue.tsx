/**
 * All of lucide by name, for the UI packages that look icons up. Names of the subset answer with the component in the
 * script, other known names with one that is drawn once the kernel sent its node, unknown names with undefined, as lucide.
 */
import type { ComponentType, SVGProps } from 'react';
import { names as nameText, subset } from 'frame:lucide';
import { pascalName, readNames } from './names';
import { FALLBACK_NODE, IconGlyph, remoteIcon } from './remote-icon';

export type IconComponent = ComponentType<SVGProps<SVGSVGElement>>;

const names = readNames(nameText);
const made = new Map<string, IconComponent>();

function componentOf(name: string): IconComponent | undefined {
  const canonical = names.get(name);
  if (canonical === undefined) return undefined;
  const known = subset[canonical] ?? made.get(canonical);
  if (known !== undefined) return known;
  const component = remoteIcon(canonical);
  made.set(canonical, component);
  return component;
}

/** `icons` of lucide-react. Its keys can be listed (the icon picker does); a component is made when it is read. */
export const icons: Readonly<Record<string, IconComponent>> = new Proxy<Record<string, IconComponent>>(
  Object.fromEntries([...names.values()].map((name) => [name, FallbackIcon])),
  { get: (_target, name) => (typeof name === 'string' ? componentOf(name) : undefined) },
);

/** Drawn where a manifest names an icon that lucide does not have. */
export function FallbackIcon(props: SVGProps<SVGSVGElement>) {
  return <IconGlyph node={FALLBACK_NODE} {...props} />;
}

/** An icon by any spelling of its name; a stand-in when there is none. */
export function NamedIcon({ name, ...props }: SVGProps<SVGSVGElement> & { name: string }) {
  const Icon = icons[name] ?? icons[pascalName(name)] ?? FallbackIcon;
  return <Icon {...props} />;
}
