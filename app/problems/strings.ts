/** Sentences of the problems and their fixes, in both languages side by side. */
import { useLanguage } from '../i18n/language';

const EN = {
  fixAll: 'Fix what is plain',
  fix: 'Fix…',
  fixOf: (message: string) => `Fix: ${message}`,
  rule: (id: string) => `${id}: what this rule says and why`,
  proposed: 'Before it is done',
  offers: 'Ways to fix it',
  changes: 'Lines that change',
  more: (count: number) => `and ${String(count)} more ${count === 1 ? 'line' : 'lines'}`,
  apply: 'Apply',
  cancel: 'Cancel',
  keys: 'Enter applies, Escape leaves everything as it is.',
  allTitle: (count: number) => `${String(count)} ${count === 1 ? 'finding has' : 'findings have'} exactly one answer`,
  done: (count: number) => `${String(count)} ${count === 1 ? 'finding' : 'findings'} cured. Ctrl+Z in the editor takes it back.`,
  noneOfOne: 'Nobody can guess what belongs here: the finding says what is expected.',
  nonePlain: 'Nothing here can be cured without a decision. “Fix…” beside a finding shows what is on offer.',
  none: 'None of these findings has a ready cure: each says what is expected. Choose one to see its place in the editor.',
};

const ES: typeof EN = {
  fixAll: 'Corregir lo evidente',
  fix: 'Corregir…',
  fixOf: (message) => `Corregir: ${message}`,
  rule: (id) => `${id}: qué dice esta regla y por qué`,
  proposed: 'Antes de hacerlo',
  offers: 'Maneras de corregirlo',
  changes: 'Líneas que cambian',
  more: (count) => `y ${String(count)} ${count === 1 ? 'línea' : 'líneas'} más`,
  apply: 'Aplicar',
  cancel: 'Cancelar',
  keys: 'Intro lo aplica, Escape deja todo como está.',
  allTitle: (count) => `${String(count)} ${count === 1 ? 'hallazgo tiene' : 'hallazgos tienen'} exactamente una respuesta`,
  done: (count) => `${String(count)} ${count === 1 ? 'hallazgo corregido' : 'hallazgos corregidos'}. Ctrl+Z en el editor lo deshace.`,
  noneOfOne: 'Nadie puede adivinar qué va aquí: el hallazgo dice qué se espera.',
  nonePlain: 'Nada de esto se puede corregir sin una decisión. «Corregir…» junto a un hallazgo muestra lo que se ofrece.',
  none: 'Ninguno de estos hallazgos tiene un arreglo preparado: cada uno dice qué se espera. Elige uno para ver su lugar en el editor.',
};

export type ProblemStrings = typeof EN;

const STRINGS = { en: EN, es: ES };

export const problemStrings = (): ProblemStrings => STRINGS[useLanguage.getState().language];
export const useProblemStrings = (): ProblemStrings => STRINGS[useLanguage((state) => state.language)];
