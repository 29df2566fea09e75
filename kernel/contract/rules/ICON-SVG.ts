import { dropping } from '../fixes/dropping';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const SVG_WHY = {
  blank: ['it is blank', 'está en blanco'],
  long: ['it is longer than 256 bytes', 'mide más de 256 bytes'],
  absolute: ['it starts with `/`', 'empieza por `/`'],
  climbs: ['it climbs out of the bundle', 'sale del paquete'],
  unclean: ['it has superfluous parts', 'tiene partes superfluas'],
  extension: ['it does not end in .svg', 'no termina en .svg'],
} as const;

const texts = {
  iconSvg: (slug: string, why: keyof typeof SVG_WHY): Message =>
    message(
      `${quote(slug)} is no path of an svg file in the bundle: ${SVG_WHY[why][0]}.`,
      `${quote(slug)} no es la ruta de un svg del paquete: ${SVG_WHY[why][1]}.`,
    ),
};

/** Longest path of a bundled icon, in UTF-8 bytes. */
const MAX_ICON_SLUG_BYTES = 256;

function svgFault(slug: string): 'blank' | 'long' | 'absolute' | 'climbs' | 'unclean' | 'extension' | null {
  if (isBlank(slug)) return 'blank';
  if (new TextEncoder().encode(slug).length > MAX_ICON_SLUG_BYTES) return 'long';
  if (slug.startsWith('/')) return 'absolute';
  if (slug.includes('..')) return 'climbs';
  const parts = slug.replace(/^\.\//, '').split('/');
  if (parts.some((part) => part === '' || part === '.')) return 'unclean';
  return slug.toLowerCase().endsWith('.svg') ? null : 'extension';
}

export const rule: Rule<'ICON-SVG'> = {
  id: 'ICON-SVG',
  level: 'error',
  fix: dropping(1),
  check: ({ manifest }, report) => {
    const icon = manifest.metadata.icon;
    if (icon?.type !== 'svg') return;
    const fault = svgFault(icon.slug);
    if (fault !== null) report(['metadata', 'icon', 'slug'], texts.iconSvg(icon.slug, fault));
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: 'path of a bundled svg icon: blank, over 256 bytes, absolute, climbing, unclean, not `.svg`',
  why: 'The path is read from the bundle, so it may not lead out of it and must name an svg file.',
  example: { at: '/metadata/icon', before: { type: 'svg', slug: '../icon.png' }, after: { type: 'svg', slug: 'assets/icon.svg' } },
};
