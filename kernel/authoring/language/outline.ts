import { indexManifest } from './occurrences';
import type { SymbolKind } from './places';

export interface OutlineItem {
  name: string;
  kind: SymbolKind;
  /** UTF-16 units. */
  offset: number;
  length: number;
  children: OutlineItem[];
}

export interface OutlineGroup {
  kind: SymbolKind;
  items: OutlineItem[];
}

const GROUPS: readonly SymbolKind[] = ['model', 'action', 'permission', 'role', 'setting', 'event', 'slot', 'connector', 'document'];
/** What a model's entry shows below it. */
const INSIDE_MODEL: ReadonlySet<SymbolKind> = new Set(['column', 'stage', 'relation', 'sequence']);

/** What a manifest defines, by kind, in the order of the text; columns and the like below their model. */
export function outlineOf(text: string): OutlineGroup[] {
  const index = indexManifest(text);
  const definitions = (index?.occurrences ?? []).filter(({ role }) => role === 'definition');
  return GROUPS.flatMap((kind) => {
    const items = definitions
      .filter((occurrence) => occurrence.kind === kind)
      .map((occurrence): OutlineItem => {
        const { name, offset, length } = occurrence;
        const children = definitions
          .filter(
            (other) =>
              kind === 'model' && INSIDE_MODEL.has(other.kind) && other.path[0] === 'models' && other.path[1] === occurrence.path[1],
          )
          .map((other): OutlineItem => ({ name: other.name, kind: other.kind, offset: other.offset, length: other.length, children: [] }));
        return { name, kind, offset, length, children };
      });
    return items.length === 0 ? [] : [{ kind, items }];
  });
}
