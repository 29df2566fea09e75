import { type Occurrence, indexManifest, occurrenceAt } from './occurrences';

/** A stretch of text in UTF-16 units. */
export interface TextSpan {
  offset: number;
  length: number;
}

const spanOf = ({ offset, length }: Occurrence): TextSpan => ({ offset, length });

/** Where the thing named at `offset` is defined; null when nothing is named there, or it is defined elsewhere. */
export function definitionAt(text: string, offset: number): TextSpan | null {
  const index = indexManifest(text);
  const here = index && occurrenceAt(index, offset);
  const found = here && index.occurrences.find((other) => other.symbol === here.symbol && other.role === 'definition');
  return found ? spanOf(found) : null;
}

/** Every place that names the same thing, its definition included, in the order of the text. */
export function referencesAt(text: string, offset: number): TextSpan[] {
  const index = indexManifest(text);
  const here = index && occurrenceAt(index, offset);
  return here ? index.occurrences.filter((other) => other.symbol === here.symbol).map(spanOf) : [];
}
