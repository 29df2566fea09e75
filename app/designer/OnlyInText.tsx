import { CodeXml } from 'lucide-react';
import type { Place } from '../../kernel/authoring/design/design';
import { selectHeld, showHeld } from '../editor/held-editor';
import { useDesignerStrings } from './strings';
import { showManifestAs } from './view';

/** Shows a stretch of the text, as text. */
export function showAsText({ offset, length }: Pick<Place, 'offset' | 'length'>): void {
  showManifestAs('text');
  selectHeld(offset, length);
  showHeld();
}

/** What the designer has no form for, by name; one click leads to its lines. */
export function OnlyInText({ names, place }: { names: readonly string[]; place: Place }) {
  const strings = useDesignerStrings();
  if (names.length === 0) return null;
  return (
    <p className="text-muted-foreground col-span-full flex flex-wrap items-center gap-1 text-xs">
      <CodeXml className="size-3.5" aria-hidden />
      {strings.left('')}
      <button
        type="button"
        onClick={() => showAsText(place)}
        className="text-primary min-h-6 max-w-full truncate underline-offset-2 hover:underline"
      >
        <code>{names.join(', ')}</code>
      </button>
    </p>
  );
}
