/** Dependencies, upgrade ladder, icon. */
import { parseRange, satisfies } from '../../expressions/version-range';
import { addonMessages } from '../messages/addon';
import { commonMessages } from '../messages/common';
import { isBlank, type Rule } from './context';
import { near } from '../suggest';

/** Longest path of a bundled icon, in UTF-8 bytes. */
const MAX_ICON_SLUG_BYTES = 256;

export const requiredVersions: Rule = ({ manifest, hostVersion, error, warning }) => {
  manifest.compatibility.requires.forEach(({ key, version }, index) => {
    const path = ['compatibility', 'requires', index];
    if (key === '') error('REQ-KEY', [...path, 'key'], commonMessages.blank());
    const range = parseRange(version);
    if (range === null) error('REQ-RANGE', [...path, 'version'], commonMessages.notRange(version));
    else if (key === 'kernel' && !satisfies(range, hostVersion))
      warning('REQ-HOST', [...path, 'version'], addonMessages.kernelRange(version, hostVersion));
  });
};

export const enabledFeatures: Rule = ({ manifest, error }) => {
  const actions = new Set((manifest.contributions?.actions ?? []).map(({ target_model, key }) => `${target_model ?? ''}.${key}`));
  manifest.compatibility.requires.forEach(({ optional, enables = [] }, index) => {
    const path = ['compatibility', 'requires', index, 'enables'];
    if (enables.length > 0 && optional !== true) error('ENA-OPTIONAL', path, addonMessages.enablesNeedsOptional());
    enables.forEach((reference, at) => {
      if (reference.startsWith('action:') && !actions.has(reference.slice('action:'.length)))
        error('ENA-ACTION', [...path, at], near(addonMessages.enablesAction(reference), reference.slice('action:'.length), actions));
    });
  });
};

export const upgradeRanges: Rule = ({ manifest, error }) => {
  (manifest.lifecycle?.upgrade ?? []).forEach(({ from }, index) => {
    if (parseRange(from) === null) error('UPG-RANGE', ['lifecycle', 'upgrade', index, 'from'], commonMessages.notRange(from));
  });
};

export const bundledIcon: Rule = ({ manifest, error }) => {
  const icon = manifest.metadata.icon;
  if (icon?.type !== 'svg') return;
  const fault = svgFault(icon.slug);
  if (fault !== null) error('ICON-SVG', ['metadata', 'icon', 'slug'], addonMessages.iconSvg(icon.slug, fault));
};

function svgFault(slug: string): 'blank' | 'long' | 'absolute' | 'climbs' | 'unclean' | 'extension' | null {
  if (isBlank(slug)) return 'blank';
  if (new TextEncoder().encode(slug).length > MAX_ICON_SLUG_BYTES) return 'long';
  if (slug.startsWith('/')) return 'absolute';
  if (slug.includes('..')) return 'climbs';
  const parts = slug.replace(/^\.\//, '').split('/');
  if (parts.some((part) => part === '' || part === '.')) return 'unclean';
  return slug.toLowerCase().endsWith('.svg') ? null : 'extension';
}
