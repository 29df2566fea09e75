import type { Locale } from '../locale';
import { suggesting, type Message, type Text } from './text';

/** Names compared at most, and their greatest length: a hostile document must not make a suggestion expensive. */
const MAX_CANDIDATES = 200;
const MAX_NAME_LENGTH = 64;

/** The candidate closest to a misspelt name, or `null` when none is close. */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  if (name.length > MAX_NAME_LENGTH) return null;
  const wanted = name.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  let compared = 0;
  for (const candidate of candidates) {
    if (compared >= MAX_CANDIDATES) break;
    compared += 1;
    if (candidate.length > MAX_NAME_LENGTH || Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * A message that suggests the candidate closest to a misspelt name: asks whether it was meant, before any other cure there is. The
 * editor offers to write it (`fixes/meant.ts`).
 */
export const near = (said: Message, name: string, candidates: Iterable<string>): Message =>
  askingFirst(
    suggesting({ text: said.text }, name, () => nearest(name, candidates)),
    said,
  );

function askingFirst(asked: Message, { cure }: Message): Message {
  if (cure === undefined) return asked;
  return {
    text: asked.text,
    get suggestion() {
      return asked.suggestion ?? null;
    },
    get cure(): Text {
      const question = asked.cure ?? cure;
      const join = (locale: Locale): string => (question[locale] === '' ? cure[locale] : `${question[locale]} ${cure[locale]}`);
      return { en: join('en'), es: join('es') };
    },
  };
}

/** Inserted, left out or changed letters, and neighbours that changed places, each counted as one. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const substitute = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      let distance = Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) distance = Math.min(distance, (before[j - 2] ?? 0) + 1);
      next.push(distance);
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
