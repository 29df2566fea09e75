import { type FixRule, set } from '../fix';
import { titles } from './titles';

type Rewrite = (text: string) => string;

/** Comparisons and quotes as other languages write them, brought into this one. */
export const respelling =
  (rewrites: readonly Rewrite[]): FixRule =>
  ({ path, value }) => {
    if (typeof value !== 'string') return [];
    const fixed = rewrites.reduce((text, rewrite) => rewrite(text), value);
    return fixed === value ? [] : [{ id: 'write', title: titles.write(fixed), safe: false, changes: set(path, fixed) }];
  };

export const ansi: Rewrite = (text) => text.replaceAll('<>', '!=').replaceAll('===', '==');
export const bare: Rewrite = (text) => text.replace(/^\((.*)\)$/s, '$1');

export const respellGuard = respelling([ansi, bare]);
